"""Evaluations: where a network is asked for answers that somebody judges or uses, and no gradients follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assign, Call, Return, Within, every
from mle_reviewer.system.code.terms import Item, Result, Term, within

if TYPE_CHECKING:
    from mle_reviewer.system.courses.course import Moment
    from mle_reviewer.system.courses.roots import Asked, Walk

_JUDGES: Final = frozenset({"metric", "equal", "curve", "choose", "aggregate", "to-array"})
# What gives a tensor of the same numbers, of which gradients are kept as before.
_KEEPING: Final = frozenset(
    {"cpu", "squeeze", "unsqueeze", "view", "reshape", "flatten", "float", "double", "contiguous"}
)
_LEARNS: Final = frozenset({"restore", "backward"})


def learns_around(walk: Walk, asked: Asked) -> bool:
    """Whether gradients are computed in the loop, or function, around a question."""
    around = {moment.number for moment in walk.course.around(asked.moment)}
    return any(moment.number in around for moment in walk.backward)


def is_used(walk: Walk, asked: Asked) -> bool:
    """Whether an answer is judged, chosen from or given back; some are asked only to see their shape."""
    for call in asked.moment.routine.calls():
        if any(entry.effect in _JUDGES for entry in walk.entries(call)) and _holds(call, asked.call):
            return True
    return any(
        isinstance(step, Return) and step.term is not None and _is_in(step.term, asked.call)
        for step in asked.moment.routine.every()
    )


def thrown_away(asked: Asked) -> bool:
    """Whether nothing is done with an answer but that a name is bound to it: how long it takes is what counts."""
    routine = asked.moment.routine
    for step in routine.every():
        if step is asked.call or not any(_is_in(term, asked.call) for term in step.terms()):
            continue
        if not isinstance(step, Assign) or (
            step.name != "_" and (routine.function < 0 or step.name in routine.elsewhere)
        ):
            return False
    return True


def _holds(call: Call, asked: Call) -> bool:
    given = (call.callee, *call.args, *(value for _, value in call.kwargs))
    return any(_is_in(term, asked) for term in given)


def _is_in(term: Term, asked: Call) -> bool:
    return any(isinstance(one, Result) and one.call is asked for one in within(term))


def has_learned(walk: Walk, asked: Asked, since: Moment) -> Moment | None:
    """Where, since a moment, a network was trained or was given weights; None where it only just was made."""
    for moment in walk.course.moments[since.number : asked.moment.number]:
        if isinstance(moment.step, Call) and any(one.effect in _LEARNS for one in walk.entries(moment.step)):
            return moment
    return None


def keeps_none_itself(walk: Walk, asked: Asked) -> bool:
    """Whether the network keeps no gradients by itself, or nobody can say."""
    for routine in walk.networks.answering(asked.call):
        if walk.networks.decorated(routine):
            return True
        contexts = (step.context for step in every(routine.steps) if isinstance(step, Within))
        if any(walk.networks.stops(context) is not False for context in contexts):
            return True
    return False


def holds_no_graph(asked: Asked) -> bool:
    """Whether an answer is handed to NumPy as it is: PyTorch refuses that for a tensor that gradients are kept of."""
    for call in asked.moment.routine.calls():
        if call.method != "numpy":
            continue
        of = call.callee
        while (isinstance(of, Result) and of.call.method in _KEEPING) or isinstance(of, Item):
            of = of.of if isinstance(of, Item) else of.call.callee
        if isinstance(of, Result) and of.call is asked.call:
            return True
    return False


def turned_off(walk: Walk, asked: Asked) -> bool:
    """Whether gradients were turned off for all that follows, or for the weights of a network."""
    contexts = {
        id(context.call) for moment in walk.course.moments for frame in moment.frames
        if isinstance(frame.step, Within) and isinstance(context := frame.step.context, Result)
    }  # fmt: skip
    for moment in walk.course.moments[: asked.moment.number]:
        step = moment.step
        if isinstance(step, Call):
            if step.method == "requires_grad_" or (
                id(step) not in contexts and any(one.effect == "no-grad" for one in walk.entries(step))
            ):
                return True
        elif getattr(step, "name", "") == "requires_grad":
            return True
    return False
