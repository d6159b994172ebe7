"""Each training writes over the file that is being served, under one name for all runs."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.learning.overwritten import overwritten
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Served artifact overwritten by training",
    items=("TR5",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Models that training writes to the very path that production reads, with no version in it and none kept."""
    for one in overwritten(system):
        written = system.at(one.written.routine, one.written.call.pos)
        read = system.at(one.read.routine, one.read.call.pos)
        words = Words(
            title=f"Each training replaces `{one.path}`, which is being served",
            issue=f"The path holds no run and no version: the next training, a trial on a laptop or a retry puts its "
            f"model where {read.path} reads it, before anybody looked at it, and the one before is gone. There is "
            "nothing to go back to.",
            fix="Write each run's model under a name of its own (run id, date, hash) or into a registry, and move an "
            "alias or a pointer once it was accepted.",
        )
        trace = [Step(written, f"training writes `{one.path}`"), Step(read, "and this is what production reads")]
        yield stated(CARD, written, words, trace, context=f"overwrites {one.path}")
