"""Which fit a model that is asked comes from: by what was saved, under which name, and what is loaded again."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.artifacts import artifacts_of, bound
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Attr, Choice, Const, Element, Global, Group, Item, Pairs, Param, Result, Term
from mle_reviewer.system.doing import trains
from mle_reviewer.system.questions.answering.predicting import loads_model
from mle_reviewer.system.questions.values.coming import coming, handed_on
from mle_reviewer.system.questions.values.restoring import from_storage
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.questions.answering.predicting import Asked
    from mle_reviewer.system.system import System

_LOGGED: Final = "/logged"  # stands for whatever a registry or tracking server keeps
_FEW: Final = 8  # fits that one model may come from
_MOST: Final = 60  # terms behind one object
_BEST: Final = frozenset({"best_estimator_", "best_model_"})
_SAME: Final = frozenset({"fit", "set_params"})  # methods that give their own object


@dataclass(frozen=True, slots=True)
class Fit:
    """A call by which a model learns, what it learns from, and the files that the model is saved in, by their names."""

    routine: Routine
    call: Call
    rows: Term
    files: frozenset[tuple[str, object]]  # with the key or place of the model in what is saved; "" for all of it


@dataclass(frozen=True, slots=True)
class Learned:
    """The fits that a model may come from; `tied` where the model was followed from them, through storage as well."""

    fits: tuple[Fit, ...]
    tied: bool


def fits_of(system: System, asked: Asked) -> Learned:
    """The fits that the model asked here may come from: all there are, where only storage is known to hold it."""
    here = objects(system, asked.call.callee)
    every = system.once(_fits)
    at_hand = tuple(one for one in every if here & _learner(system, one.call))
    if at_hand:  # trained in this program
        return Learned(at_hand, tied=True)
    loads = _loads(system, asked.call.callee)
    names = {(name, key) for call, key in loads for name in _names(system, call.args)}
    names |= {(_LOGGED, "") for call, key in loads if key == "" and _from_registry(system, call)}
    tied = tuple(one for one in every if one.files & names)
    if tied:
        return Learned(tied, tied=True)
    stored = bool(loads) or from_storage(system, asked.call.callee)
    return Learned(every if stored and len(every) <= _FEW else (), tied=False)


def _from_registry(system: System, call: Call) -> bool:
    known = (system.conventions.call(name) for name in system.indexed.names(call))
    return any(one is not None and one.sign in {"load-registered", "load-model"} for one in known)


def given_rows(system: System, call: Call) -> Term | None:
    """The rows that a call of a model is given."""
    for entry in system.indexed.entries(call):
        found = bound(entry, call, "rows")
        if found is not None and found is not call.callee:
            return found
    if call.starred:
        return None
    return call.args[0] if call.args else next((value for name, value in call.kwargs if name in {"X", "data"}), None)


def objects(system: System, term: Term) -> frozenset[int]:
    """The calls that made an object, and other terms that it is for sure: through attributes, returns, parameters."""
    found, waiting, seen = set[int](), [term], set[int]()
    while waiting and len(seen) < _MOST:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        behind = list(_same(system, one))
        waiting += behind
        if isinstance(one, Result) and not behind:
            found.add(id(one.call))
    return frozenset(found)


def _same(system: System, one: Term) -> Iterator[Term]:
    """What a term stands for, where it makes nothing itself."""
    match one:
        case Choice(terms=terms):
            yield from terms
        case Global(term=term):
            yield term
        case Param():
            yield from system.indexed.given(one)
        case Attr():
            yield from _bound(system, one)
        case Item(of=Pairs() as pairs, key=Const(value=str(name))):
            value = pairs.get(name)
            yield from () if value is None else (value,)
        case Element(of=Result(call=call), place=int(place)):
            parts = (term for routine in system.indexed.own(call) for term in routine.returned())
            yield from (part.items[place] for part in parts if isinstance(part, Group) and place < len(part.items))
        case Result(call=call):
            yield from _given_back(system, call)
        case _:
            return


def _bound(system: System, one: Attr) -> Iterator[Term]:
    if one.name in _BEST:
        yield one.of
    for thing in system.indexed.things(one.of):
        if isinstance(thing, OwnThing) and thing.kind == "class":
            yield from system.indexed.attribute(thing, one.name)


def _given_back(system: System, call: Call) -> Iterator[Term]:
    if call.method in _SAME:
        yield call.callee
    for routine in system.indexed.own(call):
        if routine.name.rpartition(".")[2] != "__init__":
            yield from routine.returned()


def _learner(system: System, call: Call) -> frozenset[int]:
    return objects(system, call.callee) | {id(call)}


def _fits(system: System) -> tuple[Fit, ...]:
    routines = tuple(_training_ground(system))
    saved: list[tuple[frozenset[int], set[tuple[str, object]]]] = [
        (objects(system, term), {(name, key) for name in _names(system, (one.path,))})
        for one in artifacts_of(routines, system.indexed)
        if one.how == "written" and one.what is not None and one.path is not None
        for key, term in _held(one.what)
    ]
    signs = system.signed("log-model", "save-model")
    saved += [(objects(system, what), {(_LOGGED, "")}) for one in signs if (what := one.given("what")) is not None]
    found = []
    for routine in routines:
        for call in routine.calls():
            rows = given_rows(system, call) if trains(system.indexed, call) else None
            if rows is not None:
                made = _learner(system, call)
                files = frozenset(name for ids, names in saved if ids & made for name in names)
                found.append(Fit(routine, call, rows, files))
    return tuple(found)


def _held(term: Term) -> Iterator[tuple[object, Term]]:
    yield "", term
    if isinstance(term, Pairs):
        yield from ((getattr(key, "value", None), value) for key, value in zip(term.keys, term.values, strict=True))
    elif isinstance(term, Group):
        yield from enumerate(term.items)


def _training_ground(system: System) -> Iterator[Routine]:
    """All functions of production code, and the notebooks, which many a model is saved from."""
    yield from system.routines("code")
    for path in system.notebooks:
        module = system.indexed.module(path) if tier(path) == "code" else None
        yield from module.routines() if module is not None else ()


def _names(system: System, paths: tuple[Term, ...]) -> frozenset[str]:
    """The names of files that paths may spell."""
    found = {one for path in paths for one in system.indexed.constants(path) if isinstance(one, str)}
    found |= coming(system, paths).texts
    return frozenset(name for one in found if "." in (name := posixpath.basename(one)).strip("."))


def _loads(system: System, term: Term) -> tuple[tuple[Call, object], ...]:
    """The calls that read an object from storage, with the key or place under which it stands in what was read."""
    found: dict[int, tuple[Call, object]] = {}
    waiting: list[tuple[Term, object]] = [(term, "")]
    seen = set[int]()
    while waiting and len(seen) < _MOST:
        one, key = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Result) and loads_model(system, one.call):
            found[id(one.call)] = one.call, key
        elif isinstance(one, Item):
            waiting.append((one.of, getattr(one.key, "value", None)))
        elif isinstance(one, Element):
            waiting.append((one.of, one.place))
        elif isinstance(one, Param):
            waiting += [(other, key) for other in handed_on(system, one)]
        elif isinstance(one, Global):
            waiting += [(other, key) for other in _bound_again(system, one)]
        elif isinstance(one, Result) and one.call.method is None and not system.indexed.own(one.call):
            waiting += [(other, key) for other in one.call.args[:1]]  # what keeps what it is given: a cache, a cast
        waiting += [(other, key) for other in _same(system, one)]
    return tuple(found.values())


def _bound_again(system: System, one: Global) -> Iterator[Term]:
    module = system.indexed.module(one.path)
    for index in module.binding.get(one.name, ()) if module is not None else ():
        for step in module.routine(index).every() if module is not None else ():
            if getattr(step, "name", None) == one.name and (term := getattr(step, "term", None)) is not None:
                yield term
