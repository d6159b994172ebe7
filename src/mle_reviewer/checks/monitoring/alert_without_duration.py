"""An alert fires at the first sample beyond its threshold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Alert without a duration",
    items=("MI3",),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    confidence=Confidence.MEDIUM,
    sees="system",
)
_RANGE: Final = re.compile(r"\[[^\[\]]{1,40}\]")
_PAGING: Final = re.compile(r"(?i)crit|page|urgent|emergency|sev-?1|p1")
_COMPARED: Final = re.compile(r"[<>]|==|!=")


def find(system: System) -> Iterator[Finding]:
    """Rules that compare a momentary value, with no `for`, no range and no way to stay silent for a while."""
    for one in system.manifests.get("alert", ()):
        if "expr" not in one.known.slots.get("condition", ()) or one.one("lasting") is not None:
            continue
        condition = one.text("condition")
        kept = one.entry.get("keep_firing_for")
        if _RANGE.search(condition) or not _COMPARED.search(condition) or kept is not None or "absent" in condition:
            continue
        words = Words(
            title=f"The alert `{one.name}` fires at the first sample beyond its threshold",
            issue="One scrape of a momentary value is enough: a restart or a single slow request wakes somebody, and "
            "an alert that cries without need is soon muted.",
            fix="State how long it has to hold (`for: 5m`), or ask about a rate over some minutes.",
        )
        at = one.place(one.one("condition"))
        severity = Severity.MEDIUM if _PAGING.search(one.text("severity")) else Severity.LOW
        trace = [Step(at, "asks about one moment; no `for`")]
        yield stated(CARD, at, words, trace, context=f"duration of {one.name}", severity=severity)
