"""DL1: the keys, times and versions of data, as far as something declares them."""

from __future__ import annotations

from typing import Final

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.data.contracts import declared
from mle_reviewer.system.system import System

ITEM = "DL1"
_MISSING: Final = {
    "key": "the grain and key of a row",
    "time": "the times of labels and features",
    "version": "the version or snapshot that a run reads",
}
_UNTOLD: Final = "which time is the label's, and which the features'"


def answer(system: System) -> Answer:
    """Evidence are contracts, entities, tested keys and versions; each of the three that is not there is missing."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    found = sorted(
        {(one.at.path, one.at.line, one.at.cell, one.aspect): one for one in declared(system)}.values(),
        key=lambda one: list(_MISSING).index(one.aspect),
    )
    aspects = {one.aspect for one in found}
    firsts = [next(one for one in found if one.aspect == aspect) for aspect in _MISSING if aspect in aspects]
    some = (*firsts, *(one for one in found if one not in firsts))
    times = [one for one in found if one.aspect == "time"]
    untold = (_UNTOLD,) if times and all(one.plain for one in times) else ()
    return Answer(
        ITEM,
        evidence=tuple(evidence(ITEM, one.at, one.says) for one in some),
        missing=tuple(says for aspect, says in _MISSING.items() if aspect not in aspects) + untold if found else (),
        looked_for="data contracts (ODCS, dbt), entities and sources of feature stores, keys and times on pages, in "
        "tables and checks, locked, pinned or hashed data",
        next_step="Describe the training table in contracts/NAME.odcs.yaml: primaryKey, times, snapshot.",
    )
