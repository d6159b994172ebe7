"""Numbers: which columns of a table the code reckons with as numbers, and whether all of these are chosen by type.

A column that is multiplied, or held against a number, as it was read is one of numbers: whoever takes all columns of
numbers takes it as well. What an accessor made of it (the length of a text, the hour of a time) says nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.context import Context, literal
from mle_reviewer.flow.facts.values import Data, Lib, Seq, Value, state

if TYPE_CHECKING:
    from mle_reviewer.flow.operations.call import Call

_NAMES: Final = frozenset({"number", "int", "float", "integer", "floating"})
_SCALING: Final = frozenset({"*", "/", "**", "//", "%"})


def reckoned(cx: Context, op: str, x: Data, y: Data, left: Value, right: Value) -> None:
    """Remembers the columns that `left op right` can only reckon with if they hold numbers."""
    if not (x.parts or y.parts):
        return
    for one, other, value in ((x, y, right), (y, x, left)):
        beside = (op == "-" and _known(cx, other)) or (op in _SCALING and _plain(other))
        if _plain(one) and (beside or _is_number(value)):
            _note(cx, one)
    if op == "-":  # neither texts nor times can be added up and then subtracted from
        for one, other in ((x, y), (y, x)):
            if _sum(one) and _plain(other):
                _note(cx, one)
                _note(cx, other)
    elif (op in _SCALING and (_is_number(left) or _is_number(right))) or op in {"<", "<=", ">", ">="}:
        for one, value in ((x, right), (y, left)):
            if _sum(one) and _is_number(value):
                _note(cx, one)


def _note(cx: Context, data: Data) -> None:
    cx.record.numbers.update((source, name) for source, name, _how in data.parts or ())


def _plain(data: Data) -> bool:
    """Whether a value is a column as it stands in its table, and not known to be a time."""
    here = data.view is not None and data.view[1] == data.column and data.parts is not None and len(data.parts) == 1
    return here and ("time", data.column) not in data.traits


def _sum(data: Data) -> bool:
    return bool(data.parts) and all(how == "+" for _source, _name, how in data.parts or ())


def _known(cx: Context, data: Data) -> bool:
    """Whether a value was worked out from numbers alone."""
    return bool(data.parts) and all((source, name) in cx.record.numbers for source, name, _how in data.parts or ())


def _is_number(value: Value) -> bool:
    known = literal(value)
    return isinstance(known, (int, float)) and not isinstance(known, bool)


def chosen(call: Call) -> bool:
    """Whether a choice of columns by their type takes all that hold numbers."""
    include = call.kwargs.get("include") or (call.args[0] if call.args else None)
    exclude = call.kwargs.get("exclude") or (call.args[1] if len(call.args) > 1 else None)
    if include is None:
        left_out = _types(exclude)
        return bool(left_out) and None not in left_out and not any(_stem(one) in _NAMES for one in left_out)
    wanted = _types(include)
    return exclude is None and ("number" in wanted or {"int", "float"} <= {_stem(one) for one in wanted})


def _types(value: Value | None) -> set[str | None]:
    """The types that are named, None for one that nobody can tell."""
    if value is None:
        return set()
    inner = state(value)
    each = inner.items if isinstance(inner, Seq) else (value,)
    return {_name(one) for one in each}


def _name(value: Value) -> str | None:
    if isinstance(value, Lib):
        return value.path.rpartition(".")[2]
    text = literal(value)
    return text if isinstance(text, str) else None


def _stem(name: str | None) -> str:
    return "" if name is None else name.rstrip("0123456789")
