"""An image that trains or serves a model is built on whatever another image is on the day of the build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.program.dockerfile import Dockerfile, Stage
from mle_reviewer.system.installed import Install, whole
from mle_reviewer.system.manifests import location
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Base image without a version",
    items=("SD5",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
)
_MOVING: Final = frozenset({"", "latest", "nightly", "main", "master", "edge", "dev", "develop"})


def find(system: System) -> Iterator[Finding]:
    """Stages that begin with an image by no tag or a moving one, where libraries of models are installed on top."""
    installs: dict[str, list[Install]] = {}
    for one in system.installs:
        if one.image and _of_models(system, one):
            installs.setdefault(one.image, []).append(one)
    for dockerfile in system.dockerfiles:
        for install in installs.get(dockerfile.path, ()):
            stage = _bottom(dockerfile, install)
            image = stage.image if stage is not None else None
            if stage is None or image is None or image.digest or image.tag.lower() not in _MOVING:
                continue
            if image.unknown("name") or image.unknown("tag"):
                continue
            at = location(dockerfile.path, stage.line)
            words = Words(
                title=f"The image is built on whatever `{image.name}` is that day",
                issue=f"`FROM {image}` names no version: Python, CUDA and system libraries below the model change with "
                "any build, and an older build cannot be made again.",
                fix="Name a version, best with its digest (`FROM python:3.12-slim@sha256:…`).",
            )
            trace = [
                Step(at, f"`{image}` moves"),
                Step(location(install.path, install.line), "libraries of a model are installed on top"),
            ]
            yield stated(CARD, at, words, trace, context=f"{dockerfile.path} FROM {image}")
            break


def _bottom(dockerfile: Dockerfile, install: Install) -> Stage | None:
    return dockerfile.chain(install.stage)[-1] if install.stage is not None else None


def _of_models(system: System, install: Install) -> bool:
    kinds = system.conventions.packages
    asked = [one.name for one in install.pins.requirements]
    for path in install.documents:
        asked += [one.name for one in whole(system.ground, path)[0]]
    return any(kinds.get(name) == "models" for name in asked)
