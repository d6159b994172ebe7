"""Batches of one: an element put into a shape that could hold many, for a model that takes no less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Attr, Call, Const, Group, Item, Lib, Op, Pairs, Result, Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from mle_reviewer.system.system import System

_DEEPEST: Final = 6
_FIRST: Final = frozenset({"unsqueeze", "expand_dims"})
_SAME: Final = frozenset({"keep", "make", "to-array", "cast", "copy", "self", "as-given", "transform", "tokenize"})
_ONE: Final = 1


def batch_of_one(system: System, term: Term, each: Callable[[Term], bool], depth: int = 0) -> bool:
    """Whether a term is one element in the shape of a batch: `[row]`, `x.reshape(1, -1)`, `table.iloc[[i]]`."""
    if depth > _DEEPEST or not each(term):
        return False
    match term:
        case Group(kind="list", items=items):
            return len(items) == _ONE
        case Item(of=of, key=key):
            return _picks_one(key, each) or batch_of_one(system, of, each, depth + 1)
        case Attr(of=of, name=name):
            if name == "T" and isinstance(of, Result) and of.call.method == "to_frame":
                return True
            return batch_of_one(system, of, each, depth + 1)
        case Result(call=call):
            return _made_of_one(system, call, each, depth)
        case Op(terms=terms):
            return any(batch_of_one(system, one, each, depth + 1) for one in terms)
        case Pairs(values=values):
            return bool(values) and all(isinstance(one, Group) and len(one.items) == _ONE for one in values)
        case _:
            return False


def _picks_one(key: Term, each: Callable[[Term], bool]) -> bool:
    """Whether a key takes one row as a table, or puts an axis before all others: `[[i]]`, `[i:i + 1]`, `[None]`."""
    if isinstance(key, Group) and key.kind == "slice":
        begin, end = (*key.items, Term(), Term())[:2]
        return isinstance(end, Op) and end.op == "+" and any(one is begin for one in end.terms) and each(end) \
            and any(isinstance(one, Const) and one.value == _ONE for one in end.terms)  # fmt: skip
    if isinstance(key, Group) and key.kind == "list":
        return len(key.items) == _ONE and each(key)
    first = key.items[0] if isinstance(key, Group) and key.items else key
    if isinstance(key, Group) and key.kind == "tuple" and key.items and each(first):
        return _picks_one(first, each)
    return (isinstance(first, Const) and first.value is None) or (
        isinstance(first, Lib) and first.path.endswith(".newaxis")
    )


def _made_of_one(system: System, call: Call, each: Callable[[Term], bool], depth: int) -> bool:
    name = call.method or getattr(call.callee, "path", "").rpartition(".")[2]
    given = call.args if call.method is not None else call.args[1:]
    if name in _FIRST:
        where = call.given("dim") or call.given("axis") or (given[0] if given else None)
        return isinstance(where, Const) and where.value == 0
    if name == "reshape":
        shape = given[0].items if given and isinstance(given[0], Group) else given
        return bool(shape) and isinstance(shape[0], Const) and shape[0].value == _ONE
    index = call.given("index")
    if isinstance(index, Group) and len(index.items) == _ONE and not isinstance(index.items[0], Group):
        return True
    for thing in system.indexed.targets(call):
        if isinstance(thing, OwnThing) and thing.kind == "function":
            return any(
                batch_of_one(system, one, lambda _term: True, depth + 2) for one in system.indexed.returns(thing)
            )
    if call.method is not None and each(call.callee) and not any(map(each, call.args)):
        return batch_of_one(system, call.callee, each, depth + 1)
    known = {one.effect for one in system.indexed.entries(call)}
    passes = bool(known & _SAME) or call.method in {"transform", "astype", "to", "cuda", "float"}
    made = system.table.find_class(getattr(call.callee, "path", "")) is not None
    first = next((one for one in (*call.args, *(value for _, value in call.kwargs)) if each(one)), None)
    return first is not None and (passes or made) and batch_of_one(system, first, each, depth + 1)
