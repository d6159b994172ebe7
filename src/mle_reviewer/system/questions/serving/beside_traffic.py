"""Models that answer beside the one in use: shadows, canaries and variants on the way of requests and in pipelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Branch, Call, calls_in
from mle_reviewer.system.code.terms import Attr, Choice, Const, Op, Result, Term, within
from mle_reviewer.system.handlers import decorated
from mle_reviewer.system.questions.answering.predicting import asks_model, predictions
from mle_reviewer.system.questions.serving.withstanding import serving_documents

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_BESIDE: Final = re.compile(
    r"(?:^|[_.])(?:shadow|canary|challenger|ab_?test(?:ing)?|traffic_?split)(?:[_.]|$)", re.IGNORECASE
)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DRAWING: Final = frozenset({"random", "hashlib", "zlib", "secrets", "mmh3"})
_ALL: Final = 100


def beside(system: System) -> tuple[Step, ...]:
    """Where a second model is asked for the same request, or in a pipeline of its own."""
    return system.once(_beside)


def _beside(system: System) -> tuple[Step, ...]:
    return (*_on_the_way(system), *_made(system), *_in_pipelines(system))


def divided(system: System) -> Iterator[Step]:
    """Where a request is given to one of two models by chance, or by who asks."""
    seen: set[tuple[str, int]] = set()
    for path in predictions(system):
        for entered in path.entered:
            routine = entered.routine
            key = routine.path, routine.function
            if key not in seen and _spoken(routine) and "simul" not in routine.name.lower():
                seen.add(key)
                if any(
                    _DRAWING & {name.partition(".")[0] for name in system.indexed.names(call)}
                    for call in routine.calls()
                ):
                    yield Step(
                        system.at(routine, routine.pos), f"`{routine.name}` says for each request which model answers"
                    )


def by_chance(system: System) -> Iterator[Step]:
    """Where what answers requests gives each to one of two models, by a number that is drawn."""
    routines = [start for one in system.handlers for start in one.starts]
    routines += [entered.routine for path in predictions(system) for entered in path.entered]
    for routine in {(one.path, one.function): one for one in routines}.values():
        for step in routine.every():
            if isinstance(step, Call) and _asked_of_one(system, step):
                yield Step(
                    system.at(routine, step.pos), f"`{routine.name}` gives requests to one of two models by chance"
                )
                break
            if isinstance(step, Branch) and _drawn(system, step.test):
                arms = [[one for one in calls_in(arm) if asks_model(system, one)] for arm in (step.then, step.orelse)]
                if all(arms):
                    yield Step(system.at(routine, step.pos), f"`{routine.name}` asks one of two models by chance")
                    break


def _asked_of_one(system: System, call: Call) -> bool:
    """Whether a model is asked that is one of two by chance, or a handle of it (`one.predict.remote`)."""
    among = [one for one in within(call.callee, calls=False) if isinstance(one, Choice)]
    if not any(one.test is not None and _drawn(system, one.test) for one in among):
        return False
    named = [one.name for one in within(call.callee, calls=False) if isinstance(one, Attr)]
    known = (system.table.duck(name) for name in (call.method, *named) if name)
    return any(one is not None and one.effect == "predict" for one in known)


def _drawn(system: System, test: Term) -> bool:
    """Whether a condition holds a drawn number against a share."""
    if not isinstance(test, Op) or test.op not in {"<", "<=", ">", ">="}:
        return False
    names = (name for one in within(test) if isinstance(one, Result) for name in system.indexed.names(one.call))
    return any(name.startswith(("random.", "numpy.random.")) for name in names)


def _on_the_way(system: System) -> Iterator[Step]:
    seen: set[tuple[str, int]] = set()
    for path in predictions(system):
        for entered in path.entered:
            routine = entered.routine
            key = routine.path, routine.function
            if key in seen or entered.by is None or not _spoken(routine):
                continue
            seen.add(key)
            if any(asks_model(system, call) for call in routine.calls()):
                at = system.at(routine, routine.pos)
                yield Step(at, f"`{routine.name}` is run for requests: a second model answers beside the one in use")


def _made(system: System) -> Iterator[Step]:
    """Objects of own classes that are called so and are made where the service is set up."""
    seen: set[str] = set()
    for path in sorted(system.once(serving_documents)):
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for call in routine.calls():
                for thing in system.indexed.targets(call):
                    if not isinstance(thing, OwnThing) or thing.kind != "class" or thing.name in seen:
                        continue
                    if _BESIDE.search(_CAMEL.sub("_", thing.name)) and _answers(system, thing):
                        seen.add(thing.name)
                        yield Step(
                            system.at(routine, call.pos), f"a `{thing.name}` is made where the service is set up"
                        )


def _answers(system: System, thing: OwnThing) -> bool:
    """Whether a class does anything for a request: it has a method beside the one that makes it."""
    known = system.indexed.class_of(thing)
    return known is not None and len(set(known.methods) - {"__init__"}) > 0


def _spoken(routine: Routine) -> bool:
    return _BESIDE.search(_CAMEL.sub("_", routine.name)) is not None


def _in_pipelines(system: System) -> Iterator[Step]:
    """Pipelines that are called so and that move a version where it comes out well."""
    moving = {sign.path for sign in system.signed("promote", "list-versions", "load-registered", "rollout")}
    for routine, _known in decorated(system, "pipeline"):
        if routine.path in moving and _BESIDE.search(_CAMEL.sub("_", routine.name)):
            yield Step(
                system.at(routine, routine.pos),
                f"the pipeline `{routine.name}` holds a candidate beside the version in use",
            )


def moved(system: System) -> Iterator[Step]:
    """Calls that send a part of the traffic to a version, or move it from one to another."""
    for sign in system.signed("rollout", "rollback"):
        weight = sign.given("weight")
        if system.reached.how(sign.routine) is not None and ("weight" not in sign.entry.slots or weight is not None):
            yield _step(system, sign, "moves traffic from one version to another")
    for sign in system.signed("deploy"):
        if system.reached.how(sign.routine) is not None and _part(sign.given("traffic")):
            yield _step(system, sign, "says how much of the traffic the new version gets")


def _part(given: Term | None) -> bool:
    return given is not None and not (isinstance(given, Const) and given.value in {None, 0, _ALL})


def _step(system: System, sign: Sign, says: str) -> Step:
    return Step(system.at(sign.routine, sign.pos), f"`{sign.name}` {says}")
