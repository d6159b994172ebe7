"""PF4: assumptions, constraints and open questions that somebody could challenge."""

from __future__ import annotations

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge import headings
from mle_reviewer.system.notes import said
from mle_reviewer.system.questions.pages.prose import Statement, beneath, first_of_each
from mle_reviewer.system.questions.pages.registers import assumed
from mle_reviewer.system.system import System

ITEM = "PF4"
_LEARNT = ("prediction*", "training", "classifier*", "label*", "accuracy", "machine learning", "forecast*", "dataset*")
_OF_DATA = (*headings.MODELS, *_LEARNT, "data", "rows", "row", "feature*", "sample*", "trained", "target*", "metric*",
            "segment*", "customer*", "données", "datos", "dados", "daten")  # fmt: skip
_OF_CODE = (
    "deprecated",
    "deprecation",
    "deprecations",
    "docker*",
    "license",
    "ci",
    "cd",
    "pod",
    "pods",
    "memory",
    "browser*",
)
_CLOSED = (" confirmed ", " resolved ", " answered ", " closed ", " done ", " decided ")  # no question any more
_SPEAKING = frozenset({"iteration", "model card", "brief", "readme"})
_GROUPS = (
    ("limitations", (), headings.LIMITS),
    ("assumptions or constraints", ("assumptions", "constraints"), headings.BOUNDS),
    ("open questions or missing requirements", ("open_questions", "missing_requirements"), headings.OPEN),
)


def answer(system: System) -> Answer:
    """Evidence are filled fields and sections; one kind of them alone is a part."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    notes = [note for note in system.notes if note.kind != "template"]
    found, absent = [], []
    beside = 0  # kinds that only a bold line or a register names, which alone make no list complete
    titles_seen: set[str] = set()
    for name, fields, titles in _GROUPS:
        written = said(notes, fields=fields)
        stated = first_of_each(
            one
            for one in beneath(system, titles, headings.OTHER_LIMITS)
            if _is_of_model(one) and (_is_open(one) if titles is headings.OPEN else not one.planned)
        )
        found += [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in written]
        found += [evidence(ITEM, one.at, f"{one.title}: {one.brief}") for one in stated]
        listed = assumed(system) if titles is headings.BOUNDS and not (written or stated) else ()
        found += [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in listed]
        titles_seen.update(one.name for one in written)
        titles_seen.update(one.name for one in listed)
        titles_seen.update(one.title.casefold() for one in stated)
        beside += not written and bool(stated or listed) and all(one.labelled for one in stated)
        if not written and not stated and not listed:
            absent.append(name)
    # One heading that names two kinds is still one list.
    alone = len(absent) + beside > 1 or len(titles_seen) == 1
    missing = tuple(absent) if alone else ()
    return Answer(
        ITEM,
        evidence=tuple(dict.fromkeys(found)),
        missing=missing if found else (),
        looked_for="headings and fields on limitations, assumptions, constraints and open questions in pages, "
        "assumptions in YAML registers",
        next_step="List `assumptions:` and `open_questions:` in docs/iterations/0001.md.",
    )


def _is_open(one: Statement) -> bool:
    """Whether nobody has answered it; a box that is not ticked is a question where a heading says so."""
    return not one.said.startswith(_CLOSED) and "[x]" not in one.text.lower()


def _is_of_model(one: Statement) -> bool:
    """Records of decisions and pages on operation also bound tools; only what speaks of models or data counts."""
    if one.kind == "decision record":
        return bool(headings.tells(one.said, _LEARNT))
    if one.kind in _SPEAKING and (one.kind != "readme" or "/" not in one.path):
        return not headings.tells(one.said, _OF_CODE[:3])
    return bool(headings.tells(one.said, _OF_DATA)) and not headings.tells(one.said, _OF_CODE)
