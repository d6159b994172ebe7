"""An alert asks about a metric of the application that no code of the repository exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.monitoring.exported import bare_name, exported
from mle_reviewer.system.questions.monitoring.signals import metrics_in

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Alert on a metric that nobody exports",
    items=("MI1", "MI3"),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    confidence=Confidence.MEDIUM,
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Names within the application's own namespace that nothing registers, records or takes from a variable."""
    exports = exported(system)
    if exports is None:
        return  # some names are known only when the code runs
    named, known = exports.named, exports.known
    for one in system.manifests.get("alert", ()):
        condition = one.one("condition")
        names = metrics_in((condition.text() or "") if condition is not None else "")
        missing = [name for name in names if exports.lacks(name) and not _spelled(system, name)]
        if not missing:
            continue
        at = one.place(condition)
        space = exports.space(missing[0])
        like, sign = next(pair for pair in named if exports.space(pair[0]) == space)
        words = Words(
            title=f"The alert `{one.name}` waits for `{missing[0]}`, which nothing exports",
            issue="A query about a metric that does not exist is empty, and an empty result never fires: the alert "
            "looks like protection and is none.",
            fix="Name the metric as the code registers it, or register it; try the query where the metrics are.",
        )
        trace = [
            Step(system.where(sign.path, sign.pos), f"the code exports `{like}` and {len(known) - 1} others"),
            Step(at, f"asks about `{missing[0]}`, which none of them is"),
        ]
        yield stated(CARD, at, words, trace, context=f"alert {one.name} on {missing[0]}")


def _spelled(system: System, name: str) -> bool:
    """Whether the code or a setting spells the metric in some other way, a collector say."""
    bare = bare_name(name).encode()
    for path, data in system.reader.plain([*system.code, *system.of_kind("shell", "sql")]):
        if bare in data and path:
            return True
    return False
