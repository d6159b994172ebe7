"""A model is asked with its columns in another order than the one in which it learned from them."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.both_sides.order_differs import Differing, orders_differing
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Columns in another order while serving",
    items=("SD1", "CB4"),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="system",
)
_AROUND = 3  # names that are shown of a long list


def find(system: System) -> Iterator[Finding]:
    """Calls of a model whose values stand in an order that is known, and is another one where it was fitted."""
    for one in orders_differing(system):
        yield _finding(system, one)


def _finding(system: System, one: Differing) -> Finding:
    routine = one.asked.routine
    at = system.at(routine, one.asked.call.pos)
    now, was = one.served.names[one.place], one.learned.names[one.place]
    words = Words(
        title=f"The model is asked with `{now}` in the place of `{was}`",
        issue=f"Training fits on {_shown(one.learned.names, one.place)}; serving hands over "
        f"{_shown(one.served.names, one.place)}. {_harm(one)}",
        fix="Save the list of columns with the model, or import one list on both sides, and build what the model is "
        "asked with by it.",
    )
    trace = [
        Step(system.at(one.fit.routine, one.fit.call.pos), f"training fits on {_shown(one.learned.names, one.place)}"),
        *one.path.way(one.asked.entered),
        Step(at, f"serving asks with {_shown(one.served.names, one.place)}"),
    ]
    sure = one.exchanged and one.tied and not one.named
    return stated(
        CARD,
        at,
        words,
        trace,
        context=f"{routine.name} asks {', '.join(one.served.names[:6])}",
        severity=Severity.HIGH if sure else Severity.MEDIUM,
        confidence=None if one.exchanged and one.tied else Confidence.MEDIUM,
    )


def _harm(one: Differing) -> str:
    if one.named:
        return "Libraries that compare the names refuse the request; those that do not read one column as another."
    return "Values are found by their place, so the model reads one column as another, and nothing fails."


def _shown(names: tuple[str, ...], place: int) -> str:
    first = max(0, min(place - 1, len(names) - _AROUND))
    some = [f"`{name}`" for name in names[first : first + _AROUND]]
    before, after = ("…, " if first else ""), (", …" if first + _AROUND < len(names) else "")
    return f"{before}{', '.join(some)}{after}"
