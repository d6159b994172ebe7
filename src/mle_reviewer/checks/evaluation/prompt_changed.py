"""What a language model is told changes, in a change that shows no evaluation of what it answers from now on."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.questions.changes.beside import looked_at
from mle_reviewer.system.questions.changes.prompts import rewritten
from mle_reviewer.system.questions.commands.ci import runs, workflows
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

CARD = Card(
    area="EP",
    title="Prompt changed without an evaluation",
    items=("EP1",),
    severity=Severity.LOW,
    risk="weak eval",
    confidence=Confidence.LOW,
    sees="systems",
)


def find(systems: Systems) -> Iterator[Finding]:
    """One question for a change: which prompts it rewrites, and what shows that the answers are no worse."""
    if not any(file.old_path and file.path.endswith(".py") and tier(file.path) == "code" for file in systems.files):
        return
    found = [*rewritten(systems)]
    if not found or looked_at(systems) or _tested(systems) or _in_ci(systems.after):
        return
    first = found[0]
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    words = Words(
        title=f"The prompt of `{first.new.routine.name or first.new.routine.path}`{more} is rewritten",
        issue="The model answers all requests by other words from this change on. Nothing in it shows what they "
        "do to its answers: no evaluation, no examples, no note, and CI runs none.",
        fix="Were the old and the new prompt held against each other on a set of examples? Say so in the change, with "
        "the figures, or have CI run that set.",
    )
    trace = [
        Step(systems.before.at(first.old.routine, first.old.call.pos), "sent in other words before"),
        Step(systems.after.at(first.new.routine, first.new.call.pos), "a language model is asked with it"),
        *(Step(one.at, "rewritten as well") for one in found[1:4]),
    ]
    yield stated(CARD, first.at, words, trace, context=f"prompt of {first.new.routine.name} rewritten")


def _tested(systems: Systems) -> bool:
    """Whether the change touches a test."""
    return any(tier(file.path) == "test" for file in systems.files)


def _in_ci(system: System) -> bool:
    """Whether CI runs an evaluation."""
    return any(
        run.sign == "run-evaluation"
        for workflow in workflows(system)
        for job in workflow.jobs
        for run in runs(system, workflow, job)
    )
