"""Alternatives: a name that stands for one of two containers, or of two constants, by a condition that code asked.

`(train if row["day"] < cut else test).append(row)` changes one list for some rows and the other list for the others.
What is done to such a container is done to each of the two under its own arm of the condition.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.facts.values import EITHER_OF, Box, Const, Map, Seq, Symbol, Value
from mle_reviewer.flow.operations import opaque

Either = tuple[Hashable, Value, Value]  # a condition, and what it chooses of
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


def picked(cx: Context, index: Value, held: Map | Seq) -> Either | None:
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
    """What comparing one of a few constants with a constant asks: the conditions by which it is that one, or not."""
    if op not in {"==", "!="}:
        return None
    for one, other in ((left, right), (right, left)):
        key = one.value.key if isinstance(one, Const) and isinstance(one.value, Symbol) else None
        if not (isinstance(key, tuple) and key[0] == EITHER_OF and isinstance(other, Const)):
            continue
        ways = list(_ways(key, ()))
        if isinstance(other.value, Symbol) or not all(_stem(asked) in cx.asked for way, _part in ways for asked in way):
            return None
        equal = [way for way, part in ways if part == other.value]
        unequal = [way for way, part in ways if part != other.value]
        if not equal or not unequal:
            return None
        for found, holds in ((equal, op == "=="), (unequal, op == "!=")):
            if len(found) == 1:
                told = found[0][0] if len(found[0]) == 1 else ("and", *found[0])
                return Const(Symbol(told if holds else _opposite(told)))
    return None


def _ways(key: Hashable, before: tuple[Hashable, ...]) -> Iterator[tuple[tuple[Hashable, ...], Hashable]]:
    """Each of the constants that a choice is made of, with the conditions that lead to it."""
    if isinstance(key, tuple) and key[:1] == (EITHER_OF,):
        yield from _ways(key[2], (*before, key[1]))
        yield from _ways(key[3], (*before, _opposite(key[1])))
    else:
        yield before, key


def by_the_row_alone(cx: Context, answer: Value) -> bool:
    """Whether nothing says that one of two constants was chosen by more than the row itself (by a list of others)."""
    key = answer.value.key if isinstance(answer, Const) and isinstance(answer.value, Symbol) else None
    asked = (cx.asked.get(_stem(one)) for way, _part in _ways(key, ()) for one in way)
    conditions = [data_of(one[0]) for one in asked if one is not None]
    return all(data.parts is not None or not data.rows for data in conditions)


def _stem(key: Hashable) -> Hashable:
    return key[1] if isinstance(key, tuple) and key[:1] == ("not",) else key


def _opposite(key: Hashable) -> Hashable:
    return key[1] if isinstance(key, tuple) and key[:1] == ("not",) else ("not", key)
