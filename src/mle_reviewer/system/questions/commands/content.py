"""Whether a test claims something of content: a value, a range, a shape, or that an expected name is among others."""

from __future__ import annotations

from typing import Final

from mle_reviewer.system.code.steps import Assert, Call, Routine
from mle_reviewer.system.code.terms import Collected, Const, Op, Result, Term, within

_NOTHING: Final = frozenset({
    "assertIsInstance", "assertIsNotNone", "assertHasAttr", "assert_called", "assert_called_once", "assert_awaited",
    "assert_not_called",
})  # fmt: skip
_TRUTH: Final = frozenset({"assertTrue", "assertFalse", "assert_"})
_SOME: Final = frozenset({"assertGreater", "assertGreaterEqual"})
# What holds of anything that is there and has the right type.
_THERE: Final = frozenset({
    "isinstance", "issubclass", "hasattr", "callable", "exists", "is_file", "is_dir", "isfile", "isdir", "len", "bool",
})  # fmt: skip
_ORDERING: Final = frozenset({">", ">=", "!="})
_SIDES: Final = 2


def claims_content(routine: Routine) -> bool:
    """Whether any claim of a test asks for more than that something is there and of what type.

    That an expected name is among what came out is such a claim: something else in its place makes the test fail.
    """
    for step in routine.every():
        if isinstance(step, Assert) and not _is_bare(step.term):
            return True
        name = _called(step) if isinstance(step, Call) else ""
        if not isinstance(step, Call) or not (name.startswith("assert") or name in {"raises", "warns", "fail"}):
            continue
        if name in _TRUTH and step.args:
            if not _is_bare(step.args[0]):
                return True
        elif name in _SOME and len(step.args) >= _SIDES:
            if not _is_some(step.args[0], step.args[1]):
                return True
        elif name not in _NOTHING:
            return True
    return False


def _is_bare(term: Term) -> bool:
    """Whether a claim is met by anything that is there."""
    if isinstance(term, Const):
        return True
    if isinstance(term, Op):
        if term.op in {"and", "or", "not"}:
            return all(map(_is_bare, term.terms))
        if term.op in {"is not", "!="} and any(isinstance(one, Const) and one.value is None for one in term.terms):
            return True
        return len(term.terms) == _SIDES and term.op in _ORDERING and _is_some(term.terms[0], term.terms[1])
    if isinstance(term, Result):
        name = _called(term.call)
        if name in {"all", "any"} and term.call.args:
            of = term.call.args[0]
            return _is_bare(of.value) if isinstance(of, Collected) and not of.tests else False
        return name in _THERE and not _picked(term)
    return False


def _is_some(one: Term, other: Term) -> bool:
    """Whether a number of things only has to be above zero, whichever they are."""
    none = isinstance(other, Const) and other.value in {0, 1}
    return none and isinstance(one, Result) and _called(one.call) == "len" and not _picked(one)


def _picked(term: Result) -> bool:
    """Whether what is counted was picked by a condition: the name that it asks for is claimed then."""
    return any(isinstance(one, Collected) and one.tests for of in term.call.args for one in within(of))


def _called(call: Call) -> str:
    return call.method or getattr(call.callee, "path", "").rpartition(".")[2]
