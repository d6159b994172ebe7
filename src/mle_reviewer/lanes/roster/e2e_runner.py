"""e2e-runner: flows in which a prediction reaches a user, from the request to what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Answer, Errand
from mle_reviewer.lanes.lane import Lane

_FLOW: Final = re.compile(r"(?:^|/)(?:e2e|end[-_]to[-_]end|cypress|playwright)/|\.feature$|\.(?:cy|e2e|spec)\.[jt]sx?$")
_MOST: Final = 8


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    there = {file.path for file in errand.reviewed()}
    found = [Step(one.at, f"{one.words} answers with predictions{_by(one)}") for one in _reached(errand)]
    services = () if errand.answers else errand.nodes("service")
    found += [Step(node.at, f"answers with predictions ({node.name})") for node in services]
    found += [step for step in errand.screens if step.at.path in there]
    if found or errand.whole:
        return tuple(found[:_MOST])
    return tuple(step for step, _ in _fed(errand))[:_MOST]


def _reached(errand: Errand) -> tuple[Answer, ...]:
    """The ways in which predictions are asked for that the change is on; in a whole tree all."""
    return errand.answers if errand.whole else tuple(
        one for one in errand.answers if one.through or errand.is_near(one.at, 0)
    )  # fmt: skip


def _by(one: Answer) -> str:
    return f" by way of `{one.through[0].says}` ({one.through[0].at})" if one.through else ""


def _fed(errand: Errand) -> Iterator[tuple[Step, Answer | None]]:
    """Changed models, registries and deployments that a service takes."""
    fed = {
        edge.source: edge.target
        for edge in errand.system.edges
        if (node := errand.system.node(edge.target)) is not None and node.role == "service"
    }
    for node in errand.near("model", "registry", "scoring", "deployment", "external model"):
        service = errand.system.node(fed[node.id]) if node.id in fed else None
        if service is not None:
            first = next((one for one in errand.answers if one.at.path == service.at.path), None)
            yield Step(node.at, f"`{node.name}` reaches users through {service.name}"), first


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_questions(errand)))[:_MOST]


def _questions(errand: Errand) -> Iterator[str]:
    there = {file.path for file in errand.reviewed()}
    for one in _reached(errand)[:3]:
        yield _tested(one)
    for gone in errand.alterations("field removed", "endpoint removed")[:2]:
        for screen in _showing(errand, gone.of or gone.name)[:1]:
            yield f"`{gone.name}` {gone.says} ({gone.at}): does {screen.at}, which {_what(screen)}, still read it?"
    for screen in [step for step in errand.screens if step.at.path in there][:2]:
        yield f"{screen.at} {_what(screen)}: what stands there while the answer is awaited, and when it fails?"
    for step, by in [] if _reached(errand) else list(_fed(errand))[:2]:
        asked = f"{by.words} ({by.at})" if by is not None else "the service"
        yield f"{step.at}: {step.says}. Which run has asked {asked} with it since, and what did it answer?"
    flows = sorted(path for path in errand.change.head.paths() if _FLOW.search(path))
    if flows and _reached(errand) and not errand.whole:
        yield f"{flows[0]}:1 is a flow from end to end: did it run with this change, and does it read a prediction?"
    for node in errand.near("external model")[:1]:
        yield f"What is shown when `{node.name}` ({node.at}) refuses, is slow, or answers in another form?"


def _tested(one: Answer) -> str:
    wrote = f", and the change wrote `{one.through[0].says}` ({one.through[0].at}) on its way" if one.through else ""
    if one.tests:
        asked = f"{one.tests[0]} asks {one.words} ({one.at}){wrote}"
        return f"{asked}: does the test read the prediction as a caller would, or the status alone?"
    return f"No test was seen that asks {one.words} ({one.at}){wrote}: which run shows what it answers?"


def _showing(errand: Errand, endpoint: str) -> list[Step]:
    """The pages that show what an endpoint answers."""
    path = endpoint.rpartition(" ")[2]
    return [step for step in errand.screens if path.strip("/") and f"{path}`" in step.says]


def _what(screen: Step) -> str:
    """What a place shows, as a clause about it."""
    return screen.says if screen.says.startswith(("shows", "asks")) else f"is {screen.says}"


LANE: Final = Lane("e2e-runner", _comes_up, _asks, always_briefs=True)
