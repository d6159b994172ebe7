"""Claims of a test that hold whatever the code does, and tests that hand their claims to something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assert, Call, Routine, Step
from mle_reviewer.system.code.terms import Const, Group, Op, Param, Result, Term, within
from mle_reviewer.system.questions.commands.claims import claims_of, swallowed

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 3
# What is called so claims something somewhere else: helpers, snapshots, benchmarks.
_CLAIMING: Final = ("assert", "check", "verify", "expect", "validate", "ensure", "should", "compare", "test")
_TRUTH: Final = frozenset({"assertTrue", "assert_"})
_ORDERING: Final = frozenset({"<", ">", "<=", ">="})
_EQUAL: Final = frozenset({"assertEqual", "assertEquals", "assertIs"})


@dataclass(frozen=True, slots=True)
class Hollow:
    """A claim that cannot fail, and why; `lost` where something catches it."""

    step: Step
    why: str
    lost: bool = False


def hollow_claims(routine: Routine) -> tuple[tuple[Hollow, ...], int]:
    """The claims of a test that cannot fail, and how many it makes in all."""
    lost = set(swallowed(routine.steps))
    found, every = [], 0
    for step in routine.every():
        why = _always(step)
        if why is None:
            continue
        every += 1
        if id(step) in lost:
            found.append(Hollow(step, "an `except` around it catches what it raises and lets the test pass", lost=True))
        elif why:
            found.append(Hollow(step, why))
    return tuple(found), every


def _always(step: Step) -> str | None:
    """Why a claim always holds ("" where it may fail); None for what is no claim."""
    if isinstance(step, Assert):
        return _true(step.term)
    if not isinstance(step, Call):
        return None
    name = step.method or getattr(step.callee, "path", "").rpartition(".")[2]
    if name in {"raises", "warns", "fail"}:
        return ""
    if not name.startswith("assert"):
        return None
    if name in _TRUTH and step.args:
        return _true(step.args[0])
    if name in _EQUAL and len(step.args) > 1:
        return _same(step.args[0], step.args[1])
    return ""


def _true(term: Term) -> str:
    if isinstance(term, Const):
        return "it claims a constant" if term.value else ""
    if isinstance(term, Group) and term.kind == "tuple" and term.items:
        return "it claims a tuple, which is true whatever stands in it: the brackets take in the message"
    if not isinstance(term, Op):
        return ""
    if term.op == "or":
        return next((why for one in term.terms if (why := _true(one))), "")
    if len(term.terms) != 2:  # noqa: PLR2004 - both sides
        return ""
    one, other = term.terms
    if term.op == "==":
        return _same(one, other)
    sized = isinstance(one, Result) and getattr(one.call.callee, "path", "") == "builtins.len"
    if term.op == ">=" and sized and isinstance(other, Const) and other.value == 0:
        return "no length is below zero"
    return ""


def _same(one: Term, other: Term) -> str:
    if isinstance(one, Const) and isinstance(other, Const):
        return "both sides are constants" if one.value == other.value else ""
    same = one is other or (isinstance(one, Param) and isinstance(other, Param) and one.name == other.name)
    return "both sides are the same" if same and not isinstance(one, Result) else ""


def weighs(routine: Routine) -> bool:
    """Whether a claim holds one figure against another, which is more than that something is there."""
    for step in routine.every():
        term = step.term if isinstance(step, Assert) else None
        for one in within(term, calls=False) if term is not None else ():
            if isinstance(one, Op) and one.op in _ORDERING and not _always_some(one):
                return True
    return False


def _always_some(term: Op) -> bool:
    """Whether it only asks for a length above zero."""
    one, other = term.terms[0], term.terms[-1]
    sized = isinstance(one, Result) and getattr(one.call.callee, "path", "") == "builtins.len"
    return sized and isinstance(other, Const)


def gives_back(routine: Routine) -> bool:
    """Whether a test hands its outcome to whoever calls it: a harness of the project's own judges that."""
    return any(not (isinstance(term, Const) and term.value is None) for term in routine.returned())


def hands_on(system: System, routine: Routine) -> bool:
    """Whether a test leaves its claims to what it calls, or to something that cannot be looked into."""
    waiting: list[tuple[Routine, int]] = [(routine, 0)]
    seen: set[tuple[str, int]] = set()
    while waiting:
        one, depth = waiting.pop()
        if (one.path, one.function) in seen:
            continue
        seen.add((one.path, one.function))
        if depth and claims_of(one).all:
            return True
        for call in one.calls():
            if any(name.startswith(_CLAIMING) for name in _names(system, call)):
                return True
            if depth < _DEEPEST:
                waiting += [(own, depth + 1) for own in system.indexed.own(call)]
    return False


def _names(system: System, call: Call) -> Iterator[str]:
    if call.method is not None:
        yield call.method.lstrip("_").lower()
    for name in system.indexed.names(call):
        yield name.rpartition(".")[2].lstrip("_").lower()
