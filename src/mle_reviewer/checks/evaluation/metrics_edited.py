"""Committed figures of a run change, and nothing that could have made other figures changes with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.manifests import location
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry

CARD = Card(
    area="EP",
    title="Metrics edited with nothing that makes them",
    items=("EP1", "TR2"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="systems",
)
# What may have made other figures: code, queries, settings, data, pins. Prose has not.
_MAKING: Final = frozenset({"python", "notebook", "sql", "toml", "data", "artifact", "requirements", "shell", "other"})


def find(systems: Systems) -> Iterator[Finding]:
    """Documents that the repository itself names as metrics, of which a number differs, in a change of nothing else."""
    metrics = {one.path for one in systems.after.manifests.get("metrics", ())}
    changed = [(old, new) for old, new in systems.modified("json", "yaml") if new in metrics and tier(new) == "code"]
    if not changed:
        return
    for one in systems.files:
        settings = kind_of(one.path) in {"yaml", "json"} and one.path not in metrics
        if one.path not in metrics and (kind_of(one.path) in _MAKING or settings):
            return
    for old, new in changed:
        before, after = systems.before.roots(old), systems.after.roots(new)
        for key, was, now, line in _differing(before, after):
            words = Words(
                title=f"The figure `{key}` changes with nothing that could have changed it",
                issue=f"It was {was} and is {now}, in a change without code, data, settings or artifact: the committed "
                "figure is no longer what a run of this repository gives, and the next comparison is made with it.",
                fix="Run the evaluation and commit what made the figure with it (pipeline lock, run, data version).",
            )
            at = location(new, line)
            yield stated(CARD, at, words, [Step(at, f"{was} → {now}")], context=f"{key} edited")
            break  # one finding a document: the first figure that differs


def _differing(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> Iterator[tuple[str, object, object, int]]:
    known = {path: entry.value for root in before for path, entry in root.walk()}
    for root in after:
        for path, entry in root.walk():
            was = known.get(path)
            numbers = isinstance(entry.value, (int, float)) and isinstance(was, (int, float))
            if numbers and not isinstance(entry.value, bool) and was != entry.value:
                yield _spelled(path), was, entry.value, entry.line


def _spelled(path: object) -> str:
    return path if isinstance(path, str) else ".".join(str(part) for part in path)  # type: ignore[attr-defined]
