"""A model or tokenizer is read from storage again for each element that it is asked about."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.recurring import again
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.questions.costing.done import Done, done, learns, way
from mle_reviewer.system.questions.costing.loaded_again import asks, fills, is_model, loads_again, prepares, weighs
from mle_reviewer.system.questions.costing.rounds import Round, few, items, rounds, worked
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Model loaded in a loop",
    items=(),  # what takes long and costs: no item of the checklist asks for that outside of serving
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """Loads of the same model for each row, file or item of what may be many, that nothing keeps."""
    said = {id(asked.call) for path in predictions(system) for asked in path.loads}  # told for each request
    for routine in worked(system):
        for one in rounds(system, routine):
            if not few(system, one.over) and not one.ends_early():  # or what is tried until it comes
                calls = done(system, one)
                yield from _found(system, one, calls, said, asked=any(asks(system, each) for each in calls))
    for one in items(system):
        yield from _found(system, one, done(system, one), said, asked=True)


def _found(system: System, one: Round, calls: tuple[Done, ...], said: set[int], *, asked: bool) -> Iterator[Finding]:
    loads = [
        each for each in calls
        if asked and id(each.call) not in said and loads_again(system, each) and is_model(system, each, calls)
    ]  # fmt: skip
    if not loads or learns(system, calls) or any(fills(system, each) for each in calls):
        return
    if not weighs(system, one, calls):
        return
    said |= {id(each.call) for each in loads}
    # a tokenizer and the model beside it are loaded before the loop by one change
    loads.sort(key=lambda each: prepares(system, each.call))
    yield _finding(system, one, loads)


def _finding(system: System, one: Round, loads: list[Done]) -> Finding:
    first = loads[0]
    at = system.at(first.routine, first.call.pos)
    helper = prepares(system, first.call)
    item = one.element == "" or one.loop is not None
    what = "What prepares the input" if helper else "The model"
    words = Words(
        title=f"{what} is read from storage again in each round",
        issue="The same file is read, and the same object built, once for each element: that takes longer than the "
        "work itself, and the run grows by it with every row.",
        fix="Load once before the loop and use that in it"
        + ("." if item else ", or in the constructor of the data set."),
    )
    starts = "for each row or element of this" if one.loop is not None else f"`{one.routine.name}` is called for each"
    trace = [Step(system.at(one.starts, one.pos), starts), *way(system, first), Step(at, "the same is loaded again")]
    trace += again((system.at(each.routine, each.call.pos), "the same is loaded again") for each in loads[1:])
    low = first.routine.path.endswith(".ipynb")
    context = system.source(first.routine, first.call.pos)
    return stated(CARD, at, words, trace, context=context, severity=Severity.LOW if low else CARD.severity)
