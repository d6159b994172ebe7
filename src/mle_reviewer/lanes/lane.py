"""A lane: what brings it up, its tools, and what it asks a person where no tool can serve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.given import Reader
from mle_reviewer.lanes.records.reader import RecordReader
from mle_reviewer.lanes.tool import Tool


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane by its name in `findings/lane.py`.

    `comes_up` gives the places of the change that bring it up, each with why; none: the change has nothing for it.
    `asks` gives the questions of its brief. A lane that only people can serve has `always_briefs`.
    `given` reads files that the user gives, by what they are (`ci-log`, `coverage`), whatever the change is about;
    `records` read those that are told like a tool's output.
    """

    name: str
    comes_up: Callable[[Errand], tuple[Step, ...]]
    asks: Callable[[Errand], tuple[str, ...]]
    tools: tuple[Tool, ...] = ()
    records: tuple[RecordReader, ...] = ()
    always_briefs: bool = False
    given: Mapping[str, Reader] = field(default_factory=dict)
