"""Whether an item can be brought up by a repository at all, by what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.findings.evidence import Answer

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


def has_model(system: System) -> bool:
    """Whether it trains, serves or asks a model."""
    roles = system.roles
    return bool(roles.trains or roles.serves or roles.llm)


def unseen(system: System, item: str, looked_for: str, next_step: str) -> Answer:
    """The answer where no way to a prediction was seen: nothing to say where something serves, and else no matter."""
    if any(one.where != "notebook" for one in system.roles.serves):
        return Answer(item, looked_for=looked_for, next_step=next_step)
    return Answer(item, reason="nothing in the repository answers requests with what a model predicts")


NO_MODEL = "nothing in the repository trains, serves or asks a model"
