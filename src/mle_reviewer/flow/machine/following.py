"""Following: runs every entry point of a project and gives the acts that happened."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mle_reviewer.flow.context import Frame
from mle_reviewer.flow.facts.acts import Act, Place, Record
from mle_reviewer.flow.facts.kept import Storage
from mle_reviewer.flow.facts.rows import source
from mle_reviewer.flow.facts.values import UNKNOWN, Box, Cls, Data, Func, Module, Value, state
from mle_reviewer.flow.machine.machine import Machine, OutOfFuel
from mle_reviewer.flow.tree.budget import ALONE, ENTRY, NOTEBOOK, Budget
from mle_reviewer.flow.tree.demand import Demand
from mle_reviewer.flow.tree.plan import Run, plan
from mle_reviewer.program.code import column_of, line_of
from mle_reviewer.sources.gap import Stage as GapStage
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.project import Project
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.code import FunctionCode
    from mle_reviewer.program.pipelines.stage import Stage

_MOST_ROUNDS: Final = 3
_SPENT: Final = "not followed, or only in part: the tree takes more steps than are allowed"


def _nowhere(place: Place) -> Location:
    return Location(place.path, line_of(place.pos), column_of(place.pos) + 1)


def _no_text(_place: Place) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """What could not be followed to the end, where and why."""

    path: str
    line: int
    why: str
    stage: GapStage = "follow"


@dataclass(slots=True)
class Flow:
    """All acts of a project in order, what could not be followed, and where places are in the user's files."""

    record: Record
    unfollowed: tuple[Unfollowed, ...]
    locate: Callable[[Place], Location] = _nowhere
    text: Callable[[Place], str] = _no_text
    storage: Storage = field(default_factory=Storage)
    detail: dict[str, Any] = field(default_factory=dict)
    knowledge: Table | None = None

    @property
    def acts(self) -> list[Act]:
        """The acts, by number."""
        return self.record.acts

    @property
    def spent(self) -> bool:
        """Whether the budget ended before the documents did."""
        return any(one.why == _SPENT for one in self.unfollowed)


def follow(
    project: Project,
    paths: Iterable[str],
    table: Table,
    *,
    recorded: bool = False,
    stages: Sequence[Stage] = (),
    demand: Demand | None = None,
) -> Flow:
    """Runs the documents at `paths` as entry points, then the functions that none of them called.

    What pipeline definitions start runs in their order and with their arguments. With `recorded` the cells of a
    notebook run in the order of their execution counts, else top to bottom. With `demand` only functions that lead to
    an act are run when nobody calls them.
    """
    entries = list(paths)
    units = Units(Machine(project, table, recorded=recorded))
    if all(path.endswith(".ipynb") for path in entries):
        units.machine.budget = Budget(NOTEBOOK)
    queries = [path for path in entries if path in project.layout.scripts]
    entries = [path for path in entries if path not in project.layout.scripts]
    for run in plan(project.layout, stages, entries):
        units.add(run.path, partial(_enter, units.machine, project.module(run.path), run))
    written = [module for path in entries if path.endswith(".ipynb") for module in project.written(path)]
    for module in written:
        units.add(module.path, partial(_enter, units.machine, module, Run(module.path)))
    for path in queries:
        units.add(path, partial(_query, units.machine, path))
    units.settle()
    if demand is not None:
        demand.extend(project, entries)
    modules = [module for path in entries if (module := project.module(path)).code is not None]
    modules.extend(module for module in written if module.code is not None)
    for module in modules:  # what needs nothing sets others going, which are then not strangers to each other
        _uncalled(units, module, demand, needy=False)
    for module in modules:
        _uncalled(units, module, demand, needy=True)
    units.settle()
    machine = units.machine
    unread = [Unfollowed(path, line, why, "parse") for path, line, why in machine.troubles()]
    return Flow(
        machine.record, (*units.problems, *_given_up(machine), *unread), storage=machine.storage, knowledge=table
    )


def _given_up(machine: Machine) -> Iterable[Unfollowed]:
    for (path, pos), name in sorted(machine.budget.gave_up.items()):
        why = f"{name} took too many steps; its later calls count as calls of something unknown"
        yield Unfollowed(path, line_of(pos), why)


class _Unit(NamedTuple):
    path: str
    run: Callable[[], object]
    code: FunctionCode | None
    most: int


class Units:
    """What is run one after the other: each start of a document, and each function that nobody called."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.problems: dict[Unfollowed, None] = {}
        self._units: list[_Unit] = []
        self._acts: list[tuple[int, int]] = []

    def add(self, path: str, run: Callable[[], object], code: FunctionCode | None = None, most: int = ENTRY) -> None:
        """One more unit, run now: a document, or a function that nobody called (`code`)."""
        self._units.append(_Unit(path, run, code, most))
        self._acts.append((0, 0))
        self._run(len(self._units) - 1)

    def settle(self) -> None:
        """Runs readers again whose files were written by a unit that ran later, until each reads what is written."""
        for _round in range(_MOST_ROUNDS):
            late = self.machine.storage.late()
            if not late:
                return
            for number in self.machine.storage.in_order(late):
                self.machine.record.void(*self._acts[number])
                self.machine.storage.forget(number)
                self.machine.forget(number)
                self._run(number)

    def _run(self, number: int) -> None:
        machine = self.machine
        unit = self._units[number]
        first = len(machine.record.acts)
        machine.unit = machine.record.unit = number
        machine.reseed(None)
        machine.stack.clear()
        problem = _attempted(unit, machine)
        if problem is not None:
            self.problems.setdefault(problem)
        self._acts[number] = (first, len(machine.record.acts))


def _query(machine: Machine, path: str) -> None:
    """Follows a SQL file by itself."""
    machine.started = Run(path)
    machine.world.run_file(path)


def _enter(machine: Machine, module: Module, run: Run) -> None:
    """Starts a document: fresh, if it was started before or only imported, and has a part that runs when started."""
    machine.started = run
    if module.ran and module.code is not None and (module.main or "__name__" in module.code.mentions):
        module.ran = False
        module.names = {}
    module.main = True
    machine.run_module(module)


def _attempted(unit: _Unit, machine: Machine) -> Unfollowed | None:
    """Runs a unit within what is left of the budget; what goes wrong is a gap."""
    line, name = (1, "") if unit.code is None else (line_of(unit.code.pos), f"{unit.code.qualname}: ")
    given = machine.fuel = machine.budget.allot(unit.most)
    if not given:
        return Unfollowed(unit.path, 1, _SPENT)
    try:
        unit.run()
    except OutOfFuel:
        return Unfollowed(unit.path, line, f"{name}too many steps to follow to the end")
    except RecursionError:
        return Unfollowed(unit.path, line, f"{name}calls nest too deeply to follow")
    except Exception as error:  # noqa: BLE001 - one document must not lose the others; the gap names the place
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{PurePath(at.filename).name}:{at.lineno}"
        return Unfollowed(unit.path, line, f"{name}internal error: {type(error).__name__}: {error} ({where})")
    finally:
        machine.budget.spend(given - max(machine.fuel, 0))
    return None


def _uncalled(units: Units, module: Module, demand: Demand | None, *, needy: bool) -> None:
    """Functions that nobody called and that need no argument; then, if `needy`, all others, and methods.

    Each has one source of rows per parameter.
    """
    machine = units.machine
    seen: set[int] = set()

    def lonely(func: Func) -> bool:
        return id(func.code) not in machine.entered and (demand is None or demand.leads(module.path, func.code))

    for value in list(module.names.values()):
        if isinstance(value, Func) and value.module is module and lonely(value):
            if needy or len(value.code.params) == len(value.defaults):
                units.add(module.path, partial(_lone, machine, module, value, None), value.code, ALONE)
        elif needy and isinstance(value, Cls) and value.module is module and id(value.code) not in seen:
            seen.add(id(value.code))
            methods = [one for one in value.names.values() if isinstance(one, Func) and lonely(one)]
            if methods:
                most = min(ENTRY, ALONE * len(methods))
                units.add(module.path, partial(_lone_class, machine, module, value, methods), methods[0].code, most)


def _lone_class(machine: Machine, module: Module, cls: Cls, lonely: list[Func]) -> None:
    machine.started = Run(module.path)
    frame = Frame(module, module.names, 1, module.code, ())
    init = cls.names.get("__init__")
    args = _arguments(machine, module, init, skip=1) if isinstance(init, Func) else []
    machine.entered.difference_update(id(method.code) for method in lonely)  # when it is run again
    me = machine.call(frame, cls, args, {}, cls.code.pos)
    for method in lonely:
        if method is not init and id(method.code) not in machine.entered:
            _lone(machine, module, method, me)


def _lone(machine: Machine, module: Module, func: Func, me: Value | None) -> None:
    machine.started = Run(module.path)
    decorators = func.code.decorators
    bound = me is not None and "staticmethod" not in decorators
    args = _arguments(machine, module, func, skip=1 if bound else 0)
    owner = func.bind(me, state(me).cls) if bound and me is not None else func
    machine.enter(owner, args, {}, None, func.code.pos)


def _arguments(machine: Machine, module: Module, func: Func, *, skip: int) -> list[Value]:
    """Stand-ins for the parameters: the default where there is one, otherwise rows of their own."""
    params = func.code.params
    first_default = len(params) - len(func.defaults)
    return [
        func.defaults[number - first_default] if number >= first_default else _parameter(machine, module, func, name)
        for number, name in enumerate(params)
        if number >= skip
    ]


def _parameter(machine: Machine, module: Module, func: Func, name: str) -> Value:
    code = func.code
    place = Place(module.path, code.pos)
    root = machine.record.root("parameter", place, f"parameter {name} of {code.name}", ("parameter", place, name))
    data = Data(source(root))
    data.source = root
    annotation = code.annotations.get(name, "")
    if annotation in _PLAIN and not (annotation in _MAPPINGS and any(map(_ROUTE.search, code.decorators))):
        return UNKNOWN
    typed = machine.annotated(module, annotation)
    if typed is not None:
        if isinstance(typed, str):
            data.type = typed
            data.kind = machine.kind(typed)
            return machine.fresh(data)
        return typed
    return machine.fresh(data)


_MAPPINGS = frozenset({"dict", "dict[str, Any]", "Dict[str, Any]"})
_ROUTE = re.compile(r"\.(?:post|put|patch|route|get)\b")  # what a request brings is rows
_PLAIN = frozenset(
    {"str", "int", "float", "bool", "dict", "Path", "None", "str | None", "int | None", "float | None",
     "Optional[str]", "Optional[int]", "argparse.Namespace", "Callable", "Any | None"}
)  # fmt: skip
__all__ = ["Box", "Flow", "Unfollowed", "follow"]
