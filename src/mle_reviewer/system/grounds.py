"""A tree as its documents: folders, CI definitions, written commands, and what documents ask to be installed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from mle_reviewer.program.requirements import Pins, form_of, read_requirements
from mle_reviewer.system.recipes import commands_of, workflows_of

if TYPE_CHECKING:
    from mle_reviewer.program.dockerfile import Dockerfile
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.program.workflows import Workflow
    from mle_reviewer.sources.document import Document
    from mle_reviewer.sources.gap import Gap


class Documents(Protocol):
    """What is asked of a tree."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Every document of the tree but those of other people."""

    @property
    def dockerfiles(self) -> tuple[Dockerfile, ...]:
        """The Dockerfiles."""

    def of_kind(self, *kinds: str) -> list[str]:
        """The documents of these kinds."""

    def document(self, path: str) -> Document | None:
        """A document."""

    def gap(self, *gaps: Gap) -> None:
        """Remembers what could not be seen."""

    def roots(self, path: str) -> tuple[Entry, ...]:
        """The values of a document."""


class Ground:
    """The documents of a tree, read where they are asked for."""

    def __init__(self, documents: Documents) -> None:
        self.of = documents
        self.known = frozenset(documents.paths)
        self._pins: dict[str, Pins] = {}

    @cached_property
    def folders(self) -> Mapping[str, tuple[str, ...]]:
        """The documents of each folder, without those of folders in it."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.known):
            found.setdefault(path.rpartition("/")[0], []).append(path)
        return {folder: tuple(some) for folder, some in found.items()}

    @cached_property
    def workflows(self) -> Mapping[str, Workflow]:
        """The CI definitions by their paths."""
        return workflows_of(self.of)

    @cached_property
    def commands(self) -> tuple[tuple[str, Command], ...]:
        """The commands of Makefiles, scripts and CI, each with its document."""
        return tuple(commands_of(self.of, self.workflows))

    def pins(self, path: str) -> Pins:
        """What a document asks to be installed."""
        if path not in self._pins:
            document = self.of.document(path)
            pins, gaps = (Pins(), ()) if document is None or not form_of(document) else read_requirements(document)
            self.of.gap(*gaps)
            self._pins[path] = pins
        return self._pins[path]
