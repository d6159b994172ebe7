"""A committed model that code loads was written with another version of its library than is installed to load it."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.sources.location import Location
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.both_sides.stored_models import written_apart
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Stored model was written with another version of its library",
    items=("SD5", "SD1"),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Models whose own record of the library's version is none that the requirements beside them let in."""
    for one in written_apart(system):
        library, wrote = one.probe.contents.library, one.probe.contents.version
        at = location(one.asked.path, one.asked.line)
        words = Words(
            title=f"`{one.probe.path}` was written with {library} {wrote}; {one.asked.specifier.strip()} loads it",
            issue=f"The stored model says that {library} {wrote} wrote it, and {one.asked.name}"
            f"{one.asked.specifier} is installed. It is only promised to load with the version that wrote it: with "
            "another one it fails at the start, or loads and predicts something else behind one warning.",
            fix="Write the model anew with the version that is pinned, or pin the version that wrote it.",
        )
        stored = Location(one.probe.path, 1, end_line=1, raw_line=1)
        trace = [
            Step(stored, f"written with {library} {wrote}"),
            Step(at, f"{one.asked.name}{one.asked.specifier} is installed"),
            Step(system.at(one.loaded.routine, one.loaded.call.pos), "loaded here"),
        ]
        yield stated(CARD, at, words, trace, context=f"{one.probe.path} and {library}")
