"""A table or array is copied as a whole each time that a loop adds something to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call, every
from mle_reviewer.system.code.steps import Step as CodeStep
from mle_reviewer.system.code.terms import Collected, Group, Item, Param
from mle_reviewer.system.questions.costing.bound_again_longer import grown, is_table, many
from mle_reviewer.system.questions.costing.rounds import Round, by_row, few, rounds, whole, worked
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Table grown in a loop",
    items=(),  # time that grows with the square of the rows: no item of the checklist asks for that
    severity=Severity.LOW,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)

_COPIES: Final = "what was gathered is copied with one more piece"


@dataclass(frozen=True)
class _Grown:
    round: Round
    step: CodeStep
    call: Call


def find(system: System) -> Iterator[Finding]:
    """Names and attributes that a loop binds again to a table or array made of themselves and something more."""
    found: list[_Grown] = []
    for routine in worked(system):
        said: set[int] = set()
        for one in rounds(system, routine):
            loop = one.loop
            rows = whole(system, one) is not None and not isinstance(one.over, (Collected, Group, Item, Param))
            if loop is None or few(system, one.over) or not (rows or many(system, one)):
                continue
            for step in every(loop.body):
                call = grown(system, routine, loop, step) if step.pos not in said else None
                if call is not None:
                    said.add(step.pos)
                    found.append(_Grown(one, step, call))
    # Whoever writes one so writes the next one so: it is told once for a document.
    for some in by_cause(found, lambda each: each.round.routine.path):
        yield _finding(system, some)


def _finding(system: System, some: list[_Grown]) -> Finding:
    heavy = next((one for one in some if by_row(system, one.round) and is_table(system, one.call)), None)
    first = heavy or some[0]
    routine = first.round.routine
    at = system.at(routine, first.step.pos)
    others = f" The same is done in {len(some) - 1} more places of this file." if len(some) > 1 else ""
    words = Words(
        title="Each round copies all that was gathered so far",
        issue="A table or array has no room to grow: what was gathered before is copied together with each addition, "
        f"so that twice the rounds take four times as long.{others}",
        fix="Gather the pieces in a list in the loop and join them once behind it.",
    )
    trace = [Step(system.at(routine, first.round.pos), "in each round of this loop"), Step(at, _COPIES)]
    more = [one for one in some if one is not first]
    trace += again((system.at(one.round.routine, one.step.pos), _COPIES) for one in more)
    severity = Severity.MEDIUM if heavy is not None and not routine.path.endswith(".ipynb") else Severity.LOW
    return stated(CARD, at, words, trace, context=system.source(routine, first.step.pos), severity=severity)
