"""The order that rows stand in: what sorting, shuffling, turning round and grouping say of a row's neighbours."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Final

from mle_reviewer.flow.context import Context, literal
from mle_reviewer.flow.facts.rows import Rows, Step, is_either, is_single
from mle_reviewer.flow.facts.values import (
    ADDED,
    ADDED_BY,
    EXPRESSED,
    NOTHING_LEARNED,
    OF_NAMED,
    Box,
    Data,
    Learned,
    Map,
    Obj,
    Seq,
    Value,
    state,
)
from mle_reviewer.flow.operations import lasts, leads

# Traits of order, beside ("sorted", column) for every key of a sort:
#   ("falling", column)       beside ("sorted", column): the highest stands first
#   ("panel", first, second)  rows of one `first` stand together, in the order of `second`; the next `first` follows
#   ("panel", first, second, outer)   the same of the rows of one `outer`, which stand together
#   ("reversed",)             the last row stands first
#   ("reversed", "file")      the last row of a file stands first, of which nobody knows how it stands itself
#   ("reversed", "saw", act)  values so turned that look at rows behind them, by an act: later ones if they come back
#   ("shuffled",)             neighbours have nothing to do with each other
#   ("border", key)           a value that tells where the rows of one `key` begin
#   ("bordered",)             rows or values at such a border were taken out
Traits = frozenset[tuple[str, ...]]
_OF_ORDER: Final = frozenset({"sorted", "falling", "panel", "reversed", "shuffled"})
_OF_PLACE: Final = frozenset({
    "reversed", "shuffled", "panel", "border", "was", "keys", "grouped", "cut-out", "listed", "dealing", "running",
    "running-by", "gaps", "carried-here", leads.MOVED, ADDED[0], ADDED_BY, OF_NAMED[0],
})  # fmt: skip
REVERSED: Final = ("reversed",)
FILE_REVERSED: Final = ("reversed", "file")  # exports come newest first: who turns them round puts them in order
SHUFFLED: Final = ("shuffled",)
BORDERED: Final = ("bordered",)
UNIQUE: Final = "unique"  # the trait of rows of which no two agree in all of some columns, with their names
HERE: Final = "here"  # the order of a slice of row numbers: that of the rows they will select
GAPS: Final = ("gaps",)  # rows were put at regular times, empty where there was none


def each_part(cx: Context, value: Value, change: Callable[[Data], Data], depth: int = 0) -> Value:
    """An element of a list (a row, or a tuple, dict or record of its fields) with each part of it changed."""
    inner = state(value)
    if isinstance(inner, Data):
        return cx.fresh(change(inner)) if inner.rows else value
    if depth > 3:
        return value
    if isinstance(inner, Seq):
        items = tuple(each_part(cx, item, change, depth + 1) for item in inner.items)
        rest = None if inner.rest is None else each_part(cx, inner.rest, change, depth + 1)
        made = Seq(items, rest, inner.kind)
        return cx.fresh(made) if isinstance(value, Box) else made
    if isinstance(inner, Map):
        named = {key: each_part(cx, item, change, depth + 1) for key, item in inner.items.items()}
        rest = None if inner.rest is None else each_part(cx, inner.rest, change, depth + 1)
        return cx.fresh(Map(named, rest, inner.keys, inner.factory))
    if isinstance(inner, Obj) and inner.cls is not None and not inner.fits:
        fields = {name: each_part(cx, item, change, depth + 1) for name, item in inner.attrs.items()}
        return cx.fresh(inner.but(attrs=fields))
    return value


def shuffled(cx: Context, seq: Seq, into: int) -> Seq:
    """A list that was shuffled: what stands for its elements, each part of them in the new order."""

    def again(data: Data) -> Data:
        return data.but(order=into, traits=sorted_by(data.traits, (), falling=frozenset()) | {SHUFFLED})

    if seq.rest is not None:
        return Seq(seq.items, each_part(cx, seq.rest, again), seq.kind)
    if len(seq.items) == 1:  # what a loop appended: one for each of its rounds
        return Seq((each_part(cx, seq.items[0], again),), None, seq.kind)
    return seq


def as_drawn(cx: Context, data: Data, into: int) -> Data:
    """Rows in another order: of one that was drawn, neighbours have nothing to do with each other."""
    if not cx.record.acts[into].detail.get("shuffled"):
        return data.but(order=into, column=data.column)
    traits = sorted_by(data.traits, (), falling=frozenset()) | {SHUFFLED}
    return data.but(order=into, traits=traits, column=data.column)


def names_in_order(value: Value | None) -> tuple[str, ...]:
    """The columns that a value names, by text or by expression, in the order they stand in; empty if it holds more."""
    return tuple(_names(value) or ()) if value is not None else ()


def falling(value: Value | None) -> frozenset[str]:
    """The columns among the keys of an order that are said to stand with the highest value first."""
    inner = state(value) if value is not None else None
    if isinstance(inner, Seq):
        return frozenset[str]().union(*(falling(item) for item in inner.items))
    if isinstance(inner, Data) and inner.column is not None and lasts.FALLING in inner.traits:
        return frozenset([inner.column])
    return frozenset()


def _names(value: Value) -> list[str] | None:
    inner = state(value)
    if isinstance(inner, Seq) and inner.rest is None:
        found: list[str] = []
        for item in inner.items:
            names = _names(item)
            if names is None:
                return None
            found.extend(names)
        return found
    if isinstance(inner, Map) and inner.rest is None and not inner.items:
        return []  # `**named` of a call that names none
    if isinstance(inner, Data) and inner.column is not None and (EXPRESSED, inner.column, "=") in (inner.parts or ()):
        return [inner.column]
    name = literal(value)
    return [name] if isinstance(name, str) else None


def sorted_by(traits: Traits, names: tuple[str, ...], *, falling: frozenset[str]) -> Traits:
    """What is known of the order after a sort by `names`: all that was known before is gone."""
    kept = frozenset(trait for trait in traits if trait[0] not in _OF_ORDER)
    found = kept | frozenset(("sorted", name) for name in names)
    found |= panels_of(names)
    down = [name for name in names if name in falling]
    if any(("time", name) in traits for name in down):
        return found | {REVERSED}  # only of a time it is known that rows turned round are later ones
    return found | frozenset(("falling", name) for name in down)


def panels_of(names: tuple[str, ...]) -> Traits:
    """What stands together in an order by several keys: the rows of one first key, and within it of the next ones."""
    pairs = [("panel", *pair) for pair in pairwise(names)]
    return frozenset([*pairs[:1], *((*pair, names[0]) for pair in pairs[1:])])


def turned(data: Data) -> Data:
    """The rows turned round (`[::-1]`): back again, from an order that is known, or from that of a file."""
    if FILE_REVERSED in data.traits:
        kept = frozenset(trait for trait in data.traits if trait[0] != REVERSED[0])
        return data.but(learned=data.learned | come_back(data, kept), traits=kept, column=data.column)
    if REVERSED in data.traits:
        return data.but(traits=data.traits - {REVERSED}, column=data.column)
    return data.but(traits=data.traits | {REVERSED if _is_known(data) else FILE_REVERSED}, column=data.column)


def _is_known(data: Data) -> bool:
    """Whether rows stand in an order that the code has made: a sort's, or one of groups."""
    if data.order or any(trait[0] in _OF_ORDER for trait in data.traits):
        return True
    return any(step[0] == "groups" for _root, steps, _arms in data.rows for step in steps)


def seen_turned(numbers: Collection[int]) -> Traits:
    """The traits of values that look at rows behind them while a file is turned round."""
    return frozenset((*REVERSED, "saw", str(number)) for number in numbers)


def come_back(value: Data, to: Traits) -> Learned:
    """The looks at later rows of values that were made while a file was turned round, and come to rows that are not."""
    if FILE_REVERSED not in value.traits or FILE_REVERSED in to:
        return NOTHING_LEARNED
    return frozenset(int(trait[2]) for trait in value.traits if trait[:2] == (*REVERSED, "saw"))


def apart(traits: Traits, by: Collection[str] = ()) -> Traits:
    """What is known of the rows of one group alone: neighbours are of the same entity.

    Unless they are grouped by the first of the keys alone that they are sorted by: then those of the next one meet.
    """
    return frozenset(trait for trait in traits if trait[0] != "panel" or [*by] == [*trait[3:]] != [])


def of_value(traits: Traits) -> Traits:
    """What a column brings to its table: where it stands does not change the table's order."""
    return frozenset(trait for trait in traits if trait[0] not in _OF_PLACE)


def of_time(data: Data, name: str, args: list[Value]) -> str | None:
    """What a part of a known time is called (its quarter, its week); None of anything else."""
    if data.kind != "series" or ("time", data.column) not in data.traits:
        return None
    told = ", ".join(str(literal(value)) for value in args)
    return f"{data.column}.{name}({told})"


def mixed(data: Data, by: str) -> list[tuple[str, str]]:
    """The entities whose rows stand between each other's where rows are in the order of `by` alone.

    That no two rows agree in `by` and something else says that several may agree in `by`.
    """
    if any(is_single(step) for _root, taken, _arms in data.rows for step in taken):
        return []  # the rows of one group, or of one file, in its turn
    keys = {name for trait in data.traits if trait[0] == UNIQUE and by in trait[1:] for name in trait[1:]} - {by}
    return [(name, by) for name in sorted(keys)]


def neighbours(data: Data) -> list[tuple[str, ...]]:
    """The entities whose rows meet in the order that rows stand in, each with the key that orders them.

    What meets within the rows of another key comes with that key.
    """
    ordered = {trait[1] for trait in data.traits if trait[0] == "sorted"}
    return panels(data) or list[tuple[str, ...]](mixed(data, min(ordered)) if len(ordered) == 1 else [])


def panels(data: Data) -> list[tuple[str, ...]]:
    """The entities whose rows stand one after the other in `data`, each with the key that orders their rows."""
    found = sorted(trait[1:] for trait in data.traits if trait[0] == "panel")
    return [pair for pair in found if not _one(data.rows, pair[0])]


def _one(rows: Rows, key: str) -> bool:
    """Whether only rows of one value of `key` are left."""
    return bool(rows) and all(any(s[0] == "where" and s[1:3] == (key, "==") for s in atom[1]) for atom in rows)


def last_in_time(data: Data, keep: object, keys: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """The trait of rows of which the first or last of each key is kept, where that is the last in the order of time.

    Sorted by several keys of which these are all but one, rows stand in the order of that one, whatever it is.
    """
    if keep == "largest":
        return frozenset(("latest", trait[1]) for trait in data.traits if trait == ("time", data.column))
    ordered = {trait[1] for trait in data.traits if trait[0] == "sorted"} - keys
    dated = {trait[1] for trait in data.traits if trait[0] == "time"}
    falling = {trait[1] for trait in data.traits if trait[0] == "falling"}
    supposed = ordered if len(ordered) == 1 else set[str]()
    reverse = REVERSED in data.traits
    return frozenset(
        ("latest", name) for name in ordered & dated | supposed
        if keep == ("first" if reverse or name in falling else "last")
    )  # fmt: skip


def at(row_order: int, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps of row numbers, in the order of the rows that they select."""
    return tuple(
        ("slice", row_order, *step[2:]) if step[:2] == ("slice", HERE)
        else ("some", (*step[1][:2], *(at(row_order, arm) for arm in step[1][2:]))) if is_either(step)
        else step
        for step in steps
    )  # fmt: skip
