"""Calls that a value of a document is handed to: what else they are given says what the value is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.code.terms import Const, Global

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call, Term
    from mle_reviewer.system.system import System


def taking(system: System, path: str, value: str) -> list[Call]:
    """The calls of a document that take a value as it is, in place or by name."""
    module = system.indexed.module(path) if kind_of(path) in {"python", "notebook"} else None
    calls = (call for one in module.routines() for call in one.calls()) if module is not None else ()
    return [call for call in calls if any(_is(term, value) for term in arguments(call))]


def arguments(call: Call) -> tuple[Term, ...]:
    """What a call is given, in its places and by name."""
    return *call.args, *(term for _, term in call.kwargs)


def _is(term: Term, value: str) -> bool:
    inner = term.term if isinstance(term, Global) else term
    return isinstance(inner, Const) and inner.value == value
