"""Strangers: functions that nobody in the tree calls are run with rows of their own for their parameters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from mle_reviewer.flow.context import Frame
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import source
from mle_reviewer.flow.facts.values import UNKNOWN, Cls, Data, Func, Module, Value, state
from mle_reviewer.flow.machine.units import SPENT, Unfollowed, Units
from mle_reviewer.flow.tree.budget import ALONE, ENTRY
from mle_reviewer.flow.tree.plan import Run

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.machine import Machine
    from mle_reviewer.flow.tree.demand import Demand
    from mle_reviewer.flow.tree.project import Project

_MAPPINGS = frozenset({"dict", "dict[str, Any]", "Dict[str, Any]"})
_ROUTE = re.compile(r"\.(?:post|put|patch|route|get)\b")  # what a request brings is rows
_PLAIN = frozenset(
    {"str", "int", "float", "bool", "dict", "Path", "None", "str | None", "int | None", "float | None",
     "Optional[str]", "Optional[int]", "argparse.Namespace", "Callable", "Any | None"}
)  # fmt: skip


def run_strangers(
    units: Units, project: Project, entries: Sequence[str], written: Sequence[Module], demand: Demand | None
) -> None:
    """Runs the functions of documents, and of the modules they write, that nobody called.

    With no budget left, each document that has any is told.
    """
    if not units.machine.budget.left:
        told = {problem.path for problem in units.problems}
        for module in map(project.module, filter(project.ran, entries)):
            own = (one for one in module.names.values() if isinstance(one, (Func, Cls)) and one.module is module)
            if module.path not in told and any(id(one.code) not in units.machine.entered for one in own):
                units.problems.setdefault(Unfollowed(module.path, 1, SPENT))
        return
    modules = [module for module in (*map(project.module, entries), *written) if _has_uncalled(units.machine, module)]
    if demand is not None and modules:
        demand.extend(project, entries)
    for module in modules:  # what needs nothing sets others going, which are then not strangers to each other
        _uncalled(units, module, demand, needy=False)
    for module in modules:
        _uncalled(units, module, demand, needy=True)
    units.settle()


def _has_uncalled(machine: Machine, module: Module) -> bool:
    """Whether a module has a function or a method that nobody called."""
    known = machine.entered
    for value in [one for one in module.names.values() if type(one) is Func or type(one) is Cls]:
        if value.module is module:
            own = [value] if isinstance(value, Func) else [*value.names.values()]
            if any(isinstance(one, Func) and id(one.code) not in known for one in own):
                return True
    return False


def _uncalled(units: Units, module: Module, demand: Demand | None, *, needy: bool) -> None:
    """Functions that nobody called and that need no argument; then, if `needy`, all others, and methods.

    Each has one source of rows per parameter.
    """
    machine = units.machine
    seen: set[int] = set()

    def lonely(func: Func) -> bool:
        return id(func.code) not in machine.entered and (demand is None or demand.leads(module.path, func.code))

    for value in [one for one in module.names.values() if type(one) is Func or type(one) is Cls]:
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
    said = {} if func.options is None else machine.commanded(func)  # a command: what its options give

    def stand_in(number: int, name: str) -> Value:
        if name in said:
            return said[name]
        if number >= first_default:
            return func.defaults[number - first_default]
        return _parameter(machine, module, func, name)

    return [stand_in(number, name) for number, name in enumerate(params) if number >= skip]


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
