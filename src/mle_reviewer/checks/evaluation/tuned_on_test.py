"""Settings are searched on rows that the model is then judged on."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, once, trace
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.overlaps import Overlap, overlap
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.leaks import nested
from mle_reviewer.flow.questions.trials import trials

CARD = Card(
    area="EP",
    title="Settings are searched on the test rows",
    items=("EP5", "DL2"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    tags=("leak:test-reuse",),
    confidence=Confidence.MEDIUM,
    roles=("search", "optimize"),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits with settings that a search found on rows among which are those the fit is judged on."""
    found = []
    for trial in trials(flow):
        for number in sorted(trial.fit.detail.get("settings", ())) if not trial.implied else ():
            search = flow.acts[number]
            if overlap(search.rows, trial.rows)[0] is not Overlap.MUST or nested(flow, search, trial):
                continue
            words = Words(
                title="Settings are searched on all rows, the held-out ones among them",
                issue="The search has seen the labels of the rows that the model is judged on and took the settings "
                "that suit them: the score is better than what new rows will get.",
                fix="Split first, run the search on the training part only and judge its result on the rest once.",
            )
            found.append(finding(flow, CARD, search.place, words, trace(flow, trial, search, f"{search.words} here")))
    yield from once(found)
