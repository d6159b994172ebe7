"""e2e-runner: flows in which a prediction reaches a user, from the request to what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.lane import Lane

_FLOW: Final = re.compile(r"(?:^|/)(?:e2e|end[-_]to[-_]end|cypress|playwright)/|\.feature$|\.(?:cy|e2e|spec)\.[jt]sx?$")


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    there = {file.path for file in errand.reviewed()}
    found = [Step(node.at, f"answers with predictions ({node.name})") for node in errand.nodes("service")]
    found += [step for step in errand.screens if step.at.path in there]
    if found or errand.whole:
        return tuple(found[:8])
    fed = {edge.source for edge in errand.system.edges if _serves(errand, edge.target)}
    changed = errand.nodes("model", "registry", "scoring", "deployment", "external model")
    return tuple(Step(node.at, f"reaches users through {_through(errand)}") for node in changed if node.id in fed)[:8]


def _serves(errand: Errand, name: str) -> bool:
    node = errand.system.node(name)
    return node is not None and node.role == "service"


def _through(errand: Errand) -> str:
    return next((node.name for node in errand.system.nodes if node.role == "service"), "a service")


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    services = [node for node in errand.system.nodes if node.role == "service"]
    for node in services[:3]:
        yield f"Does a test ask `{node.name}` ({node.at}) and read the prediction as its caller would?"
    if services:
        yield "What does a caller get for a field that is missing or out of range, and when the model is away?"
    for step in errand.screens[:3]:
        yield f"At {step.at}: what does a user see while a prediction is awaited, when it fails, and for a fallback?"
    tests = sorted(path for path in errand.change.head.paths() if _FLOW.search(path))
    if tests:
        yield f"Do the flows of `{tests[0]}` go over what this change touches, and did they run with the new model?"
    else:
        yield "No end-to-end tests were found by name: who walks through the flow before a release?"
    for node in errand.system.nodes:
        if node.role == "external model":
            yield f"What does the flow show when `{node.name}` refuses, is slow, or answers in another form?"
            break


LANE: Final = Lane("e2e-runner", _comes_up, _asks, always_briefs=True)
