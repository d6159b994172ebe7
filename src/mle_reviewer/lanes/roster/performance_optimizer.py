"""performance-optimizer: what a prediction, an epoch or a batch of scoring takes in time, memory and money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.knowledge.packages import ACCELERATED
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.lane import Lane

_ON_TIME: Final = ("service", "scoring", "training", "pipeline", "deployment")
_SLOW: Final = (
    "model-loaded-per-request", "event-loop-blocked", "call-without-timeout", "model-loaded-in-loop",
    "predicted-row-by-row", "table-grown-in-loop", "device-stalled-in-step", "moved-to-device-in-step",
)  # fmt: skip
_SAYS: Final = {
    "service": "answers requests",
    "scoring": "scores rows",
    "training": "trains",
    "pipeline": "is run as a pipeline",
    "deployment": "says what a deployment may take",
}


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    seen: dict[str, Step] = {}
    for role in _ON_TIME:
        for node in errand.nodes(role):
            seen.setdefault(node.at.path, Step(node.at, _SAYS[role]))
    return tuple(seen.values())[:8]


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    for one in errand.found(*_SLOW)[:3]:
        yield f"{one.title} ({one.at}): what does it take today, by a measurement?"
    for service in errand.nodes("service")[:2]:
        yield f"What are the 50th and 99th percentile of `{service.name}` at the traffic of a peak, before and after?"
        yield f"When does `{service.name}` load its model, how long does its first answer take, and who gets it?"
    if errand.nodes("service"):
        yield "Are requests that come together put into one batch, and what is the most that one request may ask for?"
    for node in errand.nodes("scoring")[:1]:
        yield f"How many rows does {node.at} score at a time, and does its memory grow with the table?"
    for node in errand.nodes("training")[:1]:
        yield f"What part of an epoch of {node.at} waits for data rather than computes?"
        if errand.importing(*ACCELERATED):
            yield "Which values are taken from the GPU to the host inside the loop (printing, `.item()`, metrics)?"
    for node in errand.nodes("deployment")[:1]:
        yield f"Were the limits of `{node.name}` ({node.at}) measured with this model, and what does a prediction cost?"
    if errand.nodes("external model"):
        yield "How many calls and tokens does one prediction take, what is cached, and what bounds the bill?"


LANE: Final = Lane("performance-optimizer", _comes_up, _asks)
