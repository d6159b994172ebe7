"""Keys that are handed over together with an address of this machine: nobody else can ask what they open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.questions.data.secrets.handed import arguments
from mle_reviewer.system.questions.values.addresses import is_here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System


def is_for_here(system: System, calls: Sequence[Call]) -> bool:
    """Whether there are calls that take a value, and each takes an address of this machine beside it."""
    return bool(calls) and all(any(is_here(system, term) for term in arguments(call)) for call in calls)
