"""Outages that are taken for an empty registry: then a candidate is compared with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import IN_USE, INCUMBENT, words
from mle_reviewer.system.code.steps import Attempt, Branch, Handler, Raise, Return, Routine, every
from mle_reviewer.system.code.terms import Call, Const, Param, Result, Term, Text, within
from mle_reviewer.system.questions.gating.fail_open import Opening, arguments
from mle_reviewer.system.questions.gating.gates import Gates

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_ALL: Final = frozenset({"", "Exception", "BaseException"})


def outages(system: System) -> Iterator[Opening]:
    """Any error of the registry is taken for "there is no version in use yet", and then nothing is compared."""
    if not system.signed("promote"):
        return
    gates = system.once(Gates)
    asked = {id(sign.call): sign for sign in system.signed("load-registered")}
    for routine in system.routines():
        for attempt in (one for one in routine.every() if isinstance(one, Attempt)):
            sign = next((asked[id(one)] for one in every(attempt.body) if id(one) in asked), None)
            handler = None if sign is None else _any_error(system, routine, attempt.handlers)
            if sign is None or handler is None or not _says_none(handler):
                continue
            if _in_use(gates, sign) and _decides(gates, routine):
                yield Opening(
                    "outage",
                    routine,
                    attempt.pos,
                    "An outage of the registry is taken for an empty one",
                    'Whatever goes wrong when the version in use is looked up counts as "there is none", '
                    "and then the candidate is compared with nothing.",
                    ((routine, sign.pos, "looked up here"), (routine, attempt.pos, "any error becomes None")),
                )


def _any_error(system: System, routine: Routine, handlers: tuple[Handler, ...]) -> Handler | None:
    module = system.indexed.module(routine.path)
    for handler in handlers:
        if handler.types in _ALL:
            return handler
        term = module.annotated(handler.types) if module is not None else None
        things = () if term is None else system.indexed.things(term)
        for thing in things:
            entry = system.conventions.call(thing.path)
            if entry is not None and entry.sign == "any-error":
                return handler
    return None


def _says_none(handler: Handler) -> bool:
    if any(isinstance(one, (Raise, Branch)) for one in every(handler.body)):
        return False
    for one in handler.body:
        if isinstance(one, Return) and (one.term is None or (isinstance(one.term, Const) and one.term.value is None)):
            return True
    return False


def _decides(gates: Gates, routine: Routine) -> bool:
    """Whether a promotion hangs on what the function gives back, in its caller or in a function that is given it."""
    for who, call in gates.world.callers(routine):
        for asked in (who, *_given_to(gates, who, call)):
            tests = [step for step in asked.every() if isinstance(step, Branch) and _mentions(gates, step.test, call)]
            if any("promotes" in gates.outcomes(block) for step in tests for block in step.blocks()):
                return True
    return False


def _given_to(gates: Gates, routine: Routine, made: Call) -> list[Routine]:
    found: list[Routine] = []
    for call in routine.calls():
        if any(
            isinstance(one, Result) and one.call is made for arg in arguments(call) for one in within(arg, calls=False)
        ):
            found += gates.world.own(call)
    return found


def _mentions(gates: Gates, test: Term, made: Call) -> bool:
    for one in within(test):
        terms = gates.world.given(one) if isinstance(one, Param) else (one,)
        if any(isinstance(inner, Result) and inner.call is made for term in terms for inner in within(term)):
            return True
    return False


def _in_use(gates: Gates, sign: Sign) -> bool:
    """Whether it is the version in use that is looked up: by an alias that says so, or that nobody can tell."""
    given = sign.given("alias") or sign.given("path")
    said = [one for one in gates.world.constants(given) if isinstance(one, str)] if given is not None else []
    if isinstance(given, Text):
        said = [part for part in given.parts if isinstance(part, str)]
    return not said or any(set(words(one)) & (IN_USE | INCUMBENT) for one in said)
