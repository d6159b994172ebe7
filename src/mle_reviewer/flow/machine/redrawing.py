"""A second round of a loop that draws its parts anew while a model made before it goes on training from round to round.

A loop is followed once, with an element that stands for all. What a later round holds out, an earlier one trained on:
only a second round shows that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.flow.context import Frame
from mle_reviewer.flow.facts.values import Box, Const, Obj, Seq, Symbol, Value, state

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner


def mark(machine: Runner) -> tuple[int, int]:
    """Where a round begins: after how many acts, and how often weights had started anew by then."""
    return len(machine.record.acts), machine.started_anew


def goes_on(machine: Runner, frame: Frame, began: int, since: tuple[int, int]) -> bool:
    """Whether the round since a mark drew parts of rows, and went on with a model that was there before the loop."""
    done = machine.record.acts[since[0] :]
    if machine.started_anew > since[1]:
        return False
    if not any(act.detail.get("shuffled") and not act.detail.get("folds") for act in done):
        return False
    fits = {act.number for act in done if act.kind == "fit"}
    return bool(fits) and any(not fits.isdisjoint(model.fits) for model in _models(frame, began))


def _models(frame: Frame, began: int) -> Iterator[Obj]:
    """The objects made before a loop that a name of this frame stands for, or an attribute of one of them."""
    for value in frame.env.values():
        held = state(value) if isinstance(value, Box) else None
        if not isinstance(held, Obj):
            continue
        for one in (value, *held.attrs.values()):
            if isinstance(one, Box) and one.number < began and isinstance(one.state, Obj):
                yield one.state


def next_one(element: Value) -> Value:
    """What the loop counts in the round after: another number."""
    if isinstance(element, Const) and isinstance(element.value, Symbol):
        return Const(Symbol(("next", element.value.key)))
    if isinstance(element, Seq):
        return Seq(tuple(map(next_one, element.items)), element.rest, element.kind)
    return element
