"""A join that took only what was known at the time of a row takes everything now."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.comparing import Words, before, lost, now
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.questions.changed import Changed
from mle_reviewer.flow.questions.deeds import Join

CARD = Card(
    area="DL",
    title="A join as of the row's time became a plain one",
    items=("DL3", "CB2"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:point-in-time",),
    confidence=Confidence.MEDIUM,
    roles=("frame",),
    sees="change",
    lane="database-reviewer",
)
_BACKWARD = frozenset({"backward", ""})


def find(changed: Changed) -> Iterator[Finding]:
    """Joins as of a time that became plain ones without a new condition, or that look forward now."""
    for was, is_now in changed.of(Join):
        if not was.as_of or was.direction not in _BACKWARD:
            continue
        plain = not is_now.as_of and is_now.conditions <= was.conditions
        forward = is_now.as_of and is_now.direction not in _BACKWARD
        if not plain and not forward:
            continue
        how = "joined by key alone" if plain else f"joined to the {is_now.direction} row"
        words = Words(
            title="The join brings in what was not yet known at the time of the row",
            issue="Each row used to get the other table's last state before its own time. Now later states come in "
            "too: the model trains on what happened afterwards, which production cannot know.",
            fix="Keep the join as of the row's time (merge_asof backward), or filter by time before joining.",
        )
        as_of = before(was.at, f"joined as of the row's time ({was.words})")
        trace = (as_of, now(is_now.at, f"{how} ({is_now.words})"))
        yield lost(changed, CARD, is_now.at, words, trace)
