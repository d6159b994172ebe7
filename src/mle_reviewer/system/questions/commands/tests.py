"""Tests of a tree: which there are, what they claim, whether they are left out, and what of the model they look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Call, Return, Routine, SetAttr
from mle_reviewer.system.code.terms import Attr, Const, Lib, Param, Result, Term, within
from mle_reviewer.system.doing import predicts, trains
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.questions.commands.claims import claims_of
from mle_reviewer.system.questions.commands.fixtures import asks_service, fixtures_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 3
_MODELS: Final = frozenset({"fit", "fit-predict", "train", "load-model", "load-registered"})
_LOSSES: Final = frozenset({"loss", "criterion"})  # a network by its type
# What is asked of a model, and what a stand-in for one cannot show.
_ANSWERING: Final = frozenset({"predict", "predict_proba", "decision_function", "forward", "generate", "invoke"})
_OF_MODELS: Final = frozenset({
    "predict", "fit-predict", "answer", "fit", "train", "optimizer-step", "load-model", "load-registered", "llm-call",
})  # fmt: skip
_GIVING: Final = frozenset({"return_value", "side_effect"})
_STOOD_IN: Final = frozenset({"model", "predictor", "classifier", "regressor", "estimator", "predict", "load_model"})
# What knowledge says a call does where a test of it looks at a model or its data.
BEHAVIOUR: Final = frozenset({
    "fit", "fit-predict", "predict", "score", "metric", "transform", "fit-transform", "split", "folds", "train",
    "optimizer-step", "answer",
})  # fmt: skip
_SIGNS: Final = frozenset({
    "validate", "validate-result", "load-model", "load-registered", "schema", "route", "drift", "slice-metrics",
    "compare-models", "promote", "features-online", "features-offline", "llm-call", "refuse", "test-client",
})  # fmt: skip
# What any service does, with a model behind it or without.
_OF_SERVICES: Final = frozenset({"route", "refuse"})


@dataclass(frozen=True, slots=True)
class Test:
    """One test function: how much it claims, why it is left out ("" where it runs), and what it enters.

    `refuses`: how many of its claims are that an error comes. `telling`: how many say something of behaviour, and not
    only that there is something, of what type and with which names. `refused`: how many are that a service refuses.
    """

    __test__ = False

    path: str
    name: str
    routine: Routine
    claims: int
    skipped: str
    enters: frozenset[tuple[str, str]]
    refuses: int = 0
    telling: int = 0
    refused: int = 0


def tests_of(system: System, path: str) -> Iterator[Test]:
    """The tests of one document."""
    module = system.indexed.module(path) if tier(path) == "test" else None
    for index, code in enumerate(module.code.functions) if module is not None else ():
        if module is None or not code.name.startswith("test"):
            continue
        routine = module.routine(index)
        said = claims_of(routine)
        left_out, enters = _skipped(system, routine), _enters(system, routine)
        yield Test(path, code.qualname, routine, said.all, left_out, enters, said.errors, said.telling, said.refused)


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


def marks_of(system: System, test: Test) -> frozenset[str]:
    """The marks of pytest that a test has: its own, those of its class, and those of its document."""
    module = system.indexed.module(test.path)
    given: list[Term] = list(test.routine.decorators)
    if module is not None:
        module.top()  # the names of its top level fill while it is followed
        of_class = module.class_(test.routine.owner) if test.routine.owner is not None else None
        given += of_class.decorators if of_class is not None else ()
        stated = module.named("pytestmark")
        given += [] if stated is None else [stated]
    found = (one for term in given for one in within(term))
    return frozenset(
        one.path.removeprefix("pytest.mark.")
        for one in found
        if isinstance(one, Lib) and one.path.startswith("pytest.mark.")
    )


def looks_at_model(system: System, test: Test) -> str:
    """What of a model, its data or its service a test looks at; "" for a test of something else."""
    found = _within(system, test.routine, _DEEPEST) - {"test-client"}
    return "" if found <= _OF_SERVICES and not _answers(system, test) else min(found, default="")


def _answers(system: System, test: Test) -> bool:
    """Whether a model answers in one of the documents that a test enters: not every service has one."""
    entered = {path for path, _name in test.enters}
    return any(one.routine.path in entered for way in predictions(system) for one in way.entered)


def looks_at(system: System, test: Test) -> set[str]:
    """What of a model, its data or its service a test looks at, by effects and signs of what it calls.

    What stands in for something else says nothing of it: neither what it does nor what it would call.
    """
    found: set[str] = set()
    fixtures = fixtures_of(system, test.routine)
    without = replaced(system, (test.routine, *fixtures.values()))
    models = {name for name, one in fixtures.items() if _within(system, one, 2) & _MODELS or _is_network(system, one)}
    for call in test.routine.calls():
        asked = call.callee.name if isinstance(call.callee, Param) and call.method is not None else ""
        if asked in models:
            found |= {entry.effect for entry in system.indexed.entries(call) if entry.effect in BEHAVIOUR}
        if call.method is None and isinstance(call.callee, Param) and call.callee.name in models:
            found.add("predict")
    found |= {"asked"} if asks_service(system, test.routine) else set()
    found |= _within(system, test.routine, _DEEPEST, without)
    if without & _STOOD_IN or stands_in(system, (test.routine, *fixtures.values())):
        found -= _OF_MODELS
        if not test.refused:
            found -= {"asked", "route"}  # what a stand-in was told to answer
    return found


def of_the_repository(system: System, test: Test) -> bool:
    """Whether a test works with the repository's own code, with a fixture that does, or with a model that is kept."""
    if test.enters:
        return True
    some = (test.routine, *fixtures_of(system, test.routine).values())
    return any(_enters(system, one) or _within(system, one, 2) & {"load-model", "load-registered"} for one in some)


def only_transforms(system: System, test: Test) -> bool:
    """Whether what a test calls of the repository are methods of classes that change features and predict nothing."""
    found = False
    for call in test.routine.calls():
        for own in system.indexed.own(call):
            module = system.indexed.module(own.path)
            of = module.class_(own.owner) if module is not None and own.owner is not None else None
            if of is None or "transform" not in of.methods or "predict" in of.methods:
                return False
            found = True
    return found


def stands_in(system: System, routines: Iterable[Routine]) -> bool:
    """Whether a test, its fixtures or its document tell something what to answer in the place of a model."""
    some = tuple(routines)
    module = system.indexed.module(some[0].path)
    for routine in (*some, *((module.top(),) if module is not None else ())):
        for step in routine.every():
            if isinstance(step, SetAttr) and step.name in _GIVING:
                of = step.of
                if isinstance(of, Attr) and of.name in _ANSWERING:
                    return True
    return False


def looks_within(system: System, routine: Routine) -> set[str]:
    """What a fixture does with a model, in itself and in what it calls."""
    return _within(system, routine, _DEEPEST)


def replaced(system: System, routines: Iterable[Routine]) -> frozenset[str]:
    """The names of what a test and its fixtures put stand-ins in the place of."""
    found: set[str] = set()
    for routine in routines:
        decorating = [one.call for one in routine.decorators if isinstance(one, Result)]
        for call in (*decorating, *routine.calls()):
            names = (*system.indexed.names(call), _of_fixture(call))
            if any((sign := system.conventions.call(name)) is not None and sign.sign == "stand-in" for name in names):
                said = [one.value for one in call.args[:2] if isinstance(one, Const) and isinstance(one.value, str)]
                found |= {one.rpartition(".")[2] for one in said[-1:]}
    return frozenset(found)


def _of_fixture(call: Call) -> str:
    """A call on a fixture as it is spelled: `monkeypatch.setattr`, `mocker.patch.object`."""
    spelled, of = call.method or "", call.callee
    while isinstance(of, Attr):
        spelled, of = f"{of.name}.{spelled}".rstrip("."), of.of
    return f"{of.name}.{spelled}" if isinstance(of, Param) and spelled else ""


def _is_network(system: System, fixture: Routine) -> bool:
    """Whether a fixture gives a network of the repository."""
    for step in fixture.every():
        for thing in system.indexed.things(step.term) if isinstance(step, Return) and step.term is not None else ():
            for base in system.indexed.bases(thing) if isinstance(thing, OwnThing) and thing.made else ():
                known = system.indexed.table.find_class(base.path) if isinstance(base, Thing) else None
                if known is not None and known.role == "network":
                    return True
    return False


def _within(system: System, routine: Routine, deepest: int, without: frozenset[str] = frozenset()) -> set[str]:
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
            if without and _is_called(system, call) & without:
                continue
            asked = predicts(system.indexed, call) if call.method is None else ""
            if asked and not set(words(asked)) & _LOSSES:
                found.add("predict")
            for entry in system.indexed.entries(call):
                if entry.effect in BEHAVIOUR and not entry.path.startswith("?."):
                    learns = entry.effect != "fit" or trains(system.indexed, call)
                    found.add(entry.effect if learns else "fit-transform")
            for name in system.indexed.names(call):
                sign = system.conventions.call(name)
                if sign is not None and sign.sign in _SIGNS:
                    found.add(sign.sign)
            if depth < deepest:
                waiting += [(own, depth + 1) for own in system.indexed.own(call)]
    return found


def _is_called(system: System, call: Call) -> set[str]:
    """The names of what a call calls, and of the class that it belongs to."""
    targets = system.indexed.targets(call)
    said = [one.name if isinstance(one, OwnThing) else one.path for one in targets]
    parts = {part.removesuffix("()") for one in said for part in one.split(".")}
    return parts | ({call.method} if call.method is not None else set())
