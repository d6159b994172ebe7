"""A model or other artifact is replaced under the same path, and nothing in the change says which version it is now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.sources.document import kind_of
from mle_reviewer.sources.location import Location
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.tiers import tier

CARD = Card(
    area="TR",
    title="Artifact replaced in place",
    items=("TR5", "SD5"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="systems",
)
# What may say of a new artifact where it comes from: settings, metrics, pointers, cards.
_TELLING: Final = frozenset({"yaml", "toml", "json", "markdown"})


def find(systems: Systems) -> Iterator[Finding]:
    """Binary artifacts of production ground that differ under one path, with no document beside them that changed."""
    told = [one.path for one in systems.files if kind_of(one.path) in _TELLING]
    for one in systems.files:
        if one.status != "modified" or kind_of(one.path) != "artifact" or tier(one.path) != "code":
            continue
        folder = one.path.rpartition("/")[0]
        if any(path.rpartition("/")[0] in {folder, folder.rpartition("/")[0], ""} for path in told):
            continue
        words = Words(
            title="The artifact is replaced under the same path, and nothing says what it is now",
            issue="Whoever loads this path gets another model from the next start on, under the same name: logs, "
            "metrics and a rollback cannot tell the two apart, and the change does not say from which data and code "
            "the new one comes.",
            fix="Give the new artifact a name or version of its own, or commit beside it what made it (run, data "
            "version, metrics).",
        )
        at = Location(one.path, 1, end_line=1, raw_line=1)
        yield stated(CARD, at, words, [Step(at, "replaced by this change")], context=f"{one.path} replaced")
