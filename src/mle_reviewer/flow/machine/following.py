"""Following: runs every entry point of a project and gives the acts that happened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from mle_reviewer.flow.effects.paths import opened
from mle_reviewer.flow.facts.acts import Act, Place, Record
from mle_reviewer.flow.facts.kept import Storage
from mle_reviewer.flow.facts.values import NONE, Box, Const, Module
from mle_reviewer.flow.machine.machine import Machine, Sought
from mle_reviewer.flow.machine.strangers import run_strangers
from mle_reviewer.flow.machine.units import SPENT, Uncalled, Unfollowed, Units
from mle_reviewer.flow.tree.budget import NOTEBOOK, Budget
from mle_reviewer.flow.tree.demand import Demand
from mle_reviewer.flow.tree.plan import Run, plan
from mle_reviewer.program import code as ir
from mle_reviewer.program.code import column_of, line_of
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.project import Project
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.code import ModuleCode
    from mle_reviewer.program.pipelines.stage import Stage


def _nowhere(place: Place) -> Location:
    return Location(place.path, line_of(place.pos), column_of(place.pos) + 1)


def _no_text(_place: Place) -> str:
    return ""


@dataclass(slots=True)
class Flow:
    """All acts of a project in order, what could not be followed, and where places are in the user's files."""

    record: Record
    unfollowed: tuple[Unfollowed, ...]
    locate: Callable[[Place], Location] = _nowhere
    text: Callable[[Place], str] = _no_text
    storage: Storage = field(default_factory=Storage)
    entries: tuple[str, ...] = ()  # the documents that were run
    detail: dict[str, Any] = field(default_factory=dict)
    knowledge: Table | None = None
    sought: Sought = field(default_factory=Sought)
    uncalled: tuple[Uncalled, ...] = ()  # functions of scripts that were followed although nobody called them

    @property
    def acts(self) -> list[Act]:
        """The acts, by number."""
        return self.record.acts

    @property
    def spent(self) -> bool:
        """Whether the budget ended before the documents did."""
        return any(one.why == SPENT for one in self.unfollowed)


def follow(
    project: Project,
    paths: Iterable[str],
    table: Table,
    *,
    recorded: bool = False,
    stages: Sequence[Stage] = (),
    demand: Demand | None = None,
    more: Callable[[Storage], Collection[str]] = lambda _storage: (),
) -> Flow:
    """Runs the documents at `paths` as entry points, then the functions that none of them called.

    What pipeline definitions start runs in their order and with their arguments. With `recorded` the cells of a
    notebook run in the order of their execution counts, else top to bottom. With `demand` only functions that lead to
    an act are run when nobody calls them. `more` says which further documents what is kept in storage calls for.
    """
    entries = list(paths)
    units = Units(Machine(project, table, recorded=recorded))
    if all(path.endswith(".ipynb") for path in entries):
        units.machine.budget = Budget(NOTEBOOK)
    queries = [path for path in entries if path in project.layout.scripts]
    entries = [path for path in entries if path not in project.layout.scripts]
    for run in plan(project.layout, stages, entries):
        units.add(run.path, partial(_start, units.machine, project, run))
    written = [module for path in entries if path.endswith(".ipynb") for module in project.written(path)]
    for module in written:
        units.add(module.path, partial(_enter, units.machine, module, Run(module.path)))
    for path in queries:
        units.add(path, partial(_query, units.machine, path))
    units.settle()
    further = sorted(more(units.machine.storage)) if units.machine.budget.left else []
    if further:
        for run in plan(project.layout, stages, further):
            units.add(run.path, partial(_start, units.machine, project, run))
        units.settle()
        entries = sorted({*entries, *further})
    run_strangers(units, project, entries, written, demand)
    machine = units.machine
    unread = [Unfollowed(path, line, why, "parse") for path, line, why in machine.troubles()]
    problems = (*units.problems, *_given_up(machine), *unread)
    return Flow(
        machine.record, problems, storage=machine.storage, entries=(*entries, *queries), knowledge=table,
        sought=machine.sought, uncalled=units.uncalled(),
    )  # fmt: skip


def _given_up(machine: Machine) -> Iterable[Unfollowed]:
    for (path, pos), name in sorted(machine.budget.gave_up.items()):
        why = f"{name} took too many steps; its later calls count as calls of something unknown"
        yield Unfollowed(path, line_of(pos), why)


def _query(machine: Machine, path: str) -> None:
    """Follows a SQL file by itself."""
    machine.started = Run(path)
    machine.world.run_file(path)


def _start(machine: Machine, project: Project, run: Run) -> None:
    """Starts the document of a run, which is read only now."""
    _enter(machine, project.module(run.path), run)


def _enter(machine: Machine, module: Module, run: Run) -> None:
    """Starts a document: fresh, if it was started before or only imported, and has a part that runs when started."""
    machine.started = run
    machine.output = NONE if run.output is None else opened(machine, Const(run.output), Const("w"))
    if module.ran and module.code is not None and (module.main or _has_start(module.code)):
        module.ran = False
        module.names = {}
    module.main = True
    machine.run_module(module)


def _has_start(code: ModuleCode) -> bool:
    """Whether a module asks at its top level by which name it runs (other names it may only write down)."""
    return "__name__" in code.mentions and any(
        ins[0] == ir.NAME and ins[3] == "__name__" for cell in code.cells for ins in cell.body
    )


__all__ = ["Box", "Flow", "Unfollowed", "follow"]
