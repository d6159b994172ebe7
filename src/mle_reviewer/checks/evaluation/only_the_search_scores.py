"""The only score there is comes out of the search that chose the model by it."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.machine.following import Flow

CARD = Card(
    area="EP",
    title="No rows are held out from the search",
    items=("EP5",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    tags=("leak:no-test-set",),
    confidence=Confidence.MEDIUM,
    roles=("search",),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Best scores of a search that are read, where nothing is judged or predicted outside of its rows and folds."""
    found = []
    reads = flow.record.of("read")
    if reads and _others(flow, {number for read in reads for number in read.fits}):
        return
    for read in reads:
        fits = [flow.acts[number] for number in sorted(read.fits)]
        searches = [fit for fit in fits if fit.detail.get("role") == "search" or fit.internal]
        searched = [fit for fit in searches if not _cut(fit) and _observed(flow, fit)]
        if not searched:
            continue
        fit = searched[0]
        words = Words(
            title=f"The only score is {read.words} of the search that chose by it",
            issue="The best of many cross-validated scores is too good by construction, the more so the more settings "
            "were tried; nothing says what the chosen model does on rows that had no part in the choice.",
            fix="Hold rows out before the search and report the score on them, or nest the search in an outer "
            "cross-validation.",
        )
        trace = [
            *loaded(flow, fit.rows),
            step(flow, fit, f"searched on all rows here ({fit.words})"),
            step(flow, read, f"its own best score is read here ({read.words})"),
        ]
        found.append(finding(flow, CARD, read.place, words, trace))
    yield from once(found)


def _cut(fit: Act) -> bool:
    """Whether the rows are a part of others, but for the fold they are of: then there is another part."""
    taken = (atom[1][:-1] if fit.internal else atom[1] for atom in fit.rows)
    return any(step[0] in {"side", "slice", "where", "mask", "not"} for steps in taken for step in steps)


def _observed(flow: Flow, fit: Act) -> bool:
    acts = [flow.record.by_root.get(atom[0]) for atom in fit.rows]
    return bool(acts) and all(act is not None and act.kind == "load" for act in acts)


def _others(flow: Flow, read: set[int]) -> bool:
    """Whether anything is judged or predicted but by the search's own folds."""
    searches = {fit.place for fit in flow.record.of("fit") if fit.detail.get("role") == "search" or fit.number in read}
    if flow.record.of("predict"):
        return True
    # A score on folds at the place of a search is its own, not that of another cross-validation.
    return any(not score.internal or score.place not in searches for score in flow.record.of("score"))
