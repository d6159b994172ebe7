"""A job is started beside the program and nobody asks for its result: what goes wrong in it is lost."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.jobs import Lost, lost_jobs
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Result of a job is never asked for",
    items=("TR1", "TR5"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Jobs whose function trains, scores or keeps something, and whose result or error nothing takes."""
    for one in lost_jobs(system):
        yield _finding(system, one)


def _finding(system: System, one: Lost) -> Finding:
    words = Words(
        title=f"An error in `{one.function}` is lost",
        issue=f"`{one.sign.name}` starts `{one.function}` and {one.why}: an exception in it is kept in the result that "
        f"nobody takes, and is raised nowhere else. What should have come of it ({one.says}) is missing or half done "
        "then, and the code that started it does not learn of it.",
        fix=one.fix,
    )
    if one.never:
        words = Words(
            title=f"`{one.function}` is never started",
            issue=f"`{one.sign.name}` asks for a loop that runs already. `{one.sign.routine.name}` is no coroutine, "
            "nor is anything that calls it, so the call raises an error instead, and the program ends there.",
            fix="Start it within the loop: in what the application does at its start, or in a coroutine of its own; "
            "keep what it gives and ask for its result.",
        )
    trace = [
        step_at(system, one.sign, f"started here; {one.why}"),
        Step(system.at(one.routine, one.call.pos), f"what may fail unseen: {one.says}"),
    ]
    trace = [step_at(system, one.sign, "no loop runs here")] if one.never else trace
    context = f"{one.function} {system.source(one.sign.routine, one.sign.pos)}"
    return stated(CARD, place(system, one.sign), words, trace, context=context)
