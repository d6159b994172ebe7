"""A gate of the code lets pass what the team's own declaration of gates keeps out."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.knowledge.measures import same
from mle_reviewer.system.questions.gating.asked import Asked, asked
from mle_reviewer.system.questions.gating.declared_gates import DeclaredGate, declared_gates
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Gate asks for less than is declared",
    items=("EP2", "ME3"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Figures with one declared bound, for which every gate of the code that runs asks for less."""
    declared = [one for one in declared_gates(system) if not one.change and not one.part and one.higher is not None]
    coded = [one for one in asked(system) if one.how is not None] if declared else []
    bounds: dict[str, list[DeclaredGate]] = {}
    for one in declared:
        if same(one.metric):
            bounds.setdefault(same(one.metric), []).append(one)
    for metric, some in bounds.items():
        found = [one for one in coded if one.figure == metric and one.higher == some[0].higher]
        # Of several models or stages, each with a bound of its own, nobody can say here which one a gate is for.
        if len(some) == 1 and found and all(_laxer(one, some[0]) for one in found):
            yield _finding(some[0], found[0])


def _laxer(one: Asked, bound: DeclaredGate) -> bool:
    return one.limit < bound.limit if one.higher else one.limit > bound.limit


def _finding(bound: DeclaredGate, one: Asked) -> Finding:
    words = Words(
        title=f"The code asks for {one.limit:g} where {bound.limit:g} is declared for `{bound.metric}`",
        issue=f"`{bound.at.path}` says what a candidate has to reach, and the gate that runs compares with a number of "
        f"its own: between {one.limit:g} and {bound.limit:g} a model passes that is declared not to be good enough.",
        fix=f"Have the gate read its limit from `{bound.at.path}`, or bring both to the number that was decided.",
    )
    trace = [Step(bound.at, f"`{bound.metric}`: {bound.limit:g} is declared"), Step(one.at, f"{one.limit:g} is enough")]
    return stated(CARD, one.at, words, trace, context=f"{bound.metric} {bound.limit:g} {one.limit:g}")
