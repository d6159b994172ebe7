"""One of each: the idioms by which plain code leaves repeated rows out, by a set of what was seen or by keys of a dict.

The act of it is the same as that of a table's own method; the rows that are left carry its number.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.acts import COPIES, Place
from mle_reviewer.flow.facts.rows import Rows, Step, each, one_element
from mle_reviewer.flow.facts.values import AROUND, Box, Data, Map, Seq, Value, state

DISTINCT: Final = "distinct"  # the key of the trait of rows of which repeated ones were left out, with the act's number
SEEN: Final = "seen"  # the key of the step of rows that repeat an earlier one, with the act's number
_ALONE: Final = ("alone",)  # the trait of keys of a dict
_SHARED: Final = "shared"
_EACH: Final = "one of each key"  # the trait of rows of which there is one for each value of a column


def each_once(data: Data, by: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """The trait of rows less those that repeat a value of one column: the one asked for, or the only one there is."""
    names = by or _columns(data)
    return each_of(names) if len(names) == 1 else frozenset()


def each_of(keys: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """The traits of rows of which there is one for each value of these columns, each taken alone."""
    return frozenset((_EACH, key) for key in keys)


def alone(traits: frozenset[tuple[str, ...]]) -> frozenset[str]:
    """The columns of which rows have one for each value."""
    return frozenset(trait[1] for trait in traits if trait[0] == _EACH)


def joined(traits: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """What is known of rows that others were joined to: there may be several of each key now."""
    return frozenset(trait for trait in traits if trait[0] != _EACH)


def are_keys(data: Data) -> bool:
    """Whether these are the different values of a key and nothing else: whoever deals them out deals whole groups."""
    return data.kind == "keys" or any((_EACH, name) in data.traits for name in _columns(data))


def _columns(data: Data) -> frozenset[str]:
    """The column of a table that has no other one."""
    if data.column is not None:
        return frozenset([data.column])
    return data.only if data.only is not None and len(data.only) == 1 else frozenset()


def removal(cx: Context, place: Place, rows: Rows, words: str, column: str | None) -> int:
    """The act of leaving repeated rows out by a value of each."""
    act = cx.record.add("dedupe", place, key=(DISTINCT, rows), rows=rows, words=words)
    act.detail.update(only=None, own=True, by=column)
    return act.number


def once(cx: Context, rows: Rows) -> Rows:
    """Rows that stood there twice as they are, each once; what was cut since may still stand in the other parts."""
    grown = {step[1] for _root, steps, _arms in rows for step in steps if step[0] == "grown"}
    copied = {number for number in grown if cx.record.acts[number].detail.get(COPIES)}
    if not copied:
        return rows
    return frozenset((root, _once(cx, steps, copied), arms) for root, steps, arms in rows)


def _once(cx: Context, steps: tuple[Step, ...], copied: set[object]) -> tuple[Step, ...]:
    since = max((n for n, step in enumerate(steps) if step[0] == "side" and not _drawn(cx, step)), default=-1)
    return tuple(step for n, step in enumerate(steps) if n < since or step[0] != "grown" or step[1] not in copied)


def _drawn(cx: Context, step: Step) -> bool:
    """Whether a side is only a sample, whose other side nobody has to ask for."""
    return isinstance(step[1], int) and bool(cx.record.acts[step[1]].detail.get("sampled"))


def kept(cx: Context, value: Value, place: Place, words: str, key: Value | None = None) -> Value:
    """What stands for one of each of some rows, told apart by itself or by a key."""
    rows = each(data_of(value).rows)
    if AROUND in data_of(value).traits or _of_one(cx, data_of(value).rows):
        return value  # a set of a node's neighbours leaves no row out, nor one of what was made of a single row
    if not rows or (isinstance(state(value), Seq) and state(value).kind == "list"):
        return value
    if key is None and _is_alone(data_of(value)):
        return value  # some of those that were told apart already
    number = removal(cx, place, rows, words, data_of(key).column)
    return _marked(cx, value, (DISTINCT, str(number)))


def _of_one(cx: Context, rows: Rows) -> bool:
    """Whether rows are the one that a loop is at."""
    return one_element(rows) and all(steps[-1] in cx.began for _root, steps, _arms in rows)


def key_of_dict(value: Value) -> Value:
    """A key of a dict, which stands there once."""
    data = state(value)
    if not isinstance(data, Data) or not data.rows or data.kind != "row" or _ALONE in data.traits:
        return value
    return data.but(traits=data.traits | {_ALONE}, column=data.column)


def _is_alone(data: Data) -> bool:
    """Whether a value is a key of a dict as it stands there, or an element of a set."""
    unchanged = (
        data.parts is not None and len(data.parts) == 1 and all(how == "=" for _source, _name, how in data.parts)
    )
    return unchanged and any(trait == _ALONE or trait[0] == DISTINCT for trait in data.traits)


def _marked(cx: Context, value: Value, trait: tuple[str, ...], depth: int = 0) -> Value:
    inner = state(value)
    if isinstance(inner, Data) and inner.rows:
        rows = once(cx, inner.rows)
        return cx.fresh(inner.but(rows=rows, traits=inner.traits | {trait}, column=inner.column))
    if isinstance(inner, Seq) and depth < 2 and inner.rest is None:
        return Seq(tuple(_marked(cx, item, trait, depth + 1) for item in inner.items), None, inner.kind)
    if isinstance(inner, Map) and depth < 2 and inner.rest is None:
        named = {name: _marked(cx, item, trait, depth + 1) for name, item in inner.items.items()}
        return cx.fresh(Map(named, None, inner.keys))
    return value


def values(cx: Context, mapped: Map) -> Value | None:
    """The values of a dict under keys that were made of each row: of rows with the same key there is one."""
    held = state(mapped.rest) if mapped.rest is not None else None
    if held is None or mapped.rest is None or mapped.keys is None or cx.here is None:
        return None
    keys = data_of(mapped.keys)
    if not keys.rows or keys.kind in {"name", "columns"} or (isinstance(held, Seq) and held.kind != "tuple"):
        return None
    return kept(cx, mapped.rest, cx.here, "one for each key", mapped.keys)


def asked(cx: Context, place: Place, value: Data, seen: Value) -> int | None:
    """The act of leaving out rows whose value was met before, which a loop asks that keeps those that it has met.

    Nothing stands in such a set yet when its first row is asked for. A second loop that goes on with it leaves out
    what the first one met.
    """
    known = cx.record.met.get(seen.number) if isinstance(seen, Box) else None
    if not isinstance(seen, Box) or not cx.loops or seen.number > cx.loops[-1]:
        return None
    rows = each(value.rows)
    if known is not None:
        act = cx.record.acts[known]
        if act.rows != rows:
            act.detail[_SHARED] = True
            return None
    elif _empty(seen) and rows != value.rows:
        known = cx.record.met[seen.number] = removal(cx, place, rows, "those that were met before", value.column)
    return known


def _empty(seen: Box) -> bool:
    held = seen.state
    return isinstance(held, (Seq, Map)) and not held.items and held.rest is None


def chosen(cx: Context, op: str, value: Data, number: int) -> Data:
    """The mask of the rows that an act of leaving repeated ones out leaves out, or of the others."""
    step: Step = cx.record.cut(("mask", (SEEN, number), op == "in"), cx.record.acts[number])
    mask = value.but(kind="mask", column=None)
    mask.picks = (step,)
    return mask
