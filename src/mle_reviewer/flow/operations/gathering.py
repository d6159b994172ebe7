"""What rounds gather: the value of a comprehension, and what a list gets for one element of each round."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.counted import each_counted
from mle_reviewer.flow.facts.rows import each, each_since
from mle_reviewer.flow.facts.values import COLUMNWISE, UNKNOWN, Const, Data, Map, Obj, Seq, Value, state
from mle_reviewer.flow.operations import distinct, groups, order, owning, pieces, repeats, turning, vocabularies
from mle_reviewer.flow.operations.containers import any_of, mapping, pairs_of

_DEEPEST: Final = 4  # messages of a talk within a list within a dict


def comprehended(
    cx: Context, kind: str, results: list[tuple[Value | None, Value]], began: int,
    *, exact: bool, nested: bool, some: bool,
) -> Value:  # fmt: skip
    """The value of a comprehension from its rounds; `began` is how many objects there were before the first."""
    if nested:
        inner = [state(value) for _key, value in results]
        if kind == "dict":
            merged = [(k, v) for m in inner if isinstance(m, Map) for k, v in pairs_of(m)]
            return cx.fresh(mapping(cx, merged))
        items = tuple(i for s in inner if isinstance(s, Seq) for i in s.items)
        rests = [repeats.taken_apart(cx, s.rest) for s in inner if isinstance(s, Seq) and s.rest is not None]
        made = Seq(items, rests[0] if rests else None, "list")
        if (of_each := repeats.windowed(cx, made, began)) is not None:
            return cx.fresh(of_each)
        if made.rest is not None:
            made = Seq(items, vocabularies.of_many(cx, made.rest), "list")
        if kind == "set" and not items and (word := vocabularies.learned(cx, made.rest, cx.here, began)) is not None:
            return cx.fresh(Seq((), word, "list"))
        if not items and len(rests) == 1 and repeats.PIECE not in data_of(rests[0]).traits:
            return cx.fresh(repeats.copied(cx, made, began))
        if exact or len(items) + len(rests) < 2:
            return cx.fresh(Seq(tuple(collected(cx, item, began) for item in items), made.rest, "list"))
        # Several of each element: of a row that the outer loop took there are as many examples.
        return cx.fresh(repeats.several(cx, made, began))
    if kind == "dict":
        pairs = [(key if exact or key is None else _unnamed(collected(cx, key, began)),
                  value if exact or some or (key is not None and groups.is_called(key))
                  else collected(cx, value, began)) for key, value in results]  # fmt: skip
        made_of_pairs = mapping(cx, pairs)
        column = data_of(results[0][0]) if len(results) == 1 else UNKNOWN
        if column.kind == "name" and isinstance(made_of_pairs, Map):  # something for each column of a table
            return cx.fresh(Map(made_of_pairs.items, made_of_pairs.rest, column))
        return cx.fresh(made_of_pairs)
    names = [data for data in (state(value) for _key, value in results) if isinstance(data, Data)]
    if len(names) == len(results) and names and all(data.kind == "name" for data in names):
        return cx.fresh(names[0].but(kind="columns"))
    values = tuple(value for _key, value in results)
    if exact:
        return cx.fresh(Seq(tuple(collected(cx, value, began) for value in values), None, kind))
    if not values:
        return cx.fresh(Seq((), None, kind))
    one = any_of(cx, Seq(values))
    if kind == "set" and (keys := pieces.distinct(cx, Seq((), one))) is not None:
        return keys
    whole = _in_pieces(cx, one, began) if some else collected(cx, one, began)
    if kind != "set" and turning.is_column(cx, one, whole, began):
        return cx.fresh(Seq((), whole, COLUMNWISE))
    if kind == "set" and cx.here is not None:
        whole = distinct.kept(cx, whole, cx.here, "a set")
    several = cx.fresh(Seq((), whole, kind))
    if kind == "list" and type(whole) is Const:
        cx.one_by_one.add(several.number)
    return several


def _in_pieces(cx: Context, value: Value, began: int) -> Value:
    """Some of what one element of a running loop holds, chosen by a condition of which nobody knows what it selects."""
    rows = data_of(value).rows
    whole = each_since(rows, cx.began, began)
    if rows == whole or not any(steps and steps[-1] in cx.began for _root, steps, _arms in whole):
        return value
    return order.each_part(cx, value, lambda data: data.but(traits=data.traits | {repeats.PIECE}, column=data.column))


def _unnamed(key: Value) -> Value:
    """One of the keys of a dict that a loop fills: not known which, but of which rows, or of which group."""
    return UNKNOWN if isinstance(key, Const) and not groups.is_called(key) else key


def collected(cx: Context, value: Value, began: int = 0, depth: int = 0) -> Value:
    """One element put into a list in every round of a loop: the list gets one for each row it was taken from.

    Loops that were under way already when this one `began` go on: of their elements it is still only one.
    """
    data = state(value)
    if isinstance(data, Seq) and depth < _DEEPEST:
        items = tuple(collected(cx, item, began, depth + 1) for item in data.items)
        rest = None if data.rest is None else collected(cx, data.rest, began, depth + 1)
        return value if items == data.items and rest is data.rest else Seq(items, rest, data.kind)
    if isinstance(data, Map) and depth < _DEEPEST:
        named = {key: collected(cx, item, began, depth + 1) for key, item in data.items.items()}
        rest = None if data.rest is None else collected(cx, data.rest, began, depth + 1)
        return value if named == data.items and rest is data.rest else cx.fresh(Map(named, rest, data.keys))
    if isinstance(data, Obj) and depth < _DEEPEST and repeats.is_record(data):
        fields = {name: collected(cx, item, began, depth + 1) for name, item in data.attrs.items()}
        return value if fields == data.attrs else cx.fresh(data.but(attrs=fields))
    if isinstance(data, Data):
        data = owning.as_field(cx, data, began)
    if not isinstance(data, Data) or not data.rows or data.kind in {"frame", "grouped"}:
        return value
    rows = each(data.rows) if not began else each_counted(data.rows, cx.began, began)
    if rows is data.rows or rows == data.rows:
        return value
    held = began and any(steps and steps[-1] in cx.began for _root, steps, _arms in rows)
    data = owning.of_each(cx, data, began)
    return cx.fresh(data.but(rows=rows, traits=data.traits | {repeats.PIECE} if held else data.traits))
