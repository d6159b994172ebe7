"""Functions of a repository that look at a table and end the run where something about it is wrong."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import (
    Assert,
    Assign,
    Attempt,
    Branch,
    Call,
    Raise,
    Return,
    Routine,
    SetItem,
    Step,
    every,
)
from mle_reviewer.system.code.terms import (
    Attr,
    Choice,
    Collected,
    Const,
    Element,
    Group,
    Item,
    Op,
    Pairs,
    Result,
    Term,
    within,
)
from mle_reviewer.system.questions.data.asserting import handed_to_check, rows_refused
from mle_reviewer.system.questions.data.preparing import answering, judging, prepares
from mle_reviewer.system.questions.data.tables_asked import asked_of, of_columns, of_values
from mle_reviewer.system.questions.learning.asides import is_aside

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_TOLD: Final = frozenset({"success", "valid", "is_valid", "passed", "ok", "errors", "issues", "violations"})
_KEEPS: Final = frozenset({"append", "add", "extend"})
_WIDE: Final = frozenset({"Exception", "BaseException", "ValueError", "AssertionError", "KeyError"})
_TYPES: Final = re.compile(r"\w{1,80}")
_EXITS: Final = frozenset({"sys.exit", "builtins.exit", "builtins.quit", "os._exit"})
_ASKS: Final = frozenset({"not", ">", ">=", "!=", "==", "is", "is not"})
_SAYS: Final = frozenset({"not", "and", "or", ">", ">=", "<", "<=", "==", "!="})
_TRAINING: Final = frozenset({"train", "training", "retrain", "retraining"})
_CHECKS: Final = frozenset({"validate", "validator", "validation", "check", "checks", "verify"})
_OTHER: Final = frozenset({"model", "models", "drift", "prediction", "predictions", "api", "request", "health", "env"})
_GIVEN_UP: Final = frozenset({"TrialPruned", "StopIteration", "NotImplementedError"})  # errors that end no run
_TRIES: Final = frozenset({"ablation", "ablations"})
_TWICE: Final = frozenset({"duplicated", "is_duplicated"})
_SHOWN: Final = 3
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Refusal:
    """Where a table is looked at and refused; `values` where it is what stands in its cells that is looked at."""

    routine: Routine
    pos: int
    values: bool
    unique: bool = False  # it is looked whether a key stands twice
    row: bool = False  # it is one row that is looked at, as it is read


def refusals(system: System) -> tuple[Refusal, ...]:
    """The checks of tables that end what prepares rows for training, or trains."""
    return system.once(_refusals)


def _refusals(system: System) -> tuple[Refusal, ...]:
    return tuple(
        one
        for routine in system.routines()
        if not _tries(routine.path)
        and system.reached.how(routine) is not None
        and (prepares(system, routine) or _trains(system, routine) or _is_step(system, routine))
        for one in (*looks_at_table(system, routine), *_rows(system, routine))
    )


def _is_step(system: System, routine: Routine) -> bool:
    """Whether a step that something runs is there to check data, by its name: it hands on nothing but its end."""
    named = set(words(posixpath.basename(routine.path)))
    if system.reached.how(routine) != "run" or not named & _CHECKS or named & _OTHER:
        return False
    return (routine.path, routine.function) not in answering(system) and routine.path not in judging(system)


def _tries(path: str) -> bool:
    """Whether a document only tries something: what it refuses keeps nothing out of what is served."""
    return is_aside(path) or bool(_TRIES & set(words(posixpath.basename(path))))


def _rows(system: System, routine: Routine) -> Iterator[Refusal]:
    return (Refusal(routine, pos, values=True, row=True) for pos in rows_refused(system, routine, _ends))


def idle(system: System) -> tuple[Refusal, ...]:
    """Checks of tables, by their name, that were not seen on the way to training or to an answer."""
    found: list[Refusal] = []
    known = {(one.routine.path, one.routine.function) for one in refusals(system)} | answering(system)
    for routine in system.routines("code"):
        named = {word for part in routine.name.split(".") for word in words(part)}
        if not named & _CHECKS or (routine.path, routine.function) in known:
            continue
        looked = next(looks_at_table(system, routine), None)
        if looked is None and _looks(routine) and any(isinstance(one, Return) for one in routine.every()):
            looked = Refusal(routine, routine.pos, values=True)
        if looked is not None:
            found.append(looked)
    return tuple(found[:_SHOWN])


def _trains(system: System, routine: Routine) -> bool:
    """Whether a document has models trained by its name, though it judges them as well, and answers nobody."""
    named = set(words(posixpath.basename(routine.path)))
    return bool(named & _TRAINING) and (routine.path, routine.function) not in answering(system)


def looks_at_table(system: System, routine: Routine) -> Iterator[Refusal]:
    """Where a function looks at a table and ends where something about it is wrong."""
    passed = _passed_over(system, routine)
    for step in routine.every():
        if id(step) in passed:
            continue
        test: Term | None = None
        if isinstance(step, Branch):
            test = step.test if _ends(system, step) else None
            if _leaves(step) and _checked_by_own(system, step.test):
                yield Refusal(routine, step.pos, values=True)
                continue
        elif isinstance(step, Assert):
            test = step.term
        elif isinstance(step, Call):
            test = handed_to_check(system, step, _ends)
        if test is not None:
            some = list(asked_of(system, test))
            values = any(map(of_values, some))
            if values or any(map(of_columns, some)):
                unique = any(isinstance(one, Attr) and one.name == "is_unique" for one in some)
                unique = unique or any(isinstance(one, Result) and one.call.method in _TWICE for one in some)
                yield Refusal(routine, step.pos, values, unique)


def _passed_over(system: System, routine: Routine) -> frozenset[int]:
    """The steps whose errors are caught around them, and nothing ends by it."""
    return frozenset(
        id(inner)
        for one in routine.every()
        if isinstance(one, Attempt)
        and any(not each.types or _WIDE & set(_TYPES.findall(each.types)) for each in one.handlers)
        and not any(_leads_out(system, step) for each in one.handlers for step in every(each.body))
        for inner in every(one.body)
    )


def _ends(system: System, branch: Branch) -> bool:
    """Whether a branch ends the run: it raises, or leaves the program; what is caught in it is no answer to it."""
    caught = {
        id(inner)
        for one in every((*branch.then, *branch.orelse))
        if isinstance(one, Attempt)
        for handler in one.handlers
        for inner in every(handler.body)
    }
    other = {id(inner) for one in every((*branch.then, *branch.orelse)) for inner in _by_another(system, one)}
    steps = [one for one in every((*branch.then, *branch.orelse)) if id(one) not in caught | other]
    return any(
        (isinstance(one, Raise) and bool(one.what) and one.what.rpartition(".")[2] not in _GIVEN_UP)
        or (isinstance(one, Call) and not _EXITS.isdisjoint(system.indexed.names(one)))
        for one in steps
    )


def _leads_out(system: System, step: Step) -> bool:
    if isinstance(step, Call):
        return not _EXITS.isdisjoint(system.indexed.names(step))
    return isinstance(step, (Raise, Return))


def _by_another(system: System, step: Step) -> Iterator[Step]:
    """What a branch in a branch does that looks at the table itself."""
    if isinstance(step, Branch) and any(of_values(one) or of_columns(one) for one in asked_of(system, step.test)):
        yield from every((*step.then, *step.orelse))


def _leaves(branch: Branch) -> bool:
    """Whether a branch goes no further: it raises, or leaves the function, in the end or with nothing or a no."""
    if any(block and isinstance(block[-1], Return) for block in (branch.then, branch.orelse)):
        return True
    return any(
        isinstance(one, Raise)
        or (isinstance(one, Return) and (one.term is None or (isinstance(one.term, Const) and not one.term.value)))
        for one in every((*branch.then, *branch.orelse))
    )


def _checked_by_own(system: System, test: Term) -> bool:
    """Whether a test asks what a function of the repository says is wrong with the values of a table."""
    of, keyed = test, False
    for _depth in range(_DEEPEST):
        if isinstance(of, Op) and of.op in _ASKS:
            of = of.terms[0]
        elif isinstance(of, (Item, Element)):
            keyed = keyed or (isinstance(of, Item) and isinstance(of.key, Const) and of.key.value in _TOLD)
            of = of.of
        elif isinstance(of, Result) and of.call.args and not system.indexed.own(of.call) and of.call.method is None:
            of = of.call.args[0]  # `len(issues) > 0`
        else:
            break
    inner = system.indexed.own(of.call) if isinstance(of, Result) else ()
    return any(
        (_says_what_is_wrong(system, one) or (keyed and _gives_report(one))) and any(map(_looks, _near(system, one)))
        for one in inner
    )


def _gives_report(routine: Routine) -> bool:
    """Whether a function gives back what it found under names: whether all is well, and what is not."""
    some = list(routine.returned())
    return bool(some) and all(
        isinstance(one, Pairs) and any(one.get(name) is not None for name in _TOLD) for one in some
    )


def _says_what_is_wrong(system: System, routine: Routine, depth: int = 1) -> bool:
    """Whether a function gives back a yes or no, or a list of what it found, or what another says that does."""
    terms = [one.term for one in routine.every() if isinstance(one, Return) and one.term is not None]
    return bool(terms) and all(
        (isinstance(one, Const) and isinstance(one.value, bool))
        or (isinstance(one, Result) and depth > 0 and _hands_on(system, one, depth - 1))
        or (isinstance(one, Group) and one.kind in {"list", "tuple"})
        or (isinstance(one, Op) and one.op in _SAYS)
        or isinstance(one, (Collected, Choice))
        for one in terms
    )


def _hands_on(system: System, said: Result, depth: int) -> bool:
    """Whether a step of a pipeline gives back what a function of the repository says."""
    own = system.indexed.own(said.call)
    return bool(own) and all(_says_what_is_wrong(system, one, depth) for one in own)


def _near(system: System, routine: Routine) -> Iterator[Routine]:
    """A function, and those that it calls itself: what lies deeper is there for other ends."""
    yield routine
    for call in routine.calls():
        yield from system.indexed.own(call)


def _looks(routine: Routine) -> bool:
    """Whether what a function does, or gives back, follows from the values of a table: to count is not enough."""
    told = (one for term in routine.returned() for one in within(term))
    kept = (arg for call in routine.calls() if call.method in _KEEPS for arg in call.args)
    judged = (one for arg in kept for one in within(arg) if isinstance(one, Op) and one.op in _SAYS)
    if any(map(of_values, told)) or any(of_values(inner) for one in judged for inner in within(one)):
        return True
    return any(
        any(map(of_values, within(step.test))) and any(map(_notes, every((*step.then, *step.orelse))))
        for step in routine.every()
        if isinstance(step, Branch)
    )


def _notes(step: Step) -> bool:
    """Whether a step ends a function, or keeps what is wrong: a yes or no, or an entry of a list."""
    if isinstance(step, Call):
        return step.method in _KEEPS
    return isinstance(step, (Return, Raise)) or (isinstance(step, (Assign, SetItem)) and _is_no(step.term))


def _is_no(term: Term) -> bool:
    return isinstance(term, Const) and term.value is False
