"""A transformation learns from rows that the model is later judged on."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.naming import calendar, gathers, person
from mle_reviewer.checks.reporting import Words, finding, loaded, step, trace
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.overlaps import Overlap
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations.applying import APPLIED
from mle_reviewer.flow.operations.periods import MOVED_ON
from mle_reviewer.flow.questions.columns import of_labels
from mle_reviewer.flow.questions.leaks import Leak, computed_anew, flagged, leaks, learned_before_idle_splits, unread
from mle_reviewer.flow.questions.trials import Trial

CARD = Card(
    area="DL",
    title="Preprocessing learns from held-out rows",
    items=("DL2", "EP5"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:preprocessing",),
    roles=("transformer", "aggregate"),
)
_SUPERVISED = frozenset({"selection", "target-encoding"})
# How much these tell of the held-out rows only the data says: how many of them have gaps, or words of their own,
# which of them one signal holds, and whether the smallest or the largest value is among them.
_MILD = frozenset({"fill", "imputation", "limits", "spectrum", "word-numbers", "words"})


def find(flow: Flow) -> Iterator[Finding]:
    """Statistics that a fit's features carry although the rows it is judged on went into them."""
    found = [leak for leak in leaks(flow) if leak.whole is None or _across(leak.whole, leak.learned.detail["per"])]
    for leak in found:
        yield _said(flow, leak)
    proven = {leak.learned.number for leak in found}
    for learned, split in learned_before_idle_splits(flow):
        if learned.number not in proven:
            yield _asked(flow, learned, split)


def _asked(flow: Flow, learned: Act, split: Act) -> Finding:
    """A question: rows are split after something strong was learned from all of them, and trained on out of sight."""
    words = Words(
        title=f"{learned.words} from all rows, which are split afterwards",
        issue="What is trained on one side carries the rows of the other, and the score on those is better than what "
        "production will see. Where the sides are trained on could not be seen.",
        fix="Split first and learn from the training rows only.",
    )
    trace = [
        *loaded(flow, learned.rows),
        step(flow, learned, f"{learned.words} here"),
        step(flow, split, f"split here ({split.words})"),
    ]
    return finding(flow, CARD, learned.place, words, trace, severity=Severity.MEDIUM, confidence=Confidence.LOW)


def _said(flow: Flow, leak: Leak) -> Finding:
    learned = leak.learned
    told = trace(flow, leak.trial, learned, f"{learned.words} here")
    if leak.clean is not None:
        told.append(step(flow, leak.clean, f"judged on rows that were not learned from here ({leak.clean.words})"))
    return finding(
        flow, CARD, learned.place, _words(flow, leak), told, severity=_severity(flow, leak),
        confidence=_confidence(leak), tags=("leak:target",) if leak.only_labels else CARD.tags, off=leak.off,
    )  # fmt: skip


def _severity(flow: Flow, leak: Leak) -> Severity:
    learned = leak.learned
    if learned.detail.get("taken out") or not of_labels(learned, leak.trial.fit) or leak.of_parts:
        return Severity.LOW  # each group's own rows are left out, or it tells of a column what others tell
    severity = Severity.CRITICAL if learned.what in _SUPERVISED else Severity.HIGH
    if leak.only_labels:
        severity = Severity.MEDIUM
    if leak.nested:
        # An inner score is too good, the outer one is not: worse when the inner split is written out to choose by it.
        severity = Severity.LOW if leak.trial.fit.internal or leak.trial.act.internal else Severity.MEDIUM
    milder = (
        leak.overlap is not Overlap.MUST
        or unread(leak.trial)
        or leak.trial.implied
        or _calendar_limit(learned)
        or _out_of_fold(flow, leak)
        or leak.idle
        or leak.silent
        or leak.whole is not None
        or leak.clean is not None
        or (learned.what in _MILD and not learned.supervised)
        or _only_made(learned)
        or unscored(leak.trial)
        or leak.of_lots
        or bool(_alone(flow, leak))
    )
    return min(severity, Severity.MEDIUM) if milder else severity


def _words(flow: Flow, leak: Leak) -> Words:
    learned = leak.learned
    if unscored(leak.trial):
        return Words(
            title=f"{learned.words} from rows that the model will predict",
            issue="The rows to predict have gone into what the training features carry. No score here shows it: where "
            "all of them are known beforehand it is a choice, in production they are not there yet.",
            fix="Learn from the training rows only and apply that to the rows to predict.",
        )
    if leak.of_lots:
        return Words(
            title=f"{learned.words} from recordings of which pieces are judged",
            issue="A loop learns this anew of each recording or group, and pieces of one come to both sides: what is "
            "held out of it has gone into what its other pieces carry. A new one would be treated alike: it is the "
            "split by pieces that makes the score too good.",
            fix="Split by recording or group (GroupShuffleSplit, GroupKFold with groups=): none is on both sides then.",
        )
    result, more = _result(flow, leak)
    return Words(
        title=f"{learned.words} from rows that the model is judged on",
        issue=f"Rows of the held-out part have gone into what the training features carry, so {result}.{more}",
        fix="Split first and learn from the training rows only, or put the step into a pipeline fitted on them.",
    )


def _result(flow: Flow, leak: Leak) -> tuple[str, str]:
    """What comes of a leak, and what is to be said of how bad it is."""
    if leak.silent:
        return "they no longer say when to stop", " The scores on them are neither printed nor kept here."
    if leak.clean is not None:
        at = flow.locate(leak.clean.place)
        more = f" The one at {at} is on rows that were not learned from: that one counts."
        return "the score on them is too good, and what is chosen by it may not be the best", more
    result = "the reported score is better than what production will see"
    if alone := _alone(flow, leak):
        return result, alone
    if leak.trial.implied:
        return result, " No score on the other side of the split is seen here."
    if leak.idle:
        more = " The models judged here say the same whatever the scale of a column: others' score would change."
        return result, more
    if leak.learned.what in {"fill", "imputation"}:
        return result, " How much better depends on how many of the rows have gaps, which the code does not say."
    if leak.learned.what == "limits":
        return result, " How much better depends on whether the smallest or the largest value is among these rows."
    if leak.learned.what in _SUPERVISED:
        return result, ""
    if _only_made(leak.learned):
        return result, (
            " It is not seen to scale, clip or fill the values that it is of: how much of these rows the features "
            "carry depends on what it is used for."
        )
    return result, " The effect on the metric is often small, but it is in the number you decide by."


def _alone(flow: Flow, leak: Leak) -> str:
    """Under what condition, which only the data tells, each of the groups is nothing but the row's own; "" if none."""
    group = flagged(flow, leak)
    if group is not None:
        return f" If there is one of these rows for each {group!r}, it is of that row alone: only the data says."
    if leak.learned.detail.get(MOVED_ON):
        return (
            " Each group is given that of the one before it: if they stand in the order of time, it is known by then."
        )
    moment = next(filter(calendar, sorted(leak.learned.detail.get("per") or ())), None)
    if moment is not None and (leak.learned.detail.get("of earlier") or computed_anew(flow, leak)):
        return f" If all rows of one {moment!r} are there when it is predicted, each is of its own moment alone."
    return ""


def _across(whole: str, keys: frozenset[str]) -> bool:
    """Whether groups are of many of those that a split keeps whole: wards of patients, months of customers."""
    return person(whole) and bool(keys) and all(map(gathers, keys))


def _out_of_fold(flow: Flow, leak: Leak) -> bool:
    """Whether each statistic was learned on one side of folds for the other, but other folds judge the model later."""
    inside = _folds(flow, leak.trial.fit.rows) | _folds(flow, leak.trial.rows)
    return bool(leak.learned.rows) and all(_folds(flow, frozenset([atom])) - inside for atom in leak.learned.rows)


def _folds(flow: Flow, rows: Rows) -> frozenset[int]:
    """The splits into folds that rows are on one side of."""
    numbers = {step[1] for _root, steps, _arms in rows for step in steps if step[0] == "side"}
    return frozenset(n for n in numbers if isinstance(n, int) and flow.acts[n].detail.get("folds"))


def _only_made(learned: Act) -> bool:
    """Whether a statistic is not seen to be put to the values that it is of, as what a transformer learns is.

    Sums of what belongs to one row, limits of a download and parameters of a simulation look the same.
    """
    return learned.what == "statistic" and not learned.supervised and not learned.detail.get(APPLIED)


def _calendar_limit(learned: Act) -> bool:
    """Whether what was learned is the first or last time, day or month: mostly a constant of the calendar."""
    column, timed = learned.detail.get("extreme", ("", False))
    return timed or calendar(column)


def unscored(trial: Trial) -> bool:
    """Whether a trial only predicts: no score of the model on any held-out rows is seen."""
    return trial.act.kind == "predict"


def _confidence(leak: Leak) -> Confidence:
    if leak.overlap is not Overlap.MUST:
        return Confidence.LOW
    return Confidence.MEDIUM if leak.trial.implied or leak.learned.untyped else Confidence.HIGH
