"""A second round of a loop that moves weights by what its first round learned of rows with the help of these weights.

A loop is followed once, with an element that stands for all. That an error went into the very weights that it is made
of, only a second round shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.flow.context import Frame, data_of
from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.values import Obj, Value, state
from mle_reviewer.flow.machine.bodies import Body, body_of

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Block


def goes_on(machine: Runner, frame: Frame, body: Block, pos: int) -> bool:
    """Whether a round put what it learned of labelled rows into what it carries on: weights that the next one uses.

    `pos` is where the loop stands.
    """
    for value in _carried(frame, body_of(machine.bodies, body)):
        held = data_of(value)
        if not held.learned or held.rows or held.fits:
            continue
        acts = [machine.record.acts[number] for number in held.all_learned()]
        if any(_of_errors(act) and _inside(frame, pos, act.place) for act in acts):
            return True
    return False


def _of_errors(act: Act) -> bool:
    """Whether what was learned may be of errors, times the columns that these are of."""
    return bool(act.detail.get("product")) or (act.supervised and act.what == "statistic")


def _inside(frame: Frame, pos: int, place: Place) -> bool:
    """Whether something happened in a loop of this frame, as far as its place tells."""
    steps = (*place.chain, (place.path, place.pos))
    depth = len(frame.chain)
    return steps[:depth] == frame.chain and steps[depth][1] >= pos


def _carried(frame: Frame, body: Body) -> Iterator[Value]:
    """What a body has just carried on under names and attributes."""
    for ins in body.carries:
        if ins[2] is None:
            held: Value | None = frame.env.get(ins[3])
        else:
            owner = state(frame.regs[ins[2]]) if frame.regs[ins[2]] is not None else None
            held = owner.attrs.get(ins[3]) if isinstance(owner, Obj) and isinstance(ins[3], str) else None
        if held is not None:
            yield held


__all__ = ["goes_on"]
