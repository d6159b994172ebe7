"""Asks a tool that breaks over one file again, without that file: the others lose nothing by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from mle_reviewer.lanes.tool import Report

_MOST_STARTS: Final = 24  # of one tool on one side, to find what it breaks over
_MOST_NAMED: Final = 3

Asked = Callable[[tuple[str, ...]], Report | str]


def without_breaking(asked: Asked, paths: tuple[str, ...]) -> Report | str:
    """What the tool says of all paths that it can take; the others are named in why the run is incomplete."""
    first = asked(paths)
    if isinstance(first, str) or not first.unreadable or len(paths) <= 1:
        return first
    search = _Search(asked)
    search.look(paths)
    rest = tuple(path for path in paths if path not in search.bad)
    if search.starts <= 0 or not rest:
        return first
    said = asked(rest)
    if isinstance(said, str) or said.unreadable:
        return first
    named = ", ".join(sorted(search.bad)[:_MOST_NAMED])
    more = f" and {len(search.bad) - _MOST_NAMED} more" if len(search.bad) > _MOST_NAMED else ""
    return replace(said, status="incomplete", why=f"{said.why}; it breaks over {named}{more}, which it has not seen")


class _Search:
    """Halves what a tool breaks over until single files are left."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self.starts = _MOST_STARTS
        self.bad: set[str] = set()

    def look(self, paths: tuple[str, ...]) -> None:
        """Finds the files among paths over which the tool is known to break."""
        if len(paths) == 1:
            self.bad.update(paths)
            return
        half = len(paths) // 2
        some = [part for part in (paths[:half], paths[half:]) if self._breaks(part)]
        for part in some:
            self.look(part)

    def _breaks(self, paths: tuple[str, ...]) -> bool:
        self.starts -= 1
        if self.starts <= 0:
            return False
        said = self._asked(paths)
        return not isinstance(said, str) and said.unreadable
