"""SQL files among the documents of a tree: which are followed by themselves, and which code reads what they make."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.program.reading import Reader


def followed_alone(layout: Layout, reader: Reader, focus: Collection[str] | None) -> list[str]:
    """The SQL files followed though no code may read them: those in `focus`; of a whole tree, those that train."""
    from mle_reviewer.flow.sql.world import trains

    if focus is not None:
        return [path for path in layout.scripts if path in focus]
    return [path for path in layout.scripts if trains(reader.script(path) or "")]


def readers(layout: Layout, reader: Reader, paths: list[str], focus: Collection[str]) -> set[str]:
    """The code that mentions a SQL file in `focus`, or a table that it makes, directly or through other SQL files."""
    changed = [path for path in layout.scripts if path in focus]
    if not changed:
        return set()
    from mle_reviewer.flow.sql.world import names_made

    texts = {path: reader.script(path) or "" for path in layout.scripts}
    names: set[str] = set()
    frontier = changed
    seen: set[str] = set()
    while frontier:
        seen |= {*frontier}
        new = {name for path in frontier for name in names_made(layout, path, texts[path])} - names
        names |= new
        frontier = [path for path, text in texts.items() if path not in seen and _mentions(text.lower().encode(), new)]
    found = reader.tree.read_many(paths).items()
    return {path for path, got in found if not isinstance(got, Gap) and _mentions(got.data.lower(), names)}


def _mentions(text: bytes, names: Collection[str]) -> bool:
    return any(name.encode() in text for name in names)
