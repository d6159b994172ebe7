"""Alternatives: a name that stands for one of two containers, or of two constants, by a condition that code asked.

`(train if row["day"] < cut else test).append(row)` changes one list for some rows and the other list for the others.
What is done to such a container is done to each of the two under its own arm of the condition.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.facts.values import EITHER_OF, Box, Const, Map, Seq, Symbol, Value
from mle_reviewer.flow.operations import opaque

CHANGING: Final = frozenset({"append", "extend", "add", "insert", "update", "setdefault", "appendleft", "extendleft"})


def in_each(cx: Context, frame: Frame, owner: Value, change: Callable[[Value], object]) -> None:
    """Does to each of two containers, under its arm, what is done to a name that stands for either."""
    told = cx.store.either.get(owner.number) if type(owner) is Box else None
    asked = cx.asked.get(told[2]) if told is not None else None
    if told is None or asked is None:
        return

    def arm(one: Value) -> Callable[[], int]:
        def done() -> int:
            change(one)
            return 0

        return done

    yes, no = (told[0], told[1]) if asked[1] else (told[1], told[0])
    cx.fork(frame, asked[0], (arm(yes), arm(no)))


def picked(cx: Context, index: Value, held: Map | Seq) -> tuple[Hashable, Value, Value] | None:
    """The condition by which an index is one of two constants, with these two; None of any other index."""
    if isinstance(index, Const) and isinstance(index.value, Symbol):
        key = index.value.key
        if isinstance(key, tuple) and key[0] == EITHER_OF:
            return key[1], _constant(key[2]), _constant(key[3])
        return None
    data = data_of(index)
    asks = data.kind == "mask" and data.rows and data.picks and not data.fits
    if not asks or not _keyed_by_truth(held):
        return None
    key = opaque.key_of(cx, index, data)
    cx.asked[key] = (index, True)
    return key, Const(True), Const(False)  # noqa: FBT003 - the two keys


def _keyed_by_truth(held: Map | Seq) -> bool:
    if isinstance(held, Map):
        return held.rest is None and set(held.items) <= {True, False} and bool(held.items)
    return held.rest is None and len(held.items) == 2


def _constant(value: object) -> Const:
    return Const(Symbol(value)) if isinstance(value, tuple) and value[:1] == (EITHER_OF,) else Const(value)


def compared(cx: Context, op: str, left: Value, right: Value) -> Value | None:
    """What comparing one of two constants with a constant asks: the condition itself, or its opposite."""
    if op not in {"==", "!="}:
        return None
    for one, other in ((left, right), (right, left)):
        key = one.value.key if isinstance(one, Const) and isinstance(one.value, Symbol) else None
        if not (isinstance(key, tuple) and key[0] == EITHER_OF and isinstance(other, Const)):
            continue
        if isinstance(other.value, Symbol) or key[1] not in cx.asked:
            return None
        same = [part == other.value for part in key[2:] if not isinstance(part, tuple)]
        if len(same) == 2 and same[0] != same[1]:
            holds = same[0] == (op == "==")
            return Const(Symbol(key[1] if holds else ("not", key[1])))
    return None
