"""Functions of a repository that look at a table and end the run where something about it is wrong."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Assert, Attempt, Branch, Call, Raise, Return, Routine, every
from mle_reviewer.system.code.terms import (
    Attr,
    Choice,
    Collected,
    Const,
    Element,
    Group,
    Item,
    Op,
    Result,
    Term,
    parts,
    within,
)
from mle_reviewer.system.questions.data.preparing import answering, prepares

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_VALUES: Final = frozenset({"isnull", "isna", "notna", "notnull", "duplicated", "isin", "is_in", "between", "is_null"})
_LOOKS: Final = frozenset({"columns", "dtypes", "is_unique"})
_EXITS: Final = frozenset({"sys.exit", "builtins.exit", "builtins.quit", "os._exit"})
_ASKS: Final = frozenset({"not", ">", ">=", "!=", "==", "is", "is not"})
_SAYS: Final = frozenset({"not", "and", "or", ">", ">=", "<", "<=", "==", "!="})
_SUMS: Final = frozenset({
    "any", "all", "sum", "mean", "max", "min", "item", "tolist", "to_list", "unique", "nunique", "count", "keys",
    "difference", "intersection", "issubset", "issuperset", "astype", "to_numpy", "abs", "get", "dropna", "collect",
})  # fmt: skip
_TRAINING: Final = frozenset({"train", "training", "retrain", "retraining"})
_CHECKS: Final = frozenset({"validate", "validator", "validation", "check", "checks", "verify"})
_SHOWN: Final = 3
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Refusal:
    """Where a table is looked at and refused; `values` where it is what stands in its cells that is looked at."""

    routine: Routine
    pos: int
    values: bool
    unique: bool = False  # it is looked whether a key stands twice


def refusals(system: System) -> tuple[Refusal, ...]:
    """The checks of tables that end what prepares rows for training, or trains."""
    return system.once(_refusals)


def _refusals(system: System) -> tuple[Refusal, ...]:
    return tuple(
        one
        for routine in system.routines()
        if system.reached.how(routine) is not None and (prepares(system, routine) or _trains(system, routine))
        for one in looks_at_table(system, routine)
    )


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
    for step in routine.every():
        if isinstance(step, Branch):
            ends = _ends(system, step)
            test: Term | None = step.test if ends else None
            if _leaves(step) and _checked_by_own(system, step.test):
                yield Refusal(routine, step.pos, values=True)
                continue
        else:
            test = step.term if isinstance(step, Assert) else None
        if test is not None:
            some = list(_asked(system, test))
            values = any(isinstance(one, Result) and one.call.method in _VALUES for one in some)
            if values or any(isinstance(one, Attr) and one.name in _LOOKS for one in some):
                unique = any(isinstance(one, Attr) and one.name == "is_unique" for one in some)
                unique = unique or any(isinstance(one, Result) and one.call.method == "duplicated" for one in some)
                yield Refusal(routine, step.pos, values, unique)


def _asked(system: System, test: Term) -> Iterator[Term]:
    """What a test asks for: not what was done to the table before."""
    waiting, seen = [test], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if not isinstance(one, Result):
            waiting += within(one) if isinstance(one, Collected) else parts(one)
        elif one.call.method is None and not system.indexed.own(one.call):
            waiting += one.call.args
        elif one.call.method in _SUMS:
            waiting += [one.call.callee, *one.call.args]


def _ends(system: System, branch: Branch) -> bool:
    """Whether a branch ends the run: it raises, or leaves the program; what is caught in it is no answer to it."""
    caught = {
        id(inner)
        for one in every((*branch.then, *branch.orelse))
        if isinstance(one, Attempt)
        for handler in one.handlers
        for inner in every(handler.body)
    }
    steps = [one for one in every((*branch.then, *branch.orelse)) if id(one) not in caught]
    return any(
        (isinstance(one, Raise) and bool(one.what))
        or (isinstance(one, Call) and not _EXITS.isdisjoint(system.indexed.names(one)))
        for one in steps
    )


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
    of = test
    for _depth in range(_DEEPEST):
        if isinstance(of, Op) and of.op in _ASKS:
            of = of.terms[0]
        elif isinstance(of, (Item, Element)):
            of = of.of
        elif isinstance(of, Result) and of.call.args and not system.indexed.own(of.call) and of.call.method is None:
            of = of.call.args[0]  # `len(issues) > 0`
        else:
            break
    inner = system.indexed.own(of.call) if isinstance(of, Result) else ()
    return any(_says_what_is_wrong(system, one) and any(map(_looks, _near(system, one))) for one in inner)


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
    return any(call.method in _VALUES for call in routine.calls())
