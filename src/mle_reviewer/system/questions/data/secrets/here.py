"""Keys that are handed over together with an address of this machine: nobody else can ask what they open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.code.terms import Const, Global
from mle_reviewer.system.questions.values.addresses import is_here

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call, Term
    from mle_reviewer.system.system import System


def is_for_here(system: System, path: str, value: str) -> bool:
    """Whether every call of a document that takes a value takes an address of this machine beside it."""
    module = system.indexed.module(path)
    calls = [call for one in module.routines() for call in one.calls()] if module is not None else []
    taking = [call for call in calls if any(_is(term, value) for term in _arguments(call))]
    return bool(taking) and all(any(is_here(system, term) for term in _arguments(call)) for call in taking)


def _arguments(call: Call) -> tuple[Term, ...]:
    return *call.args, *(term for _, term in call.kwargs)


def _is(term: Term, value: str) -> bool:
    inner = term.term if isinstance(term, Global) else term
    return isinstance(inner, Const) and inner.value == value
