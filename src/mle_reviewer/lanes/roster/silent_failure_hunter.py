"""silent-failure-hunter: pipelines, gates and alerts that a change touches, and how they can stay green in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane

_STEPS: Final = ("pipeline", "training", "evaluation", "gate", "scoring", "service", "alert", "monitor", "dataset")
_CI: Final = re.compile(r"^\.github/workflows/|(?:^|/)\.gitlab-ci\.yml$|(?:^|/)Jenkinsfile$|^azure-pipelines")
_SAYS: Final = {
    "pipeline": "a pipeline that reports success",
    "training": "trains a model on what it is given",
    "evaluation": "reports how good a model is",
    "gate": "lets a model pass",
    "scoring": "scores rows",
    "service": "answers requests",
    "alert": "tells somebody",
    "monitor": "watches",
    "dataset": "reads or writes data",
}


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    seen: dict[str, Step] = {}
    for role in _STEPS:
        for node in errand.nodes(role):
            seen.setdefault(node.at.path, Step(node.at, _SAYS[role]))
    runs = tuple(path for path in errand.paths("yaml", "shell", "makefile") if path not in seen and _runs(path))
    return (*tuple(seen.values())[:8], *places(runs, "runs steps whose failure has to be seen", errand, 3))


def _runs(path: str) -> bool:
    return _CI.search(path) is not None or path.endswith((".sh", "Makefile"))


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    for one in errand.alterations("swallowed")[:3]:
        yield f"{one.at} {one.says} on {one.name}: what is reported as a success after that, and who counts it?"
    for node in errand.near("dataset", "data source")[:2]:
        yield f"What happens at {node.at} when `{node.name}` is empty, half there, or yesterday's?"
    for node in errand.near("pipeline", "training")[:2]:
        yield f"How many rows, labels and slices did the last run of {node.at} leave out, and where is it counted?"
    for node in errand.near("evaluation", "gate")[:2]:
        yield f"Does `{node.name}` ({node.at}) fail when its metric is missing, NaN, or of an empty slice?"
    for answer in [one for one in errand.answers if errand.whole or one.through][:1]:
        yield f"Which answers of {answer.words} ({answer.at}) are defaults, and can a caller tell?"
    for node in errand.near("alert", "monitor")[:2]:
        yield f"When did `{node.name}` ({node.at}) last fire, and does it fire when its data stop coming?"
    for path in [path for path in errand.paths("yaml") if _CI.search(path)][:1]:
        yield f"{errand.first_line(path)}: which step of the workflow may fail and leave the run green?"


LANE: Final = Lane("silent-failure-hunter", _comes_up, _asks)
