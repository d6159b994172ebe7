"""Which names of the notebook a cell reads, binds, deletes and changes, in the order in which it does."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from mle_reviewer.program import code as ir
from mle_reviewer.program.code import Block, CellCode, Instruction, ModuleCode

Deed = Literal["read", "bind", "delete", "change", "open"]
How = Literal["", "import", "definition"]

# What may bind or take any name: nothing is known of the notebook's names from there on.
_OPENING: Final = frozenset({"exec", "globals", "locals", "vars", "execfile", "runpy", "__import__"})
_SHELLS: Final = frozenset(
    {"run_cell", "run_line_magic", "run_cell_magic", "magic", "push", "ex", "user_ns", "load_ext"}
)
_CAUGHT: Final = re.compile(r"^$|\b(?:NameError|Exception|BaseException|UnboundLocalError)\b")
_IN_PLACE: Final = "inplace"
_SUPPRESSING: Final = frozenset({"raises", "suppress", "assertRaises", "assertRaisesRegex"})


class Event(NamedTuple):
    """One thing that a cell does to a name; `sure` where nothing decides whether it does.

    `through` is the function of the notebook in whose body it is done, `""` at the cell's own level; `pos` is where the
    cell does it, where it calls that function then. `how` tells an import and a definition from other bindings.
    """

    deed: Deed
    name: str
    pos: int
    sure: bool
    through: str = ""
    how: How = ""


class CellNames:
    """The events of the cells of one notebook; functions are known from the cell on that defines them."""

    def __init__(self, code: ModuleCode) -> None:
        self._code = code
        self._free: dict[int, tuple[Event, ...]] = {}  # what the functions do to names of the notebook when called
        self._functions: dict[str, int] = {}  # the notebook's functions by name, as last defined

    def events(self, cell: CellCode) -> tuple[Event, ...]:
        """What a cell does, in order; cells are asked for in the order in which they run."""
        walk = _Walk(self._code, self._functions, self._free, frozenset())
        walk.block(cell.body, sure=True)
        return tuple(walk.events)


class _Walk:
    def __init__(
        self, code: ModuleCode, functions: dict[str, int], free: dict[int, tuple[Event, ...]],
        own: frozenset[str], depth: int = 0,
    ) -> None:  # fmt: skip
        self.code = code
        self.functions = functions
        self.free = free
        self.own = own
        self.depth = depth
        self.events: list[Event] = []
        self.roots: dict[int, str] = {}
        self.true: set[int] = set()
        self.made: dict[int, int] = {}  # registers that hold a function, by its number
        self.hows: dict[int, How] = {}  # registers that hold what was imported or defined
        self.ended = False  # a function has returned, in some arm: what follows may not be reached

    def say(self, deed: Deed, name: str, pos: int, *, sure: bool, how: How = "") -> None:
        if name not in self.own:
            self.events.append(Event(deed, name, pos, sure and not self.ended, "", how))

    def block(self, block: Block, *, sure: bool) -> None:
        for ins in block:
            self._step(ins, sure=sure)

    def _step(self, ins: Instruction, *, sure: bool) -> None:
        op, pos = ins[0], ins[1]
        if op == ir.NAME:
            self.roots[ins[2]] = ins[3]
            self.say("open" if ins[3] in _OPENING else "read", ins[3], pos, sure=sure)
        elif op == ir.CONST:
            if ins[3] is True:
                self.true.add(ins[2])
        elif op == ir.STORE:
            self.say("bind", ins[2], pos, sure=sure, how=self.hows.get(ins[3], ""))
            if self.depth == 0:
                self.functions.pop(ins[2], None)
                if ins[3] in self.made:
                    self.functions[ins[2]] = self.made[ins[3]]
        elif op == ir.DELETE:
            self.say("delete", ins[2], pos, sure=sure)
        elif op in (ir.ATTR, ir.ITEM):
            if ins[3] in self.roots:
                self.roots[ins[2]] = self.roots[ins[3]]
        elif op in (ir.SETATTR, ir.SETITEM, ir.DELITEM):
            self._change(ins[2], pos, sure=sure)
        elif op == ir.CALL:
            self._called(ins, sure=sure)
        elif op == ir.METHOD:
            if ins[4] in _SHELLS:
                self.say("open", ins[4], pos, sure=sure)
            if any(name == _IN_PLACE and reg in self.true for name, reg in ins[6]):
                self._change(ins[3], pos, sure=sure)
        elif op == ir.FUNCTION:
            self.made[ins[2]] = ins[3]
            self.hows[ins[2]] = "definition"
        elif op in (ir.IMPORT, ir.IMPORT_FROM):
            self.hows[ins[2]] = "import"
        elif op == ir.CLASS:
            self.hows[ins[2]] = "definition"
            self._class(ins, sure=sure)
        elif op == ir.IMPORT_STAR:
            self.events.append(Event("open", f"{'.' * ins[3]}{ins[2]}", pos, sure))
        elif op == ir.COMPREHENSION:
            self._comprehension(ins, sure=sure)
        elif op == ir.GLOBAL:
            self.own -= set(ins[2])
        elif op == ir.RETURN:
            self.ended = True
        elif op in ir.HOLDING:
            self._holding(ins, sure=sure)

    def _change(self, register: int, pos: int, *, sure: bool) -> None:
        root = self.roots.get(register)
        if root is not None:
            self.say("change", root, pos, sure=sure)

    def _called(self, ins: Instruction, *, sure: bool) -> None:
        """A call of a function of the notebook does what its body does."""
        name = self.roots.get(ins[3])
        index = self.functions.get(name) if name is not None else None
        if index is None or name is None or name in self.own:
            return
        for one in self._body(index):
            if one.name not in self.own:
                self.events.append(Event(one.deed, one.name, ins[1], one.sure and sure, name))

    def _body(self, index: int) -> tuple[Event, ...]:
        known = self.free.get(index)
        if known is None:
            self.free[index] = ()  # a function that calls itself adds nothing
            function = self.code.functions[index]
            own = function.locals | {name for name in (function.vararg, function.kwarg) if name}
            inner = _Walk(self.code, self.functions, self.free, frozenset(own), self.depth + 1)
            if not function.generator:
                inner.block(function.body, sure=True)
            known = self.free[index] = tuple(inner.events)
        return known

    def _class(self, ins: Instruction, *, sure: bool) -> None:
        """A class's body is run where it stands; what it binds is its own."""
        inner = _Walk(self.code, self.functions, self.free, self.own, self.depth + 1)
        inner.block(self.code.classes[ins[3]].body, sure=sure)
        bound = {one.name for one in inner.events if one.deed == "bind"}
        self.events += [one for one in inner.events if one.deed in {"read", "open"} and one.name not in bound]

    def _comprehension(self, ins: Instruction, *, sure: bool) -> None:
        inner = _Walk(self.code, self.functions, self.free, self.own, self.depth + 1)
        inner.roots = dict(self.roots)
        inner.block(ins[6], sure=sure)
        bound = {one.name for one in inner.events if one.deed == "bind"}
        for one in inner.events:
            if one.name not in bound:
                self.events.append(one)
        self.events += [Event("bind", name, ins[1], sure=False) for name in sorted(bound) if name not in self.own]

    def _holding(self, ins: Instruction, *, sure: bool) -> None:
        op = ins[0]
        if op == ir.FOR:
            self.block(ins[4], sure=sure)
            self.block(ins[5], sure=False)
        elif op == ir.WITH:
            self.block(ins[4], sure=sure and not self._suppresses(ins[2]))
        elif op == ir.WHILE:
            self.block(ins[2], sure=sure)
            self.block(ins[4], sure=False)
            self.block(ins[5], sure=False)
        elif op == ir.TRY:
            caught = any(_CAUGHT.search(types) for types, _name, _block in ins[3])
            self.block(ins[2], sure=sure and not caught)
            for _types, name, block in ins[3]:
                before = self.own
                self.own = self.own | ({name} if name else frozenset())
                self.block(block, sure=False)
                self.own = before
            self.block(ins[4], sure=False)
            self.block(ins[5], sure=sure)
        else:
            for inner in ir.inner_blocks(ins):
                self.block(inner, sure=False)

    def _suppresses(self, register: int) -> bool:
        return self.roots.get(register) in _SUPPRESSING
