"""Worlds: what is followed together. Scripts share one, a notebook has its own until files pass between them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.machine.following import Flow, follow
from mle_reviewer.flow.tree.demand import Demand
from mle_reviewer.flow.tree.project import Project
from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from collections.abc import Hashable

    from mle_reviewer.flow.facts.kept import Storage
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.code import ModuleCode
    from mle_reviewer.program.pipelines.stage import Stage
    from mle_reviewer.program.reading import Reader

_MOST_JOINED: Final = 12  # notebooks in one world


More = Callable[["frozenset[Hashable]"], "Collection[str]"]  # stored names → documents that hand them on


def no_more(_names: frozenset[Hashable]) -> Collection[str]:
    """Nobody hands anything on."""
    return ()


@dataclass(frozen=True, slots=True)
class World:
    """Documents followed together, the stored names they read without finding them, and those they wrote."""

    entries: tuple[str, ...]
    missed: frozenset[Hashable]
    written: frozenset[Hashable]


class Following:
    """Follows worlds of one tree."""

    def __init__(
        self,
        reader: Reader,
        layout: Layout,
        stages: Sequence[Stage],
        table: Table,
        *,
        compared: bool = False,
        anchors: Callable[[ModuleCode], frozenset[str]] | None = None,
    ) -> None:
        self.compared = compared  # with another tree; a whole tree is compared with nothing
        self._reader = reader
        self.layout = layout
        self.stages = stages
        self._table = table
        self._demand = None if anchors is None else Demand(anchors)  # None: all that nobody calls is followed

    def flow(self, entries: Iterable[str], *, recorded: bool = False, more: More = no_more) -> Flow:
        """The flow of some documents, and of those that the names they leave in storage call for."""
        reader = self._reader
        project = Project(
            self.layout, reader.code, entries=reader.entries, scripts=reader.script, spelled=reader.spelled
        )
        flow = follow(
            project, entries, self._table, recorded=recorded, stages=self.stages, demand=self._demand,
            more=lambda storage: more(names_in(storage)),
        )  # fmt: skip
        project.forget()
        flow.locate, flow.text = reader.locate, reader.text
        reader.gaps.extend(Gap(one.path, one.line, one.stage, one.why) for one in flow.unfollowed)
        return flow

    def other_order(self, entries: Sequence[str]) -> Callable[[], Flow] | None:
        """The flow of a notebook whose cells were last run in another order than they stand in."""
        code = self._reader.code(entries[0]) if len(entries) == 1 and entries[0].endswith(".ipynb") else None
        if code is None or code.recorded() is None:
            return None
        return lambda: self.flow(entries, recorded=True)


def names_in(storage: Storage) -> frozenset[Hashable]:
    """All names that were written, or looked for in vain."""
    return frozenset(name for told in (storage.missed, storage.writes) for names in told.values() for name in names)


def world_of(entries: Sequence[str], flow: Flow) -> World:
    """What a world leaves in storage, and what it looked for there in vain; nothing where it was too large already."""
    if flow.spent:
        return World(tuple(entries), frozenset(), frozenset())
    storage = flow.storage
    missed = frozenset(name for names in storage.missed.values() for name in names)
    written = frozenset(name for names in storage.writes.values() for name in names)
    return World(tuple(entries), missed - written, written)


def joined(worlds: Sequence[World]) -> tuple[list[list[int]], list[str]]:
    """The numbers of worlds between which files pass, and a complaint for those that are too many to be followed."""
    writers: dict[Hashable, list[int]] = {}
    for number, world in enumerate(worlds):
        for name in sorted(world.written, key=repr):
            if _is_file(name):
                writers.setdefault(name, []).append(number)
    group = list(range(len(worlds)))

    def top(number: int) -> int:
        while group[number] != number:
            number = group[number]
        return number

    for number, world in enumerate(worlds):
        for name in sorted(world.missed, key=repr):
            for writer in writers.get(name, ()):
                first, second = sorted((top(number), top(writer)))
                group[second] = first
    found: dict[int, list[int]] = {}
    for number in range(len(worlds)):
        found.setdefault(top(number), []).append(number)
    together = [numbers for numbers in found.values() if len(numbers) > 1]
    wide = [numbers for numbers in together if len(numbers) > _MOST_JOINED]
    complaints = [worlds[numbers[0]].entries[0] for numbers in wide]
    return [numbers for numbers in together if len(numbers) <= _MOST_JOINED], complaints


def _is_file(name: object) -> bool:
    """Whether a stored name is a path; a bare word in one notebook and the same in another may be two things."""
    spelled = name[0] if isinstance(name, tuple) and name else name
    return isinstance(spelled, str) and ("/" in spelled or "." in spelled)
