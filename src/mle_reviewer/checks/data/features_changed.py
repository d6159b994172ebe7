"""The columns that a model learns from change, and those that it is asked with do not, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.questions.both_sides.columns import Columns, asked_with, trained_on

CARD = Card(
    area="DL",
    title="Features changed in training only, or in serving only",
    items=("DL1", "SD1", "SD2"),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="systems",
)
_MOST = 3


def find(systems: Systems) -> Iterator[Finding]:
    """Lists of columns that were the same on both sides before, and of which one alone is another now."""
    if not any(file.old_path and file.path.endswith(".py") for file in systems.files):
        return
    trained, asked = trained_on(systems.before), asked_with(systems.before)
    if not trained or not asked:
        return
    learns, answers = trained_on(systems.after), asked_with(systems.after)
    told: set[tuple[str, str]] = set()
    for served in asked:
        for fitted in trained:
            if set(fitted.names) != set(served.names):
                continue
            now, other = _now(systems, fitted, learns), _now(systems, served, answers)
            if now is None or other is None or _agrees(other, learns) or _agrees(now, answers):
                continue
            first, left = (now, other) if set(now.names) != set(fitted.names) else (other, now)
            if set(left.names) == set(fitted.names) and (first.routine.path, first.routine.name) not in told:
                told.add((first.routine.path, first.routine.name))
                yield _said(systems, "training" if first is now else "serving", fitted, first, left)


def _now(systems: Systems, was: Columns, after: tuple[Columns, ...]) -> Columns | None:
    here = systems.renamed(was.routine.path)
    some = [one for one in after if one.routine.path == here and one.routine.name == was.routine.name]
    return some[0] if len(some) == 1 and bool(some[0].shape) == bool(was.shape) else None


def _agrees(one: Columns, others: tuple[Columns, ...]) -> bool:
    return any(set(one.names) == set(other.names) for other in others)


def _said(systems: Systems, side: str, was: Columns, now: Columns, left: Columns) -> Finding:
    other = "serving" if side == "training" else "training"
    new = [name for name in now.names if name not in was.names]
    gone = [name for name in was.names if name not in now.names]
    parts = [f"with {_listed(new)}"] if new else []
    parts += [f"without {_listed(gone)}"] if gone else []
    how = " and ".join(parts)
    takes = f"the shape `{left.shape or now.shape}` of the request" if left.shape or now.shape else "its own list"
    verbs = ("fitted", "asked") if side == "training" else ("asked", "fitted")
    words = Words(
        title=f"The model is {verbs[0]} {how} now, and {verbs[1]} as before",
        issue=f"{side.capitalize()} takes its columns {how}; {other} still has those of before, by a list of its own. "
        "The next model that is trained gets columns that it does not know, in an order that it did not learn."
        if not (left.shape or now.shape)
        else f"{side.capitalize()} takes its columns {how}; what is asked with follows {takes}, and both were the same "
        "before.",
        fix="Keep one list that both import, or save it with the model and read it when answering.",
    )
    at = systems.after.at(now.routine, now.pos)
    trace = [
        Step(at, f"{verbs[0]} {how} now"),
        Step(systems.after.at(left.routine, left.pos), f"{verbs[1]} with {_listed(list(left.names))}"),
    ]
    context = f"{side} {' '.join(sorted(new))} / {' '.join(sorted(gone))}"
    if left.shape or now.shape:  # a field may be ignored, or worked out on the way
        return stated(CARD, at, words, trace, context=context, severity=Severity.MEDIUM, confidence=Confidence.MEDIUM)
    return stated(CARD, at, words, trace, context=context)


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_MOST])
    return f"{shown} and {len(names) - _MOST} more" if len(names) > _MOST else shown
