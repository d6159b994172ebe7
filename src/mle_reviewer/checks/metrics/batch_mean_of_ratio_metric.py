"""A metric that is no mean over examples is worked out for each batch, and the batches are averaged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Assign, Call, Loop, Routine, SetAttr, SetItem, every
from mle_reviewer.system.code.terms import Const, Element, Op, Result, Term, within
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign

CARD = Card(
    area="ME",
    title="Mean of a ratio over batches",
    items=("ME2", "EP1"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
)

_LEARNS: Final = frozenset({"fit", "partial-fit", "fit-predict", "train", "split"})


def find(system: System) -> Iterator[Finding]:
    """Ratios (F1, AUC, precision …) of each round in which a network answers a batch, added up or gathered."""
    for sign in system.signed("class-metric", "score-metric", "number-metric"):
        if "ratio" not in sign.entry.slots:
            continue
        loop = _innermost(sign.routine, sign.call)
        if loop is None or not _by_batches(system, sign, loop):
            continue
        kept = _kept(loop, sign.call)
        if kept is None:
            continue
        name = sign.name.rpartition(".")[2]
        words = Words(
            title=f"`{name}` is averaged over batches",
            issue="The mean of the batches' ratios is not the ratio of all examples: it changes with the size and the "
            "order of batches, and a batch without one of the classes counts as nought or as nothing.",
            fix="Gather predictions and truth over all batches and compute the metric once (or use a metric object "
            "that adds up counts).",
        )
        trace = [
            Step(system.at(sign.routine, loop.pos), "for each batch"),
            step_at(system, sign, f"`{name}` of this batch alone"),
            Step(system.at(sign.routine, kept.pos), "is added to those of the others"),
        ]
        yield stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))


def _innermost(routine: Routine, call: Call) -> Loop | None:
    """The loop that a call stands in."""
    found = None
    for step in every(routine.steps):
        if isinstance(step, Loop) and any(one is call for one in every(step.body)):
            found = step
    return found


def _by_batches(system: System, sign: Sign, loop: Loop) -> bool:
    """Whether a network answers what each round brings, and what it says is judged."""
    calls = [step for step in every(loop.body) if isinstance(step, Call)]
    if loop.over is None or any(e.effect in _LEARNS for call in calls for e in system.indexed.entries(call)):
        return False
    given = sign.given("prediction")
    for call in calls:
        asked = system.networks.asked(call, {}) is not None
        if asked and given is not None and _holds(given, call) and any(_brought(term, loop) for term in call.args):
            return True
    return False


def _holds(term: Term, call: Call) -> bool:
    return any(isinstance(one, Result) and one.call is call for one in within(term))


def _brought(term: Term, loop: Loop) -> bool:
    """Whether a term is made of what the loop goes through."""
    return any(isinstance(one, Element) and one.of is loop.over for one in within(term))


def _kept(loop: Loop, call: Call) -> Assign | SetAttr | SetItem | Call | None:
    """Where the metric of one batch is added to those of others."""
    for step in every(loop.body):
        if isinstance(step, (Assign, SetAttr, SetItem)) and isinstance(step.term, Op):
            first = step.term.terms[0]
            sums = step.term.op == "+=" or (step.term.op == "+" and isinstance(first, Const))
            if sums and any(_holds(one, call) for one in step.term.terms[1:]):
                return step
        elif isinstance(step, Call) and step.method == "append" and any(_holds(one, call) for one in step.args):
            return step
    return None
