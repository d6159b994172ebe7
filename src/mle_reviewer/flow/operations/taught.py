"""What a lot alone has taught: whether it stays with that lot, and whether the lot stays whole.

A scaler that is fitted anew on each recording says of a window what its own recording says: nothing comes to it from
another one, and a new recording is scaled by itself just the same. That holds as long as what was learned stays with
the lot it was learned of, and as long as nobody cuts the lot itself into what is trained on and what is judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.lots import LOT, WITHIN, Lot
from mle_reviewer.flow.facts.rounds import Round
from mle_reviewer.flow.facts.rows import Rows, Step
from mle_reviewer.flow.facts.values import INSIDE, NO_NAMES, Box, Data, Learned, Obj, Seq, Value, state
from mle_reviewer.flow.operations.lots import counting, lot_of


def note(cx: Context, data: Data, learned: Learned, given: Value | None = None, *, by_hand: bool = False) -> None:
    """Something was learned of rows: remembers it if they are all that the round of a running loop has to itself.

    A list that is `given`, filled from round to round, holds more than that. What is worked out `by_hand` of an element
    of a list may be kept for others as well.
    """
    if not learned or not (cx.rounds or INSIDE in data.traits):
        return
    lot = lot_of(cx, data, elements=not by_hand)
    if lot is None or (isinstance(given, Box) and isinstance(given.state, Seq) and given.number < lot.began):
        return
    for number in learned:
        act = cx.record.acts[number]
        if act.kind != "learn" or act.what == "model" or act.supervised:
            continue
        known = act.detail.setdefault(LOT, lot)
        if known.names:
            act.detail.setdefault("per", known.names)
        cx.taught[number] = lot.began
        cx.lots.add(number)


@contextmanager
def one_by_one(cx: Context, frame: Frame) -> Iterator[None]:
    """A function is called with one group after the other: what it learns there is of one of them."""
    began = cx.store.begin()
    cx.rounds.append(Round(frame, began, NO_NAMES, NO_NAMES))
    try:
        yield
    finally:
        cx.rounds.pop()
        left(cx, began)


def elsewhere(cx: Context, learned: Learned, data: Data) -> Learned:
    """What is known of a lot, as it comes to some rows: to those of another lot it is what others have taught."""
    for number in sorted(cx.lots.intersection(learned)):
        act = cx.record.acts[number]
        lot: Lot = act.detail[LOT]
        if number in cx.taught and lot.holds(data.rows) and tuple(cx.arms[: len(lot.arms)]) == lot.arms:
            continue
        again = cx.record.retold(act, ("elsewhere", act.rows, act.what, act.place.chain))
        again.detail = _less_lot(again)
        learned = learned - {number} | {again.number}
    return learned


def _less_lot(act: Act) -> dict[str, Any]:
    """The detail of what was learned, without that it is of one lot."""
    names = act.detail[LOT].names
    return {key: told for key, told in act.detail.items() if key != LOT and not (key == "per" and names)}


def met(cx: Context, x: Data, y: Data) -> tuple[Data, Data]:
    """Two values that are reckoned with each other: what is known of a lot, as it comes to the rows of the other."""
    return _beside(cx, x, y), _beside(cx, y, x)


def among(cx: Context, rows: Data, others: list[Data]) -> list[Data]:
    """The same of several values that something is made of together with some rows."""
    return [_beside(cx, one, rows) for one in others]


def _beside(cx: Context, told: Data, rows: Data) -> Data:
    if told.rows or not rows.rows or cx.lots.isdisjoint(told.learned):
        return told
    learned = elsewhere(cx, told.learned, rows)
    return told if learned == told.learned else told.but(learned=learned)


def carried(cx: Context, values: list[Value | None]) -> None:
    """What a round leaves under names that the next one looks up: what it knows of its own lot comes to others."""
    held = [state(value) for value in values if value is not None]
    learned = [one.learned for one in held if isinstance(one, (Data, Obj)) and not data_of(one).rows]
    numbers = frozenset[int]().union(*learned).intersection(cx.taught)
    spread = [cx.record.acts[number].detail[LOT] for number in numbers]
    for act in cx.record.of("learn") if spread else ():
        if act.detail.get(LOT) in spread:  # what was learned, and that told as what it turned out to be for
            act.detail = _less_lot(act)
    cx.lots -= numbers
    for number in numbers:
        del cx.taught[number]


def left(cx: Context, began: int) -> None:
    """Loops are over: what their rounds had to themselves is none of a running one any more."""
    cx.taught = {number: since for number, since in cx.taught.items() if since < began}
    cx.files = {root: file for root, file in cx.files.items() if file[0] < began}


def parted(cx: Context, whole: Value, part: Value) -> None:
    """Some rows were taken of others: remembers how, if those are of a lot whose round runs."""
    before, after = state(whole), state(part)
    if not isinstance(before, Data) or not isinstance(after, Data) or before.rows == after.rows:
        return
    for number in cx.taught:
        lot: Lot = cx.record.acts[number].detail[LOT]
        if lot.holds(after.rows):
            known = {step for _root, steps, _arms in before.rows for step in steps}
            known.update(step for _root, steps in lot.starts for step in steps)
            lot.parted.update(step for _root, steps, _arms in after.rows for step in steps if step not in known)


def within(cx: Context, rows: Rows) -> dict[str, bool]:
    """The detail of a split of rows: whether they are of a lot whose round runs."""
    cut = any(cx.record.acts[number].detail[LOT].holds(rows) for number in cx.taught)
    return {WITHIN: True} if cut else {}


def kept(cx: Context, data: Data, steps: list[tuple[Step, int]]) -> None:
    """A loop keeps something under conditions, each with how many objects there were when it was asked.

    What is asked before an inner loop begins is of the lot as a whole, and so is what does not ask for a place in it.
    """
    for number in cx.taught:
        lot: Lot = cx.record.acts[number].detail[LOT]
        if not lot.holds(data.rows):
            continue
        inner = min((one.began for one in cx.rounds if one.began > lot.began), default=None)
        for step, count in steps:
            places = [one for one in counting(cx, step) if one.began > lot.began]
            if places:
                lot.parted.add(step)
            elif inner is None or count < inner or step[0] == "mask":
                lot.kept.add(step)
