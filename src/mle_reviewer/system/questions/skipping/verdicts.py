"""Checks of data that the repository wrote itself: they say whether data is good, and somebody has to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assert, Branch, Raise, Routine
from mle_reviewer.system.code.terms import Call, Const, Group, Op, Result, Term, all_within
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.measuring.measures import Measures
from mle_reviewer.system.questions.skipping.mattering import known_of, matter

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_TRUTH: Final = frozenset({"<", ">", "<=", ">=", "==", "!=", "in", "not in", "and", "or", "not", "is", "is not"})
_ROWS: Final = frozenset({"load", "query"})
_ASKING: Final = frozenset({"builtins.all", "builtins.any", "builtins.bool"})


@dataclass(frozen=True, slots=True)
class Unasked:
    """A call of such a check whose answer is dropped, the check, and what is done with the data behind it."""

    routine: Routine
    call: Call
    check: Routine
    then: Call
    says: str


def unasked(system: System) -> Iterator[Unasked]:
    """Every such call, with training or writing behind it in the same function."""
    measures = Measures(system.indexed)
    for routine in system.routines():
        for call in routine.calls():
            if call.used or not call.args or not _of_rows(system, call):
                continue
            own = system.indexed.own(call)
            if len(own) != 1 or not _only_says(system, measures, own[0]):
                continue
            for then in routine.calls():
                one = matter(system, then) if then.pos > call.pos else None
                if one is not None and one.kind in {"trains", "writes", "examples", "predicts"}:
                    yield Unasked(routine, call, own[0], then, one.says)
                    break


def _of_rows(system: System, call: Call) -> bool:
    """Whether it is given rows that were loaded."""
    for one in all_within(call.args):
        if isinstance(one, Result):
            if any(entry.effect in _ROWS for entry in known_of(system, one.call)):
                return True
            inner = (each for own in system.indexed.own(one.call) for each in own.calls())
            if any(entry.effect in _ROWS for each in inner for entry in known_of(system, each)):
                return True
    return False


def _only_says(system: System, measures: Measures, routine: Routine) -> bool:
    """Whether a function gives nothing but a truth, both ways, and raises, warns and changes nothing."""
    given = list(routine.returned())
    if not given or not all(_is_truth(system, one) for one in given):
        return False
    if all(isinstance(one, Const) for one in given) and len({one.value for one in given if isinstance(one, Const)}) < 2:  # noqa: PLR2004
        return False
    if any(any(measures.comparisons(one)) for one in given) or not any(
        isinstance(step, Branch) or not isinstance(one, Const) for step in routine.every() for one in given
    ):
        return False
    for one in closure(system.indexed, routine):
        for step in one.every():
            if isinstance(step, (Raise, Assert)) or (isinstance(step, Call) and _acts(system, step)):
                return False
    return True


def _is_truth(system: System, term: Term) -> bool:
    match term:
        case Const(value=bool()):
            return True
        case Op(op=op):
            return op in _TRUTH
        case Group(kind="tuple", items=(first, *_)):
            return _is_truth(system, first)
        case Result(call=call):
            return bool(set(system.indexed.names(call)) & _ASKING) or call.method in {"all", "any", "empty"}
        case _:
            return False


def _acts(system: System, call: Call) -> bool:
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign in {"stop", "notify", "warn", "service-metric", "log-metrics"}:
            return True
    return call.method in {"warning", "error", "exception", "critical"} or matter(system, call) is not None
