"""Workflows of a tree: which steps test, check or deploy, and whose failure stops nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.tree.plan import target_of
from mle_reviewer.program.commands import launches
from mle_reviewer.program.workflows import Job, Step, Workflow
from mle_reviewer.sources.document import decode
from mle_reviewer.sources.location import Location
from mle_reviewer.system.clusters import passing
from mle_reviewer.system.spoken import entered, signed

if TYPE_CHECKING:
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.system.system import System

# How people say, in the name of a step or beside a command, that nothing goes on where it finds something.
_STOPPING: Final = re.compile(
    r"\b(?:stops?|fails?|breaks?|blocks?) (?:the |a |an |this |any )?"
    r"(?:build|ci|pipeline|job|workflow|merge|merging|pr|pull request)s?\b|"
    r"\b(?:must|has to|have to) (?:pass|succeed|be clean)\b|\b(?:blocking|enforced?|gate|mandatory)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(r"\b(?:non|not|no|never|without|don'?t|doesn'?t|won'?t|until|todo)\b|n't\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Something that a step does, by a sign of the pages or a document that it starts."""

    workflow: Workflow
    job: Job
    step: Step
    line: int
    says: str
    sign: str = ""
    target: str = ""
    forgiven: bool = False
    words: tuple[str, ...] = ()  # of the command that the sign is of

    @property
    def at(self) -> Location:
        """Where it stands."""
        return Location(self.workflow.path, self.line, raw_line=self.line)


def workflows(system: System) -> tuple[Workflow, ...]:
    """The CI definitions of the tree that a CI system reads where they stand."""
    return tuple(one for path, one in system.ground.workflows.items() if _is_read(path))


def _is_read(path: str) -> bool:
    """Whether a workflow stands where it is read: GitHub does so only at the root of a repository."""
    return path.startswith(".github/") or "/.github/workflows/" not in path


def runs(system: System, workflow: Workflow, job: Job) -> Iterator[Run]:
    """What the steps of a job do, in order."""
    for step in job.steps:
        if step.uses:
            entry = system.conventions.command(f"uses {step.uses.partition('@')[0]}")
            if entry is not None:
                yield Run(workflow, job, step, step.line, step.uses, entry.sign, forgiven=step.forgiven or job.forgiven)
        for command in step.run:
            yield from _of_command(system, workflow, job, step, command)


def _of_command(system: System, workflow: Workflow, job: Job, step: Step, command: Command) -> Iterator[Run]:
    lost = command.forgiven or step.forgiven or job.forgiven
    said = " ".join(command.words[:6])
    sign = signed(system.conventions, command)
    if sign:
        mild = lost or "--exit-zero" in command.words
        yield Run(workflow, job, step, command.line, said, sign, forgiven=mild, words=command.words)
    if sign in {"", "run-tests"}:
        for inner in entered(system.ground, command):
            found = signed(system.conventions, inner)
            if found and found != sign:
                forgiven = lost or inner.forgiven
                words = f"{said} ({' '.join(inner.words[:4])})"
                yield Run(workflow, job, step, command.line, words, found, forgiven=forgiven, words=inner.words)
    for launch in launches(" ".join(command.words), ".", command.line, {}):
        path = target_of(system.layout, launch)
        if path is not None:
            yield Run(workflow, job, step, command.line, said, target=path, forgiven=lost)


def deploying(system: System, workflow: Workflow) -> list[Run]:
    """What of a workflow puts something in use; what goes into a cluster that is gone with its job does not."""
    some = [one for job in workflow.jobs for one in runs(system, workflow, job) if one.sign == "deploy"]
    gone = passing(system.ground, system.conventions, workflow) if some else frozenset()
    return [one for one in some if (one.line, one.words or (one.says,)) not in gone]


def needs(one: Run, other: Run) -> bool:
    """Whether something is done only after something else of the same workflow."""
    if one.job.name == other.job.name:
        places = [id(step) for step in one.job.steps]
        return (places.index(id(other.step)), other.line) < (places.index(id(one.step)), one.line)
    return other.job.name in one.workflow.before(one.job.name)


def asked_later(one: Run) -> bool:
    """Whether a later step or job looks at how a step ended."""
    texts = [step.condition for step in one.job.steps] + [job.condition for job in one.workflow.jobs]
    texts += [" ".join(command.words) for step in one.job.steps for command in step.run]
    texts += [value for step in one.job.steps for _name, value in step.environment]
    return any(".outcome" in text or ".conclusion" in text or ".result" in text for text in texts)


def meant_to_stop(system: System, one: Run) -> str:
    """Where a workflow says of something whose failure is thrown away that it does stop it; "" where nothing does."""
    if one.step.strict:
        return "the step says that its failure counts, and the command throws it away"
    for text in (one.step.name, _beside(system, one)):
        if _STOPPING.search(text) and not _DENIED.search(text):
            return f"said to stop what comes behind it: {text}"
    return ""


def _beside(system: System, one: Run) -> str:
    """The comment that stands right above a command, or behind it on its line."""
    document = system.document(one.workflow.path)
    text = decode(document) if document is not None else ""
    lines = text.split("\n")[: one.line] if isinstance(text, str) else []
    said = [lines[-1].partition(" #")[2]] if lines else []
    for line in reversed(lines[:-1]):
        if not line.lstrip().startswith("#"):
            break
        said.append(line)
    return " ".join(part for line in reversed(said) if (part := line.strip("# \t\r")))
