"""Rows that lie on many machines are all brought to one, only to be counted, filtered or added up there."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call
from mle_reviewer.system.questions.costing.gathered import is_whole, used_after
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Gathered to one machine",
    items=(),  # memory and time of a driver: no item of the checklist asks for that
    severity=Severity.LOW,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """Tables that are gathered whole where all that is done with what comes is what makes less of it."""
    for sign in system.signed("gather-rows"):
        if sign.call.method is None or not is_whole(system, sign.call.callee):
            continue
        used = list(used_after(system, sign.routine, sign.call))
        if used and all(one is not None for one in used):
            yield _finding(system, sign, next(one for one in used if one is not None))


def _finding(system: System, sign: Sign, less: Call) -> Finding:
    words = Words(
        title="A whole table is brought to one machine to make less of it there",
        issue="Every row and column travels to the driver, which must hold them all at once, and what is done with "
        "them there is what the machines that hold them could do side by side: the job dies when the table grows.",
        fix="Count, filter, group or limit first and gather what is left.",
    )
    trace = [step_at(system, sign, "all rows are gathered here"),
             Step(system.at(sign.routine, less.pos), "and made less of here, by one process")]  # fmt: skip
    return stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))
