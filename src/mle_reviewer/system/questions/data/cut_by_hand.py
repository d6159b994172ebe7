"""Splits that code writes out itself: masks on both sides of a time, ordered slices, whole groups by their ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Assign, Call, Routine
from mle_reviewer.system.code.terms import UNKNOWN, Attr, Const, Group, Item, Lib, Op, Own, Param, Result, Term, within

_TIMELY: Final = frozenset({
    "date", "time", "datetime", "timestamp", "ts", "day", "week", "month", "year", "season", "period", "dt", "dteday",
    "fecha", "datum", "dates", "timestamps", "дата", "日期", "tanggal", "tarih",
})  # fmt: skip
_NAMES_OF_TIMES: Final = frozenset({"date", "datetime", "timestamp", "month", "year"})
_IDS: Final = frozenset({"id", "ids", "pid", "pids", "uid", "uuid", "guid"})
_BEFORE: Final = frozenset({"<", "<="})
_AFTER: Final = frozenset({">", ">="})
_PARTS: Final = frozenset({"dt", "date", "year", "month", "day"})
_MOMENTS: Final = frozenset({"datetime", "Timestamp", "to_datetime", "datetime64"})
_FILTERS: Final = frozenset({"filter", "where", "query"})
_PLACES: Final = frozenset({"where", "flatnonzero", "nonzero", "argwhere"})
TRAINED: Final = frozenset({"train", "training"})
TESTED: Final = frozenset({"test", "testing", "valid", "val", "validation", "holdout", "oot"})
ENDS: Final = frozenset({"end", "until", "to", "cutoff"})
BEGINS: Final = frozenset({"start", "from", "begin"})
_GROUPS: Final = frozenset({"groups", "group", "users", "patients", "subjects", "customers", "scenes", "rois"})
_MOST: Final = 60  # selections of one function


@dataclass(frozen=True, slots=True)
class ByHand:
    """A split that code writes out: what stays together or in order, and where."""

    respects: Literal["time", "groups", "order"]
    pos: int
    rows: Term = UNKNOWN  # what is cut at a place of its order


@dataclass(frozen=True, slots=True)
class _Selection:
    frame: Term
    key: Term
    pos: int


def cut_by_hand(routine: Routine) -> ByHand | None:
    """The first split that a function writes out itself: in time, by groups, or at a place of an order."""
    chosen = _selections(routine)
    pos = _in_time(chosen, parted=_parted(routine))
    pos = _ends_and_begins(routine) if pos is None else pos
    if pos is not None:
        return ByHand("time", pos)
    pos = _in_groups(chosen)
    if pos is not None:
        return ByHand("groups", pos)
    one = _in_order(chosen)
    if one is None:
        return None
    return ByHand("groups" if _of_groups(one.frame) else "order", one.pos, one.frame)


def _of_groups(rows: Term) -> bool:
    """Whether what is cut is a list of groups by the name that it was handed in under, not rows."""
    return any(isinstance(one, Param) and _GROUPS & set(words(one.name)) for one in within(rows))


def _selections(routine: Routine) -> list[_Selection]:
    """What is taken out of something by a key, or by a filter, each once."""
    found: list[_Selection] = []
    for one, step in routine.spoken():
        if isinstance(one, Item):
            key = one.key.items[0] if isinstance(one.key, Group) and _is_pair(one.key) else one.key
            found.append(_Selection(one.of, key, step.pos))
    for call in routine.calls():
        if call.method in _FILTERS and call.args:
            found.append(_Selection(call.callee, call.args[0], call.pos))
        if _gives_places(call):
            found.append(_Selection(UNKNOWN, call.args[0], call.pos))
    return sorted(found, key=lambda one: one.pos)[:_MOST]


def _gives_places(call: Call) -> bool:
    """Whether a call gives the numbers of the rows that a mask selects."""
    return isinstance(call.callee, Lib) and len(call.args) == 1 and call.callee.path.rpartition(".")[2] in _PLACES


def _is_pair(group: Group) -> bool:
    return group.kind == "tuple" and bool(group.items)


def _parted(routine: Routine) -> bool:
    """Whether a function binds names that say the parts of a split: of training, and of a test."""
    named = {word for step in routine.every() if isinstance(step, Assign) for word in words(step.name)}
    return bool(named & TRAINED) and bool(named & TESTED)


def _ends_and_begins(routine: Routine) -> int | None:
    """Where something is made of when training ends and when the test begins: `Split(train_end=…, test_start=…)`."""
    for call in routine.calls():
        if isinstance(call.callee, Own):
            named = [(set(words(name)), value) for name, value in call.kwargs if name]
            ends = any(one & TRAINED and one & ENDS and not isinstance(value, Const) for one, value in named)
            begins = any(one & TESTED and one & BEGINS and not isinstance(value, Const) for one, value in named)
            if ends and begins and any(one & _TIMELY for one, _ in named):
                return call.pos
    return None


def _in_time(chosen: list[_Selection], *, parted: bool) -> int | None:
    """Where one selection takes what is before on a column of times, and another what is after.

    Of ranges, one has to begin where the other ends, or the parts are named as those of a split.
    """
    sides = [(one, _sides(one.key)) for one in chosen]
    timed = [(one, some) for one, some in sides if some]
    for one, some in timed:
        for other, rest in timed:
            if one is other or _inside(one, other) or _inside(other, one) or _root(one) is not _root(other):
                continue
            for name in some.keys() & rest.keys():
                if "before" not in some[name] or "after" not in rest[name]:
                    continue
                ranges = len(some[name]) == len(rest[name]) == 2  # noqa: PLR2004 - before and after
                if (
                    not ranges
                    or some[name]["before"] == rest[name]["after"]
                    or (parted and _apart(some[name], rest[name]))
                ):
                    return max(one.pos, other.pos)
    return None


def _apart(one: dict[str, object], other: dict[str, object]) -> bool:
    return one["before"] != other["before"] and one["after"] != other["after"]


def _root(one: _Selection) -> object:
    """The table that rows are taken out of; None of masks that stand for themselves."""
    of = one.frame
    while isinstance(of, Attr):
        of = of.of
    return None if of is UNKNOWN else of


def _inside(one: _Selection, other: _Selection) -> bool:
    """Whether a selection is taken from what the other one left: two filters of one frame."""
    return any(isinstance(term, Item) and term.key is one.key for term in within(other.frame))


def _sides(mask: Term) -> dict[str, dict[str, object]]:
    """What is held against columns of times, by the column: before and after which value."""
    found: dict[str, dict[str, object]] = {}
    for one in within(mask):
        if isinstance(one, Op) and len(one.terms) == 2 and one.op in _BEFORE | _AFTER:  # noqa: PLR2004 - two sides
            for side, other in (one.terms, one.terms[::-1]):
                name = time_column(side) or (_column(side) if _moment(other) else "")
                if name:
                    low = (one.op in _BEFORE) == (side is one.terms[0])
                    found.setdefault(name, {})["before" if low else "after"] = _same(other)
                    break
    return found


def time_column(term: Term, depth: int = 0) -> str:
    """The name of the column of times that a term is; "" where it is none."""
    match term:
        case Attr(name=name, of=of) if name in _PARTS and depth < len(_PARTS) and time_column(of, depth + 1):
            return time_column(of, depth + 1)
        case Attr(name=name):
            return name if timely(name) else ""
        case Item(key=Const(value=str(name))):
            return name if timely(name) else ""
        case Item(key=Param(name=name)) | Item(key=Attr(name=name)):
            some = words(name)
            named = set(some) & _NAMES_OF_TIMES or (some[-1:] in {("column",), ("col",)} and timely(name))
            return name if named else ""
        case Result(call=call) if call.args and depth < len(_PARTS):
            first = call.args[0]
            if isinstance(first, Const):
                return str(first.value) if len(call.args) == 1 and timely(str(first.value)) else ""
            return time_column(first, depth + 1)
        case _:
            return ""


def _column(term: Term) -> str:
    """The name of a column that is written down."""
    return str(term.key.value) if isinstance(term, Item) and isinstance(term.key, Const) else ""


def _moment(term: Term) -> bool:
    """Whether a term is made as a moment, so that what is held against it is one too."""
    callee = term.call.callee if isinstance(term, Result) else None
    return isinstance(callee, Lib) and callee.path.rpartition(".")[2] in _MOMENTS


def timely(name: str) -> bool:
    """Whether a column's name says a time."""
    some = words(name)
    return bool(set(some) & _TIMELY) or name.casefold() in _TIMELY or some[-1:] in {("at",), ("utc",)}


def _in_groups(chosen: list[_Selection]) -> int | None:
    """Where two selections take rows by which ids they have, or ids themselves by a drawn order."""
    held: dict[str, list[tuple[Term, int]]] = {}
    for one in chosen:
        for name, given in _held(one.key):
            held.setdefault(name, []).append((given, one.pos))
        if _drawn(one.key) and (name := _identified(one.frame)):
            held.setdefault(name, []).append((one.key, one.pos))
    for some in held.values():
        first = some[0][0]
        later = next((pos for given, pos in some[1:] if given is not first), None)
        if later is not None:
            return later
    return None


def _held(mask: Term) -> Iterator[tuple[str, Term]]:
    for one in within(mask):
        if isinstance(one, Result) and one.call.method in {"isin", "is_in"} and one.call.args:
            name = _identified(one.call.callee)
            if name and not isinstance(one.call.args[0], Const) and not _literal(one.call.args[0]):
                yield name, one.call.args[0]


def _literal(term: Term) -> bool:
    return isinstance(term, Group) and all(isinstance(one, Const) for one in term.items)


def _drawn(key: Term) -> bool:
    """Whether a key is a part of an order that was drawn: `ids[order[:n]]`."""
    return isinstance(key, Item) and isinstance(key.key, Group) and key.key.kind == "slice" and any(
        isinstance(one, Result) and one.call.method == "permutation" for one in within(key.of)
    )  # fmt: skip


def _identified(term: Term) -> str:
    """The column of ids that a term is made of."""
    for one in within(term):
        name = one.key.value if isinstance(one, Item) and isinstance(one.key, Const) else None
        name = one.name if isinstance(one, Attr) else name
        for const in one.items if isinstance(one, Group) else ():
            name = const.value if isinstance(const, Const) else name
        if isinstance(name, str) and set(words(name)) & _IDS:
            return name
    return ""


def _in_order(chosen: list[_Selection]) -> _Selection | None:
    """Where one slice ends at the place that another one begins at."""
    ends: dict[object, _Selection] = {}
    for one in chosen:
        if isinstance(one.key, Group) and one.key.kind == "slice" and len(one.key.items) > 1:
            low, high = one.key.items[:2]
            if _nothing(low) and not _nothing(high) and not isinstance(high, Const):
                ends.setdefault(_same(high), one)
    for one in chosen:
        if isinstance(one.key, Group) and one.key.kind == "slice" and len(one.key.items) > 1:
            low = one.key.items[0]
            met = ends.get(_same(low)) if not _nothing(low) else None
            if met is not None and not _drawn(one.key) and _counted(low):
                return one
    return None


def _counted(place: Term) -> bool:
    """Whether a place is worked out of how many rows there are: a share of them, or all but the last."""
    some = list(within(place))
    counts = any(
        (isinstance(one, Attr) and one.name in {"shape", "size", "height"})
        or (isinstance(one, Result) and any(isinstance(arg, Term) for arg in one.call.args))
        for one in some
    )
    return counts and any(isinstance(one, Op) and one.op in {"*", "-"} for one in some)


def _nothing(term: Term) -> bool:
    return term is UNKNOWN or (isinstance(term, Const) and term.value is None)


def _same(term: Term) -> object:
    return term.value if isinstance(term, Const) else id(term)
