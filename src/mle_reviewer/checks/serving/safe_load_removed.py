"""A change takes away what made a load read data alone, and the file is run as it is loaded from then on."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.loads import safe_by_default
from mle_reviewer.system.questions.changes.guards import lost_arguments, of_signs

CARD = Card(
    area="SD",
    title="Safe load removed",
    items=("SD5",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="systems",
    security=True,
    lane="security-reviewer",
)


def find(systems: Systems) -> Iterator[Finding]:
    """Loads on both sides that were told to read data alone, where the version in use does not do so by itself."""
    signs = [one for one in systems.before.signed("unsafe-load") if "safe" in one.entry.slots]
    names = frozenset(str(one.entry.slots["safe"]) for one in signs)
    if not names:
        return
    now = {id(one.call): one for one in systems.after.signed("unsafe-load")}
    for lost in lost_arguments(systems, names, of_signs(signs)):
        sign = now.get(id(lost.goes_on))
        if sign is None or safe_by_default(systems.after, sign):
            continue
        at = systems.after.at(lost.new, lost.goes_on.pos)
        words = Words(
            title="A checkpoint is loaded with all that it may run again",
            issue=f"`{lost.what}` was told to read data alone; now the file is unpickled as a whole, code included.",
            fix=f"Keep `{lost.kind}=True`, and put only tensors and plain values into checkpoints.",
        )
        trace = [
            Step(systems.before.at(lost.old, lost.stood.pos), f"`{lost.kind}` before"),
            Step(at, "loaded without it now"),
        ]
        yield stated(CARD, at, words, trace, context=f"{lost.kind} of {lost.what} removed in {lost.new.name}")
