"""A column that tells a person goes into a log, the record of a run, telemetry, or what a language model is asked."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.recording.persons_given_away import GivenAway, given_away
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Personal column written to a log or sent to a model",
    items=("DL5", "MI2", "CB9"),
    severity=Severity.MEDIUM,
    risk="other",
    confidence=Confidence.MEDIUM,
    sees="system",
    security=True,
    lane="security-reviewer",
)


def find(system: System) -> Iterator[Finding]:
    """Each call that is given such a column, with the load that it comes from."""
    for one in given_away(system):
        yield _finding(system, one)


def _finding(system: System, one: GivenAway) -> Finding:
    kept = (
        "It leaves the place where access and retention are settled, with every call, and may be kept by whoever runs "
        "the model."
        if one.prompt
        else "Logs and records of runs are copied, read by other people and kept for longer than the data, and nothing "
        "there deletes a person."
    )
    words = Words(
        title=f"`{one.column}` of the data goes into {one.into}",
        issue=f"`{one.column}`, which tells a person by its name, comes from {one.source} and is put into {one.into} "
        f"as it is. {kept}",
        fix="Leave it out, or put a keyed digest or a made-up id in its place before it gets there.",
    )
    trace = [Step(one.loaded, f"rows are loaded ({one.source})"), Step(one.at, f"`{one.column}` goes into {one.into}")]
    return stated(CARD, one.at, words, trace, context=system.source(one.routine, one.call.pos))
