"""Tests of a tree: which there are, what they claim, whether they are left out, and what of the model they look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Assert, Call, Routine, every
from mle_reviewer.system.code.terms import Param, Result, Term, within
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 3
_MODELS: Final = frozenset({"fit", "fit-predict", "train", "load-model", "load-registered"})
_SENDING: Final = frozenset({"post", "put", "patch"})
# What knowledge says a call does where a test of it looks at a model or its data.
_BEHAVIOUR: Final = frozenset({
    "fit", "fit-predict", "predict", "score", "metric", "transform", "fit-transform", "split", "folds", "train",
    "optimizer-step", "answer",
})  # fmt: skip
_SIGNS: Final = frozenset({
    "validate", "validate-result", "load-model", "load-registered", "schema", "route", "drift", "slice-metrics",
    "compare-models", "promote", "features-online", "features-offline", "llm-call", "refuse", "test-client",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Test:
    """One test function: how much it claims, why it is left out ("" where it runs), and what it enters."""

    __test__ = False

    path: str
    name: str
    routine: Routine
    claims: int
    skipped: str
    enters: frozenset[tuple[str, str]]


def tests_of(system: System, path: str) -> Iterator[Test]:
    """The tests of one document."""
    module = system.indexed.module(path) if tier(path) == "test" else None
    for index, code in enumerate(module.code.functions) if module is not None else ():
        if module is None or not code.name.startswith("test"):
            continue
        routine = module.routine(index)
        yield Test(path, code.qualname, routine, _claims(routine), _skipped(system, routine), _enters(system, routine))


def _claims(routine: Routine) -> int:
    """How many things a test claims: assertions, methods that assert, and errors that have to come."""
    found = 0
    for step in every(routine.steps):
        if isinstance(step, Assert):
            found += 1
        elif isinstance(step, Call):
            name = step.method or getattr(step.callee, "path", "").rpartition(".")[2]
            found += name.startswith("assert") or name in {"raises", "fail", "warns"}
    return found


def _skipped(system: System, routine: Routine) -> str:
    for term in routine.decorators:
        things = system.indexed.things(term.call.callee if isinstance(term, Result) else term)
        for thing in things:
            sign = system.conventions.call(thing.path) if isinstance(thing, Thing) else None
            if sign is not None and sign.sign == "skip-test" and isinstance(thing, Thing):
                return thing.path
    return ""


def _enters(system: System, routine: Routine) -> frozenset[tuple[str, str]]:
    """The functions of the repository's own code that a test enters."""
    found: set[tuple[str, str]] = set()
    waiting, depth = [routine], 0
    seen = {(routine.path, routine.function)}
    while waiting and depth < _DEEPEST:
        inner: list[Routine] = []
        for one in waiting:
            for call in one.calls():
                for target in system.indexed.targets(call):
                    if isinstance(target, OwnThing) and tier(target.path) == "code":
                        found.add((target.path, target.name))
                inner += [own for own in system.indexed.own(call) if (own.path, own.function) not in seen]
        seen |= {(own.path, own.function) for own in inner}
        waiting, depth = inner, depth + 1
    return frozenset(found)


def looks_at_model(system: System, test: Test) -> str:
    """What of a model, its data or its service a test looks at; "" for a test of something else."""
    return min(_within(system, test.routine, _DEEPEST) - {"test-client"}, default="")


def looks_at(system: System, test: Test) -> set[str]:
    """What of a model, its data or its service a test looks at, by effects and signs of what it calls."""
    found: set[str] = set()
    fixtures = fixtures_of(system, test.routine)
    models = {name for name, one in fixtures.items() if _within(system, one, 2) & _MODELS}
    clients = {name for name, one in fixtures.items() if "test-client" in _within(system, one, 1)}
    for call in test.routine.calls():
        asked = call.callee.name if isinstance(call.callee, Param) and call.method is not None else ""
        if asked in models:
            found |= {entry.effect for entry in system.indexed.entries(call) if entry.effect in _BEHAVIOUR}
        if call.method in _SENDING and (asked in clients or _is_client(system, call)):
            found.add("asked")
    return found | _within(system, test.routine, _DEEPEST)


def fixtures_of(system: System, routine: Routine) -> dict[str, Routine]:
    """The functions whose answers a test is given by the names of its parameters."""
    folder, found = routine.path.rpartition("/")[0], dict[str, Routine]()
    known = system.once(_conftests)
    beside = (f"{one}/conftest.py".lstrip("/") for one in _upwards(folder))
    paths = [routine.path, *(one for one in beside if one in known)]
    for path in paths:
        module = system.indexed.module(path)
        for index, code in enumerate(module.code.functions) if module is not None else ():
            if module is not None and code.name in routine.params and code.name not in found:
                inner = module.routine(index)
                if any(_is_fixture(system, one) for one in inner.decorators):
                    found[code.name] = inner
    return found


def _conftests(system: System) -> frozenset[str]:
    return frozenset(path for path in system.code if path.rpartition("/")[2] == "conftest.py")


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder


def _is_fixture(system: System, term: Term) -> bool:
    things = system.indexed.things(term.call.callee if isinstance(term, Result) else term)
    signs = (system.conventions.call(thing.path) for thing in things if isinstance(thing, Thing))
    return any(sign is not None and sign.sign == "fixture" for sign in signs)


def _is_client(system: System, call: Call) -> bool:
    """Whether a method is called on a client of a service that the test, or its document, makes."""
    made = [one.call for one in within(call.callee) if isinstance(one, Result)]
    return any(_sign(system, one) == "test-client" for one in made)


def _sign(system: System, call: Call) -> str:
    signs = (system.conventions.call(name) for name in system.indexed.names(call))
    return next((sign.sign for sign in signs if sign is not None), "")


def _within(system: System, routine: Routine, deepest: int) -> set[str]:
    """What a function does with models, in itself and in what it calls."""
    found: set[str] = set()
    seen: set[tuple[str, int]] = set()
    waiting = [(routine, 0)]
    while waiting:
        routine, depth = waiting.pop()
        if (routine.path, routine.function) in seen:
            continue
        seen.add((routine.path, routine.function))
        for call in routine.calls():
            for entry in system.indexed.entries(call):
                if entry.effect in _BEHAVIOUR and not entry.path.startswith("?."):
                    found.add(entry.effect)
            for name in system.indexed.names(call):
                sign = system.conventions.call(name)
                if sign is not None and sign.sign in _SIGNS:
                    found.add(sign.sign)
            if depth < deepest:
                waiting += [(own, depth + 1) for own in system.indexed.own(call)]
    return found
