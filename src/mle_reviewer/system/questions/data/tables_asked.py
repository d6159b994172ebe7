"""What a condition asks of a table: for what stands in its cells, or for how its columns are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Attr, Collected, Const, Item, Op, Result, Term, parts, within

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_VALUES: Final = frozenset(
    {"isnull", "isna", "notna", "notnull", "duplicated", "isin", "is_in", "between", "is_null", "is_duplicated"}
)
_LOOKS: Final = frozenset({"columns", "dtypes", "is_unique", "column_names", "fieldnames"})
_NAMED: Final = frozenset({"names", "fields", "field_names"})  # of a schema
_WEIGHS: Final = frozenset({"any", "all", "sum", "mean"})
_COMPARES: Final = frozenset({"<", "<=", ">", ">=", "==", "!="})
_SUMS: Final = frozenset({
    "any", "all", "sum", "mean", "max", "min", "item", "tolist", "to_list", "unique", "nunique", "count", "keys",
    "difference", "intersection", "issubset", "issuperset", "astype", "to_numpy", "abs", "get", "dropna", "collect",
})  # fmt: skip


def of_values(one: Term) -> bool:
    """Whether a term asks for what stands in the cells of a table, not for how its columns are called."""
    if not isinstance(one, Result) or (isinstance(one.call.callee, Attr) and one.call.callee.name == "columns"):
        return False
    return one.call.method in _VALUES or (one.call.method in _WEIGHS and _compared(one.call.callee))


def _compared(term: Term) -> bool:
    """Whether a column is held against something, row by row: `(frame["age"] < 0)`."""
    if not isinstance(term, Op) or term.op not in _COMPARES:
        return False
    keys = [one.key for one in term.terms if isinstance(one, Item)]
    return any(isinstance(one, Const) and isinstance(one.value, str) for one in keys)


def of_columns(one: Term) -> bool:
    """Whether a term asks for the columns of a table: `frame.columns`, `data.schema().names`."""
    if not isinstance(one, Attr):
        return False
    of = one.of.call.method if isinstance(one.of, Result) else getattr(one.of, "name", None)
    return one.name in _LOOKS or (one.name in _NAMED and of == "schema")


def asked_of(system: System, test: Term) -> Iterator[Term]:
    """What a test asks for: not what was done to the table before, nor which rows are there where some have to be."""
    wanted = isinstance(test, Op) and test.op == "not"
    waiting, seen = [test], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if isinstance(one, Item) and not isinstance(one.key, Const):
            chosen = not wanted and any(map(of_values, within(one.key)))  # rows by what stands in them
            waiting += [one.of, one.key] if chosen else [one.of]
        elif not isinstance(one, Result):
            waiting += within(one) if isinstance(one, Collected) else parts(one)
        elif one.call.method is None and not system.indexed.own(one.call):
            waiting += one.call.args
        elif one.call.method in _SUMS:
            waiting += [one.call.callee, *one.call.args]
