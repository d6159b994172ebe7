"""PF7: adversaries, incentives, selective disclosure, shift and feedback, as far as a note thought of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge import headings, main_words
from mle_reviewer.system.notes import said
from mle_reviewer.system.questions.gating.budgets import latest
from mle_reviewer.system.questions.pages.prose import Statement, beneath, first_of_each, statements
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location

ITEM = "PF7"
_NO_LOOP = re.compile(r" no (?:\w+ ){0,4}feedback loop")
_NEAR = 7  # words
_BEFORE = 2
_DRIFTS = (
    "drift", "shift", "change", "dérive", "deriva", "verteilungs", "behavior", "behaviour", "漂移", "드리프트",
    "ドリフト",
)  # fmt: skip
# Shift by its own name.
_PLAINLY = (
    "distribution shift*", "distributional shift*", "covariate shift*", "domain shift*", "concept drift", "data drift",
    "regime change*", "regime shift*", "non stationar*", "nonstationar*", "structural break*",
    "exchangeability", "not exchangeable",
    "out of distribution",
)  # fmt: skip
_ELSEWHERE = ("may not generali*", "漂移", "드리프트", "ドリフト")
# Bias by choosing among many models or folds is no selection of whom the rows are about.
_OF_SELECTION = (
    "leaderboard",
    "many experiments",
    "multiple comparison*",
    "validation fold*",
    "overfit*",
    "model selection",
)
_TOPICS = (*headings.RISKS, *headings.LIMITS, *headings.BOUNDS)
_FIELDS = {
    "adversarial": "adversarial behaviour", "incentives": "incentives", "selective_disclosure": "selective disclosure",
    "shift": "distribution shift", "feedback": "feedback loops", "feedback_loop": "feedback loops",
}  # fmt: skip
_LOOKED = (
    "`risks:` in iteration notes, and what pages say of adversaries, incentives, selection, shift and feedback under "
    "headings on risks, ethics, limitations and assumptions"
)
_STEP = (
    "Fill in `risks: {adversarial, incentives, selective_disclosure, shift, feedback}` in docs/iterations/0001.md, "
    "each with a sentence or `n/a: reason`."
)


def answer(system: System) -> Answer:
    """Risks that pages name are a part while others are not named; risks of another kind leave a question."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    named = {
        _FIELDS[one.name.partition(".")[2]]: evidence(ITEM, one.at, f"{one.name.partition('.')[2]}: {one.text}")
        for one in said(latest(system), fields=tuple(f"risks.{kind}" for kind in _FIELDS))
    }
    if not named:
        named = {kind: evidence(ITEM, at, f"{kind}: {says}") for kind, (at, says) in _spoken(system).items()}
    if named:
        absent = tuple(kind for kind in headings.ADVERSE if kind not in named and not _is_perhaps(system, kind))
        found = tuple(named.values())
        return Answer(ITEM, evidence=found, missing=absent, looked_for=_LOOKED, next_step=_STEP)
    general = first_of_each(
        one for one in beneath(system, headings.RISKS) if one.kind != "" and headings.tells(one.said, headings.MODELS)
    )
    if not general:
        return Answer(ITEM, looked_for=_LOOKED, next_step=_STEP)
    question = (
        "Do these risks cover adversaries, incentives, selective disclosure, shift and feedback as far as they matter?"
    )
    some = tuple(evidence(ITEM, one.at, f"{one.title}: {one.brief}") for one in general)
    return Answer(ITEM, evidence=some, question=question, looked_for=_LOOKED)


def _is_perhaps(system: System, kind: str) -> bool:
    """Whether pages speak of it somewhere else, by its own name, so that nobody can say that it is not there."""
    phrases = {"distribution shift": _PLAINLY}.get(kind, headings.ADVERSE[kind])
    return any(headings.tells(one.said, phrases) for one in statements(system))


def _spoken(system: System) -> dict[str, tuple[Location, str]]:
    """The first words on each kind of risk: under a heading on risks or limits, or words that leave no doubt."""
    found: dict[str, tuple[Location, str]] = {}
    said_ = [one for one in statements(system) if not one.near(headings.WORKINGS)]
    said_ = [one for one in said_ if not one.planned and (not one.links or _is_row_of_risks(one))]
    there = [one for one in said_ if one.beneath(_TOPICS) and not one.near(headings.OTHER_LIMITS)]
    said_ = [one for one in said_ if not one.near(main_words.PRAISES)]
    for some, kinds in ((there, headings.ADVERSE), (said_, headings.ALWAYS_ADVERSE)):
        for one in some:
            for kind, phrases in kinds.items():
                if kind not in found and headings.tells(one.said, phrases) and not _is_other(one, kind):
                    found[kind] = one.at_words(phrases)
    return {kind: found[kind] for kind in headings.ADVERSE if kind in found}


def _is_row_of_risks(one: Statement) -> bool:
    """Whether it is a row of a table of risks, and not one that leads to other pages."""
    return one.text.startswith("|") and one.beneath(headings.RISKS) and not headings.tells(one.said, ("md", "pdf"))


def _is_other(one: Statement, kind: str) -> bool:
    """Whether it speaks of a tool that looks for drift, or of drift in anything but data."""
    if kind == "feedback loops":
        return _NO_LOOP.search(one.said) is not None
    if kind == "selective disclosure":
        return bool(headings.tells(one.said, _OF_SELECTION))
    if kind != "distribution shift":
        return False
    return bool(headings.tells(one.said, main_words.OTHER_DRIFT)) or not _drifts(one.said)


def _drifts(said: str) -> bool:
    """Whether what drifts is named close by: data, customers, a market, a model; a plan or a repository is none."""
    if headings.tells(said, _PLAINLY):
        return True
    parts = said.split()
    for place, part in enumerate(parts):
        if part.startswith(_DRIFTS):
            near = f" {' '.join(parts[max(0, place - _BEFORE) : place + _NEAR])} "
            if headings.tells(near, main_words.DRIFTING):
                return True
    return bool(headings.tells(said, _ELSEWHERE)) and bool(headings.tells(said, main_words.DRIFTING))
