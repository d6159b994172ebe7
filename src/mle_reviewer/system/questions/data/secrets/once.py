"""Constants that are handed to a function as a token for one use: what is tried there opens nothing later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.terms import Call, Const

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ONCE: Final = frozenset({
    "reset", "verification", "verify", "activation", "confirmation", "confirm", "invitation", "invite", "unsubscribe",
})  # fmt: skip
_CODES: Final = frozenset({"token", "code"})
_UNKNOWN: Final = "?."


def is_for_once(system: System, path: str, name: str, value: str) -> bool:
    """Whether a document hands a value to calls as an argument that is good for one use, and to no library.

    A library that is given a token to verify with keeps it: that is a credential.
    """
    some = words(name)
    if not (some and some[-1] in _CODES and _ONCE & set(some)):
        return False
    module = system.indexed.module(path)
    calls = (
        [one for routine in module.routines() for one in routine.calls() if _hands(one, name, value)] if module else []
    )
    return bool(calls) and not any(_of_library(system, one) for one in calls)


def _hands(call: Call, name: str, value: str) -> bool:
    return any(key == name and isinstance(term, Const) and term.value == value for key, term in call.kwargs)


def _of_library(system: System, call: Call) -> bool:
    return any(not one.startswith(_UNKNOWN) for one in system.indexed.names(call))
