"""Effects that put the elements of a list in order, and what takes the key of an element that they go by."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal
from mle_reviewer.flow.effects import elements
from mle_reviewer.flow.facts.rows import is_single, taken_singly
from mle_reviewer.flow.facts.values import NONE, UNKNOWN, Box, Data, Seq, Value, state
from mle_reviewer.flow.operations import nearness, order, piling, prompts, ranking
from mle_reviewer.flow.operations.call import Call, Effect, argument_of
from mle_reviewer.flow.operations.indexing import item
from mle_reviewer.flow.operations.iteration import element

_NAMED: Final = frozenset({"columns", "name"})


def ordered(call: Call) -> Value:
    """sorted: elements of a container in order, and what that order is."""
    made = elements.ordered(call)
    if isinstance(made, Box):
        sort(call.cx, call.frame, made, call.kwargs, call.pos)
    return made


def sort(cx: Context, frame: Frame, owner: Box, kwargs: dict[str, Value], pos: int) -> Value:
    """The elements of a list in order, in place: by a key, or as they stand."""
    seq, key = owner.state, kwargs.get("key")
    falling = literal(kwargs.get("reverse")) is True
    if isinstance(seq, Data):
        if seq.rows and seq.kind not in _NAMED:
            one = element(cx, frame, seq, pos)
            told = _arranged(cx, frame, one, seq, key, pos, falling=falling)
            cx.write(owner, data_of(told))
        return NONE
    if not isinstance(seq, Seq):
        return NONE
    if data_of(seq).scores:
        by_score = ranking.sorts_by(cx, frame, seq, key, pos)
        cx.write(owner, Seq(seq.items, seq.rest, ranking.RANKED if by_score else seq.kind))
        return NONE
    if seq.rest is not None and (named := elements.told_of(cx, seq.rest)) is not seq.rest:
        cx.write(owner, Seq(seq.items, named, seq.kind))
        return NONE
    held = piling.held(seq)
    if held is not None and data_of(held).rows:
        told = _arranged(cx, frame, held, held, key, pos, falling=falling)
        cx.write(owner, Seq((told,), None, seq.kind) if seq.rest is None else Seq(seq.items, told, seq.kind))
    return NONE


def _arranged(
    cx: Context, frame: Frame, one: Value, whole: Value, key: Value | None, pos: int, *, falling: bool
) -> Value:
    """What stands for elements in the order of a key: what that order is, said of each part of them."""
    by = one if key is None or key is NONE else cx.call(frame, key, [one], {}, pos)
    columns: list[Data] = []
    for field in _fields(by):
        if field.column is None or not field.rows:
            break
        columns.append(field)
    if key is None:
        columns = _told(columns)
    if not columns:
        near = key is not None and _of_another(data_of(by), data_of(one))
        return _by_another(cx, frame, whole, data_of(by), pos) if near else whole
    names = tuple(str(field.column) for field in columns)
    times = frozenset(trait for field in columns for trait in field.traits if trait == ("time", field.column))
    act = cx.record.add("arm", cx.place(frame, pos), words="reordered here")
    down = frozenset(names) if falling else frozenset[str]()
    return order.each_part(
        cx, whole,
        lambda data: data.but(order=act.number, traits=order.sorted_by(data.traits | times, names, falling=down)),
    )  # fmt: skip


def _of_another(by: Data, one: Data) -> bool:
    """Whether the key of an element is worked out with an element of another iteration: how near the two are."""
    taken = {steps[-1] for _root, steps, _arms in by.rows if steps and is_single(steps[-1])}
    return len(taken) > (1 if taken_singly(one.rows) else 0)


def _by_another(cx: Context, frame: Frame, whole: Value, by: Data, pos: int) -> Value:
    """Elements in an order that another row gives: for each of those it is another order."""
    act = cx.record.add("arm", cx.place(frame, pos), key="nearest", words="put in order by how near they are")
    act.detail[prompts.NEAREST] = True
    return order.each_part(
        cx, whole, lambda data: nearness.near(cx, data.but(order=act.number, column=data.column), by)
    )


def nearest(call: Call, made: Value, key: Value | None) -> Value:
    """The first few of elements by a key, with the mark of those that are nearest to another row."""
    seq = state(made)
    held = piling.held(seq) if isinstance(seq, Seq) else None
    if key is None or not isinstance(seq, Seq) or held is None or not data_of(held).rows:
        return made
    by = data_of(call.cx.call(call.frame, key, [held], {}, call.pos))
    if not _of_another(by, data_of(held)):
        return made
    told = order.each_part(call.cx, held, lambda data: nearness.near(call.cx, data, by))
    return call.cx.fresh(Seq((), told, seq.kind))


def _told(columns: list[Data]) -> list[Data]:
    """The fields of tuples that stand in their own order: up to a time; without one, the first alone says something."""
    dated = next((n for n, field in enumerate(columns) if ("time", field.column) in field.traits), 0)
    return columns[: dated + 1]


def _fields(by: Value) -> list[Data]:
    """What elements are compared by, first things first."""
    inner = state(by)
    if isinstance(inner, Seq):
        return [data_of(one) for one in inner.items] if inner.rest is None else []
    return [inner] if isinstance(inner, Data) else []


def getter(call: Call) -> Value:
    """What itemgetter and attrgetter give: the items or attributes that they were made with, of an object."""
    owner = state(call.receiver or UNKNOWN)
    names = state(argument_of(owner, "items") or UNKNOWN) if call.args else UNKNOWN
    if not isinstance(names, Seq) or not names.items:
        return UNKNOWN
    by_attribute = literal(call.slot("how")) == "attribute"
    found: list[Value] = []
    for name in names.items:
        text = literal(name)
        if by_attribute and isinstance(text, str):
            found.append(call.cx.read(call.frame, call.args[0], text, call.pos))
        else:
            found.append(item(call.cx, call.frame, call.args[0], name, call.pos))
    return found[0] if len(found) == 1 else Seq(tuple(found))


EFFECTS: Final[dict[str, Effect]] = {"sorted": ordered, "get-items": getter}
