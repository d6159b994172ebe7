"""Repeated rows are removed after the split, so that copies stay on both sides of it."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.naming import entity
from mle_reviewer.checks.reporting import Words, finding, once, trace
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Atom, contains
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations.distinct import DISTINCT, SEEN
from mle_reviewer.flow.questions.trials import Trial, trials

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
    removals = [act for act in flow.record.of("dedupe") if not act.detail.get("shared")]
    found = []
    for trial in trials(flow) if removals else ():
        fit = trial.fit
        for act in removals:
            if not contains(act.rows, fit.rows) or not _whole_rows(act, fit):
                continue
            split = _split(flow, act)
            if split is None or any(contains(other.rows, split.rows) for other in removals) or _compared(trial):
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
    traits = features.traits if isinstance(features, Data) else frozenset[tuple[str, ...]]()
    left_out = ("mask", (SEEN, act.number), False)
    if act.detail.get("own"):
        by = act.detail.get("by")
        marked = (DISTINCT, str(act.number)) in traits and not (isinstance(by, str) and entity(by))
    else:
        marked = ("deduplicated",) in traits
    column = labels.column if isinstance(labels, Data) else None
    only = act.detail.get("only")
    if column is None and (not isinstance(labels, Data) or not labels.rows or contains(act.rows, labels.rows)):
        only = None  # where labels come from is not known, or the very rows that are left
    met = all(left_out in atom[1] for atom in fit.rows)
    return (marked or met) and (only is None or column in only)


def _split(flow: Flow, act: Act) -> Act | None:
    """The random split on one side of which all rows are, or the shuffle that they were cut after."""
    cuts = {_last_cut(flow, atom) for atom in act.rows}
    return flow.acts[min(cuts)] if len(cuts) == 1 and min(cuts) else None


def _last_cut(flow: Flow, atom: Atom) -> int:
    """The act that dealt rows at random to the side that they are on, 0 if none did."""
    for step in reversed(atom[1]):
        if step[0] not in {"side", "slice"} or step[1] not in range(1, len(flow.acts)):
            continue
        act = flow.acts[step[1]]
        random = act.detail.get("shuffled") and not act.detail.get("folds")
        return act.number if random and (act.kind == "split" or step[0] == "slice") else 0
    return 0


def _compared(trial: Trial) -> bool:
    """Whether the rows of one side were held against those of the other (`~key.isin(test key)`)."""
    both = [atom for rows in (trial.fit.rows, trial.rows) for atom in rows]
    taken_out = [step[1] for atom in both for step in atom[1] if step[0] == "not"]
    masks = [step for atom in both for step in atom[1] if step[0] == "mask" and isinstance(step[1], tuple)]
    outside = any(step[0] == "outside" for atom in both for step in atom[1])
    return outside or any(step[0] == "side" for step in taken_out) or any(step[1][0] == "member" for step in masks)
