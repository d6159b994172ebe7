"""A running total of losses keeps the graph of every batch, because the tensor is added and not its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Assign, Call, Loop, Routine, SetAttr, SetItem, Within, every
from mle_reviewer.system.code.steps import Step as CodeStep
from mle_reviewer.system.code.terms import Const, Op, Result, Term, alternatives, within
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Steps

CARD = Card(
    area="TR",
    title="Loss added up with its graph",
    items=(),  # memory runs out or steps become slow: no item of the checklist asks for that
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    lane="performance-optimizer",
)

_ADDS: Final = frozenset({"+", "+="})
_MADE: Final = frozenset({"keep", "blank"})  # a tensor of what is given, or of one number
_PUTTING: Final = frozenset({"to", "cuda", "float", "double", "cpu"})


def find(system: System) -> Iterator[Finding]:
    """Sums that outlive a loop, to which the very tensor is added that `backward()` is called on in that loop."""
    for routine in system.taught():
        said: set[int] = set()
        for loop in every(routine.steps):
            if not isinstance(loop, Loop):
                continue
            for step, loss in _added(system, routine, loop):
                if step.pos in said:
                    continue
                said.add(step.pos)
                at = system.at(routine, step.pos)
                words = Words(
                    title="The sum of losses keeps the graph of every batch",
                    issue="The tensor itself is added, so the sum remembers how each batch was computed: memory grows "
                    "with every step until the run dies, long after it began.",
                    fix="Add the value: `total += loss.item()` (or `loss.detach()`).",
                )
                trace = [
                    Step(system.at(routine, loop.pos), "the loop that the sum outlives"),
                    Step(system.at(routine, loss.pos), "gradients are computed from this loss"),
                    Step(at, "and the same tensor, with its graph, is added to the sum"),
                ]
                yield stated(CARD, at, words, trace, context=system.source(routine, step.pos))


def _added(system: System, routine: Routine, loop: Loop) -> Iterator[tuple[Assign | SetAttr | SetItem, Call]]:
    """Sums in a loop, with the call of `backward()` on what is added."""
    losses = {
        id(step.callee): step
        for step in every(loop.body)
        if isinstance(step, Call) and step.method == "backward" and not _keeps(step)
        and any(entry.effect == "backward" for entry in system.indexed.entries(step))
    }  # fmt: skip
    if not losses:
        return
    without = {id(one) for step in every(loop.body) if _keeps_none(system, step) for one in every((step,))}
    for step in every(loop.body):
        if not isinstance(step, (Assign, SetAttr, SetItem)) or not isinstance(step.term, Op) or id(step) in without:
            continue
        if step.term.op not in _ADDS or len(step.term.terms) < 2:  # noqa: PLR2004
            continue
        total, added = step.term.terms[0], _loss(step.term.terms[-1], losses)
        if added is None or not _outlives(system, step, total, loop) or not _runs_on(routine, step, total, loop):
            continue
        if any(id(step.term) == id(one) for one in _learned_from(routine.steps)):
            continue
        yield step, losses[id(added)]


def _keeps_none(system: System, step: CodeStep) -> bool:
    """Whether no gradients are kept in a block."""
    if not isinstance(step, Within) or not isinstance(step.context, Result):
        return False
    return any(entry.effect == "no-grad" for entry in system.indexed.entries(step.context.call))


def _loss(term: Term, losses: Mapping[int, Call]) -> Term | None:
    """The loss that is added, as it is or times a number of examples."""
    factors = term.terms if isinstance(term, Op) and term.op in {"*", "/"} else (term,)
    return next((one for one in factors if id(one) in losses), None)


def _keeps(call: Call) -> bool:
    """Whether the graph is wanted again."""
    return any(name in {"retain_graph", "create_graph"} for name, _ in call.kwargs)


def _outlives(system: System, step: Assign | SetAttr | SetItem, total: Term, loop: Loop) -> bool:
    """Whether a sum stands before the loop, and is not begun anew in it."""
    if not isinstance(step, Assign):
        return not _begun(step, loop)
    begun = [one for one in every(loop.body) if isinstance(one, Assign) and one.name == step.name and one is not step]
    return (isinstance(total, Const) or _is_tensor(system, total)) and not begun


def _runs_on(routine: Routine, step: Assign | SetAttr | SetItem, total: Term, loop: Loop) -> bool:
    """Whether what is added to is what the name stood for before the loop: two losses of one batch are no such sum."""
    if not isinstance(step, Assign):
        return True
    before = [one.term for one in routine.every() if isinstance(one, Assign) and one.name == step.name
              and one.pos < loop.pos]  # fmt: skip
    return any(held is one for held in before for one in alternatives(total))


def _is_tensor(system: System, total: Term) -> bool:
    """Whether a sum begins as a tensor that is made: `torch.zeros(1)`, wherever that is put after it."""
    while isinstance(total, Result) and total.call.method in _PUTTING:
        total = total.call.callee
    if not isinstance(total, Result):
        return False
    return any(entry.effect in _MADE for entry in system.indexed.entries(total.call))


def _begun(step: SetAttr | SetItem, loop: Loop) -> bool:
    for one in every(loop.body):
        if isinstance(step, SetAttr) and isinstance(one, SetAttr) and one is not step and one.name == step.name:
            return True
        if isinstance(step, SetItem) and isinstance(one, SetItem) and one is not step and one.of is step.of:
            return True
    return False


def _learned_from(steps: Steps) -> Iterator[Term]:
    """The terms that gradients are computed from."""
    for step in every(steps):
        if isinstance(step, Call) and step.method == "backward":
            yield from within(step.callee)
