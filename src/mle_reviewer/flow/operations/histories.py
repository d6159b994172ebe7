"""Histories brought to rows: the versions and the sums of another table that no time bounds."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, roots
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Data, Learned

_NEVER: Final = ("9999", "2999", "3000", "2099-12-31")  # how tables write that a version has not ended
_SAID: Final = frozenset({1, "1", "y", "yes", "t", "true"})
PICKED: Final = ("picked",)  # the trait of a table that holds one row of each key, the first or the last

COUNTS: Final = "counts"  # the trait of how often each value comes, with the number of the rows it was counted of


def today(rows: Rows) -> frozenset[str]:
    """The columns by which rows may have been chosen to be today's versions: a flag, an end that has not come."""
    return frozenset(name for _root, steps, _arms in rows for step in steps if (name := _flag(step)) is not None)


def _flag(step: Step) -> str | None:
    if step[0] == "where" and step[2] == "==" and step[3][0] == "literal":
        value = step[3][1]
        told = value.lower() if isinstance(value, str) else value
        never = isinstance(value, str) and value.startswith(_NEVER)
        return step[1] if never or told in _SAID else None
    if step[0] == "mask" and step[2] and isinstance(step[1], tuple) and step[1][0] in {"missing", "column"}:
        return str(step[1][1]) or None
    return None


def counted(cx: Context, data: Data) -> Rows:
    """The rows that a value was counted of, each under its own label."""
    return data.rows or next(
        (cx.rows_of(int(trait[1])) for trait in sorted(data.traits) if trait[0] == COUNTS), NO_ROWS
    )


def summed(cx: Context, place: Place, left: Data, right: Data, keys: frozenset[str]) -> Learned:
    """The act of bringing sums per key over all of another table with a time of its own to rows of their own."""
    times = {trait[1] for trait in right.traits if trait[0] == "time"}
    per = {trait[1] for trait in right.traits if trait[0] == "per"}
    if (
        PICKED in right.traits
        or not times
        or not per
        or (per | keys) & times  # each row is brought the sum of its own day, whatever that was called before
        or not right.rows
        or roots(left.rows) & roots(right.rows)
    ):
        return NOTHING_LEARNED
    if any(not _unbounded(step, times) for _root, steps, _arms in right.rows for step in steps):
        return NOTHING_LEARNED
    act = cx.record.add(
        "learn", place, key=("history", left.rows, right.rows), rows=right.rows, what="history",
        words=f"sums over all rows per {', '.join(sorted(per))}",
    )  # fmt: skip
    act.detail.update(
        table="", keys=tuple(sorted(keys or per)), uppers=frozenset(), lowers=frozenset(), query=place,
        times=frozenset(("", name) for name in times),
    )  # fmt: skip
    return frozenset([act.number])


def _unbounded(step: Step, times: set[str]) -> bool:
    """Whether a step says nothing of when its rows happened."""
    if step[0] == "where":
        return step[1] not in times and step[2] in {"==", "!=", "in", "not in"} and step[3][0] == "literal"
    return step[0] in {"groups", "thinned"} or (step[0] == "mask" and step[1][:1] == ("missing",))
