"""Leads: how far an event lies after a row, as two limits of the time between them tell together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, symbol
from mle_reviewer.flow.facts.dates import SPAN, in_days, span_key, worked_out
from mle_reviewer.flow.facts.rows import INDEX, UNTOLD, Step, roots
from mle_reviewer.flow.facts.values import UNKNOWN, Const, Data, Symbol, Value
from mle_reviewer.flow.facts.windows import COUNTER

MOVED: Final = "moved in time"  # the trait, and the kind of a bound, of a time moved by a span: the column, days
_LIMIT: Final = "limited lead"  # the trait of a mask: the column of rows, of events, least or most, days
_TIMES: Final = frozenset({"series", "row", "array", "index"})
EARLIER: Final = "earlier"  # the trait of rows that come before one of them, by a column of both
_ORDER: Final = frozenset({"<", "<=", ">", ">="})
_Limit = tuple[str, ...]


def moved(op: str, x: Data, span: Value, made: Data) -> Data:
    """A time of rows that a known span was put to or taken from, which says so."""
    by = span_key(symbol(span))
    name = INDEX if x.kind == "index" and x.column is None else x.column
    if by is None or name is None or x.kind not in _TIMES:
        return made
    days = in_days(by) if op == "+" else -in_days(by)
    return made.but(traits=made.traits | {(MOVED, name, f"{days:g}")}, column=made.column)


def moved_by(data: Data) -> tuple[str, float] | None:
    """The column that a time is which was moved by a known span, and by how many days; None of any other."""
    by = [trait for trait in data.traits if trait[0] == MOVED]
    return (by[0][1], float(by[0][2])) if len(by) == 1 and data.column is None and data.kind in _TIMES else None


def on_one_side(op: str, time: Data, against: Value) -> tuple[Data, Value]:
    """A time that was moved, held against a moment, as that time itself against the moment moved the other way."""
    told = moved_by(time) if op in _ORDER and isinstance(against, Const) else None
    if told is None or not isinstance(against, Const):
        return time, against
    name, days = told
    back = Symbol((SPAN, 0, days))
    moment = against.value
    moved = worked_out("-", moment, back) if isinstance(moment, str) else None
    if isinstance(moment, Symbol):
        moved = Symbol(("+", moment.key, (SPAN, 0, -days)))
    if moved is None:
        return time, against
    own = time.but(column=None if name == INDEX else name, traits=frozenset(t for t in time.traits if t[0] != MOVED))
    return own, Const(moved)


def limited(op: str, x: Data, y: Data, made: Data) -> Data:
    """A mask that says how far the times of two tables, or of one row and others, may lie apart."""
    if op not in _ORDER or not x.rows or not y.rows:
        return made
    if x.column is not None and x.column == y.column and (y.kind if op[0] == "<" else x.kind) == "row" != made.kind:
        made = made.but(traits=made.traits | {(EARLIER,)}, picks=made.picks)
    alike = (x.kind == "row") == (y.kind == "row") and not roots(x.rows).isdisjoint(roots(y.rows))
    found = frozenset[_Limit]() if alike else _of_times(op, x, y)  # two columns of a row are its own outcome
    return made.but(traits=made.traits | found, picks=made.picks) if found else made


def together(cx: Context, frame: Frame, pos: int, masks: Iterable[Data], made: Data) -> Data:
    """What two limits say together: rows are told by what happens in the time right after them, up to the further."""
    several = [{trait for trait in mask.traits if trait[0] == _LIMIT} for mask in masks]
    if sum(map(bool, several)) < 2 or not made.rows:
        return made
    limits = set[_Limit]().union(*several)
    for _kind, since, until, side, days in sorted(limits):
        least = [float(one[4]) for one in limits if one[1:4] == (since, until, "least")]
        if side == "most" and least and 0 <= max(least) < float(days):
            act = cx.learn(frame, pos, made.rows, "horizon", strong=False,
                           words=f"{until} within {days} days after {since} tells the value")  # fmt: skip
            act.detail.update(days=float(days), since=since)
            return made.but(learned=made.learned | {act.number}, picks=made.picks)
    return made


def both(cx: Context, frame: Frame, pos: int, asked: list[Value], made: Value) -> Value:
    """The same of `a and b`, of one row and one event."""
    if not isinstance(made, Data) or made.kind != "mask":
        return made
    return together(cx, frame, pos, [data_of(one) for one in asked], made)


def before(data: Data) -> bool:
    """Whether rows come before a running place or a row, as each round of a loop has another one."""
    return (EARLIER,) in data.traits or (
        bool(data.rows) and all(any(_to_counter(step) for step in steps) for _root, steps, _arms in data.rows)
    )


def _to_counter(step: Step) -> bool:
    if step[0] == "where":
        return bool(step[1] == INDEX and step[2] in {"<", "<="} and step[3][0] == UNTOLD)  # `rows.index < number`
    end = step[3] if step[0] == "slice" else None
    if isinstance(end, tuple) and end[:1] == ("-",) and len(end) == 3:
        end = end[1]
    return isinstance(end, tuple) and end[:1] == (COUNTER,)


def chosen(cx: Context, index: Value, written: Data) -> Data:
    """What is taken from chosen rows or written there, where the time after others chooses: it tells of that time."""
    acts = cx.record.acts
    told = frozenset(number for number in data_of(index).all_learned() if acts[number].what == "horizon")
    if told <= written.learned:
        return written
    return Data(learned=told, kind="stat") if written is UNKNOWN else written.but(learned=written.learned | told)


def _of_times(op: str, x: Data, y: Data) -> frozenset[_Limit]:
    """The limits that `x op y` sets to the time between the two."""
    one, other = _time(x), _time(y)
    if one is None or other is None:
        return frozenset()
    (first, ahead), (second, behind) = one, other
    apart = ahead - behind  # the second is as much later than the first, at least or at most
    side, opposite = ("least", "most") if op in {"<", "<="} else ("most", "least")
    after = (_LIMIT, first, second, side, f"{apart:g}")
    before = (_LIMIT, second, first, opposite, f"{-apart:g}")
    if first != second:
        return frozenset([after, before])
    # Of one table's times: what is found out is about the row that all others are held against.
    if (x.kind == "row") == (y.kind == "row"):
        return frozenset()
    return frozenset([after if x.kind == "row" else before])


def _time(data: Data) -> tuple[str, float] | None:
    """The column of a time and by how many days it was moved; None where it is not known to be one column."""
    if data.kind not in _TIMES:
        return None
    return moved_by(data) if data.column is None else (data.column, 0.0)
