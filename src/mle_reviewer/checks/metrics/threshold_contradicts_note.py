"""The cut-off that a design note declares is not the one that the code decides by."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.gating.budgets import StatedThreshold, stated_thresholds
from mle_reviewer.system.questions.measuring.chances import Cutoff, all_cutoffs
from mle_reviewer.system.questions.pages.components import speaks_for
from mle_reviewer.system.system import System

CARD = Card(
    area="ME",
    title="Decision threshold contradicts the design note",
    items=("ME3",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
    lane="doc-updater",
)


def find(system: System) -> Iterator[Finding]:
    """One declared threshold, where every cut-off on a probability that runs is another number of the code."""
    declared = stated_thresholds(system)
    if len(declared) != 1:
        return
    about = [one for one in system.once(all_cutoffs) if speaks_for(system, declared[0].at.path, one.routine.path)]
    chances = [one for one in about if system.reached.how(one.routine) is not None]
    cutoffs = [one for one in chances if one.value is None or 0 < one.value < 1]
    if cutoffs and all(one.value not in {None, declared[0].value} for one in cutoffs):
        yield _finding(system, declared[0], cutoffs[0])


def _finding(system: System, said: StatedThreshold, one: Cutoff) -> Finding:
    at = system.at(one.routine, one.op.pos)
    words = Words(
        title=f"The note declares a threshold of {said.value:g}, and the code decides at {one.value:g}",
        issue=f"`{said.at.path}` states where the probability is cut, beside what mistakes cost. The code cuts it at "
        f"{one.value:g}: the mistakes that users see are not those that were weighed.",
        fix="Have the code read the agreed threshold, or change the note and say why.",
    )
    trace = [Step(said.at, f"threshold: {said.value:g}"), Step(at, f"cut at {one.value:g}")]
    return stated(CARD, at, words, trace, context=system.source(one.routine, one.op.pos))
