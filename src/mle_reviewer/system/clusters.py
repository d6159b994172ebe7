"""Clusters that a job of CI makes for itself: what is put into one is gone with the job, and in use by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.spoken import entered, entry_of

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions, SignEntry
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.program.workflows import Job, Step, Workflow
    from mle_reviewer.system.grounds import Ground

Place = tuple[int, tuple[str, ...]]  # a line of a workflow, and the words of a command or the name of an action there
_YES: Final = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class _Said:
    """What one command or action is a sign of, where it stands."""

    place: Place
    entry: SignEntry
    step: Step
    words: tuple[str, ...] = ()

    @property
    def condition(self) -> str:
        """When it is done; "" for always."""
        return self.step.condition.strip("${} ")


def passing(ground: Ground, conventions: Conventions, workflow: Workflow) -> frozenset[Place]:
    """What a workflow puts into clusters that are gone with its jobs, by place."""
    return frozenset(place for job in workflow.jobs for place in _passing(ground, conventions, job))


def _passing(ground: Ground, conventions: Conventions, job: Job) -> Iterator[Place]:
    """From where a job makes a cluster to where it turns to another one, all that goes to the cluster at hand."""
    made: _Said | None = None
    for one in _said(ground, conventions, job):
        if one.entry.sign == "test-cluster":
            made = None if _only_installs(one) else one
        elif made is None:
            continue
        elif one.entry.sign == "other-cluster":
            # where one of two steps is done, the cluster made stays at hand under its own condition
            apart = made.condition and one.condition and made.condition not in one.condition
            made = made if apart or any(_is_own(made, word) for word in one.words[1:]) else None
        elif _goes_to(made, one):
            yield one.place


def _goes_to(made: _Said, one: _Said) -> bool:
    """Whether something surely goes to the cluster that was made: wherever it is done, that one was made as well."""
    into = one.entry.slots.get("into") == "cluster" and made.condition in one.condition
    return into and all(_is_own(made, name) for name in _names(one))


def _said(ground: Ground, conventions: Conventions, job: Job) -> Iterator[_Said]:
    for step in job.steps:
        entry = conventions.command(f"uses {step.uses.partition('@')[0]}") if step.uses else None
        if entry is not None:
            yield _Said((step.line, (step.uses,)), entry, step)
        for command in step.run:
            yield from _of_command(ground, conventions, step, command)


def _of_command(ground: Ground, conventions: Conventions, step: Step, command: Command) -> Iterator[_Said]:
    """A command, and those that a target of a Makefile or a script stands for."""
    for one in (command, *entered(ground, command)):
        entry = entry_of(conventions, one)
        if entry is not None:
            yield _Said((command.line, one.words), entry, step, one.words)


def _only_installs(one: _Said) -> bool:
    """Whether an action is told to make no cluster."""
    given = dict(one.step.with_)
    return any(given.get(name, "").lower() in _YES for name in _listed(one.entry, "unless"))


def _names(one: _Said) -> Iterator[str]:
    """The clusters that a command names itself, by its options."""
    options = _listed(one.entry, "at")
    for number, word in enumerate(one.words):
        option, equals, value = word.partition("=")
        if option in options:
            yield value if equals else next(iter(one.words[number + 1 :]), "")


def _is_own(made: _Said, name: str) -> bool:
    """Whether a context is that of a cluster which the job has made."""
    return any(fnmatchcase(name, glob) for glob in _listed(made.entry, "contexts"))


def _listed(entry: SignEntry, slot: str) -> tuple[str, ...]:
    stated = entry.slots.get(slot) or ()
    return (stated,) if isinstance(stated, str) else tuple(stated)
