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
    for answer in [one for one in errand.answers if errand.whole or one.through][:2]:
        by = f" by way of `{answer.through[0].says}` ({answer.through[0].at})" if answer.through else ""
        yield f"What are the 50th and 99th percentile of {answer.words} ({answer.at}){by}, before and after?"
    for node in errand.near("scoring")[:1]:
        yield f"How many rows does {node.at} score at a time, and does its memory grow with the table?"
    for node in errand.near("training")[:1]:
        yield f"What part of an epoch or fit at {node.at} waits for data rather than computes?"
        if node.at.path in errand.importing(*ACCELERATED):
            yield f"Which values are taken from the GPU inside the loop at {node.at} (printing, `.item()`, metrics)?"
    for node in errand.near("deployment")[:1]:
        yield f"Were the limits of `{node.name}` ({node.at}) measured with this model?"
    for node in errand.near("external model")[:1]:
        yield f"How many calls and tokens does a prediction take at {node.at}, and what bounds the bill?"


LANE: Final = Lane("performance-optimizer", _comes_up, _asks)
