"""CI definitions as workflows: what triggers them, their jobs in order of need, and the steps with their commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mle_reviewer.program.scripts.command import Command

System = Literal[
    "github", "action", "gitlab", "azure", "circleci", "codebuild", "cloudbuild", "bitbucket", "jenkins", "taskcluster",
    "travis",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event that starts a workflow ("push", "pull_request", "schedule", "workflow_dispatch", "release" …)."""

    event: str
    line: int
    branches: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    crons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a job. `uses` is what it runs instead of commands, `pinned` whether by a commit or a digest.

    `forgiven`: its failure does not fail the job; `strict`: it is written down that it does. Expressions in words stay
    as they are spelled.
    """

    name: str
    line: int
    uses: str = ""
    ref: str = ""
    pinned: bool = False
    run: tuple[Command, ...] = ()
    forgiven: bool = False
    condition: str = ""
    with_: tuple[tuple[str, str], ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    shell: str = ""
    folder: str = ""  # that its commands are run in
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `environment` is the deployment environment it names, `manual` whether a person has to start it."""

    name: str
    line: int
    needs: tuple[str, ...] = ()
    condition: str = ""
    environment: str = ""
    forgiven: bool = False
    manual: bool = False
    steps: tuple[Step, ...] = ()
    uses: str = ""
    stage: str = ""
    image: str = ""
    shown: str = ""  # the name that it gives itself, where its key is not that
    timed: bool = False  # it is written down after which time it is stopped

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands of all steps, in order."""
        return tuple(one for step in self.steps for one in step.run)


@dataclass(frozen=True, slots=True)
class Workflow:
    """One definition of a CI system; `name` is the one it gives itself, or its path."""

    name: str
    path: str
    system: System
    triggers: tuple[Trigger, ...] = ()
    jobs: tuple[Job, ...] = ()

    def job(self, name: str) -> Job | None:
        """The job of this name."""
        return next((one for one in self.jobs if one.name == name), None)

    def before(self, name: str) -> frozenset[str]:
        """The jobs that have to end before this one begins, near and far."""
        known = {one.name: one.needs for one in self.jobs}
        found: set[str] = set()
        waiting = list(known.get(name, ()))
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(known.get(one, ()))
        return frozenset(found)
