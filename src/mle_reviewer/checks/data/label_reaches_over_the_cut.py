"""The labels of the last training rows are made of the first rows that the model is judged on."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, once, trace
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.borders import border
from mle_reviewer.flow.questions.moments import label_learned
from mle_reviewer.flow.questions.trials import trials

CARD = Card(
    area="DL",
    title="No gap between training and test period",
    items=("DL2",),
    severity=Severity.MEDIUM,
    risk="data leakage",
    tags=("leak:temporal",),
    confidence=Confidence.MEDIUM,
    roles=("shift", "rolling", "filter"),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Trials cut in time without a gap although the label looks further ahead than one row."""
    found = []
    for trial in trials(flow):
        for label, reach, unit in _horizons(flow, trial.fit):
            cut = border(flow, trial, reach, label)
            if cut is None:
                continue
            words = Words(
                title=f"The label looks {reach:g} {unit} ahead, and the test period begins where training ends",
                issue=f"The labels of the last {reach:g} {unit} of training are made of values from the test period, "
                "and those rows are close neighbours of the first test rows: the score is a little better than it "
                "will be.",
                fix=f"Leave a gap of {reach:g} {unit} between the two (TimeSeriesSplit(gap=…), an earlier training "
                "cut-off).",
            )
            says = f"the label is made of later rows here ({label.words})"
            found.append(finding(flow, CARD, cut, words, trace(flow, trial, label, says)))
            break
    yield from once(found)


def _horizons(flow: Flow, fit: Act) -> Iterator[tuple[Act, float, str]]:
    """How far the labels look ahead, in rows and in days, each if it is further than the next row."""
    acts = [flow.acts[n] for n in sorted(label_learned(fit))]
    for what, key, unit in (("look-ahead", "ahead", "rows"), ("horizon", "days", "days")):
        reaching = [act for act in acts if act.what == what and act.detail.get(key)]
        if reaching:
            furthest = max(reaching, key=lambda act: float(act.detail[key]))
            if furthest.detail[key] > 1:
                yield furthest, furthest.detail[key], unit
