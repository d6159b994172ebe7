"""A stage: one step of a pipeline definition, what it starts, what it takes and what it gives."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from mle_reviewer.program.commands import Launch


@dataclass(frozen=True, slots=True)
class Stage:
    """One step, at a line of a document. `takes`, `gives`: paths from the root; `after`: stages that run before it."""

    document: str
    name: str
    line: int
    launches: tuple[Launch, ...]
    takes: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


def beside(document: str, path: str) -> str:
    """A path as a document spells it, from the repository's root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(document), path))
