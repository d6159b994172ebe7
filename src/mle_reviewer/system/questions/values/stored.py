"""Whether a value was read from storage: from a file, a registry or a bucket, here or in a function that is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Result, Term, within
from mle_reviewer.system.questions.measuring.figures import figure

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_READS: Final = frozenset({"restore", "load", "read-settings", "read"})
_SIGNS: Final = ("fetch-text", "download", "download-own", "load-registered")
_DEEPEST: Final = 2
_MOST: Final = 8


def is_read(system: System, term: Term) -> bool:
    """Whether a term was read from storage, here or in a function that is called, and not worked out here."""
    if any(isinstance(one, Result) and figure(system, one.call) for one in within(term)):
        return False
    waiting = [term]
    signed = system.once(_signed)
    for depth in range(_DEEPEST + 1):
        more: list[Term] = []
        for outer in waiting[:_MOST]:
            for one in within(outer):
                if not isinstance(one, Result):
                    continue
                if id(one.call) in signed or any(entry.effect in _READS for entry in system.indexed.entries(one.call)):
                    return True
                if depth < _DEEPEST:
                    more += [term for own in system.indexed.own(one.call) for term in own.returned()]
        waiting = more
    return False


def _signed(system: System) -> frozenset[int]:
    return frozenset(id(sign.call) for sign in system.signed(*_SIGNS))
