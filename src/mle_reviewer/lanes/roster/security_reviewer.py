"""security-reviewer: code, images, packages and artifacts that a change brings, for what they give an attacker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane
from mle_reviewer.lanes.records.osv import OSV
from mle_reviewer.lanes.tools.bandit import BANDIT
from mle_reviewer.lanes.tools.detect_secrets import DETECT_SECRETS
from mle_reviewer.lanes.tools.picklescan import PICKLESCAN
from mle_reviewer.lanes.tools.pip_audit import PIP_AUDIT
from mle_reviewer.lanes.tools.semgrep import SEMGREP

_LOADS: Final = ("unsafe-load", "safe-load-removed", "artifact-runs-code", "runs-remote-code")
_TOLD: Final = ("secret-in-code", "secret-in-log", "payload-in-log")


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    found = list(places(errand.paths("artifact"), "an artifact is brought in", errand))
    pinned = tuple(dict.fromkeys(pin.at.path for pin in errand.pins))
    there = {file.path for file in errand.reviewed()}
    found += places(tuple(path for path in pinned if path in there), "packages are changed", errand)
    found += places(errand.paths("dockerfile"), "an image is changed", errand)
    asked = tuple(dict.fromkeys(node.at.path for node in errand.nodes("service", "deployment")))
    found += places(asked, "what answers requests is changed", errand)
    shown = {step.at.path for step in found}
    code = tuple(path for path in errand.paths("python", "notebook", "shell") if path not in shown)
    return (*found, *places(code, "code is changed", errand))


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    if artifacts := errand.paths("artifact"):
        yield f"Who made `{artifacts[0]}`, how is that known, and can it be kept in a format that holds no code?"
    for one in errand.found(*_LOADS)[:2]:
        yield f"Who can write what is loaded at {one.at}, and is its digest checked before?"
    for one in errand.found(*_TOLD)[:2]:
        yield f"{one.title} ({one.at}): is it revoked, and since when does it stand in the history?"
    services = errand.nodes("service")
    for service in services[:2]:
        yield f"Who may call `{service.name}` ({service.at}), how often, how much, and what does an error tell?"
    if services:
        yield "What of a request (names, texts, pictures) ends in logs, prompts or metrics, and for how long?"
    if errand.nodes("external model"):
        yield "What is sent to the model of another company, and can text of a user make it act on tools or data?"
    changed = [path for path in dict.fromkeys(pin.at.path for pin in errand.pins) if path in _there(errand)]
    if changed:
        yield f"Is each new package of `{changed[0]}` the one that was meant (its name, its owner, its digest)?"
    if images := errand.paths("dockerfile"):
        yield f"Does `{images[0]}` run as a user of its own, without build secrets in a layer?"
    if not services and not artifacts and not changed:
        yield "Does text or data from outside reach a shell, a query, a path or a loader in the changed code?"


def _there(errand: Errand) -> frozenset[str]:
    return frozenset(file.path for file in errand.reviewed())


LANE: Final = Lane(
    "security-reviewer", _comes_up, _asks, (BANDIT, DETECT_SECRETS, PICKLESCAN, SEMGREP, PIP_AUDIT), records=(OSV,)
)
