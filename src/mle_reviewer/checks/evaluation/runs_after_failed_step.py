"""A task of a pipeline that trains, evaluates or publishes is run although the tasks before it failed."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.anyway import Anyway, anyway
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Task runs after a failure",
    items=("EP2", "TR5"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Tasks with a rule under which failures before them do not count, that do more than clean up or tell."""
    for one in anyway(system):
        yield _finding(system, one)


def _finding(system: System, one: Anyway) -> Finding:
    at = system.at(one.routine, one.pos)
    words = Words(
        title=f"`{one.name}` is run although what comes before it failed",
        issue=f"With `{one.rule}` the task is run when a task before it failed, and a pipeline is judged by its last "
        f"tasks: it ends green. In it {one.says}, on what a failed check refused or an earlier run left.",
        fix='Leave the rule at "all_success"; keep others for tasks that clean up or tell people.',
    )
    trace = [Step(at, f"run whether or not what comes before it failed ({one.rule})")]
    if one.at is not None:
        trace.append(Step(system.at(one.at[0], one.at[1].pos), one.says))
    publishes = one.kind == "releases"
    severity = Severity.HIGH if publishes and one.at is not None else Severity.MEDIUM
    return stated(CARD, at, words, trace, context=f"{one.name} {one.rule}", severity=severity)
