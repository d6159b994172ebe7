"""Whether an item can be brought up by a repository at all, by what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


def has_model(system: System) -> bool:
    """Whether it trains, serves or asks a model."""
    roles = system.roles
    return bool(roles.trains or roles.serves or roles.llm)


NO_MODEL = "nothing in the repository trains, serves or asks a model"
