"""Lists of column names, and sets of constants: what methods and operators change about which names are in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from mle_reviewer.flow.context import Context, data_of, names_in
from mle_reviewer.flow.facts.values import (
    INEXACT,
    NO_NAMES,
    NONE,
    NOTHING_LEARNED,
    UNKNOWN,
    Box,
    Const,
    Data,
    Seq,
    Symbol,
    Value,
)
from mle_reviewer.flow.operations import adding_columns
from mle_reviewer.flow.operations.choosing import choosing
from mle_reviewer.flow.operations.spelled import SPELLED

_ASKED: Final = "asks-about"  # the key of the trait of a test of one name
Changed = Callable[[Data, frozenset[str] | None], Data]


def method(cx: Context, receiver: Value, names: Data, name: str, args: list[Value]) -> Value | None:
    """A method of a list of column names; None if it is none that changes it, or gives it changed."""
    given = names_in(args[0]) if len(args) == 1 else None
    if given is not None and name in _GIVING:
        return cx.fresh(_GIVING[name](names, given))
    handler = _METHODS.get(name)
    if handler is None:
        return None
    if isinstance(receiver, Box):
        told = choosing(cx, data_of(args[-1]).all_learned()) if args else NOTHING_LEARNED
        changed = handler(names, names_in(args[-1]) if args else None)
        cx.write(receiver, changed.but(learned=changed.learned | told) if told else changed)
    return NONE if name != "pop" else Data(kind="name")


def combined(cx: Context, op: str, one: Seq, other: Seq) -> Value | None:
    """`one | other`, `one & other`, `one - other`, `one ^ other` of known constants; None of anything else."""
    if one.rest is not None or other.rest is not None:
        return None
    first, second = _by_value(one), _by_value(other)
    if first is None or second is None:
        return None
    beyond = {value: item for value, item in second.items() if value not in first}
    left = {value: item for value, item in first.items() if value not in second}
    common = {value: item for value, item in first.items() if value in second}
    made = {"|": first | beyond, "&": common, "-": left, "^": left | beyond}.get(op)
    return None if made is None else cx.fresh(Seq(tuple(made.values()), None, "set"))


def _by_value(seq: Seq) -> dict[str | int, Value] | None:
    """The elements of a set by what they are, None if one of them is not known."""
    found: dict[str | int, Value] = {}
    for item in seq.items:
        if type(item) is not Const or not isinstance(item.value, (str, int)):
            return None
        found[item.value] = item
    return found


def asks_for_column(cx: Context, condition: Value, name: Value) -> bool:
    """Whether a condition asks if a table has a column of this name (`name in data.columns`)."""
    key = condition.value.key if isinstance(condition, Const) and isinstance(condition.value, Symbol) else None
    if type(name) is not Const or not isinstance(key, tuple) or key[:3] != ("compare", "in", name.value):
        return False
    held = cx.by_identity(key[3]) if isinstance(key[3], int) else None
    held = held.state if isinstance(held, Box) else held
    return isinstance(held, Data) and held.kind in {"columns", "frame"}


def of_those_there(results: list[tuple[Value | None, Value]]) -> Data | None:
    """Of a list of names those that a table has; None if not all of them are known."""
    listed = [value.value for _key, value in results if type(value) is Const and isinstance(value.value, str)]
    if not listed or len(listed) != len(results):
        return None
    return Data(kind="columns").but(only=frozenset(listed), source=INEXACT)


def left_by(names: Data, test: Data) -> Data:
    """The names that a test lets through: of those a table is known to have, a test of the spelling tells which."""
    only = names.only if test.only is None else test.only if names.only is None else names.only & test.only
    left = names.but(gone=names.gone | test.gone, only=None if only is None else only - test.gone)
    asked = SPELLED in test.traits and names.only is not None and names.only <= test.cols.keys()
    exact = asked or (test.kind == "name-test" and test.source != INEXACT)
    return left if exact else adding_columns.inexact(left)


def asked(cx: Context, name: Value) -> frozenset[tuple[str, str]]:
    """The trait of a test that says which name it asks about."""
    return frozenset([(_ASKED, str(cx.identity(name)))])


def told_by(cx: Context, env: Mapping[Any, Value], cond: Value) -> tuple[dict[Any, Value], dict[Any, Value]]:
    """The variables that hold the name a condition asks about, where it holds, and where it does not."""
    test = cond if type(cond) is Data else UNKNOWN
    number = next((trait[1] for trait in test.traits if trait[0] == _ASKED), None)
    if number is None or test.kind != "name-test" or test.source == INEXACT:
        return {}, {}
    held = {
        variable: value
        for variable, value in env.items()
        if type(value) is Data and value.kind == "name" and str(cx.identity(value)) == number
    }
    if test.only is None:
        others = test.but(only=test.gone, gone=NO_NAMES)
    else:
        others = test.but(only=None, gone=test.only)
    return (
        {variable: left_by(value, test) for variable, value in held.items()},
        {variable: left_by(value, others) for variable, value in held.items()},
    )


def displayed(cx: Context, regs: tuple[int, ...], held: list[Value]) -> Value | None:
    """`[*table.columns, "other"]`: names of a table with others put to them; None of any other display."""
    parts = [(held[reg] if reg >= 0 else held[~reg], reg < 0) for reg in regs]
    made: Data | None = None
    for value, starred in parts:
        inner = data_of(value)
        if starred and inner.kind == "columns":
            made = inner.but() if made is None else both_lists(made, inner)
    for value, starred in parts if made is not None else ():
        if not starred or data_of(value).kind != "columns":
            made = with_more(made, names_in(value)) if made is not None else None
    return None if made is None else cx.fresh(made)


def both_lists(one: Data, other: Data) -> Data:
    """The names of two lists: one that neither has is in none, and of the others the less sure list says how sure."""
    source = one.source if one.source == other.source else INEXACT
    only = None if one.only is None or other.only is None else one.only | other.only
    return adding_columns.of_both(one, other).but(only=only, gone=one.gone & other.gone, source=source)


def without(names: Data, taken: frozenset[str] | None) -> Data:
    """Fewer names; of an unknown one any may be missing afterwards."""
    if taken is None:
        return adding_columns.inexact(names.but(only=None))
    return names.but(gone=names.gone | taken, only=None if names.only is None else names.only - taken)


def with_more(names: Data, added: frozenset[str] | None) -> Data:
    """More names."""
    traits = adding_columns.with_more(names, added)
    if added is None:
        return names.but(only=None, gone=frozenset(), traits=traits)
    return names.but(gone=names.gone - added, only=None if names.only is None else names.only | added, traits=traits)


def _both(names: Data, others: frozenset[str] | None) -> Data:
    """Names that stand in another list, too."""
    only = others if names.only is None or others is None else names.only & others
    return names.but(only=only, gone=frozenset())


def _unknown(names: Data, _given: frozenset[str] | None) -> Data:
    return without(names, None)


_METHODS: Final[dict[str, Changed]] = {
    "remove": without,
    "discard": without,
    "append": with_more,
    "add": with_more,
    "insert": with_more,
    "extend": with_more,
    "update": with_more,
    "pop": _unknown,
    "clear": _unknown,
}
_GIVING: Final[dict[str, Changed]] = {
    "difference": without, "drop": without, "union": with_more, "intersection": _both,
}  # fmt: skip
