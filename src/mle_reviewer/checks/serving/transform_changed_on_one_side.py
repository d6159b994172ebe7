"""A feature step that training and serving each hold a copy of is changed in one of them, and not in the other."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.questions.both_sides.parting import Parted, parted

CARD = Card(
    area="SD",
    title="Feature step changed on one side only",
    items=("SD1",),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="systems",
)
_MOST = 3


def find(systems: Systems) -> Iterator[Finding]:
    """Steps that both sides worked out alike before: one finding for each function that left another behind."""
    found: dict[tuple[str, str, str, str], dict[str, Parted]] = {}
    for one in parted(systems):
        now, left = one.now.routine, one.left.routine
        found.setdefault((now.path, now.name, left.path, left.name), {}).setdefault(one.now.name, one)
    told: set[tuple[str, str]] = set()
    for steps in found.values():
        shown = sorted(steps.values(), key=lambda one: (not one.sure, one.now.pos))
        key = shown[0].now.routine.path, shown[0].now.name
        if key not in told:  # several copies that were left behind are one thing to mend
            told.add(key)
            yield _said(systems, shown)


def _said(systems: Systems, shown: list[Parted]) -> Finding:
    first = shown[0]
    other = "serving" if first.side == "training" else "training"
    names = ", ".join(f"`{one.now.name}`" for one in shown[:_MOST])
    if len(shown) > _MOST:
        names += f" and {len(shown) - _MOST} more"
    constants = first.constants
    how = f"{constants[0]!r:.60} is {constants[1]!r:.60} now" if constants is not None else "its operations are others"
    words = Words(
        title=f"{first.side.capitalize()} works {names} out in another way, and {other} does not",
        issue=f"Before the change both sides worked {names} out alike, each in code of its own. Now {first.side} has "
        f"changed ({how}) and the copy in {other} is what it was: the model is asked with values that mean something "
        "else than those it learned from, and nothing fails.",
        fix="Change both in one step, or better put the step into one function or the saved pipeline that both use; "
        "then train again.",
    )
    trace: list[Step] = []
    for one in shown[:_MOST]:
        was = systems.before.at(one.was.routine, one.was.pos)
        now, left = systems.after.at(one.now.routine, one.now.pos), systems.after.at(one.left.routine, one.left.pos)
        trace += [
            Step(was, f"{one.side} worked `{one.was.name}` out so before"),
            Step(now, f"{one.side} works it out otherwise now"),
            Step(left, f"{other} works it out as before"),
        ]
    context = f"{first.side} {first.now.routine.name} {' '.join(sorted(one.now.name for one in shown)[:6])}"
    at = systems.after.at(first.now.routine, first.now.pos)
    if first.sure:
        return stated(CARD, at, words, trace, context=context)
    return stated(
        CARD, at, words, trace, context=context, severity=Severity.MEDIUM, confidence=Confidence.MEDIUM
    )  # it may be the same in other words
