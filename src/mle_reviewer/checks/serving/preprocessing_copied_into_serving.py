"""Features are worked out twice by hand: once where the model is trained, once where requests are answered."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.both_sides.copying import Copy, Twin, copies
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Preprocessing of training copied into serving",
    items=("SD1", "CB4"),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)
_MOST = 3


def find(system: System) -> Iterator[Finding]:
    """Functions on prediction paths that repeat formulas of training in code of their own."""
    for copy in copies(system):
        differing = copy.differing
        shown = differing or copy.twins
        names = ", ".join(f"`{one.served.name}`" for one in shown[:_MOST])
        if len(shown) > _MOST:
            names += f" and {len(shown) - _MOST} more"
        there = system.at(shown[0].trained.routine, shown[0].trained.pos)
        words = _differ(names, shown[0]) if differing else _alike(names, f"{there.path}:{there.line}")
        at = system.at(copy.routine, shown[0].served.pos)
        severity = Severity.HIGH if differing else Severity.MEDIUM
        context = f"{copy.routine.name} repeats {', '.join(sorted(one.served.name for one in shown)[:6])}"
        yield stated(CARD, at, words, _trace(system, copy, shown), context=context, severity=severity)


def _differ(names: str, twin: Twin) -> Words:
    was, now = _other(twin)
    return Words(
        title="Serving works a feature out by other constants than training",
        issue=f"{names}: the same steps stand in training and in serving, and their constants differ ({was!r} in "
        f"training, {now!r} in serving). The model is asked with values that it never learned from.",
        fix="Put the step into one function or into the saved pipeline, and import or load it on both sides.",
    )


def _alike(names: str, there: str) -> Words:
    return Words(
        title=f"Serving works {names} out by code of its own, as training does ({there})",
        issue=f"{names}: training and serving each work them out in code of their own. The next change of one side "
        "makes the model read other values than it learned, and nothing fails.",
        fix="Put the steps into one function or into the saved pipeline, and import or load it on both sides.",
    )


def _other(twin: Twin) -> tuple[object, object]:
    pairs = zip(twin.trained.constants, twin.served.constants, strict=False)
    return next(((one, other) for one, other in pairs if one != other), (None, None))


def _trace(system: System, copy: Copy, twins: tuple[Twin, ...]) -> list[Step]:
    way = next(copy.path.way(one) for one in copy.path.entered if one.routine is copy.routine)
    for twin in twins[:_MOST]:
        name = twin.served.name
        way.append(Step(system.at(twin.trained.routine, twin.trained.pos), f"training works out `{name}`"))
        way.append(Step(system.at(twin.served.routine, twin.served.pos), f"serving works out `{name}` by itself"))
    return way
