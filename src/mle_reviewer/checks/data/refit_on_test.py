"""The rows a model is judged on are transformed by a transformer fitted on themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, once, trace
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.lots import LOT
from mle_reviewer.flow.facts.overlaps import Overlap, overlap
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.trials import Trial, trials

CARD = Card(
    area="SD",
    title="Transformer fitted again on the test rows",
    items=("DL2", "SD1"),
    severity=Severity.MEDIUM,
    risk="data leakage",
    tags=("leak:refit",),
    roles=("transformer",),
)


_STATISTICS = Words(
    title="Test rows are transformed by a transformer fitted on them",
    issue="Training and test features are on different scales, and in production one request has no "
    "statistics of its own: what is measured is not what will be served.",
    fix="Fit on the training rows once and only call transform on every other row.",
)
_CODES = Words(
    title="Values of the test rows are numbered anew",
    issue="Which number, or which column, stands for a value is told by the values that happen to be there: the model "
    "reads another meaning into the test rows than it learned, and a single request has one value of each.",
    fix="Take the values from the training rows once (a fitted encoder, given categories) and use them for all rows.",
)


def find(flow: Flow) -> Iterator[Finding]:
    """Trials whose judged rows carry statistics of themselves where the training rows carry the same kind of theirs."""
    found = []
    for trial in trials(flow):
        others = () if trial.implied else sorted(trial.act.learned - trial.fit.learned)
        if not others:
            continue
        own = {flow.acts[n].what for n in trial.fit.learned if flow.acts[n].detail.get("per")}
        alone = Counter(flow.acts[n].place for n in trial.fit.learned if LOT in flow.acts[n].detail)
        kinds = {flow.acts[n].what for n in trial.fit.learned if _tells(flow.acts[n])} | _before(trial)
        for number in others:
            act = flow.acts[number]
            if not _tells(act) or act.what == "model" or act.what not in kinds:
                continue
            if act.detail.get("per") and act.what in own and not act.supervised:
                continue  # each entity is held against itself, on both sides alike
            if LOT in act.detail and alone[act.place] > 1:
                continue  # a loop scales each recording by itself, whichever side it comes to stand on
            if act.what == "codes" and not (trial.act.metric or roots(trial.rows) & roots(trial.fit.rows)):
                continue  # another file is predicted, whose values may be the same
            if (
                overlap(act.rows, trial.fit.rows)[0] is Overlap.NONE
                and overlap(act.rows, trial.rows)[0] is Overlap.MUST
            ):
                words = _CODES if act.what == "codes" else _STATISTICS
                says = f"{act.words} from the test rows here"
                found.append(finding(flow, CARD, act.place, words, trace(flow, trial, act, says)))
    yield from once(found)


def _before(trial: Trial) -> frozenset[str]:
    """What the steps of a pipeline learned before its model, where the model was taken out of it to predict alone."""
    prepared: dict[str, frozenset[str]] = trial.fit.detail.get("prepared") or {}
    return prepared.get(trial.act.detail.get("by", ""), frozenset())


def _tells(act: Act) -> bool:
    """Whether what was learned says something of the very rows it was learned from."""
    return act.strong or act.what == "codes"
