"""Copies: a notebook whose code another one holds word for word need not be followed again if that showed nothing.

Repositories of examples hold every fourth notebook twice or more. What a notebook shows hangs on its code, on the
modules and documents of the tree that it reads, and on where its files lie: a copy is taken as shown only where it
reads nothing of the tree, and where each file that the first one asked for lies at the same place beside the copy.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mle_reviewer.checks.worlds import World
from mle_reviewer.flow.tree.paths import located
from mle_reviewer.flow.tree.plan import Run, plan

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.machine import Sought
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.program.pipelines.stage import Stage
    from mle_reviewer.program.reading import Reader

Cells = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What following a notebook left behind that had no finding and no gap; no world where it was not followed."""

    path: str
    imports: tuple[str, ...]  # as they are spelled
    world: World | None
    surfaces: frozenset[str]
    done: Mapping[int, frozenset[str]]  # the kinds of acts in each cell
    sought: Sought | None


class Copies:
    """The notebooks of one tree that showed nothing, by their code."""

    def __init__(self, reader: Reader, layout: Layout, stages: Sequence[Stage]) -> None:
        self._reader = reader
        self._layout = layout
        self._stages = stages
        self._shown: dict[Cells, Shown] = {}

    def code(self, path: str) -> Cells:
        """What a notebook's code goes by: each cell as it is written and counted; nothing where it cannot be read."""
        text = next(iter(self._reader.texts([path])))[1]
        return (
            () if text is None else tuple((one.source, one.execution_count) for one in text.cells if one.kind == "code")
        )

    def keep(self, code: Cells, shown: Shown) -> None:
        """Remembers what a notebook showed, if no document was there that it asked for."""
        if code and not (shown.sought is not None and shown.sought.answered):
            self._shown.setdefault(code, shown)

    def shown(self, code: Cells, path: str) -> Shown | None:
        """What a copy shows; None where that is not known."""
        first = self._shown.get(code)
        if first is None:
            return None
        if not self._alone(first.path, first.imports):
            del self._shown[code]  # what it showed hangs on other documents; the next one may show it by itself
            return None
        if not self._alone(path, first.imports):
            return None
        if first.world is None or first.sought is None:
            return first
        names = _moved(first.sought.names, lambda spelled: located(self._layout, Run(path), spelled))
        if names is None or any(self._layout.holds(names[there]) for there in first.sought.names.values()):
            return None
        missed, written = (_named(told, names) for told in (first.world.missed, first.world.written))
        if missed is None or written is None:
            return None
        return replace(first, path=path, world=World((path,), missed, written))

    def _alone(self, path: str, imports: Sequence[str]) -> bool:
        """Whether a notebook imports nothing of the tree, and nothing says how it is started."""
        return not self._layout.imported(path, imports) and plan(self._layout, self._stages, [path]) == [Run(path)]


def _moved(asked: dict[str, str], place: Callable[[str], str]) -> dict[str, str] | None:
    """Each place that was asked for → the same beside the copy; None where two become one or one becomes two."""
    found: dict[str, str] = {}
    for spelled, first in asked.items():
        here = place(spelled)
        if found.setdefault(first, here) != here:
            return None
        folder = first.rpartition("/")[0]
        if found.setdefault(folder, here.rpartition("/")[0]) != here.rpartition("/")[0]:
            return None
    return found


def _named(names: frozenset[Hashable], moved: dict[str, str]) -> frozenset[Hashable] | None:
    """Stored names as the copy has them; None where one is a path that was not asked for."""
    found = [_name(name, moved) for name in names]
    return None if None in found else frozenset(found)


def _name(name: Hashable, moved: dict[str, str]) -> Hashable | None:
    if isinstance(name, tuple):
        parts = [_name(part, moved) for part in name]
        return None if None in parts else tuple(parts)
    if not isinstance(name, str):
        return name
    return moved.get(name, None if "/" in name or "." in name else name)
