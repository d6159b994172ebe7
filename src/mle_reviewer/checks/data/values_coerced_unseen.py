"""What is no number or date is made missing, and then filled in or dropped, without anybody counting it."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.coercing import Coerced, coerced
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Values that do not fit vanish",
    items=("DL4",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    confidence=Confidence.MEDIUM,
    lane="silent-failure-hunter",
    sees="system",
)


_SHOWN = 6


def find(system: System) -> Iterator[Finding]:
    """Casts that go on, whose missing values are hidden again before they come to a model: one for each document."""
    seen: set[int] = set()
    found: list[Coerced] = []
    for one in coerced(system):
        if id(one.at[1]) not in seen:  # one `dropna` of several columns is one fault
            seen.add(id(one.at[1]))
            found.append(one)
    for some in by_cause(found, lambda each: each.sign.path):
        yield _finding(system, some)


def _finding(system: System, some: list[Coerced]) -> Finding:
    one = some[0]
    columns = sorted({name for each in some for name in each.column.names})
    named = ", ".join(f"`{name}`" for name in columns[:_SHOWN])
    named += f" and {len(columns) - _SHOWN} more" if len(columns) > _SHOWN else ""
    words = Words(
        title=f"What does not fit in {named} vanishes without a count",
        issue=f"With `{one.how}` every value that cannot be read becomes missing, and {one.hides} afterwards. A "
        "decimal comma, a new date format or a unit in the text then turns the whole column into one filled-in value, "
        f"or takes the rows away, and {one.reached.matter.says} all the same.",
        fix="Count what became missing by the cast (`cast.isna() & ~column.isna()`) and stop where it is more than a "
        "stated share; then fill or drop.",
    )
    trace = [
        Step(system.at(one.read[0], one.read[1].pos), "its values come in as text"),
        step_at(system, one.sign, f"what cannot be read becomes missing ({one.how})"),
        Step(system.at(one.at[0], one.at[1].pos), f"{one.hides}; nobody counted it before"),
        Step(system.at(one.reached.routine, one.reached.call.pos), one.reached.matter.says),
        *again((place(system, each.sign), each.hides) for each in some[1:]),
    ]
    return stated(CARD, place(system, one.sign), words, trace, context=system.source(one.sign.routine, one.sign.pos))
