"""Which documents can be affected by some: those themselves, and all that import them, directly or not."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mle_reviewer.checks.glance import Glances


def reaching(glances: Glances, paths: list[str], focus: Collection[str]) -> list[str]:
    """`focus` and its importers among `paths`, in the order of `paths`."""
    reached = {path for path in paths if path in focus}
    frontier = {path for path in reached if path.endswith(".py")}
    if frontier:
        rest = [path for path in paths if path.endswith(".py") and path not in reached]
        glances.look(rest)
        importers: dict[str, list[str]] = {}
        for path in rest:
            for target in glances.imports(path):
                importers.setdefault(target, []).append(path)
        while frontier:
            frontier = {path for target in frontier for path in importers.get(target, ())} - reached
            reached |= frontier
    return [path for path in paths if path in reached]
