"""The rows a model is judged on are transformed by a transformer fitted on themselves."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, once, trace
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.rows import Overlap, overlap
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.trials import trials

CARD = Card(
    area="SD",
    title="Transformer fitted again on the test rows",
    items=("SD1", "DL2"),
    severity=Severity.MEDIUM,
    risk="data leakage",
    tags=("leak:refit",),
    roles=("transformer",),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Trials whose judged rows carry statistics of themselves where the training rows carry the same kind of theirs."""
    found = []
    for trial in trials(flow):
        own = {flow.acts[n].what for n in trial.fit.learned if flow.acts[n].detail.get("per")}
        kinds = {flow.acts[n].what for n in trial.fit.learned if flow.acts[n].strong}
        for number in sorted(trial.act.learned - trial.fit.learned) if not trial.implied else ():
            act = flow.acts[number]
            if not act.strong or act.what == "model" or act.what not in kinds:
                continue
            if act.detail.get("per") and act.what in own and not act.supervised:
                continue  # each entity is held against itself, on both sides alike
            if (
                overlap(act.rows, trial.fit.rows)[0] is Overlap.NONE
                and overlap(act.rows, trial.rows)[0] is Overlap.MUST
            ):
                words = Words(
                    title="Test rows are transformed by a transformer fitted on them",
                    issue="Training and test features are on different scales, and in production one request has no "
                    "statistics of its own: what is measured is not what will be served.",
                    fix="Fit on the training rows once and only call transform on every other row.",
                )
                says = f"{act.words} from the test rows here"
                found.append(finding(flow, CARD, act.place, words, trace(flow, trial, act, says)))
    yield from once(found)
