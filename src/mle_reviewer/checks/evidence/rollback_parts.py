"""MI4: whether what is written of the way back names artifact, config, data and the switch of traffic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.monitoring.watching import serves_a_model
from mle_reviewer.system.questions.serving.hidden import hidden
from mle_reviewer.system.questions.serving.returning import aside, controllers, goes_back, ways_back
from mle_reviewer.system.questions.serving.served import served

if TYPE_CHECKING:
    from mle_reviewer.system.questions.serving.returning import Way
    from mle_reviewer.system.system import System

ITEM = "MI4"
_PARTS: Final = {
    "the previous artifact": re.compile(
        r"(?i)\b(?:artifacts?|alias(?:es)?|digest|images?|registry|checkpoint|(?:previous|prior|last|old|target)[- _]"
        r"(?:\w+[- _])?(?:version|model|release|revision)|model[- _]version|to[- _]version|version)\b"
    ),
    "its config": re.compile(
        r"(?i)\b(?:config(?:uration|map|s)?|settings?|thresholds?|values\.ya?ml|environment variables?|params)\b"
    ),
    "the data it depends on": re.compile(
        r"(?i)\b(?:features?|feature[- _](?:views?|store)|data ?sets?|snapshots?|data version|schema|dvc|tables?)\b"
    ),
    "the switch of traffic": re.compile(
        r"(?i)\b(?:traffic|canary|weights?|rout(?:e|es|ing)|endpoint|rollout undo|helm rollback|restart|redeploy|"
        r"switch(?:es)?|load balancer|aliases)\b"
    ),
}
# Documents that tell what was done and decided, and not what to do.
_TOLD: Final = re.compile(
    r"(?i)(?:^|/)(?:reports?|decisions?|logs?|changelog|milestones?|specs?|adrs?|evidence|submission)(?:[/._-]|$)"
)
_DEPLOYED: Final = re.compile(
    r"(?i)\b(?:models?|deploy\w*|releases?|images?|services?|versions?|canary|traffic|champion|registry|endpoints?|"
    r"alias(?:es)?|artifacts?|pods?|mod[eè]l\w*)\b|模型|モデル|모델"
)


def answer(system: System) -> Answer:
    """Evidence are pages, scripts and code that go back; a part that none of them names is missing."""
    if serves_a_model(system) is None:
        return Answer(ITEM, reason="nothing in the repository serves a model")
    backs = [way for way in ways_back(system) if _deployed(way)]
    backs = [way for way in backs if not aside(way)] or backs
    ways = sorted(backs, key=lambda way: (-len(_parts(system, way)), way.kind != "script"))
    ways = [way for way in ways if _parts(system, way)] or ways
    ways.sort(key=lambda way: _TOLD.search(way.at.path) is not None)
    named = {part for way in ways for part in _parts(system, way)}
    found = [evidence(ITEM, way.at, f"{way.kind} `{way.name}` says how to go back") for way in ways]
    if not found:
        serving = [one.manifest for one in served(system)]
        held = [
            (one, how) for one, how in controllers(system)
            if (one.one("rollback") is not None or how == "steps")
            and (not serving or any(one.path == other.path or one.name == other.name for other in serving))
        ]  # fmt: skip
        found = [evidence(ITEM, one.at, f"{one.about} goes back by itself") for one, _how in held]
        named = {"the switch of traffic"} if found else set()
    missing = [part for part in _PARTS if part not in named]
    if ways and not missing and _apart(system, ways):
        missing = ["one place that names artifact, config, data and traffic together: each is named somewhere"]
    return Answer(
        ITEM,
        evidence=tuple(found[:8]),
        missing=tuple(missing),
        unread=hidden(system, "rollout"),
        looked_for="sections, scripts, targets, jobs and functions called rollback",
        next_step="Write a section `## Rollback` with four lines: artifact, config, data, traffic.",
    )


def _apart(system: System, ways: list[Way]) -> bool:
    """Whether all parts are named, and no document names them all: nobody can follow one of them to the end."""
    by_document: dict[str, set[str]] = {}
    for way in ways:
        by_document.setdefault(way.at.path, set()).update(_parts(system, way))
    fullest = max(by_document.values(), key=len, default=set())
    return len(fullest) < len(_PARTS)


def _deployed(way: Way) -> bool:
    """Whether a way back is one of what is deployed: it runs something, or speaks of models and deployments."""
    return way.kind != "page" or bool(way.commands) or _DEPLOYED.search(f"{way.name}\n{way.text}") is not None


def _parts(system: System, way: Way) -> set[str]:
    text = "\n".join([way.text, *(" ".join(words) for _line, words in way.commands)])
    found = {part for part, pattern in _PARTS.items() if pattern.search(text)}
    if goes_back(system, way) is not None:
        found |= {"the switch of traffic", "the previous artifact"} if way.kind == "code" else {"the switch of traffic"}
    return found
