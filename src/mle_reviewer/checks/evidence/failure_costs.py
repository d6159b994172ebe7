"""PF2: who cares, and what each kind of failure costs them, in a note or in numbers that code reckons with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge import headings, main_words
from mle_reviewer.system.notes import said
from mle_reviewer.system.questions.gating.budgets import KINDS, stated_costs, weighed
from mle_reviewer.system.questions.gating.pricing import priced, spoken_costs
from mle_reviewer.system.questions.pages.prose import Statement, beneath, first_of_each, labelled, spoken_of, statements
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location

ITEM = "PF2"
_BRIEFS = re.compile(r"(?i)(?:^|[/_-])(?:prd|product|business|problem|charter|vision|requirements|brief)[^/]*$")
_FEW = 5  # words
_READ = re.compile(r"(?i)\.md\b|\.ipynb\b|\bstart here\b|\bread(?:ing)? (?:the|this|order)\b")
_COLUMN = re.compile(
    r"(?i)\b(?:uuid|varchar|text|integer|int|bigint|serial|boolean|timestamp\w*|jsonb?|pk|fk|string)\b"
)
_AVOIDED = ("prevent*", "avoid*", "reduc*", "minimi*", "éviter", "réduire", "evitar", "reducir", "reduzir", "vermeid*")
_SAVED = ("waste*", "wasted", "avoid*", "pay", "pays", "save", "saves", "saving*", "cheap*", "expensive", "too high")
_MAKERS = ("engineer*", "data scientist*", "developer*", "validator*", "maintainer*", "mlops*")
_OF_MODELS = ("gpu hour*", "gpu cost*", "training cost*", "inference cost*")
_COUNTED = ("recall", "sensitivity", "precision", "specificity")
_MORE = ("matters more than", "matter more than", "matters far more than", "is more important than", "counts more than")
_STORED = ("schema*", "database*", "tables", "data model", "endpoint*", "api", "entities")
_KINDS = frozenset({"iteration", "model card", "brief"})


def answer(system: System) -> Answer:
    """Evidence are stakeholders and costs in pages, weights and prices in code; what is not named is open."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    own = [note for note in system.notes if note.kind in _KINDS]
    written = said(own, fields=("stakeholders",))
    told = first_of_each(one for one in beneath(system, headings.WHO) if _is_who(one))
    told = told or first_of_each(
        one for one in statements(system)
        if labelled(one, headings.WHO) and (one.kind in {*_KINDS, "readme"} or _BRIEFS.search(one.path))
    )  # fmt: skip
    costs = stated_costs(system)
    spoken = spoken_costs(system)
    found = [evidence(ITEM, one.at, f"{one.kind} cost {one.text}") for one in costs]
    found += [evidence(ITEM, at, says) for at, says in priced(system)[:2]]
    found += [evidence(ITEM, system.at(one.routine, one.pos), one.says) for one in weighed(system)[:2]]
    found += [evidence(ITEM, one.at, f"{one.title or one.path}: {one.brief}") for _, one in spoken]
    computes = main_words.COMPUTES if found else _OF_MODELS
    computing = first_of_each(filter(_is_spent, spoken_of(system, computes)), 1)
    found += [evidence(ITEM, at, f"what computing costs: {says}") for at, says in map(_computing, computing)]
    found += [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in written]
    found += [evidence(ITEM, one.at, f"{one.title}: {one.brief}") for one in told]
    if not any(kinds for kinds, _ in spoken):
        avoided = first_of_each(filter(_is_avoided, beneath(system, headings.PROBLEM)), 1)
        avoided = avoided or first_of_each((one for one in spoken_of(system, _COUNTED, _MORE) if _is_graver(one)), 1)
        found += [evidence(ITEM, one.at, f"which mistakes count: {one.brief}") for one in avoided]
    counted = KINDS[:2] if priced(system) else ()
    named = {*counted} | {one.kind for one in costs} | {kind for kinds, _ in spoken for kind in kinds}
    named |= {KINDS[3]} if computing else set()
    missing = [] if written or told else ["stakeholders"]
    missing += [f"the cost of {kind}" for kind in KINDS if kind not in named]
    return Answer(
        ITEM,
        evidence=tuple(found),
        missing=tuple(missing) if found else (),
        looked_for="stakeholders, a mistake budget, sentences on what false alarms and misses cost, weights and prices "
        "of mistakes in code",
        next_step="List `stakeholders` and `mistake_budget: {fn, fp, latency_ms, compute, opacity, missed}` in "
        "docs/iterations/0001.md.",
    )


def _is_who(one: Statement) -> bool:
    """Whether it names somebody whom the answers concern: no column of a table of users, nothing that is to be read."""
    near = one.kind in _KINDS or "/" not in one.path or _BRIEFS.search(one.path) is not None
    if not near or one.text.rstrip().endswith(":") or one.near(_STORED):
        return False
    if one.near(("user stories*",)) and headings.tells(one.said, _MAKERS):
        return False  # who builds it
    return not (_READ.search(one.text) or (one.text.startswith("|") and _COLUMN.search(one.text)))


def _is_spent(one: Statement) -> bool:
    """Whether a sentence says how much computing costs or what it is saved for; that there is such a figure is none."""
    said = one.together(main_words.COMPUTES)
    weighed = headings.tells(said, _SAVED) or any(sign.isdigit() for sign in said)
    return bool(weighed) and not one.links and not one.planned and len(said.split()) > _FEW


def _is_graver(one: Statement) -> bool:
    """Whether a sentence says that finding some of the rows matters more than what else is measured."""
    return bool(one.together(_COUNTED, _MORE)) and not one.planned and not one.links and one.kind != "notebook"


def _is_avoided(one: Statement) -> bool:
    """Whether it says, under a heading on the business, which mistakes are to be kept away."""
    said = one.together((*headings.MISSES, *headings.ALARMS), _AVOIDED)
    return bool(said) and one.kind in {*_KINDS, "readme"} and not one.planned and not one.links


def _computing(one: Statement) -> tuple[Location, str]:
    return one.at_words(main_words.COMPUTES)
