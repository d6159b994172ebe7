"""Running sums of losses: what is added, to what, and whether it outlives the loop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assign, Call, Loop, Routine, SetAttr, SetItem, Within, every
from mle_reviewer.system.code.steps import Step as CodeStep
from mle_reviewer.system.code.terms import Const, Op, Result, Term, alternatives, within

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Steps
    from mle_reviewer.system.system import System

_ADDS: Final = frozenset({"+", "+="})
_MADE: Final = frozenset({"keep", "blank"})  # a tensor of what is given, or of one number
_PUTTING: Final = frozenset({"to", "cuda", "float", "double", "cpu"})


def added(system: System, routine: Routine, loop: Loop) -> Iterator[tuple[Assign | SetAttr | SetItem, Call]]:
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
