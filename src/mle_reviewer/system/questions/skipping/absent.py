"""Data that is not there: loads that give nothing instead of failing, and steps left out for a missing file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Attempt, Branch, Raise, Return, Routine, Step, Steps, calls_in, every
from mle_reviewer.system.code.terms import Call, Op, Pairs, Result, Term, within
from mle_reviewer.system.questions.skipping.becoming import Becoming
from mle_reviewer.system.questions.skipping.ends import does
from mle_reviewer.system.questions.skipping.for_models import comes_to_model
from mle_reviewer.system.questions.skipping.mattering import Matter, known_of
from mle_reviewer.system.questions.skipping.reaching import Reached, asked, counted
from mle_reviewer.system.questions.skipping.reactions import Reaction, broad, empty, reaction
from mle_reviewer.system.questions.skipping.read_from import fills_itself
from mle_reviewer.system.questions.skipping.starting import unattended

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_LOADS: Final = frozenset({"load", "query"})
_MIXES: Final = frozenset({"join", "concat", "asof-join"})
_ROW_BY_ROW: Final = frozenset({"append", "extend"})
_QUIET: Final[frozenset[Reaction]] = frozenset({"silent", "says", "warns"})
_EMPTY: Final = frozenset({"an empty table", "an empty list"})  # a dict is one record, or finds others
_MISSING: Final = frozenset({"FileNotFoundError", "OSError", "IOError", "KeyError"})


@dataclass(frozen=True, slots=True)
class Emptied:
    """A function that gives something empty where its data cannot be loaded, and what that becomes."""

    routine: Routine
    pos: int
    why: str
    given: str
    loads: Call
    mixed: tuple[Routine, Call]
    reached: Reached


def emptied(system: System) -> Iterator[Emptied]:
    """Such functions whose result is put beside other rows, of which a model learns or is asked."""
    for routine in system.routines():
        for pos, why, given, loads in _stand_ins(system, routine):
            if fills_itself(system, routine, loads):
                continue
            for caller, call in system.indexed.callers(routine):
                terms = [one for one, _ in caller.spoken() if isinstance(one, Result) and one.call is call]
                becoming = Becoming(system, caller, tuple(terms)).follow()
                mixed = _mixed(system, becoming)
                if mixed is None or asked(becoming) or counted(system, becoming):
                    continue
                found = comes_to_model(system, becoming)
                if found is not None:
                    yield Emptied(routine, pos, why, given, loads, mixed, found)
                    break


def _stand_ins(system: System, routine: Routine) -> Iterator[tuple[int, str, str, Call]]:
    for step in routine.every():
        if isinstance(step, Attempt):
            loads = _loading(system, step.body)
            for handler in step.handlers:
                expected = any(one.strip(" ()").rpartition(".")[2] in _MISSING for one in handler.types.split(","))
                if loads is None or not (broad(handler) or expected):
                    continue
                if reaction(system, handler.body) in _QUIET and (given := _given(system, handler.body)):
                    yield step.pos, f"`except {handler.types}`" if handler.types else "a bare `except`", given, loads
        elif isinstance(step, Branch) and missing_file(system, step.test):
            loads = next((one for one in routine.calls() if one.pos > step.pos and _is_load(system, one)), None)
            if loads is not None and reaction(system, step.then) in _QUIET and (given := _given(system, step.then)):
                yield step.pos, "the file is not there", given, loads


def _given(system: System, steps: Steps) -> str:
    """What is given back: something empty that may stand beside rows."""
    for step in every(steps):
        if isinstance(step, Return) and step.term is not None:
            said = empty(system, step.term)
            return said if said is not None and said in _EMPTY else ""
    return ""


def _loading(system: System, steps: Steps) -> Call | None:
    return next((one for one in calls_in(steps) if _is_load(system, one)), None)


def _is_load(system: System, call: Call) -> bool:
    return any(entry.effect in _LOADS for entry in known_of(system, call))


def _mixed(system: System, becoming: Becoming) -> tuple[Routine, Call] | None:
    """Where it is put beside other rows, so that nothing fails for want of it; as a field of a record it is not."""
    for use in becoming.uses:
        if not isinstance(use.step, Call):
            continue
        added = use.step.method in _ROW_BY_ROW and any(_as_rows(becoming, one) for one in use.step.args)
        if added or any(entry.effect in _MIXES for entry in known_of(system, use.step)):
            return use.routine, use.step
    return None


def _as_rows(becoming: Becoming, term: Term) -> bool:
    """Whether what is added is the value itself, or what was selected of it."""
    return becoming.holds(term) and not any(isinstance(one, Pairs) for one in within(term))


def missing_file(system: System, test: Term) -> bool:
    """Whether a test holds where a file is not there."""
    if isinstance(test, Op) and test.op == "not" and len(test.terms) == 1:
        return any(
            isinstance(one, Result) and asks_for_file(system, one.call) for one in within(test.terms[0], calls=False)
        )
    if isinstance(test, Op) and test.op in {"or", "and"}:
        return any(missing_file(system, one) for one in test.terms)
    return False


def asks_for_file(system: System, call: Call) -> bool:
    """Whether a call says whether a file is there."""
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign == "exists":
            return True
    other = system.conventions.call(f"*.{call.method}") if call.method is not None else None
    joined = isinstance(call.callee, Op) and call.callee.op == "/"  # a path made of parts
    return joined and other is not None and other.sign == "exists"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A function that ends without a word of failure where a file is missing, and what it then leaves out."""

    routine: Routine
    branch: Branch
    at: tuple[Routine, Call]
    matter: Matter


def left_out(system: System) -> Iterator[LeftOut]:
    """Steps that train, check, score or publish, and are left out for a missing file, as if all were well."""
    for routine in system.routines():
        if routine.owner is not None:
            continue  # a method may well be called again when the file is there
        if system.reached.how(routine) is None or any(call.used for _who, call in system.indexed.callers(routine)):
            continue
        for place, step in enumerate(routine.steps):
            if not isinstance(step, Branch) or not missing_file(system, step.test) or step.orelse:
                continue
            how = reaction(system, step.then)
            if how not in {"silent", "says"} or not _leaves(step.then):
                continue
            if how == "says" and not unattended(system, routine):
                continue  # who starts it by hand reads it
            rest = routine.steps[place + 1 :]
            found = does(system, rest, "releases", "trains", "validates", "scores")
            if found is not None and not any(isinstance(one, Raise) for one in step.then):
                at, call, what = found
                yield LeftOut(routine, step, (at or routine, call), what)
                break


def _leaves(steps: Steps) -> bool:
    last: Step | None = steps[-1] if steps else None
    return isinstance(last, Return) and (last.term is None or getattr(last.term, "value", 1) is None)
