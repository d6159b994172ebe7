"""An alert that watched a served model, its data or its service is gone or switched off after the change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.manifests import location

if TYPE_CHECKING:
    from mle_reviewer.system.manifests import Manifest

CARD = Card(
    area="MI",
    title="Alert removed",
    items=("MI1", "MI3"),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    sees="systems",
)


def find(systems: Systems) -> Iterator[Finding]:
    """Alerts of base in changed documents that head has nowhere, by name and by condition."""
    changed = {one.old_path or one.path for one in systems.files}
    before = [one for one in systems.before.manifests.get("alert", ()) if one.path in changed and one.name]
    if not before:
        return
    after = systems.after.manifests.get("alert", ())
    names, conditions = {one.name for one in after}, {_condition(one) for one in after}
    gone = [one for one in before if one.name not in names and _condition(one) not in conditions]
    for one in gone:
        here = systems.renamed(one.path)
        left = f"{len(after)} other alerts are left" if after else "no alert is left"
        words = Words(
            title=f"The alert `{one.name}` is removed",
            issue=f"It told somebody when `{_condition(one) or one.name}`; nothing does so after the change ({left}).",
            fix="Keep it, or name in the change what watches the same from now on.",
        )
        at = one.at if here is None else location(here, 1)
        yield stated(CARD, at, words, [Step(one.at, "watched before")], context=f"alert {one.name} removed")


def _condition(one: Manifest) -> str:
    return " ".join(one.text("condition").split())
