"""A check of CI runs and can never fail: its exit code is thrown away, and no other run of it is strict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.questions.commands.ci import Run, asked_later, deploying, meant_to_stop, needs, runs, workflows
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

CARD = Card(
    area="EP",
    title="Check cannot fail",
    items=("EP6",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    lane="silent-failure-hunter",
    read=(6, 9),
    sees="system",
)
_KINDS: Final = {"run-tests": "tests", "run-evaluation": "the evaluation", "check-code": "the check of the code"}

# Words that only run another command.
_RUNNING: Final = frozenset({
    "python", "python3", "-m", "poetry", "uv", "uvx", "run", "pipx", "pdm", "pipenv", "hatch", "pixi", "rye",
})  # fmt: skip
_BESIDE: Final = ("__init__.py", "conftest.py")  # stand in a folder of tests and are none
_OF_STYLE: Final = (
    "stays green whatever it finds, so what it would have said is read by nobody and piles up until it can never be "
    "switched on."
)
_OF_TESTS: Final = "the job stays green when it fails: a change that breaks what it looks at is merged all the same."
_STOP_STYLE: Final = (
    "Take away what forgives it (`|| true`, `continue-on-error: true`, `--exit-zero`); leave out by rule or file what "
    "is known and not yet mended."
)
_STOP_TESTS: Final = "Let its failure be one: take away what forgives it (`|| …`, `continue-on-error: true`)"
_NONE_YET: Final = "; where there are no tests yet, forgive that alone, which pytest ends with 5 (`|| [ $? -eq 5 ]`)"


_BY_HAND: Final = frozenset({"workflow_dispatch"})


def find(system: System) -> Iterator[Finding]:
    """Forgiven tests are medium. Checks of style and types that only advise are nobody's mistake.

    They are worth a note where the workflow itself says that they stop it.
    """
    known = {
        workflow.path: [one for job in workflow.jobs for one in runs(system, workflow, job) if one.sign in _KINDS]
        for workflow in workflows(system)
    }
    nothing = not any(tier(path) == "test" and not path.endswith(_BESIDE) for path in system.ground.known)
    strict = {_tool(one) for some in known.values() for one in some if not one.forgiven}
    for workflow in workflows(system):
        every = known[workflow.path]
        deployed = deploying(system, workflow)
        if not deployed and workflow.triggers and all(one.event in _BY_HAND for one in workflow.triggers):
            continue  # whoever starts it looks at what it says, and nothing is merged or deployed by it
        seen: set[str] = set()
        for one in every:
            tool = _tool(one)
            if not one.forgiven or tool in strict | seen or asked_later(one) or _sets_up(one):
                continue
            if one.sign != "check-code" and any(needs(other, one) for other in deployed):
                continue  # failed-gate-deploys says so
            meant = meant_to_stop(system, one)
            if one.sign == "check-code" and not meant:
                continue
            seen.add(tool)
            yield _finding(one, meant, nothing=nothing)


def _tool(one: Run) -> str:
    return next((word for word in one.says.split() if word not in _RUNNING), "")


def _sets_up(one: Run) -> bool:
    """Whether it is a script that installs what is needed, and only tries in the end whether that works."""
    script, behind, _ = one.says.partition(" (")
    return bool(behind) and bool(set(words(script)) & {"setup", "install", "bootstrap", "prepare"})


def _finding(one: Run, meant: str, *, nothing: bool) -> Finding:
    at = one.at
    tests = one.sign == "run-tests"
    style = one.sign == "check-code"
    none_yet = " There are no tests yet to fail." if nothing and tests else ""
    said = Words(
        title=f"A failure of {_KINDS[one.sign]} is thrown away",
        issue=f"`{one.says}` runs in CI and {_OF_STYLE if style else _OF_TESTS}{none_yet}",
        fix=_STOP_STYLE if style else f"{_STOP_TESTS}{_NONE_YET if tests else ''}.",
    )
    severity = Severity.LOW if style or none_yet else Severity.MEDIUM
    trace = [Step(at, "its failure is forgiven"), *([Step(at, meant)] if meant else [])]
    context = f"{one.workflow.path} {one.job.name} {one.says}"
    return stated(CARD, at, said, trace, context=context, severity=severity)
