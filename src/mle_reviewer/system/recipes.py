"""Commands that are written down: recipes of Makefiles, shell scripts, and what CI runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from mle_reviewer.program.makefile import read_makefile
from mle_reviewer.program.shell import read_script
from mle_reviewer.program.workflows import read_workflow, system_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.program.workflows import Workflow
    from mle_reviewer.sources.document import Document
    from mle_reviewer.sources.gap import Gap


class Read(Protocol):
    """What is asked of a tree."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Every document."""

    def of_kind(self, *kinds: str) -> list[str]:
        """The documents of these kinds."""

    def document(self, path: str) -> Document | None:
        """A document."""

    def gap(self, *gaps: Gap) -> None:
        """Remembers what could not be seen."""


def workflows_of(ground: Read) -> Mapping[str, Workflow]:
    """The CI definitions of a tree."""
    found: dict[str, Workflow] = {}
    for path in ground.paths:
        document = ground.document(path) if system_of(path) and tier(path) == "code" else None
        if document is not None:
            workflow, gaps = read_workflow(document)
            ground.gap(*gaps)
            if workflow is not None:
                found[path] = workflow
    return found


def commands_of(ground: Read, workflows: Mapping[str, Workflow]) -> Iterator[tuple[str, Command]]:
    """Every command of CI, Makefiles and scripts with the document that it stands in."""
    for path, workflow in workflows.items():
        yield from ((path, command) for job in workflow.jobs for command in job.commands)
    for path in ground.of_kind("makefile", "shell"):
        document = ground.document(path) if tier(path) == "code" else None
        if document is None:
            continue
        if document.kind == "makefile":
            makefile, gaps = read_makefile(document)
            yield from ((path, command) for target in makefile.targets for command in target.commands)
        else:
            script, gaps = read_script(document)
            yield from ((path, command) for command in script.commands)
        ground.gap(*gaps)
