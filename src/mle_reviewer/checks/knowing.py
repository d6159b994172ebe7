"""The knowledge table: the shipped one, loaded once a process, and a repository's own pages laid over it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import table as knowledge
from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from mle_reviewer.sources.change import Tree

FOLDER: Final = ".mle-reviewer/knowledge/"
_MOST_PAGES: Final = 200


@cache
def table() -> knowledge.Table:
    """The shipped table."""
    return knowledge.load()


def table_for(tree: Tree | None) -> tuple[knowledge.Table, tuple[Gap, ...]]:
    """The table with the in-house pages of a tree on top, and a gap for each page that cannot be used."""
    if tree is None:
        return table(), ()
    wanted = [path for path in tree.paths() if path.startswith(FOLDER) and path.endswith((".yaml", ".yml"))]
    if not wanted:
        return table(), ()
    gaps = [Gap(path, 1, "read", f"more than {_MOST_PAGES} knowledge pages") for path in sorted(wanted)[_MOST_PAGES:]]
    pages: list[tuple[str, bytes]] = []
    for path, document in tree.read_many(sorted(wanted)[:_MOST_PAGES]).items():
        if isinstance(document, Gap):
            gaps.append(document)
        else:
            pages.append((path, document.data))
    made, problems = knowledge.extend(table(), pages)
    return made, tuple(gaps + [Gap(one.path, one.line, "parse", one.why) for one in problems])
