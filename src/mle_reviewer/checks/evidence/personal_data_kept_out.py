"""DL5: whether personal and sensitive data are named, kept out or kept for a set time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence, place
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.knowledge.measures import words
from mle_reviewer.program.prose.placeholders import empty
from mle_reviewer.system.entries import first
from mle_reviewer.system.questions.data.hidden_persons import (
    deleted_in_time,
    hashed,
    hidden_by_hand,
    hidden_in_logs,
    scanned,
    spoken,
    told_by_column,
)
from mle_reviewer.system.questions.data.persons import dropped, dropped_by_settings
from mle_reviewer.system.system import System

ITEM = "DL5"
_ELSE: Final = frozenset({"registry", "tfstate", "terraform", "docker", "image", "images", "builds", "model", "models"})


def answer(system: System) -> Answer:
    """Evidence are classified or dropped columns, retention, redaction that runs; what of it is not seen stays open."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    classified = [*_classified(system), *(evidence(ITEM, one.at, one.says) for one in told_by_column(system))]
    kept = [*_kept(system), *(evidence(ITEM, one.at, one.says) for one in deleted_in_time(system))]
    redacted = [
        evidence(ITEM, place(system, one), f"personal data are taken out of texts ({one.name})")
        for one in system.signed("anonymize")
        if system.reached.how(one.routine)
    ]
    left_out = [
        evidence(ITEM, system.at(one.routine, one.call.pos), f"`{one.column}`, which names a person, is dropped")
        for one in dropped(system)
    ]
    left_out += [
        evidence(ITEM, at, f"`{column}`, which names a person, is listed to be dropped (`{key}`)")
        for column, key, at in dropped_by_settings(system)
    ]
    hidden = [
        evidence(ITEM, one.at, one.says) for one in (*hashed(system), *hidden_in_logs(system), *hidden_by_hand(system))
    ]
    said = [evidence(ITEM, one.at, one.says) for one in spoken(system)]
    searched = [evidence(ITEM, one.at, one.says) for one in scanned(system)]
    found = (*classified, *left_out, *hidden, *redacted, *kept, *said, *searched)
    done = (*classified, *left_out, *hidden, *redacted)
    parts = (
        (classified, "which columns are sensitive, column by column"),
        (done, "code that drops or hides what tells a person"),
        (kept, "how long data are kept"),
    )
    return Answer(
        ITEM,
        evidence=found,
        missing=tuple(says for some, says in parts if not some) if found else (),
        looked_for="`classification:` and retention in data contracts and storage, columns naming a person that are "
        "dropped, digests of them, redaction that is run, pages on personal data, searches for credentials",
        next_step="Set `classification:` for each column and a `retention` in contracts/NAME.odcs.yaml.",
    )


def _classified(system: System) -> Iterator[Evidence]:
    for contract in system.manifests.get("contract", ()):
        for one in contract.all("properties"):
            said = first(one, "classification")
            text = said.text() if said is not None else None
            if text and not empty(text):
                yield evidence(ITEM, contract.place(said), f"a column is classified as {text}")


def _kept(system: System) -> Iterator[Evidence]:
    for contract in system.manifests.get("contract", ()):
        for one in contract.all("sla"):
            named, value = first(one, "property"), first(one, "value")
            text = value.text() if value is not None else None
            if named is not None and named.text() == "retention" and text and not empty(text):
                yield evidence(ITEM, contract.place(one), f"data are kept for {text}")
    for storage in system.manifests.get("storage", ()):
        found = storage.one("retention") or storage.one("lifecycle")
        if found is not None and not _ELSE & set(words(storage.name)):
            yield evidence(ITEM, storage.place(found), f"what is stored is kept for a set time ({storage.about})")
