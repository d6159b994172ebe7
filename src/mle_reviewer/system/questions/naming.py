"""Whether an answer says which model made it: names of versions among what a prediction path gives back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Routine, SetItem
from mle_reviewer.system.code.terms import Const, Pairs, Result, Term
from mle_reviewer.system.questions.flowing import returned, spoken
from mle_reviewer.system.questions.predicting import Path
from mle_reviewer.system.questions.records import VERSION
from mle_reviewer.system.questions.sending import fields_of

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


def named_version(system: System, path: Path) -> tuple[Routine, int] | None:
    """Where on the way of a request a version is put into what goes out: a key, a field, a header."""
    for entered in path.entered:
        for name, pos in _names(system, entered.routine):
            if VERSION.search(name.lower()):
                return entered.routine, pos
    call = path.handler.call
    model = call.given("response_model") if call is not None else None
    if model is not None and any(VERSION.search(name.lower()) for name in _fields(system, model)):
        return path.handler.first, path.handler.first.pos
    return None


def _names(system: System, routine: Routine) -> Iterator[tuple[str, int]]:
    for step in routine.every():
        if isinstance(step, SetItem) and isinstance(step.key, Const) and step.key.value != "model":
            yield str(step.key.value), step.pos
    for term in returned(routine):
        for one in spoken(term):
            if isinstance(one, Pairs):
                yield from ((str(key.value), routine.pos) for key in one.keys if isinstance(key, Const))
            elif isinstance(one, Result):
                yield from ((name, one.call.pos) for name, _ in one.call.kwargs if name is not None)
                yield from ((name, one.call.pos) for name in _made(system, one))


def _made(system: System, result: Result) -> Iterator[str]:
    """The fields of a shape that is made; what they are filled with stands in the call or in their defaults."""
    for target in system.indexed.targets(result.call):
        if isinstance(target, OwnThing) and target.kind == "class":
            yield from fields_of(system, target)


def _fields(system: System, model: Term) -> Iterator[str]:
    for thing in system.indexed.things(model):
        if isinstance(thing, OwnThing) and thing.kind == "class":
            yield from fields_of(system, thing)
