"""Tables read as text: the names that stand before the rows, as a line of their own or as the keys of each row."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.rows import one_element, roots
from mle_reviewer.flow.facts.values import FIELDS, HEADED, RECORD, WITHIN, Box, Const, Data, Seq, Value, state

_ALONE: Final = ("record", "alone")  # the trait of one of them that no loop took
_OF_WHOLE: Final = frozenset({RECORD, _ALONE, FIELDS})


def laid_out(cx: Context, layout: object, items: tuple[Value, ...], rest: Value | None) -> Value:
    """The rows of a text as a reader of tables gives them."""
    data = state(rest) if rest is not None else None
    if layout == "records" and isinstance(data, Data):
        rest = data.but(traits=data.traits | {RECORD}, kind="row")
    if layout == "headed" and isinstance(data, Data):
        rest = data.but(traits=data.traits | {FIELDS}, kind="row")
    return cx.fresh(Seq(items, rest, HEADED if layout == "headed" and not items else "list"))


def first(cx: Context, held: Value) -> Data | None:
    """The names of the columns, where these are the first that a list gives; it has been given from then on."""
    inner = state(held)
    if not isinstance(inner, Seq) or inner.kind != HEADED:
        return None
    if isinstance(held, Box):
        cx.write(held, Seq(inner.items, inner.rest, "list"))
    return Data(kind="columns")


def heads(seq: Seq, number: object) -> Data | None:
    """The same of a list that keeps them: at its first place."""
    return Data(kind="columns") if seq.kind == HEADED and number == 0 else None


def is_record(data: Data) -> bool:
    """Whether a value is one row, by name: not one of its fields."""
    if RECORD not in data.traits or data.kind != "row" or data.column is not None:
        return False
    return _ALONE in data.traits or one_element(data.rows)


def alone(value: Value) -> Value:
    """A row taken out of its list by its place."""
    data = state(value)
    if not isinstance(data, Data) or RECORD not in data.traits:
        return value
    return data.but(traits=data.traits | {_ALONE}, column=data.column, parts=data.parts)


def fields(data: Data) -> Data:
    """What one of the fields of a row is, whichever it is."""
    return data.but(traits=less(data.traits))


def named_fields(pairs: Seq) -> Data | None:
    """A row by name, where names and the fields of one line are put side by side; None of any other pairs."""
    pair = state(pairs.rest) if pairs.rest is not None and not pairs.items else None
    if not isinstance(pair, Seq) or len(pair.items) != 2 or pair.rest is not None:
        return None
    name, field = (state(item) for item in pair.items)
    if not isinstance(field, Data) or WITHIN not in field.traits or field.kind != "row" or not one_element(field.rows):
        return None
    if not isinstance(name, (Data, Const)) or (isinstance(name, Data) and roots(name.rows) & roots(field.rows)):
        return None
    return field.but(traits=less(field.traits) - {WITHIN} | {RECORD})


def less(traits: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """What is said of a row that holds of one of its fields as well."""
    return traits - _OF_WHOLE if traits else traits


def some_fields(data: Data) -> bool:
    """Whether a part of a value is some fields of a row."""
    return FIELDS in data.traits and data.kind == "row" and one_element(data.rows)
