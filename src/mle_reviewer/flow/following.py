"""Following: runs every entry point of a project and gives the acts that happened."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from mle_reviewer.flow.acts import Act, Place, Record
from mle_reviewer.flow.context import Frame
from mle_reviewer.flow.machine import FUEL, Machine, OutOfFuel
from mle_reviewer.flow.rows import source
from mle_reviewer.flow.values import UNKNOWN, Box, Cls, Data, Func, Module, Value, state
from mle_reviewer.program.code import column_of, line_of
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.flow.project import Project
    from mle_reviewer.knowledge.table import Table

_MOST_ROUNDS = 3


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


@dataclass(slots=True)
class Flow:
    """All acts of a project in order, what could not be followed, and where places are in the user's files."""

    record: Record
    unfollowed: tuple[Unfollowed, ...]
    locate: Callable[[Place], Location] = _nowhere
    text: Callable[[Place], str] = _no_text
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def acts(self) -> list[Act]:
        """The acts, by number."""
        return self.record.acts


def follow(project: Project, paths: Iterable[str], table: Table, *, recorded: bool = False) -> Flow:
    """Runs the modules at `paths` as entry points, then the functions that none of them called.

    With `recorded` the cells of a notebook run in the order of their execution counts, else top to bottom.
    """
    machine = Machine(project, table, recorded=recorded)
    problems: list[Unfollowed] = []
    entries = list(paths)
    for path in entries:
        _guarded(machine, problems, path, lambda path=path: _enter(machine, project, path))
    _again(machine, project, problems, entries)
    for path in entries:
        module = project.module(path)
        if module.code is not None:
            machine.reader = path
            _uncalled(machine, module, problems)
    return Flow(machine.record, tuple(problems))


def _enter(machine: Machine, project: Project, path: str) -> None:
    machine.reader = path
    module = project.module(path)
    machine.run_module(module)


def _again(machine: Machine, project: Project, problems: list[Unfollowed], entries: list[str]) -> None:
    """Runs readers again whose files were written by a module that ran later."""
    for _round in range(_MOST_ROUNDS):
        late = sorted(
            reader for stored, readers in machine.missed.items() if stored in machine.saved for reader in readers
        )
        machine.missed = {}
        if not late:
            return
        for path in dict.fromkeys(late):
            if path in entries:
                module = project.module(path)
                module.ran = False
                module.names = {}
                _guarded(machine, problems, path, lambda path=path: _enter(machine, project, path))


def _guarded(machine: Machine, problems: list[Unfollowed], path: str, run: Any) -> None:
    machine.fuel = FUEL
    machine.stack.clear()
    try:
        run()
    except OutOfFuel:
        problems.append(Unfollowed(path, 1, "too many steps to follow to the end"))
    except RecursionError:
        problems.append(Unfollowed(path, 1, "calls nest too deeply to follow"))
    except Exception as error:  # noqa: BLE001 - one document must not lose the others; the gap names the place
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{PurePath(at.filename).name}:{at.lineno}"
        problems.append(Unfollowed(path, 1, f"internal error: {type(error).__name__}: {error} ({where})"))


def _uncalled(machine: Machine, module: Module, problems: list[Unfollowed]) -> None:
    """Functions and methods that nobody called, each with one source of rows per parameter."""
    seen: set[int] = set()
    for value in list(module.names.values()):
        if isinstance(value, Func) and value.module is module and id(value.code) not in machine.entered:
            _guarded(machine, problems, module.path, lambda value=value: _lone(machine, module, value, None))
        elif isinstance(value, Cls) and value.module is module and id(value.code) not in seen:
            seen.add(id(value.code))
            _guarded(machine, problems, module.path, lambda value=value: _lone_class(machine, module, value))


def _lone_class(machine: Machine, module: Module, cls: Cls) -> None:
    methods = [value for value in cls.names.values() if isinstance(value, Func)]
    lonely = [method for method in methods if id(method.code) not in machine.entered]
    if not lonely:
        return
    frame = Frame(module, module.names, 1, module.code, ())
    init = cls.names.get("__init__")
    args = _arguments(machine, module, init, skip=1) if isinstance(init, Func) else []
    me = machine.call(frame, cls, args, {}, cls.code.pos)
    for method in lonely:
        if method is not init and id(method.code) not in machine.entered:
            _lone(machine, module, method, me)


def _lone(machine: Machine, module: Module, func: Func, me: Value | None) -> None:
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
    if annotation in _PLAIN:
        return UNKNOWN
    typed = machine.annotated(module, annotation)
    if typed is not None:
        if isinstance(typed, str):
            data.type = typed
            data.kind = machine.kind(typed)
            return machine.fresh(data)
        return typed
    return machine.fresh(data)


_PLAIN = frozenset(
    {"str", "int", "float", "bool", "dict", "Path", "None", "str | None", "int | None", "float | None",
     "Optional[str]", "Optional[int]", "argparse.Namespace", "Callable", "Any | None"}
)  # fmt: skip
__all__ = ["Box", "Flow", "Unfollowed", "follow"]
