"""Rows written out in code: a table of constants is told apart from another one by the values that stand in it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Final

from mle_reviewer.flow.context import Context, Frame, part
from mle_reviewer.flow.facts.rows import Rows, Step, narrow, roots, source
from mle_reviewer.flow.facts.values import NONE, Const, Data, Seq, Symbol, Value, state
from mle_reviewer.flow.operations.call import Call

_MOST: Final = 64  # values of one list that are compared
UNREAD: Final = "unread"  # the detail of a load of what the program itself wrote, of which nobody knows what it is
_WRITTEN: Final = "written"  # the key of a mask that stands for what was written at one time
_WORDS: Final = "values made here"


def values_of(value: Value | None) -> tuple[Hashable, ...] | None:
    """The different constants of a list of nothing else, in an order of their own; None of anything else."""
    found = _constants(value)
    return None if found is None else _different(found)


def _constants(value: Value | None) -> list[Hashable] | None:
    """The constants of a list of nothing else, as they stand there; None of anything else."""
    inner = state(value) if value is not None else None
    if not isinstance(inner, Seq) or inner.rest is not None or not 0 < len(inner.items) <= _MOST:
        return None
    found = [one.value for one in map(state, inner.items) if isinstance(one, Const)]
    whole = len(found) == len(inner.items) and not any(isinstance(one, Symbol) or one is None for one in found)
    return found if whole else None


def _different(found: Iterable[Hashable]) -> tuple[Hashable, ...] | None:
    try:
        return tuple(sorted(set(found), key=repr))
    except TypeError:
        return None


def columns_of(given: Value | None, others: Iterable[Value]) -> dict[str, Value]:
    """The columns of a table that a list makes, where constants stand in it: one by one, or as lists of fields.

    Their names are among the `others`, a list of as many texts; otherwise they are counted. None of anything else.
    """
    inner = state(given) if given is not None else None
    if values_of(given) is not None:
        places: list[Value] = [given or NONE]
    elif isinstance(inner, Seq) and inner.rest is None and 0 < len(inner.items) <= _MOST:
        rows = [state(row) for row in inner.items]
        if any(values_of(row) is None for row in rows) or len({len(row.items) for row in rows}) != 1:
            return {}
        places = [Seq(fields, None, "list") for fields in zip(*(row.items for row in rows), strict=True)]
    else:
        return {}
    for other in others:
        named = state(other)
        if other is not given and isinstance(named, Seq) and len(named.items) == len(places):
            names = [one.value for one in named.items if isinstance(one, Const) and isinstance(one.value, str)]
            if len(names) == len(places):
                return dict(zip(names, places, strict=True))
    return {str(number): one for number, one in enumerate(places)}


def table(call: Call, given: Value | None) -> Data | None:
    """The table that a list of constants makes; None of anything else."""
    columns = columns_of(given, (*call.args, *call.kwargs.values()))
    if not columns:
        return None
    made_of = Data(kind="frame")
    made_of.source, made_of.rows = made(call.cx, call.frame, call.pos, columns)
    made_of.only = frozenset(columns)
    return made_of


def made(cx: Context, frame: Frame, pos: int, columns: Mapping[str, Value]) -> tuple[int, Rows]:
    """The source and the rows of a table made here of columns that come from nowhere known.

    Where all are lists of constants, what stands there is known row by row: tables of the same columns are parts of
    one source, and share the rows that stand in both. Of other values is known which call of the function, by what it
    was given, works them out.
    """
    place = cx.place(frame, pos)
    names = sorted(columns)
    if (told := _rows_of([columns[name] for name in names])) is not None:
        root = cx.record.root("generate", place, _WORDS, ("written", tuple(names)))
        return root, narrow(source(root), ("where", ", ".join(names), "in", ("literal", told)))
    root = cx.record.root("generate", place, _WORDS, ("made", place, _given(cx, frame)))
    return root, source(root)


def _rows_of(columns: list[Value]) -> tuple[Hashable, ...] | None:
    """The different rows of a table of constants, each a value or the values of its columns; None of other tables."""
    lists = [_constants(column) for column in columns]
    told = [one for one in lists if one is not None]
    if len(told) < len(lists) or len({len(one) for one in told}) != 1:
        return None
    return _different(told[0] if len(told) == 1 else zip(*told, strict=True))


def selecting(cx: Context, rows: Rows) -> tuple[Step, ...]:
    """The steps that tell which rows an inner join with a table written out in code leaves; none of other tables."""
    if len(rows) != 1:
        return ()
    [(root, steps, _arms)] = rows
    act = cx.record.by_root.get(root)
    if act is not None and not steps and act.detail.get(UNREAD):
        return (("mask", (_WRITTEN, root), True),)
    if act is not None and act.kind == "unknown":
        return tuple(step for step in steps[-1:] if _written(step))
    if act is None or act.kind != "generate" or act.words != _WORDS:
        return ()
    if steps and all(step[0] == "where" and step[2] == "in" for step in steps):
        return steps
    return () if steps else (("mask", (_WRITTEN, root), True),)


def as_written(cx: Context, data: Data, act: int) -> Data:
    """A table that a call nobody knows made, as it was written by `act`: the next one may be of other values."""
    sources = [cx.record.by_root.get(root) for root in roots(data.rows)]
    if any(one is None or one.kind != "unknown" for one in sources):
        return data
    return part(data, ("mask", (_WRITTEN, act), True))


def _written(step: Step) -> bool:
    return step[0] == "mask" and isinstance(step[1], tuple) and step[1][0] == _WRITTEN


def _given(cx: Context, frame: Frame) -> tuple[Hashable, ...]:
    """What the running function was given, or which constants a loop of a script goes over now."""
    names = getattr(frame.code, "params", None) or ()
    found: list[Hashable] = []
    for name in (*names, *sorted(name for name in frame.env if isinstance(name, str) and name not in names)):
        value = frame.env.get(name)
        told = _constant(value)
        if told is not None:
            found.append((name, told))
        elif value is not None and name in names:
            found.append((name, cx.identity(value)))
    return tuple(found)


def _constant(value: Value | None) -> Hashable:
    if isinstance(value, Const):
        return None if isinstance(value.value, Symbol) else repr(value.value)
    return values_of(value)
