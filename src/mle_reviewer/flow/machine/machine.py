"""The machine: runs register code over symbolic values, statement by statement."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.flow.context import Frame, data_of, returned_by
from mle_reviewer.flow.effects.arguments import commanded
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.values import (
    CUT_OUT,
    NONE,
    UNKNOWN,
    Box,
    Cls,
    Const,
    Data,
    Default,
    Few,
    Func,
    Lib,
    Map,
    Module,
    Obj,
    Seq,
    Symbol,
    Value,
)
from mle_reviewer.flow.machine import attributes, calls, remembering, repeating, rounds_before
from mle_reviewer.flow.machine.branches import BRANCHES
from mle_reviewer.flow.machine.changes import Changed, put, put_back, written
from mle_reviewer.flow.machine.comprehending import COMPREHENSIONS
from mle_reviewer.flow.machine.endings import CONTINUED, ON, RAISED, RETURNED
from mle_reviewer.flow.machine.instructions import PLAIN
from mle_reviewer.flow.machine.looping import LOOPS
from mle_reviewer.flow.machine.runner import Runner
from mle_reviewer.flow.operations import (
    binding,
    comparing,
    containers,
    gaps,
    gathering,
    groups,
    opaque,
    pieces,
    repeats,
    switches,
)
from mle_reviewer.flow.operations import names as names_of
from mle_reviewer.flow.operations.call import kind_of
from mle_reviewer.flow.tree.budget import Budget
from mle_reviewer.flow.tree.paths import REPOSITORY, located
from mle_reviewer.knowledge.table import ClassEntry
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.sql.world import World
    from mle_reviewer.flow.tree.project import Project
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.code import Block
    from mle_reviewer.program.entries import Entry

_DEEPEST_CALL: Final = 14
_ALL: Final[dict[int, Any]] = {**PLAIN, **BRANCHES, **LOOPS, **COMPREHENSIONS}
_HANDLERS: Final[list[Any]] = [_ALL.get(op) for op in range(max(_ALL) + 1)]  # a list is asked faster than a dict
_NAME: Final = ir.NAME
_CONST: Final = ir.CONST
_STORE: Final = ir.STORE


class OutOfFuel(Exception):  # noqa: N818 - a bound that was reached, not an error
    """The analysis of one entry point took more steps than it may."""


@dataclass(slots=True)
class Sought:
    """What code asked for of the tree beside modules: each path as it is spelled and where it leads."""

    names: dict[str, str] = field(default_factory=dict)
    answered: bool = False  # whether what a document says may have come into the flow


class Machine(Runner):
    """Follows one project: its modules, its store and the record of acts."""

    def __init__(self, project: Project, table: Table, *, recorded: bool = False) -> None:
        super().__init__(project, table)
        self.recorded = recorded  # whether the cells of notebooks run in the order of their execution counts
        self.budget = Budget()
        self.fuel = 0
        self.stack: list[Any] = []
        self.entered: set[int] = set()
        self.builtins: dict[str, Value] = {}  # what names that nothing here defines stand for
        self._world: World | None = None
        self.sought = Sought()

    @property
    def world(self) -> World:
        """The tables that queries read, made when the first one is followed."""
        if self._world is None:
            from mle_reviewer.flow.sql.world import World

            self._world = World(self, self.project)
        return self._world

    def forget(self, unit: int) -> None:
        """Before a unit runs again: the tables that SQL made in it are made anew, and what functions remember."""
        self.remembered.clear()
        if self._world is not None:
            self._world.forget(unit)

    def troubles(self) -> list[tuple[str, int, str]]:
        """What of queries could not be parsed or followed: document, line, why."""
        return [] if self._world is None else sorted(self._world.troubles)

    def call(self, frame: Frame, callee: Value, args: list[Value], kwargs: dict[str, Value], pos: int) -> Value:
        """Calls any value."""
        return calls.call(self, frame, callee, args, kwargs, pos)

    def method(
        self, frame: Frame, receiver: Value, name: str, args: list[Value], kwargs: dict[str, Value], pos: int
    ) -> Value:
        """Calls a method of any value."""
        return calls.method(self, frame, receiver, name, args, kwargs, pos)

    def described(self, path: str) -> bool:
        """Whether knowledge says what something of a library does."""
        return self.table.find(path) is not None

    def library_names(self, module: str) -> dict[str, Value]:
        """What `from library import *` binds: the names that knowledge has under it, its modules among them."""
        prefix = module + "."
        known = (*self.table.packed["functions"], *self.table.packed["classes"])
        names = {path.removeprefix(prefix).partition(".")[0] for path in known if path.startswith(prefix)}
        return {name: Lib(prefix + name) for name in sorted(names)}

    def annotated(self, module: Module, annotation: str) -> Value | str | None:
        """What a parameter's annotation says: the path of a table's class, or an object of a class."""
        head, _, rest = annotation.strip("'\"").partition(".")
        value = module.names.get(head)
        for name in rest.split(".") if rest else []:
            if isinstance(value, Lib):
                value = Lib(f"{value.path}.{name}")
            elif isinstance(value, Module):
                value = value.names.get(name)
            else:
                return None
        if isinstance(value, Lib):
            entry = self.table.find(value.path)
            if isinstance(entry, ClassEntry):
                return entry.path if kind_of(self, entry.path) else self.fresh(Obj(entry.path, entry))
        return None

    def script(self, path: str) -> tuple[str, str] | None:
        """The path and text of the repository's SQL file that code means by `path`."""
        found = self.project.script(self.whereabouts(path))
        self.sought.answered |= found is not None
        return found

    def kind(self, path: str) -> str:
        """The role of a data class."""
        return kind_of(self, path)

    def read(self, frame: Frame, obj: Value, name: str, pos: int) -> Value:
        """An attribute of any value."""
        return attributes.read(self, frame, obj, name, pos)

    def whereabouts(self, path: str) -> str:
        """The one name of the file that a path leads to."""
        found = self.sought.names[path] = located(self.project.layout, self.started, path)
        return found

    def entries(self, path: str) -> Entry | None:
        """The values of a YAML, JSON or TOML document of the repository."""
        self.sought.answered = True
        return self.project.entries(path)

    def documents(self, start: str) -> tuple[str, ...]:
        """The settings documents of the repository whose paths begin so."""
        self.sought.answered = True
        return self.project.documents(start)

    def spelling(self, endings: tuple[str, ...], word: str) -> tuple[str, ...]:
        """The documents of the repository with one of these endings in which a word stands."""
        self.sought.answered = True
        return self.project.spelling(endings, word)

    def commanded(self, func: Func) -> dict[str, Value]:
        """What a command line gives to the parameters of a function that is run as a command."""
        return commanded(self, func)

    # --- running

    def run_module(self, module: Module) -> None:
        """Runs a module's top level once."""
        if module.ran or module.code is None:
            return
        module.ran, module.done = True, False
        module.names["__name__"] = Const("__main__" if module.path == self.started.path else module.name)
        module.names["__file__"] = Const(f"{REPOSITORY}/{module.path}")
        for cell in (module.code.recorded() if self.recorded else None) or module.code.cells:
            frame = Frame(module, module.names, cell.registers, module.code, ())
            self.run(frame, cell.body)
        module.done = True
        self.project.arrived(module)

    def run(self, frame: Frame, block: Block) -> int:
        """Runs a block; returns what it ended with."""
        self.fuel -= len(block)
        if self.fuel < 0:
            raise OutOfFuel
        regs, env, handlers = frame.regs, frame.env, _HANDLERS
        for ins in block:
            op = ins[0]
            if op == _NAME:
                value = env.get(ins[3])
                regs[ins[2]] = value if value is not None else self.lookup(frame, ins[3])
            elif op == _CONST:
                regs[ins[2]] = Const(ins[3])
            elif op == _STORE:
                value = regs[ins[3]]
                held = value.state if type(value) is Box else value
                if type(held) is Data and held.traits and CUT_OUT in held.traits:
                    pieces.called(self, held, ins[2])
                    value = pieces.named(value, held, ins[2])
                elif type(held) is Seq and held.rest is not None:
                    pieces.called_all(self, held.rest, ins[2])
                elif type(held) is Seq and type(value) is Box and not held.items:
                    self.lists[value.number] = ins[2]
                if frame.globals and ins[2] in frame.globals:
                    frame.module.names[ins[2]] = value
                else:
                    env[ins[2]] = value
            else:
                ended = handlers[op](self, frame, ins)
                if ended:
                    return ended  # type: ignore[no-any-return]
        return ON

    def lookup(self, frame: Frame, name: str) -> Value:
        """A name that is not local: an enclosing function's, the module's, or a builtin."""
        env: Any = frame.env.get(None)
        while env is not None:
            value = env.get(name)
            if value is not None:
                return value  # type: ignore[no-any-return]
            env = env.get(None)
        value = frame.module.names.get(name)
        if value is not None:
            return value
        return self.builtins.get(name) or self._builtin(name)

    def _builtin(self, name: str) -> Value:
        path = f"builtins.{name}"
        entry = self.table.find(path)
        if isinstance(entry, ClassEntry) and entry.role == "session":  # an object that stands ready (`spark`)
            return self.fresh(Obj(entry.path, entry))
        self.builtins[name] = Lib(path) if entry is not None else UNKNOWN
        return self.builtins[name]

    # --- calls into the repository's functions

    def enter(self, func: Func, args: list[Value], kwargs: dict[str, Value], frame: Frame | None, pos: int) -> Value:
        """Calls a function of the repository."""
        if func.code.decorators and remembering.remembers(func):
            return remembering.once(self, func, args, kwargs, lambda: self._entered(func, args, kwargs, frame, pos))
        return self._entered(func, args, kwargs, frame, pos)

    def _entered(self, func: Func, args: list[Value], kwargs: dict[str, Value], frame: Frame | None, pos: int) -> Value:
        code = func.code
        if len(self.stack) >= _DEEPEST_CALL or self.stack.count(code) > 1:
            return containers.mixed(self, [*args, *kwargs.values()])
        if self.budget.tired(func):
            return containers.mixed(self, [*args, *kwargs.values()])
        self.entered.add(id(code))
        chain = () if frame is None else (*frame.chain[-6:], (frame.module.path, pos))
        env: dict[Any, Value] = {}
        if func.env is not None:
            env[None] = func.env  # type: ignore[assignment]
        inner = Frame(func.module, env, code.registers, code, chain)
        inner.func = func
        if "**" in kwargs:
            kwargs = binding.by_fields(self, kwargs, list(code.params[len(args) + (func.bound is not None) :]))
        binding.bind(func, args, kwargs, env)
        self.stack.append(code)
        before, outside, told, began = self.fuel, self.budget.inside, self.record.told, self.store.begin()
        arms, off = self.record.arms, self.record.off
        self.budget.inside, inner.began = 0, began
        try:
            self.run(inner, code.body)
        finally:
            self.stack.pop()
            self.record.arms, self.record.off = arms, off
            gives = code.generator or code.name == "__init__" or inner.returned not in {None, NONE}
            self.budget.took(func, before - self.fuel, outside, telling=self.record.told > told, giving=gives)
        if code.generator:
            items = tuple(inner.yielded)
            if len(items) == 1:
                return self.fresh(Seq((), gathering.collected(self, items[0], began), "generator"))
            self.here = Place(func.module.path, inner.yields_at or code.pos, inner.chain)
            return self.fresh(repeats.several(self, Seq(items, None, "generator"), began))
        if inner.returned is None:
            return NONE
        held = inner.returned.state if type(inner.returned) is Box else inner.returned
        if type(held) is Data and CUT_OUT in held.traits:
            return pieces.named(inner.returned, held, code.name)
        return comparing.by_own_metric(self, inner.returned, [*args, *kwargs.values()])

    # --- branches

    def truth(self, value: Value) -> bool | None:
        """Whether a value is true, where that is known."""
        if isinstance(value, Const):
            return None if isinstance(value.value, Symbol) or type(value) is Default else bool(value.value)
        if isinstance(value, (Func, Cls, Module)):
            return True
        held = value.state if type(value) is Box else value
        if isinstance(held, (Seq, Map)) and held.items:
            return True
        return None

    def condition(self, value: Value) -> tuple[Hashable, bool]:
        """What identifies a condition, and whether `value` is it or its opposite."""
        if isinstance(value, Const) and isinstance(value.value, Symbol):
            key = value.value.key
            if isinstance(key, tuple) and key[0] == "not":
                return key[1], False
            return key, True
        return opaque.key_of(self, value, data_of(value)), True

    def fork(self, frame: Frame, cond: Value, arms: tuple[Callable[[], int], Callable[[], int]], pos: int = 0) -> int:
        """Runs both arms from the same state and joins what they leave."""
        key, positive = self.condition(cond)
        if pos:
            self.record.questions.setdefault(key, set()).add((frame.module.path, pos))
        self.asked[key] = (cond, positive)
        env: dict[Any, Value] = frame.env
        results: list[Any] = []
        before = dict(env)
        named = containers.chosen_names(self, env, cond)
        returned, left_in = frame.returned, frame.returned_in
        steps = comparing.selects(self, cond)
        of_name = groups.told_by(self, env, cond)
        one_of = names_of.told_by(self, env, cond) if type(cond) is Data else ({}, {})
        outer, again = self.record.arms, repeating.asked_again(self, key)
        off, settled = self.record.off, switches.decided(self, key) if self.settings else None
        if settled is not None:
            self.record.off_arms[key] = (not settled.holds, settled.by)
        for number, (arm, holds, told) in enumerate(zip(arms, (steps, comparing.others(steps)), of_name, strict=True)):
            true = (number == 0) is positive
            self.record.arms = outer | {(key, true)} if again else outer
            self.record.off = off or settled.by if settled is not None and settled.holds is not true else off
            mark = self.store.branch()
            frame.returned = frame.returned_in = None
            env.update(named)
            env.update(told)
            env.update(one_of[number])
            self.arms.append((holds, self.store.count))
            ended = arm()
            self.arms.pop()
            changed = self.store.take_back(mark)
            for name, value in (*told.items(), *one_of[number].items()):
                if env.get(name) is value:
                    env[name] = before[name]
            names = written(before, env)
            results.append((ended, names, changed, returned_by(frame)))
            put_back(env, names, before)
        self.record.arms, self.record.off = outer, off
        frame.returned, frame.returned_in = returned, left_in
        (one, one_names, one_boxes, one_value), (two, two_names, two_boxes, two_value) = results
        if one_value is not None or two_value is not None:
            one_value, two_value = gaps.returned(self, cond, one_value, two_value)
        ends = (one, two)
        if CONTINUED in {one, two} and one != two:  # what follows in this round is for the other rows
            self.arms.append((steps if two == CONTINUED else comparing.others(steps), self.store.count))
        if not positive:
            one, one_names, one_boxes, one_value, two, two_names, two_boxes, two_value = (
                two, two_names, two_boxes, two_value, one, one_names, one_boxes, one_value,
            )  # fmt: skip
        # First, for what was made in an arm and returned is empty until then.
        self.store.join_arms(None if one == RAISED else one_boxes, None if two == RAISED else two_boxes, key)
        for value, polarity in ((one_value, True), (two_value, False)):
            if value is not None:
                self.give_back(frame, value, (key, polarity))
        if RETURNED in {one, two} and not (one and two):
            frame.returned_in = (key, one == RETURNED)
            if again:  # the rest of the function is the other arm
                self.record.arms |= {(key, two == RETURNED)}
        if settled is not None and _ends(one, two, settled.holds):  # so what follows is in the other arm
            self.record.off = off or settled.by
        if one and two:
            env.update({name: value for name, value in one_names.items() if value is not None})
            return int(one if one == two else min(one, two))
        if one or two:
            put(env, two_names if one else one_names)
            if CONTINUED in ends:
                env.update(one_of[0 if ends[1] == CONTINUED else 1])
            return ON
        for name in named:  # what the condition said holds no longer
            one_names.pop(name, None)
            two_names.pop(name, None)
        joined: Changed = {}
        for name in {**one_names, **two_names}:
            a, b = one_names.get(name, before.get(name)), two_names.get(name, before.get(name))
            value = joined[name] = a if a is b else self.store.join(a, b, key)
            if type(value) is Few and self.repeated:
                joined[name] = rounds_before.told(self, frame, name, value)
        put(env, joined)
        return ON

    def give_back(self, frame: Frame, value: Value, arm: tuple[Hashable, bool] | None) -> None:
        """Adds a returned value to what the function may return."""
        if frame.returned is None:
            frame.returned = value
        else:
            earlier = frame.returned_in
            if earlier is not None:  # what was returned before came out of one arm, this comes from behind it
                arm = (earlier[0], not earlier[1])
            key = arm[0] if arm else None
            first, second = (value, frame.returned) if arm and arm[1] else (frame.returned, value)
            frame.returned = self.store.join(first, second, key)


def _ends(one: int, two: int, first: bool) -> bool:  # noqa: FBT001 - which of the two it is
    """Whether only one arm goes on, and it is not the one that is taken."""
    taken, other = (one, two) if first else (two, one)
    return taken in {RETURNED, RAISED} and other == ON


__all__ = ["Frame", "Machine", "OutOfFuel"]
