"""Steps of pipelines that are run whether or not the steps before them failed, and what they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Call, Const, Result, Term
from mle_reviewer.system.handlers import named_functions
from mle_reviewer.system.questions.skipping.ends import does
from mle_reviewer.system.questions.skipping.mattering import Kind
from mle_reviewer.system.questions.skipping.options import said
from mle_reviewer.system.questions.skipping.performing import command_of, performed
from mle_reviewer.system.signs import Sign

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_RISKY: Final[tuple[Kind, ...]] = ("releases", "trains", "scores", "predicts")


@dataclass(frozen=True, slots=True)
class Anyway:
    """One such step: its rule, what it does, and where."""

    routine: Routine
    pos: int
    name: str
    rule: str
    kind: str
    says: str
    at: tuple[Routine, Call] | None


def anyway(system: System) -> Iterator[Anyway]:
    """Every such step that trains, scores, predicts or publishes."""
    for sign in system.signed("pipeline-step"):
        rule = said(sign, "anyway")
        if rule is not None:
            one = _handled(system, sign, rule) or _commanded(system, sign, rule)
            if one is not None:
                yield one
    for routine in system.routines():
        for decorator in routine.decorators:
            sign_ = _decorating(system, routine, decorator)
            rule = said(sign_, "anyway") if sign_ is not None else None
            found = does(system, routine.steps, *_RISKY) if rule is not None else None
            if found is not None and rule is not None:
                at, call, what = found
                yield Anyway(routine, routine.pos, routine.name, rule, what.kind, what.says, (at or routine, call))


def _decorating(system: System, routine: Routine, decorator: Term) -> Sign | None:
    if not isinstance(decorator, Result):
        return None
    for name in system.indexed.names(decorator.call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign == "pipeline-step":
            return Sign(entry.sign, name, decorator.call, routine, entry)
    return None


def _named(sign: Sign) -> str:
    given = sign.given("name")
    return given.value if isinstance(given, Const) and isinstance(given.value, str) else "the task"


def _handled(system: System, sign: Sign, rule: str) -> Anyway | None:
    handler = sign.given("handler")
    for routine in named_functions(system, handler) if handler is not None else ():
        found = does(system, routine.steps, *_RISKY)
        if found is not None:
            at, call, what = found
            return Anyway(sign.routine, sign.pos, _named(sign), rule, what.kind, what.says, (at or routine, call))
    return None


def _commanded(system: System, sign: Sign, rule: str) -> Anyway | None:
    for command in command_of(sign.given("command")):
        done = performed(system, command)
        if done is not None and done.does & {"releases", "trains", "evaluates", "predicts"}:
            kind = "releases" if "releases" in done.does else "trains"
            return Anyway(sign.routine, sign.pos, _named(sign), rule, kind, done.says, None)
    return None
