"""The order in which values stand that a model is given: the columns of a table, or of the rows of an array."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Call
from mle_reviewer.system.code.terms import (
    Attr,
    Choice,
    Collected,
    Const,
    Element,
    Global,
    Group,
    Item,
    Op,
    Pairs,
    Param,
    Result,
    Term,
)
from mle_reviewer.system.questions.both_sides.orders import Order, as_named, changed, collected_of, fields_of, pairs_of
from mle_reviewer.system.questions.both_sides.written_names import (
    alone,
    bound_once,
    field_of,
    is_object,
    name_of,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_DEEPEST: Final = 24
_FEWEST: Final = 2
_ROWS: Final = frozenset(  # methods of tables and arrays that leave the columns where they are
    {
        "copy", "fillna", "dropna", "sample", "astype", "reset_index", "sort_values", "sort_index", "drop_duplicates",
        "head", "tail", "query", "clip", "round", "ffill", "bfill", "interpolate", "infer_objects", "abs", "reshape",
        "float", "to", "unsqueeze", "view", "cpu", "numpy",
    }
)  # fmt: skip
_PLAIN: Final = frozenset({"to_numpy", "values", "as_matrix"})  # what takes the names away
_ARRAYS: Final = frozenset({"array", "asarray", "tensor", "as_tensor", "from_numpy", "FloatTensor", "Tensor",
                            "expand_dims", "atleast_2d", "asfarray", "float32", "nan_to_num"})  # fmt: skip
_KEEPING: Final = frozenset({"scale", "fill", "power", "distribution"})  # what learns one thing of each column
_NAMED: Final = frozenset({"loc"})
_BY_PLACE: Final = frozenset({"iloc"})
_DUMPING: Final = frozenset({"dict", "model_dump"})
_COMPARING: Final = frozenset({"==", "!=", "<", "<=", ">", ">=", "&", "|", "~", "in", "not in"})


def order_of(system: System, term: Term) -> Order | None:
    """The order of what a model is given; None where it is not known for sure."""
    found = _order(system, term, 0)
    known = found is not None and not found.record and len(set(found.names)) == len(found.names) >= _FEWEST
    return found if known else None


def _order(system: System, term: Term, depth: int) -> Order | None:
    if depth > _DEEPEST:
        return None
    found = changed(system, term, _of(system, term, depth + 1))
    return found if found is None or all(found.names) else None


def _of(system: System, term: Term, depth: int) -> Order | None:
    match term:
        case Choice(terms=terms):
            return _agreed(_order(system, one, depth) for one in terms)
        case Global(term=one):
            return _order(system, one, depth) if bound_once(system, term) else None
        case Param():
            given = system.indexed.given(term)
            known = len(given) == len(_callers(system, term))
            return _agreed(_order(system, one, depth) for one in given) if known else None
        case Attr(of=of, name=name):
            return _attribute(system, of, name, depth)
        case Item(of=of, key=key):
            return _item(system, of, key, depth)
        case Element(of=of, place=place):
            return _element(system, of, place, depth)
        case Pairs():
            return pairs_of(term)
        case Group():
            return _group(system, term, depth)
        case Collected():
            return collected_of(system, term)
        case Result(call=call):
            return _result(system, call, depth)
        case _:
            return None


def _agreed(found: Iterable[Order | None]) -> Order | None:
    every = list(found)
    if not every or any(one is None for one in every):
        return None
    known = [one for one in every if one is not None]
    if len({(one.names, one.plain, one.record, one.single) for one in known}) > 1:
        return None
    values = [one.values for one in known if one.values is not None]
    return replace(
        known[0],
        values=tuple(value for some in values for value in some) if len(values) == len(known) else None,
        through=tuple(call for one in known for call in one.through),
    )


def _callers(system: System, param: Param) -> list[tuple[Routine, Call]]:
    module = system.indexed.module(param.path)
    return system.indexed.callers(module.routine(param.function)) if module is not None else []


def _attribute(system: System, of: Term, name: str, depth: int) -> Order | None:
    if name in _PLAIN:
        found = _order(system, of, depth)
        return replace(found, plain=True) if found is not None else None
    things = system.indexed.things(of)
    if len(things) == 1 and isinstance(things[0], OwnThing) and things[0].kind == "class":
        return _agreed(_order(system, one, depth) for one in system.indexed.attribute(things[0], name))
    return None


def _item(system: System, of: Term, key: Term, depth: int) -> Order | None:
    by_place = isinstance(of, Attr) and of.name in _BY_PLACE
    if isinstance(of, Attr) and of.name in _NAMED | _BY_PLACE:
        of = of.of
        if isinstance(key, Group) and key.kind == "tuple" and key.items:
            key = key.items[-1]
            if isinstance(key, Group) and key.kind == "slice":  # a part of the columns, unless it is all of them
                return _order(system, of, depth) if all(_nothing(one) for one in key.items) else None
        elif by_place:
            return _order(system, of, depth)
    names = texts(system, key)
    if names:
        return None if by_place else as_named(names, key, _order(system, of, depth))
    chosen = isinstance(key, Op) and key.op in _COMPARING
    rows = isinstance(key, Group) and key.kind == "slice"
    return _order(system, of, depth) if chosen or (rows and not by_place) else None


def _nothing(term: Term) -> bool:
    return isinstance(term, Const) and term.value is None


def _element(system: System, of: Term, place: int | None, depth: int) -> Order | None:
    if not isinstance(of, Result) or place is None:
        return None
    own = system.indexed.own(of.call)
    if own:
        parts = [term for routine in own for term in routine.returned()]
        known = all(isinstance(one, Group) and place < len(one.items) for one in parts)
        items = [one.items[place] for one in parts if isinstance(one, Group)] if known else []
        return _agreed(_order(system, one, depth) for one in items)
    given = split_of(system, of.call, place)
    return _order(system, given, depth) if given is not None else None


def split_of(system: System, call: Call, place: int) -> Term | None:
    """The table of which a part is at this place of what a call gives back that splits tables in two each."""
    splits = any(one.effect == "split" and one.slots.get("layout") == "pairs" for one in system.indexed.entries(call))
    return call.args[place // 2] if splits and not call.starred and place // 2 < len(call.args) else None


def _group(system: System, term: Group, depth: int) -> Order | None:
    if term.kind not in {"list", "tuple"} or not term.items:
        return None
    if len(term.items) == 1:
        found = _order(system, term.items[0], depth)
        if found is not None and found.single:
            return replace(found, single=False)
        return None
    names = [field_of(system, one) for one in term.items]
    return Order(tuple(names), term, plain=True, single=True, values=term.items) if all(names) else None


def _result(system: System, call: Call, depth: int) -> Order | None:
    own = system.indexed.own(call)
    if own:
        return _agreed(_order(system, one, depth) for routine in own for one in routine.returned())
    if call.starred:
        return None
    name = name_of(call)
    made = _made(system, call, name, depth)
    if made is not None:
        return made
    if call.method is None or not is_object(call):
        return None
    if name == "values" and not call.args:
        found = _order(system, call.callee, depth)
        return replace(found, plain=True, record=False) if found is not None and found.record else None
    if name in _DUMPING and not call.args and not call.kwargs:
        return fields_of(system, call.callee)
    if name in _PLAIN:
        found = _order(system, call.callee, depth)
        return replace(found, plain=True) if found is not None else None
    if name in _ROWS:
        if not _of_rows(call):
            return None
        found = _order(system, call.callee, depth)
        return replace(found, single=False) if found is not None and name == "reshape" else found
    columns = call.given("columns") or (call.given("labels", 0) if name == "drop" and not _of_rows(call) else None)
    if name == "drop" and columns is not None:
        dropped = texts(system, columns) or alone(columns)
        found = _order(system, call.callee, depth) if dropped else None
        names = tuple(one for one in found.names if one not in dropped) if found is not None else ()
        return replace(found, names=names) if found is not None else None
    if name == "reindex" and columns is not None:
        names = texts(system, columns)
        return as_named(names, columns, _order(system, call.callee, depth)) if names else None
    return _transformed(system, call, depth)


def _of_rows(call: Call) -> bool:
    """Whether a method goes along the rows: its axis is the first one, or none is named."""
    axis = call.given("axis")
    return axis is None or getattr(axis, "value", None) in {0, "index"}


def _made(system: System, call: Call, name: str, depth: int) -> Order | None:
    """A table, an array or a list that is made of values."""
    first = call.args[0] if call.args else call.given("data")
    if name == "DataFrame":
        columns = call.given("columns")
        if columns is not None:
            names = texts(system, columns) or _named_as(system, columns, depth)
            made = _order(system, first, depth) if first is not None else None
            return as_named(names, columns, made) if names else None
        found = _order(system, first, depth) if first is not None and len(call.args) <= 1 else None
        return replace(found, single=False, record=False) if found is not None and not found.plain else None
    if first is None or (call.method is not None and is_object(call)):
        return None
    if name in _ARRAYS:
        found = _order(system, first, depth)
        return replace(found, plain=True) if found is not None else None
    if name in {"list", "tuple", "dict"} and len(call.args) == 1:
        found = _order(system, first, depth)
        return found if found is not None and (found.plain or name == "dict") else None
    if any(isinstance(one, Thing) and _wraps(system, one) for one in system.indexed.things(Result(call))):
        return _order(system, first, depth)  # a table in the form that a library trains on
    return None


def _named_as(system: System, columns: Term, depth: int) -> tuple[str, ...]:
    """The names of the columns of another table: `rows.columns`, `list(rows.columns)`."""
    if isinstance(columns, Result) and name_of(columns.call) in {"list", "tolist"}:
        columns = next(iter(columns.call.args), columns.call.callee)
    found = _order(system, columns.of, depth) if isinstance(columns, Attr) and columns.name == "columns" else None
    return found.names if found is not None else ()


def _wraps(system: System, thing: Thing) -> bool:
    known = system.table.find_class(thing.path)
    return known is not None and known.role == "dataset"


def _transformed(system: System, call: Call, depth: int) -> Order | None:
    """What a transformer gives that learned one thing of each column, and leaves the columns where they are."""
    if not any(one.effect in {"transform", "fit-transform"} for one in system.indexed.entries(call)) or not call.args:
        return None
    for thing in system.indexed.things(call.callee):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) else None
        if known is not None and known.learns not in _KEEPING:
            return None
    found = _order(system, call.args[0], depth)
    return replace(found, through=(*found.through, call)) if found is not None else None
