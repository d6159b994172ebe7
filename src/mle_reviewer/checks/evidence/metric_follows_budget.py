"""PF3: whether the figure that chooses the model is the one that was declared from what mistakes cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge import headings
from mle_reviewer.knowledge.measures import same
from mle_reviewer.system.questions.budgets import primary_metrics, stated_costs, weighed
from mle_reviewer.system.questions.prose import Statement, spoken_of
from mle_reviewer.system.questions.selecting import selections
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location

ITEM = "PF3"
_MOST_CELLS = 5


def answer(system: System) -> Answer:
    """Evidence are a declared metric, costs beside it, and code that runs and chooses by the same."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    declared = primary_metrics(system)
    wanted = {same(one.text) for one in declared}
    chosen = [one for one in selections(system) if one.figure in wanted]
    chosen.sort(key=lambda one: one.how is None)
    costs = stated_costs(system)
    reasons = [] if declared and costs else _reasons(system)
    found = [evidence(ITEM, one.at, f"the primary metric is declared: {one.text}") for one in declared]
    found += [evidence(ITEM, at, f"why the metric: {says}") for at, says in reasons]
    found += [
        evidence(ITEM, system.at(one.routine, one.call.pos), f"`{one.by}` chooses by {one.spelled}") for one in chosen
    ]
    by_cost = [one for one in weighed(system) if "chooses" in one.says]
    found += [evidence(ITEM, system.at(one.routine, one.pos), one.says) for one in by_cost]
    missing = [] if declared or by_cost or reasons else ["a declared primary metric"]
    missing += [] if costs or by_cost else ["the mistake budget that the metric follows from"]
    missing += [] if by_cost or any(one.how for one in chosen) else ["code that runs and chooses by it"]
    return Answer(
        ITEM,
        evidence=tuple(found),
        missing=tuple(missing) if found else (),
        looked_for="`primary_metric:` in notes and settings, sentences on why a metric counts, held against what "
        "searches and callbacks choose by",
        next_step="Declare `primary_metric:` beside the mistake budget and give it to the search (`scoring=`).",
    )


def _reasons(system: System) -> list[tuple[Location, str]]:
    """Sentences that say why one figure counts more than another."""
    some = spoken_of(system, headings.METRICS, (*headings.REASONS, *headings.RATHER))
    return [one.at_words((*headings.REASONS, *headings.RATHER)) for one in some if _is_reason(one)][:2]


def _is_reason(one: Statement) -> bool:
    """Whether both stand in one sentence, not in a table of figures."""
    if one.text.lstrip().startswith("|") and one.text.count("|") > _MOST_CELLS:
        return False
    sentences = one.text.replace("\n", " ").replace("; ", ". ").split(". ")
    said = (headings.spoken(part) for part in sentences)
    return any(headings.tells(part, headings.METRICS) and _weighs(part) for part in said)


def _weighs(said: str) -> bool:
    """Whether a sentence puts one figure before another for a reason."""
    rather = headings.tells(said, headings.RATHER) and headings.tells(said, headings.CHOOSES)
    return bool(rather or headings.tells(said, headings.REASONS)) and " not " not in said
