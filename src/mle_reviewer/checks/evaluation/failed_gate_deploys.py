"""A CI workflow deploys although its tests or its gate failed, because their failure is forgiven."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.commands.ci import Run, asked_later, deploying, needs, runs, workflows
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Failed gate deploys",
    items=("EP2", "EP6"),
    severity=Severity.HIGH,
    risk="weak eval",
    lane="silent-failure-hunter",
    read=(2, 4),
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Forgiven tests, evaluations and gates of workflows in which something is deployed behind them."""
    gates = None
    for workflow in workflows(system):
        deployed = deploying(system, workflow)
        if not deployed:
            continue
        gates = gates or system.once(Gates)
        every = [one for job in workflow.jobs for one in runs(system, workflow, job)]
        judged = [one for one in every if _judges(gates, one)]
        for one in judged:
            after = next((other for other in deployed if needs(other, one)), None)
            strict = any(
                not other.forgiven and other.sign == one.sign and other.target == one.target for other in judged
            )
            if one.forgiven and after is not None and not strict and not asked_later(one):
                yield _finding(one, after)


def _judges(gates: Gates, one: Run) -> bool:
    return one.sign in {"run-tests", "run-evaluation"} or bool(one.target and gates.in_document(one.target))


def _finding(one: Run, after: Run) -> Finding:
    at = one.at
    words = Words(
        title="The deployment goes on when this fails",
        issue=f"Nothing stops when `{one.says}` fails, and `{after.says}` comes behind it: a model or service that did "
        "not pass is put in use, under a green build.",
        fix="Let the failure end the job (no `|| true`, no `continue-on-error`), and have the deploying job need it.",
    )
    trace = [Step(at, "its failure is forgiven"), Step(after.at, f"deployed all the same: {after.says}")]
    return stated(CARD, at, words, trace, context=f"{one.workflow.path} {one.job.name} {one.says}")
