"""How long a prediction keeps its thread: a network, a file or list of rows, training; one row is a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Loop, every
from mle_reviewer.system.code.terms import (
    Attr,
    Choice,
    Collected,
    Const,
    Element,
    Group,
    Item,
    Lib,
    Param,
    Result,
    Term,
    within,
)
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import fits
from mle_reviewer.system.questions.costing.batches_of_one import batch_of_one
from mle_reviewer.system.questions.costing.limited import Limited
from mle_reviewer.system.questions.values.coming import coming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.questions.answering.predicting import Asked, Entered, Path
    from mle_reviewer.system.system import System

Long = Literal["network", "file", "training", "rows"]

_NUMBERS: Final = frozenset({"builtins.float", "builtins.int", "builtins.str", "builtins.bool"})
_TABLES: Final = frozenset({"frame", "array"})
_MOST: Final = 12  # values of which one is handed to the model
_ENTRIES: Final = frozenset({"items", "keys", "values"})
_LOOKING_UP: Final = frozenset({"get", "pop", "setdefault"})


def takes_long(system: System, path: Path, asked: Asked) -> Long | None:
    """What makes a prediction take more than a moment; None where it is one row for a model of a table, or unknown."""
    for thing in system.indexed.things(asked.call.callee):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) else None
        if known is not None and known.role == "network":
            return "network"
    alone = _is_one_row(system, path, asked.call)
    rows = coming(system, (*asked.call.args, *(value for _, value in asked.call.kwargs)), path.among)
    each = {id(one.call) for one in path.calls if not one.once}
    if not alone and any(_reads_rows(system, call) for call in rows.calls if id(call) in each):
        return "file"
    if any(fits(system, one.call) for one in path.calls if not one.once):
        return "training"
    flowing, limited = Flowing(system, path), Limited(system, path)
    brought = [one.of for one in rows.collected if _rows(one)] if not alone else []
    brought += _gone_through(asked)
    return "rows" if any(_sent(flowing, one) and not limited.short(one) for one in brought) else None


def _sent(flowing: Flowing, term: Term) -> bool:
    """Whether a term is made of what was sent, and is not only looked up by it in something that was there before."""
    of = term
    while isinstance(of, (Attr, Item, Element)):
        of = of.of
    looked_up = isinstance(of, Result) and of.call.method in _LOOKING_UP
    return flowing.from_request(of.call.callee if looked_up and isinstance(of, Result) else term)


def _is_one_row(system: System, path: Path, call: Call) -> bool:
    """Whether what a model is asked with is one row, built for it: one dict, one list of values, one of several."""
    given = call.args[0] if call.args else next((value for _, value in call.kwargs), None)
    waiting, seen = [given] if given is not None else [], 0
    while waiting and seen < _MOST:
        term = waiting.pop()
        seen += 1
        handed = system.indexed.given(term, path.among) if isinstance(term, Param) else ()
        if handed:
            waiting += handed
        elif isinstance(term, Choice):  # as it is, or scaled
            waiting += term.terms
        elif not batch_of_one(system, term, _is_row):
            return False
    return bool(seen) and not waiting


def _is_row(term: Term) -> bool:
    """Whether a term may stand for a row; names of columns do not."""
    return not isinstance(term, Const) and not (
        isinstance(term, Group) and bool(term.items) and all(isinstance(one, Const) for one in term.items)
    )


def _reads_rows(system: System, call: Call) -> bool:
    """Whether a call reads a table of a file: not settings, nor the one row that a feature store keeps of a thing."""
    for entry in system.indexed.entries(call):
        kind = entry.slots.get("type")
        known = system.table.find_class(kind) if entry.effect == "load" and isinstance(kind, str) else None
        if known is not None and known.role in _TABLES and "newest" not in entry.slots:
            return True
    return False


def _rows(one: Collected) -> bool:
    """Whether a comprehension makes rows of something; the values of one row are numbers, or stand under keys."""
    value, over = one.value, one.of
    if isinstance(value, Element):  # what only some are taken of, to count or sum them up
        return False
    if one.kind == "dict" or (isinstance(over, Result) and over.call.method in _ENTRIES):
        return False
    callee = value.call.callee if isinstance(value, Result) and value.call.method is None else None
    return not (isinstance(callee, Lib) and callee.path in _NUMBERS)


def _gone_through(asked: Asked) -> Iterator[Term]:
    """What loops go through in whose rounds the model is asked about the element, here or in a function on the way."""
    yield from _around(asked.routine, asked.call)
    one: Entered = asked.entered
    while one.by is not None:
        if one.call is not None:
            yield from _around(one.by.routine, one.call)
        one = one.by


def _around(routine: Routine, call: Call) -> Iterator[Term]:
    for step in routine.every():
        if isinstance(step, Loop) and step.over is not None and any(one is call for one in every(step.body)):
            # one model after the other, asked about the same row, is no list of rows
            given = (*call.args, *(value for _, value in call.kwargs))
            if any(isinstance(one, Element) and one.of is step.over for term in given for one in within(term)):
                yield step.over
        for term in step.terms():
            for one in within(term):
                if isinstance(one, Collected) and any(
                    isinstance(inner, Result) and inner.call is call for inner in within(one.value)
                ):
                    yield one.of
