"""A container fetches its model from a hub each time that it starts, because the image does not hold it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.questions.costing.fetched_at_start import (
    anywhere_kept,
    baked,
    hub_name,
    nearest_image,
    started,
)
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.program.dockerfile import Dockerfile
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call

CARD = Card(
    area="SD",
    title="Model fetched at start",
    items=("SD4",),
    severity=Severity.LOW,
    risk="unsafe serving",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """Models of a hub that a served program loads when it starts, in an image that was built without them."""
    if not system.dockerfiles:
        return
    said: set[str] = set()
    kept: bool | None = None
    for path in predictions(system):
        for routine, call in started(system, path):
            name = hub_name(system, call)
            if not name or name in said:
                continue
            kept = anywhere_kept(system) if kept is None else kept
            image = nearest_image(system, routine.path)
            if kept or image is None or baked(system, image, name):
                continue
            said.add(name)
            yield _finding(system, image, routine, call, name)


def _finding(system: System, image: Dockerfile, routine: Routine, call: Call, name: str) -> Finding:
    at = system.at(routine, call.pos)
    words = Words(
        title="Each container fetches the model from a hub before it can answer",
        issue=f"`{name}` is not in the image, and no place for it is mounted: each start, scale-out and restart waits "
        "for the download, and none succeeds while the hub is away or counts requests.",
        fix="Fetch it while the image is built (a pinned revision), or mount a place where it is kept.",
    )
    trace = [Step(at, f"fetches `{name}` where it is not there yet")]
    return stated(CARD, at, words, trace, context=f"{image.path} {name}")
