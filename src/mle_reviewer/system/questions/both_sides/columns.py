"""The columns that a model is given: the list that is written down where it is fitted, and where it is asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Choice, Const, Element, Group, Item, Op, Pairs, Param, Result, Term
from mle_reviewer.system.doing import trains
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.values.formulas import column_of

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_FEWEST: Final = 2
_TRANSFORMING: Final = frozenset({"transform", "fit-transform"})  # what is given goes on, not what transforms it
_MOST: Final = 60  # terms that are looked into on the way back


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns in order; `shape` is the class of the request whose fields they are instead."""

    names: tuple[str, ...]
    routine: Routine
    pos: int
    shape: str = ""


def trained_on(system: System) -> tuple[Columns, ...]:
    """The lists of columns that models are fitted to."""
    return system.once(_trained)


def _trained(system: System) -> tuple[Columns, ...]:
    return tuple(
        found
        for routine in training(system)
        for call in routine.calls()
        if trains(system.indexed, call) and (found := _listed(system, routine, call)) is not None
    )


def asked_with(system: System) -> tuple[Columns, ...]:
    """The lists of columns that models are asked with; where there is none, the fields of the request as a whole."""
    return system.once(_asked)


def _asked(system: System) -> tuple[Columns, ...]:
    found: dict[int, Columns] = {}
    for path in predictions(system):
        flow = Flowing(system, path)
        for asked in path.predicts:
            made = _listed(system, asked.routine, asked.call) or _shaped(system, flow, asked.routine, asked.call)
            if made is not None:
                found.setdefault(id(asked.call), made)
    return tuple(found.values())


def _listed(system: System, routine: Routine, call: Call) -> Columns | None:
    given = call.args[0] if call.args else next((value for name, value in call.kwargs if name in {"X", "data"}), None)
    names = _names(system, given) if given is not None else ()
    return Columns(names, routine, call.pos) if names else None


def _names(system: System, given: Term) -> tuple[str, ...]:
    """The nearest list of columns that something was taken by: what stands further back was narrowed since."""
    waiting, seen = deque([given]), 0
    while waiting and seen < _MOST:
        term = waiting.popleft()
        seen += 1
        found = _taken(term)
        if found:
            return found
        waiting.extend(_back(system, term))
    return ()


def _back(system: System, term: Term) -> Iterator[Term]:
    """What a table was made of: through splits, conversions and the functions that it was handed to."""
    match term:
        case Item(of=of) | Element(of=of):
            yield of
        case Choice(terms=terms):
            yield from terms
        case Param():
            yield from system.indexed.given(term)
        case Result(call=call):
            own = [one for one in system.indexed.targets(call) if isinstance(one, OwnThing) and one.kind == "function"]
            if own:
                yield from (term for one in own for term in system.indexed.returns(one))
            elif call.method is not None and not any(
                entry.effect in _TRANSFORMING for entry in system.indexed.entries(call)
            ):
                yield call.callee
            yield from () if own else call.args[:1]
        case _:
            return


def _taken(term: Term) -> tuple[str, ...]:
    """The columns that a term names as a list, in their order."""
    if isinstance(term, Item):
        key = term.key
        last = key.items[-1] if isinstance(key, Group) and key.kind == "tuple" and key.items else key
        return _texts(last)
    if isinstance(term, Result):
        columns = term.call.given("columns")
        makes = term.call.method in {None, "DataFrame", "reindex"}
        return _texts(columns) if columns is not None and makes else ()
    if isinstance(term, Group) and term.items:
        first = term.items[0]
        if isinstance(first, Pairs):
            keys = [key.value for key in first.keys if isinstance(key, Const) and isinstance(key.value, str)]
            return tuple(keys) if len(keys) == len(first.keys) >= _FEWEST else ()
        if isinstance(first, Group):
            read = [column_of(one) for one in first.items]
            return tuple(read) if all(read) and len(read) >= _FEWEST else ()
    return ()


def _texts(term: Term) -> tuple[str, ...]:
    if isinstance(term, Op) and term.op == "+":
        parts = [_texts(one) or _alone(one) for one in term.terms]
        return tuple(name for part in parts for name in part) if all(parts) else ()
    names = _alone(term)
    return names if len(names) >= _FEWEST else ()


def _alone(term: Term) -> tuple[str, ...]:
    if not isinstance(term, Group) or term.kind == "slice":
        return ()
    names = [one.value for one in term.items if isinstance(one, Const) and isinstance(one.value, str)]
    return tuple(names) if len(names) == len(term.items) else ()


def _shaped(system: System, flow: Flowing, routine: Routine, call: Call) -> Columns | None:
    """The fields of what is sent, where a model is asked with the whole of it."""
    waiting, seen = deque(call.args[:1]), 0
    while waiting and seen < _MOST:
        term = waiting.popleft()
        seen += 1
        if isinstance(term, Param) and term.annotation and flow.whole(term) is not None:
            return _fields(system, term, routine, call)
        waiting.extend(term.items if isinstance(term, Group) else _back(system, term))
    return None


def _fields(system: System, term: Param, routine: Routine, call: Call) -> Columns | None:
    shapes = {(one.thing.path, one.thing.index) for one in system.shapes.get("schema", ())}
    module = system.indexed.module(term.path)
    for thing in system.indexed.things(module.annotated(term.annotation)) if module is not None else ():
        if isinstance(thing, OwnThing) and (thing.path, thing.index) in shapes:
            found = system.indexed.class_of(thing)
            names = tuple(found.annotations) if found is not None else ()
            return Columns(names, routine, call.pos, thing.name) if len(names) >= _FEWEST else None
    return None
