"""Rehearsals: a round of a loop over rows that is taken back, for what it keeps of one row for the rows after it.

A loop is followed once, with an element that stands for all. What its first round finds empty (`recent = deque()`,
`before = None`) later rounds find filled, with something of earlier rows: as such it stands there in the round that
counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.context import Frame, data_of, literal
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import Rows, one_element
from mle_reviewer.flow.facts.values import EARLIER, OPAQUE, UNKNOWN, Box, Const, Data, Map, Seq, Value, state
from mle_reviewer.flow.machine.bodies import body_of
from mle_reviewer.flow.machine.changes import put_back, written
from mle_reviewer.flow.machine.endings import CONTINUED, ON
from mle_reviewer.flow.operations import neighbours, order

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Block

_FIELDS: Final = frozenset({"row", "", OPAQUE})


def rehearse(machine: Runner, frame: Frame, element: Value, body: Block, pos: int) -> None:
    """Before the only round of a loop: puts what earlier rounds leave where this one will look for it."""
    rows = data_of(element).rows
    if not one_element(rows):
        return
    began = machine.rounds[-1].began
    names, lists = body_of(machine.bodies, body).kept()
    names = frozenset(name for name in names if _is_empty(frame.env.get(name)))
    queues = [box for box in machine.queues if box.number < began and not data_of(box).rows]
    boxes = [*queues, *(box for name in sorted(lists) if (box := _empty_list(frame, name, began)) is not None)]
    if not names and not boxes:
        return
    left, lists_of_rows = _rehearsed(machine, frame, body, names, boxes)
    kept = {where: value for where, value in left.items() if _is_of(value, rows)}
    if not kept:
        return
    told = any(_tells_entity(value) for value in kept.values())
    place = machine.place(frame, pos)
    for where, value in kept.items():
        by_key = isinstance(where, Box) and isinstance(where.state, Map)
        before = _earlier(machine, place, value, told=told or by_key, far=1 if isinstance(where, str) else None)
        if isinstance(where, str):
            frame.env[where] = before
        elif isinstance(where.state, Seq):
            machine.write(where, Seq((), before, where.state.kind))
        elif isinstance(where.state, Map):
            if where.state.factory is not None and where in lists_of_rows:
                before = machine.fresh(Seq((), before, "list"))
                before.number = where.number  # it outlives what the dict outlives
            machine.write(where, Map(where.state.items, before, where.state.keys, where.state.factory))


def _rehearsed(
    machine: Runner, frame: Frame, body: Block, names: frozenset[str], boxes: list[Box]
) -> tuple[dict[str | Box, Value], set[str | Box]]:
    """What a round leaves in some names and lists, and which dicts hold lists by their keys.

    Nothing where it ends the loop or begins them anew.
    """
    env, carried, yielded = dict(frame.env), [*machine.carried], len(frame.yielded)
    returned, known, queues = (frame.returned, frame.returned_in), len(machine.arms), len(machine.queues)
    acts = len(machine.record.acts)
    mark = machine.store.branch()
    ended = machine.run(frame, body)
    found: dict[str | Box, Value] = {name: state(frame.env[name]) for name in names if name in frame.env}
    listed: set[str | Box] = set()
    for box in boxes:
        held = state(box.state.rest or UNKNOWN) if isinstance(box.state, Map) else box.state
        if isinstance(held, Seq):
            listed.add(box)
        one = _one_of(held) if isinstance(held, Seq) and held.kind != "tuple" else held if data_of(held).rows else None
        if one is not None:
            found[box] = one
    machine.store.take_back(mark)
    since = machine.rounds[-1].began
    anew = any(box.number >= since for box in machine.queues[queues:]) or machine.cleared.intersection(
        box.number for box in boxes
    )
    models = any(act.kind in {"fit", "score", "predict"} for act in machine.record.acts[acts:])
    del machine.arms[known:], machine.queues[queues:], frame.yielded[yielded:]
    machine.carried = carried
    frame.returned, frame.returned_in = returned
    put_back(frame.env, written(env, frame.env), env)
    return ({} if anew or models or ended not in {ON, CONTINUED} else found), listed


def _one_of(held: Seq) -> Value | None:
    """Something that a list holds of rows; None if it holds none."""
    items = (*held.items, held.rest) if held.rest is not None else held.items
    return next((item for item in items if data_of(item).rows), None)


def _earlier(machine: Runner, place: Place, value: Value, *, told: bool, far: int | None) -> Value:
    """A value that was kept of a row, as one of an earlier row."""

    def moved(data: Data) -> Data:
        one = data.but(parts=None, order=0, traits=data.traits | {EARLIER})
        ordered = any(trait[0] in {"sorted", "panel"} for trait in data.traits)
        if told or not ordered or data.kind not in _FIELDS:
            return one.but(column=None)
        before = neighbours.moved(machine, place, one, data, -1)
        for number in before.learned - data.learned:
            machine.record.acts[number].detail["step"] = far
            machine.record.acts[number].words = "what earlier rounds kept is read"
        return before.but(column=None)

    held = state(value)
    if isinstance(held, Seq) and held.kind == "list" and (one := _one_of(held)) is not None:
        return machine.fresh(Seq((), order.each_part(machine, one, moved), "list"))
    return order.each_part(machine, value, moved)


def _is_empty(value: Value | None) -> bool:
    """Whether a name holds what is there before the first row: None, a number, an empty text or list."""
    held = state(value) if value is not None else None
    if isinstance(held, Seq):
        return held.kind == "list" and not held.items and held.rest is None
    return isinstance(value, Const) and (literal(value) is None or isinstance(literal(value), (int, float, str)))


def _empty_list(frame: Frame, name: str, began: int) -> Box | None:
    box = frame.env.get(name)
    if not isinstance(box, Box) or box.number >= began or not isinstance(box.state, (Seq, Map)):
        return None
    return None if box.state.items or box.state.rest is not None else box


def _is_of(value: Value, rows: Rows) -> bool:
    """Whether a value is something of this round's row."""
    data = data_of(value)
    return data.rows == rows and not data.fits and not data.scores


def _tells_entity(value: Value) -> bool:
    """Whether what is kept says whose row it is: then the code may look whether that is another one."""
    inner = state(value)
    if isinstance(inner, Seq):
        return any(_tells_entity(item) for item in (*inner.items, *((inner.rest,) if inner.rest is not None else ())))
    data = data_of(value)
    return (data.column is None and data.kind == "row") or any(data.column in pair for pair in order.panels(data))


__all__ = ["rehearse"]
