"""Modules: the routines of one document, its names, and what its classes hold, each worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from mle_reviewer.program import code as ir
from mle_reviewer.system.code.around import Around
from mle_reviewer.system.code.following import Follower
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import UNKNOWN, Const, Global, Lib, Own, Param, Self, Term

if TYPE_CHECKING:
    from mle_reviewer.program.code import Block, FunctionCode, ModuleCode


class Neighbours(Protocol):
    """The other documents of the tree."""

    def imported(self, importer: str, dotted: str, name: str | None, level: int) -> Term:
        """What an import binds."""

    def member(self, path: str, name: str) -> Term:
        """What a name of a document stands for."""

    def inside(self, importer: str, dotted: str) -> tuple[Term, ...]:
        """The modules that a package holds."""

    def resolved(self, importer: str, dotted: str, level: int) -> Module | None:
        """The module that an import means."""


@dataclass(slots=True, eq=False)
class Class:
    """A class of the repository: its bases, its decorators, and what names stand for in its body."""

    path: str
    index: int
    name: str
    bases: tuple[Term, ...]
    decorators: tuple[Term, ...]
    names: Mapping[str, Term]
    annotations: Mapping[str, str]
    methods: Mapping[str, int]
    pos: int


@dataclass(slots=True, eq=False)
class _Defined:
    """A function where it was met: the names around it, its decorators and the defaults of its parameters."""

    around: Mapping[str, Term]
    decorators: tuple[Term, ...]
    defaults: Mapping[str, Term]


@dataclass(slots=True, eq=False)
class Module:
    """One document. `names` fill while its top level is followed, and are whole afterwards."""

    path: str
    code: ModuleCode
    world: Neighbours
    names: dict[str, Term] = field(default_factory=dict)
    classes: dict[int, Class] = field(default_factory=dict)
    _defined: dict[int, _Defined] = field(default_factory=dict)
    _routines: dict[int, Routine] = field(default_factory=dict)
    _top: Routine | None = None
    _binding: dict[str, tuple[int, ...]] | None = None
    _globals: dict[str, Global] = field(default_factory=dict)

    def top(self) -> Routine:
        """The module level; of a notebook, all cells in their order."""
        if self._top is None:
            self._top = Routine(self.path, -1, "", 0, ())  # an import circle meets it unfinished
            follower = Follower(_Scope(self, None), self.names)
            steps = tuple(step for cell in self.code.cells for step in follower.run(cell.body))
            self.names = follower.env
            self._top = Routine(self.path, -1, "", 1 << 12, steps, self.names)
        return self._top

    def routine(self, index: int) -> Routine:
        """A function or method by its number."""
        known = self._routines.get(index)
        if known is not None:
            return known
        self.top()
        code = self.code.functions[index]
        if index not in self._defined:
            self._define_inner()
        defined = self._defined.get(index) or _Defined({}, (), {})
        scope = _Scope(self, defined.around)
        follower = Follower(scope, self._params(index, code, defined))
        made = Routine(
            self.path, index, code.qualname, code.pos, (), {}, (*code.params, *code.kwonly), code.owner, code.is_async,
            defined.decorators,
        )  # fmt: skip
        self._routines[index] = made
        around = scope.around = Around(follower)  # what is defined in it sees its names, those bound later too
        made.steps = follower.run(code.body)
        around.settle()
        made.names = follower.env
        made.elsewhere = follower.elsewhere
        return made

    def _define_inner(self) -> None:
        """Follows every function that others are defined in, so that those are known."""
        for index in range(len(self.code.functions)):
            if index in self._defined:
                self.routine(index)

    def routines(self) -> Iterator[Routine]:
        """The module level and every function."""
        yield self.top()
        for index in range(len(self.code.functions)):
            yield self.routine(index)

    def define(
        self, index: int, around: Mapping[str, Term], decorators: tuple[Term, ...], defaults: tuple[Term | None, ...]
    ) -> Own:
        """A function is met."""
        code = self.code.functions[index]
        positional = len(defaults) - len(code.kwonly)
        named = dict(zip(code.params[len(code.params) - positional :], defaults[:positional], strict=False))
        named |= dict(zip(code.kwonly, defaults[positional:], strict=False))
        given = {name: term for name, term in named.items() if term is not None}
        self._defined[index] = _Defined(around, decorators, given)
        return Own(self.path, code.qualname, "function", index)

    def defaults(self, index: int) -> Mapping[str, Term]:
        """The defaults of a function's parameters."""
        self.routine(index)
        defined = self._defined.get(index)
        return {} if defined is None else defined.defaults

    def _params(self, index: int, code: FunctionCode, defined: _Defined) -> dict[str, Term]:
        env: dict[str, Term] = {}
        for name in (*code.params, *code.kwonly):
            env[name] = Param(self.path, index, name, code.annotations.get(name, ""), defined.defaults.get(name))
        for spread in (code.vararg, code.kwarg):
            if spread:
                env[spread] = Param(self.path, index, spread)
        if code.owner is not None and code.params and "staticmethod" not in code.decorators:
            env[code.params[0]] = Self(self.path, code.owner, cls="classmethod" in code.decorators)
        return env

    @property
    def binding(self) -> Mapping[str, tuple[int, ...]]:
        """The functions that bind a name of this module (`global model`), by the name."""
        if self._binding is None:
            found: dict[str, list[int]] = {}
            for index, code in enumerate(self.code.functions):
                for ins in code.body:
                    for name in ins[2] if ins[0] == ir.GLOBAL else ():
                        found.setdefault(name, []).append(index)
            self._binding = {name: tuple(some) for name, some in found.items()}
        return self._binding

    def named(self, name: str) -> Term | None:
        """What a name of this module stands for; one that functions bind too is known by what any of them does."""
        found = self.names.get(name)
        if name not in self.binding or isinstance(found, Own):
            return found
        known = self._globals.get(name)
        if known is None:
            known = self._globals[name] = Global(self.path, name, UNKNOWN)
        known.term = found if found is not None else UNKNOWN
        return known

    def member(self, name: str) -> Term | None:
        """What a name of this module stands for, from outside."""
        self.top()
        found = self.named(name)
        if found is not None:
            return found
        # While an import circle goes round, what is not bound yet is known by its definition.
        for index, code in enumerate(self.code.functions):
            if code.qualname == name:
                return Own(self.path, name, "function", index)
        for index, kind in enumerate(self.code.classes):
            if kind.qualname == name:
                return Own(self.path, name, "class", index)
        return None

    def class_(self, index: int) -> Class | None:
        """A class by its number."""
        self.top()
        if index not in self.classes:
            self._define_inner()
        return self.classes.get(index)

    def annotated(self, spelled: str) -> Term:
        """What an annotation names: the first of its names that is no wrapper (`Optional[X]`, `X | None`, `"X"`)."""
        return _annotated(self, spelled)


class _Scope:
    """What the names mean that a block of this module does not bind itself."""

    def __init__(self, module: Module, around: Mapping[str, Term] | None) -> None:
        self.module = module
        self.around = around
        self._outer = around

    def outer(self, name: str) -> Term | None:
        """A name of the functions around, or of the module."""
        if self._outer is not None and name in self._outer:
            return self._outer[name]
        return self.module.named(name)

    def imported(self, module: str, name: str | None, level: int) -> Term:
        """What an import binds; level -1 asks a document of the repository for one of its names."""
        world = self.module.world
        if level < 0:
            return world.member(module, name or "")
        return world.imported(self.module.path, module, name, level)

    def inside(self, package: str) -> tuple[Term, ...]:
        """The modules of the repository that a package holds."""
        return self.module.world.inside(self.module.path, package)

    def starred(self, module: str, level: int) -> Mapping[str, Term]:
        """The public names of a document of the repository; of a library, none are known."""
        found = self.module.world.resolved(self.module.path, module, level)
        if found is None:
            return {}
        found.top()
        return {name: term for name, term in found.names.items() if not name.startswith("_")}

    def function(self, index: int, decorators: tuple[Term, ...], defaults: tuple[Term | None, ...]) -> Term:
        """A function that is defined here."""
        return self.module.define(index, self.around if self.around is not None else {}, decorators, defaults)

    def class_(self, index: int, bases: tuple[Term, ...], decorators: tuple[Term, ...], body: Follower) -> Term:
        """A class that is defined here."""
        code = self.module.code.classes[index]
        self.module.classes[index] = Class(
            self.module.path,
            index,
            code.qualname,
            bases,
            decorators,
            body.env,
            code.annotations,
            code.methods,
            code.pos,
        )
        return Own(self.module.path, code.qualname, "class", index)

    def class_body(self, index: int) -> Block:
        """The block of a class."""
        return self.module.code.classes[index].body


_WRAPPERS = frozenset({
    "Optional", "Union", "Annotated", "Final", "ClassVar", "List", "list", "Sequence", "Iterable", "Iterator", "Type",
    "type", "Literal", "None", "Any", "Dict", "dict", "Tuple", "tuple", "Callable", "Awaitable", "Depends",
})  # fmt: skip


def _annotated(module: Module, spelled: str) -> Term:
    text = spelled.strip("\"' ")
    for word in _words(text):
        if word.rpartition(".")[2] == "Callable":
            return UNKNOWN  # what it names is given back by what is meant, and is not it
        if word.rpartition(".")[2] in _WRAPPERS:
            continue
        first, *rest = word.split(".")
        term = module.names.get(first)
        if term is None:
            return UNKNOWN
        for name in rest:
            if isinstance(term, Lib):
                term = Lib(f"{term.path}.{name}")
            elif isinstance(term, Own) and term.kind == "module":
                term = module.world.member(term.path, name)
            else:
                return UNKNOWN
        return UNKNOWN if isinstance(term, Const) else term
    return UNKNOWN


def _words(text: str) -> Iterator[str]:
    word = ""
    for character in [*text, " "]:
        if character.isalnum() or character in "_.":
            word += character
        elif word:
            yield word
            word = ""
