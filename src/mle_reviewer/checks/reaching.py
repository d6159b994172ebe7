"""Which documents can be affected by some: those themselves, and all that import them, directly or not."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from mle_reviewer.flow.project import Project
from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from mle_reviewer.sources.change import Tree


def reaching(project: Project, paths: list[str], focus: Collection[str], tree: Tree) -> list[str]:
    """`focus` and its importers among `paths`, in the order of `paths`; a text that lacks the name is not parsed."""
    reached = {path for path in paths if path in focus}
    frontier = {path for path in reached if path.endswith(".py")}
    rest = [path for path in paths if path.endswith(".py") and path not in reached]
    texts = (
        {path: found.data for path, found in tree.read_many(rest).items() if not isinstance(found, Gap)}
        if frontier
        else {}
    )
    while frontier:
        names = {_name(path): path for path in sorted(frontier)}
        added = set()
        for path, text in texts.items():
            if path not in reached and any(name in text for name in names) and project.imports(path) & frontier:
                added.add(path)
        reached |= added
        frontier = added
    return [path for path in paths if path in reached]


def _name(path: str) -> bytes:
    """The last part of a module's name, as an import spells it."""
    pure = PurePosixPath(path)
    return (pure.parent.name if pure.name == "__init__.py" else pure.stem).encode()
