"""PF3: whether the figure that chooses the model is the one that was declared from what mistakes cost."""

from __future__ import annotations

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge.measures import same
from mle_reviewer.system.questions.budgets import primary_metrics, stated_costs, weighed
from mle_reviewer.system.questions.selecting import selections
from mle_reviewer.system.system import System

ITEM = "PF3"


def answer(system: System) -> Answer:
    """Evidence are a declared metric, costs beside it, and code that runs and chooses by the same."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    declared = primary_metrics(system)
    wanted = {same(one.text) for one in declared}
    chosen = [one for one in selections(system) if one.figure in wanted]
    chosen.sort(key=lambda one: one.how is None)
    costs = stated_costs(system)
    found = [evidence(ITEM, one.at, f"the primary metric is declared: {one.text}") for one in declared]
    found += [
        evidence(ITEM, system.at(one.routine, one.call.pos), f"`{one.by}` chooses by {one.spelled}") for one in chosen
    ]
    by_cost = [one for one in weighed(system) if "chooses" in one.says]
    found += [evidence(ITEM, system.at(one.routine, one.pos), one.says) for one in by_cost]
    missing = [] if declared or by_cost else ["a declared primary metric"]
    missing += [] if costs or by_cost else ["the mistake budget that the metric follows from"]
    missing += [] if by_cost or any(one.how for one in chosen) else ["code that runs and chooses by it"]
    return Answer(
        ITEM,
        evidence=tuple(found),
        missing=tuple(missing) if found else (),
        looked_for="`primary_metric:` in iteration notes, held against what searches and callbacks choose by",
        next_step="Declare `primary_metric:` beside the mistake budget and give it to the search (`scoring=`).",
    )
