"""Loops: which of those that run takes elements by a step, and which counts by a number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mle_reviewer.flow.context import Context, Frame, symbol
from mle_reviewer.flow.facts.rounds import Round
from mle_reviewer.flow.facts.rows import Rows, Step, is_single
from mle_reviewer.flow.facts.values import COUNTED, NO_NAMES, Data, Seq
from mle_reviewer.flow.facts.windows import COUNTER


@contextmanager
def row_by_row(cx: Context, frame: Frame, rows: Rows) -> Iterator[None]:
    """A function is called with one of these rows after the other: what it makes of its row is of that row."""
    cx.rounds.append(Round(frame, cx.store.begin(), NO_NAMES, NO_NAMES, rows=rows))
    try:
        yield
    finally:
        cx.rounds.pop()


def within_one(cx: Context, rows: Rows) -> bool:
    """Whether a function is under way that sees these rows one at a time."""
    return any(one.rows and one.rows == rows for one in cx.rounds)


def loop_of(cx: Context, step: Step) -> Round | None:
    """The running loop that takes elements by a step, None if there is none."""
    if step[0] != "some" or not isinstance(step[1], tuple) or len(step[1]) != 2:
        return None
    kind, where = step[1]
    began = cx.began.get(step if kind not in {"place", "item"} else ("some", where))
    if began is not None:
        return next((one for one in reversed(cx.rounds) if one.began <= began), None)
    return counted_by(cx, where)


def chosen(cx: Context, since: int, data: Data) -> tuple[Step, ...]:
    """The conditions on other columns under which loops, begun not before `since`, add to a total or a vocabulary.

    What they gather is of the rows that these select.
    """
    own = {data.column, *(name for _source, name, _how in data.parts or ())}
    held = (step for holds, count in cx.arms if count >= since for step in holds)
    return tuple(dict.fromkeys(step for step in held if _is_told(step) and step[1] not in own))


def selected(cx: Context, since: int, data: Data) -> Rows:
    """The rows of what loops take one by one, of those alone that such conditions select."""
    steps = chosen(cx, since, data)
    return frozenset(
        (root, (*taken[: (at := _singles(taken))], *steps, *taken[at:]), arms) for root, taken, arms in data.rows
    )


def _singles(steps: tuple[Step, ...]) -> int:
    """Where the steps begin that take one element after the other."""
    end = len(steps)
    while end and is_single(steps[end - 1]):
        end -= 1
    return end


def _is_told(step: Step) -> bool:
    """Whether a step asks a column for something known: not only whether there is a value."""
    if step[0] != "where" or step[3][0] not in {"literal", "symbol", "column"}:
        return False
    return step[2] != "!=" or step[3][1] not in ("", None)


def counted_by(cx: Context, key: object) -> Round | None:
    """The running loop whose running number something is."""
    if not isinstance(key, tuple) or not key or key[0] not in {COUNTER, COUNTED}:
        return None
    for one in reversed(cx.rounds):
        held = one.element.items if isinstance(one.element, Seq) else (one.element,)
        if any(symbol(part) == key for part in held):
            return one
    return None


def single_element(cx: Context, rows: Rows) -> bool:
    """Whether rows are the one element that a running loop is at."""
    return bool(rows) and all(taken and loop_of(cx, taken[-1]) is not None for _root, taken, _arms in rows)
