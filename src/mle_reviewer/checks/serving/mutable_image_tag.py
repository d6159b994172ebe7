"""A deployment of a model names its image by a tag that will name another image tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.program.images import image_of
from mle_reviewer.program.marks import is_template
from mle_reviewer.system.questions.serving.identity import put_in_elsewhere, unnamed
from mle_reviewer.system.questions.serving.served import served

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Model image without a version",
    items=("SD6", "SD5"),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Images of workloads that serve models, named by a tag that moves, where nothing puts a version in."""
    for one in served(system):
        stated_image = one.image
        if not one.cluster or not one.production or stated_image is None or is_template(stated_image):
            continue
        image = image_of(stated_image.text() or "")
        if image is None or not unnamed(image) or put_in_elsewhere(system, image):
            continue
        at = one.manifest.place(stated_image)
        tag = f"`{image.tag}`" if image.tag else "no tag, which means `latest`"
        words = Words(
            title=f"The image of the model is named by {tag}",
            issue="It is whatever was pushed last: pods of one deployment may run different models, no prediction can "
            "be told to a version, and a rollback has no name to go back to.",
            fix="Name the image by a version that is never pushed again (the commit) or by its digest.",
        )
        trace = [one.proof, Step(at, f"deploys {image}")]
        yield stated(CARD, at, words, trace, context=f"tag of {one.manifest.name}")
