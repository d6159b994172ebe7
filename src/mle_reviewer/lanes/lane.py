"""A lane: what brings it up, its tools, and what it asks a person where no tool can serve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.tool import Tool


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane by its name in `findings/lane.py`.

    `comes_up` gives the places of the change that bring it up, each with why; none: the change has nothing for it.
    `asks` gives the questions of its brief. A lane that only people can serve has `always_briefs`.
    """

    name: str
    comes_up: Callable[[Errand], tuple[Step, ...]]
    asks: Callable[[Errand], tuple[str, ...]]
    tools: tuple[Tool, ...] = ()
    always_briefs: bool = False
