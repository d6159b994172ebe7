"""The model is made with one version of its library and loaded with another."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.both_sides.requiring import apart
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Training and serving pin other versions of a model library",
    items=("SD5", "SD1"),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Packages that models are made with, pinned exactly on both sides, to versions that differ."""
    for one in apart(system):
        at = location(one.served.path, one.served.line)
        words = Words(
            title=f"Serving installs {one.package} {one.versions[1]}, training {one.versions[0]}",
            issue="A saved model is only promised to load with the version that wrote it. With another one it fails "
            "at the first start, or loads and predicts something else without a word.",
            fix="Let one document pin the libraries of the model for both sides, or build both images from one lock.",
        )
        trace = [
            Step(location(one.trained.path, one.trained.line), f"training pins {one.package} {one.versions[0]}"),
            Step(at, f"serving pins {one.package} {one.versions[1]}"),
        ]
        context = f"{one.package} of {one.served.path} and {one.trained.path}"
        severity = Severity.HIGH if one.far else Severity.MEDIUM
        yield stated(CARD, at, words, trace, context=context, severity=severity)
