"""Repeated rows are removed after the split, so that copies stay on both sides of it."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, once, trace
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Atom, contains
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.trials import trials

CARD = Card(
    area="DL",
    title="Duplicates are removed on each side only",
    items=("DL2",),
    severity=Severity.MEDIUM,
    risk="data leakage",
    tags=("leak:overlap",),
    confidence=Confidence.MEDIUM,
    roles=("drop-duplicates",),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits on a side of a random split of which repeated rows were left out only after it was cut."""
    removals = flow.record.of("dedupe")
    found = []
    for trial in trials(flow) if removals else ():
        fit = trial.fit
        for act in removals:
            if not contains(act.rows, fit.rows) or not _whole_rows(act, fit):
                continue
            split = _split(flow, act)
            if split is None or any(contains(other.rows, split.rows) for other in removals) or _compared(fit):
                continue
            words = Words(
                title="Duplicates are removed after the split, on one side at a time",
                issue="That rows repeat is known, but a row and its copy may still stand on either side: the model is "
                "judged on rows it was trained on.",
                fix="Remove duplicates (by the key that tells rows apart) before the split.",
            )
            says = f"repeated rows are removed only here ({act.words})"
            found.append(finding(flow, CARD, act.place, words, trace(flow, trial, act, says)))
    yield from once(found)


def _whole_rows(act: Act, fit: Act) -> bool:
    """Whether the rows that were compared are those trained on, not a lookup table made of some columns."""
    features, labels = fit.detail.get("features"), fit.detail.get("labels")
    marked = isinstance(features, Data) and ("deduplicated",) in features.traits
    column = labels.column if isinstance(labels, Data) else None
    only = act.detail.get("only")
    return marked and (only is None or column in only)


def _split(flow: Flow, act: Act) -> Act | None:
    """The random split on one side of which all rows are."""
    cuts = [_last_side(atom) for atom in act.rows]
    if not cuts or None in cuts or len(set(cuts)) != 1 or not isinstance(cuts[0], int):
        return None
    split = flow.acts[cuts[0]]
    random = split.kind == "split" and split.detail.get("shuffled") and not split.detail.get("folds")
    return split if random else None


def _last_side(atom: Atom) -> object:
    return next((step[1] for step in reversed(atom[1]) if step[0] == "side"), None)


def _compared(fit: Act) -> bool:
    """Whether training rows were held against those of other parts (`~key.isin(test key)`)."""
    taken_out = [step[1] for atom in fit.rows for step in atom[1] if step[0] == "not"]
    masks = [step for atom in fit.rows for step in atom[1] if step[0] == "mask" and isinstance(step[1], tuple)]
    return any(step[0] == "side" for step in taken_out) or any(step[1][0] == "member" for step in masks)
