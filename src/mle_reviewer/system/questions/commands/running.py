"""Commands that a team runs: of CI workflows, Makefiles and shell scripts, each under the name that it goes by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.images import image_of
from mle_reviewer.program.makefile import read_makefile
from mle_reviewer.program.shell import read_script
from mle_reviewer.program.workflows import read_workflow, system_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.ci import Workflow
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.system.system import System

_MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Ran:
    """One command: the document, the name of the job, target or script that runs it, and the command itself."""

    path: str
    name: str
    command: Command


@lru_cache(maxsize=2)
def workflows(system: System) -> tuple[Workflow, ...]:
    """The CI workflows of a tree."""
    found: list[Workflow] = []
    for path in system.paths:
        document = system.document(path) if system_of(path) else None
        workflow = read_workflow(document)[0] if document is not None else None
        if workflow is not None:
            found.append(workflow)
    return tuple(found)


@lru_cache(maxsize=2)
def ran(system: System) -> tuple[Ran, ...]:
    """Every such command, documents in order."""
    found: list[Ran] = []
    for one in _every(system):
        found.append(one)
        if len(found) >= _MOST:
            break
    return tuple(found)


def _every(system: System) -> Iterator[Ran]:
    for workflow in workflows(system):
        for job in workflow.jobs:
            for step in job.steps:
                name = f"{workflow.name} {job.name} {step.name}"
                yield from (Ran(workflow.path, name, command) for command in step.run)
    for path in system.of_kind("makefile", "shell"):
        document = system.document(path) if tier(path) == "code" else None
        if document is None:
            continue
        if document.kind == "makefile":
            for target in read_makefile(document)[0].targets:
                yield from (Ran(path, target.name, command) for command in target.commands)
        else:
            name = path.rpartition("/")[2]
            yield from (Ran(path, name, command) for command in read_script(document)[0].commands)


def builds(system: System) -> Iterator[tuple[str, str, str]]:
    """Which Dockerfile each image is built from, as commands say it.

    The image's name, the file ("" for the usual one), and the folder that is built.
    """
    for one in ran(system):
        words = one.command.words
        if "build" not in words[1:3] or one.command.name not in {"docker", "podman", "buildah", "nerdctl"}:
            continue
        tags, file, rest = [], "", []
        options = iter(words[words.index("build") + 1 :])
        for word in options:
            option, equals, value = word.partition("=")
            if option in {"-t", "--tag"}:
                tags.append(value if equals else next(options, ""))
            elif option in {"-f", "--file"}:
                file = value if equals else next(options, "")
            elif word.startswith("-"):
                if not equals and option in {"--build-arg", "--target", "--platform", "--cache-from", "--label"}:
                    next(options, "")
            else:
                rest.append(word)
        yield from _named(tags, file, rest[0] if rest else ".")
    for workflow in workflows(system):
        for job in workflow.jobs:
            for step in job.steps:
                given = dict(step.with_)
                if "tags" in given:
                    tags = [word.strip() for word in given["tags"].replace(",", "\n").split("\n") if word.strip()]
                    yield from _named(tags, given.get("file", ""), given.get("context", "."))


def _named(tags: list[str], file: str, context: str) -> Iterator[tuple[str, str, str]]:
    for tag in tags:
        image = image_of(tag)
        if image is not None:
            yield image.name, file, context
