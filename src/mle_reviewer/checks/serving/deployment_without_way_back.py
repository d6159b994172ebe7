"""A change brings or alters a production deployment of a model, and nothing says or does how it goes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.program.images import image_of
from mle_reviewer.system.questions.commands.running import ran
from mle_reviewer.system.questions.serving.identity import put_in_elsewhere, unnamed
from mle_reviewer.system.questions.serving.returning import controllers, goes_back, made_again, sign_of, ways_back
from mle_reviewer.system.questions.serving.served import Served, served

if TYPE_CHECKING:
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Deployment without a way back",
    items=("SD6", "MI4"),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="systems",
)


def find(systems: Systems) -> Iterator[Finding]:
    """Workloads that serve a model, new or with another image, where head has no way back of any kind."""
    if not systems.files:
        return
    after = systems.after
    brought = [one for one in served(after) if one.production and _brought(systems, one)]
    if not brought or _way_back(after):
        return
    for one in brought:
        spelled = one.image.text() if one.image is not None else None
        image = image_of(spelled or "")
        named = image is not None and (not unnamed(image) or put_in_elsewhere(after, image))
        severity = Severity.MEDIUM if named else Severity.HIGH
        identity = f"the image is {spelled}" if named else "nothing names the version that one would go back to"
        new = _before(systems, one) is None
        at = one.manifest.place(one.image) if one.image is not None else one.manifest.at
        words = Words(
            title=f"{'A new' if new else 'An altered'} deployment of a model has no way back",
            issue="When the new version is bad there is nothing to do but to think: no previous artifact is named, no "
            "controller holds it, no page or script says how traffic returns to it.",
            fix="Name the image and the model by version, and write the four lines of a rollback (previous artifact, "
            "config, data it needs, the switch of traffic) as a page or a script; or let a controller roll it out.",
        )
        trace = [
            one.proof,
            Step(at, f"deploys it{'' if new else ' anew'}: {identity}"),
            Step(one.manifest.at, f"searched: {_searched(after)}"),
        ]
        yield stated(CARD, one.manifest.at, words, trace, context=f"way back of {one.manifest.name}", severity=severity)


def _before(systems: Systems, one: Served) -> Served | None:
    old = systems.old_paths.get(one.manifest.path, one.manifest.path)
    for other in served(systems.before):
        same = (other.manifest.name, other.manifest.role) == (one.manifest.name, one.manifest.role)
        if same and (other.manifest.path in {old, one.manifest.path} or one.manifest.path in systems.added):
            return other
    return None


def _brought(systems: Systems, one: Served) -> bool:
    """Whether the deployment is new, or ships another image or model than before."""
    known = _before(systems, one)
    if known is None:
        return any(file.path == one.manifest.path for file in systems.files)
    mine, yours = (
        [side.image.text() if side.image is not None else "", side.manifest.text("model")] for side in (one, known)
    )
    return mine != yours


def _way_back(system: System) -> bool:
    if controllers(system):
        return True
    for way in ways_back(system):
        if goes_back(system, way) is not None or (way.kind == "page" and not list(made_again(system, way))):
            return True
    return any(sign_of(one.command.words, system.conventions) == "rollback" for one in ran(system)) or any(
        "--atomic" in one.command.words for one in ran(system)
    )


def _searched(system: System) -> str:
    pages = len(system.of_kind("markdown"))
    return f"rollout controllers, weighted routes, {len(ran(system))} commands and {pages} pages for a rollback"
