"""What metrics are given: classes or scores, predictions or what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Call
from mle_reviewer.system.code.terms import (
    Attr,
    Choice,
    Collected,
    Const,
    Element,
    Item,
    Op,
    Param,
    Result,
    Term,
    within,
)

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ORDERS: Final = frozenset({">", ">=", "<", "<="})
_SAME: Final = frozenset({"keep", "to-array", "reshape", "copy", "self", "cast", "as-given"})
_ASKS: Final = frozenset({"predict", "fit-predict", "forward"})
_DEEPEST: Final = 8


def classes_by(system: System, term: Term, depth: int = 0) -> str:
    """How a term came to be classes rather than scores, in words; "" where it was not seen to."""
    if depth > _DEEPEST:
        return ""
    match term:
        case Op(op=op, terms=terms) if op in _ORDERS:
            return "a threshold makes classes of it" if any(isinstance(one, Const) for one in terms) else ""
        case Choice(terms=terms):
            each = [classes_by(system, one, depth + 1) for one in terms]
            return each[0] if all(each) else ""
        case Collected(value=Choice(terms=terms)):
            return "each is one of two classes" if all(_is_class(one) for one in terms) else ""
        case Collected(value=value):
            return classes_by(system, value, depth + 1)
        case Param():
            given = [classes_by(system, one, depth + 1) for one in system.indexed.given(term)]
            return given[0] if given and all(given) else ""
        case Result(call=call):
            return _by_call(system, call, depth)
        case _:
            return ""


def _is_class(term: Term) -> bool:
    return isinstance(term, Const) and isinstance(term.value, (int, bool, str))


def _by_call(system: System, call: Call, depth: int) -> str:
    for entry in system.indexed.entries(call):
        if entry.effect == "predict" and entry.path.endswith(".predict"):
            return "`predict()` of a classifier gives classes" if is_classifier(system, call.callee) else ""
        if entry.effect == "where" and all(_is_class(one) for one in call.args[1:]) and len(call.args) > 1:
            return "a condition makes classes of it"
        if entry.effect in _SAME:
            inner = call.callee if call.method is not None else call.args[0] if call.args else None
            return "" if inner is None else classes_by(system, inner, depth + 1)
    return ""


def is_classifier(system: System, term: Term, depth: int = 0) -> bool:
    """Whether a model answers with classes: it is a classifier, or a search or pipeline that ends in one."""
    things = system.indexed.things(term)
    for thing in things:
        if not isinstance(thing, Thing):
            return False
        known = system.conventions.call(thing.path)
        if known is not None and (known.sign == "classifier" or "answers" in known.slots):
            continue
        owner = system.table.find_class(thing.path)
        if owner is None or owner.role not in {"search", "pipeline"} or not _ends_in_one(system, term, depth):
            return False
    return bool(things)


def _ends_in_one(system: System, term: Term, depth: int) -> bool:
    """Whether the last model among what a search or pipeline is made of is a classifier."""
    if depth > 2:  # noqa: PLR2004 - a search over a pipeline
        return False
    models = [
        inner for one in within(term) if isinstance(one, Result) and one.call.method is None
        for inner in (one,) if _is_model(system, inner)
    ]  # fmt: skip
    return bool(models) and all(is_classifier(system, one, depth + 1) for one in models)


def _is_model(system: System, term: Term) -> bool:
    for thing in system.indexed.things(term):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) and thing.made else None
        if known is not None and known.role == "estimator":
            return True
    return False


def predicted_by(system: System, term: Term, depth: int = 0) -> Call | None:
    """The call that a term is the prediction of, whole; None where it was not seen to be one."""
    if depth > _DEEPEST:
        return None
    if isinstance(term, Param):
        found = [predicted_by(system, one, depth + 1) for one in system.indexed.given(term)]
        return found[0] if found and all(found) else None
    if isinstance(term, Item) and isinstance(term.of, Result):  # the column of one class
        return predicted_by(system, term.of, depth + 1)
    if not isinstance(term, Result):
        return None
    for entry in system.indexed.entries(term.call):
        if entry.effect in _ASKS:
            return term.call
        if entry.effect in _SAME:
            call = term.call
            inner = call.callee if call.method is not None else call.args[0] if call.args else None
            return None if inner is None else predicted_by(system, inner, depth + 1)
    return None


def is_true(system: System, term: Term, depth: int = 0) -> bool:
    """Whether a term is a column or a part of the data, and nothing that a model said went into it."""
    if depth > _DEEPEST:
        return False
    match term:
        case Param():
            given = system.indexed.given(term)
            return bool(given) and all(is_true(system, one, depth + 1) for one in given)
        case Element(of=Result(call=call), place=place):
            return place is not None and any(one.effect == "split" for one in system.indexed.entries(call))
        case Item(of=of, key=Const(value=str())):
            return _is_table(system, of)
        case Attr(of=of, name="values"):
            return is_true(system, of, depth + 1)
        case Result(call=call):
            kept = any(one.effect in _SAME for one in system.indexed.entries(call))
            inner = call.callee if call.method is not None else call.args[0] if call.args else None
            return kept and inner is not None and is_true(system, inner, depth + 1)
        case _:
            return False


def _is_table(system: System, term: Term) -> bool:
    for thing in system.indexed.things(term):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) else None
        if known is not None and known.role == "frame":
            return True
    return False
