"""The documents of one tree that hold code: their modules, and what imports and names of one mean in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.code.modules import Module
from mle_reviewer.system.code.terms import UNKNOWN, Lib, Own, Term

_FEW = 4  # modules, one of which is meant

if TYPE_CHECKING:
    from collections.abc import Callable

    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.program.code import ModuleCode


class Documents:
    """The modules of a tree, read when they are asked for."""

    def __init__(self, layout: Layout, code: Callable[[str], ModuleCode | None]) -> None:
        self.layout = layout
        self._code = code
        self._modules: dict[str, Module | None] = {}

    def module(self, path: str) -> Module | None:
        """A document's module; None where its code cannot be read."""
        if path not in self._modules:
            code = self._code(path)
            self._modules[path] = None if code is None else Module(path, code, self)
        return self._modules[path]

    def resolved(self, importer: str, dotted: str, level: int) -> Module | None:
        """The module of the repository that an import means."""
        path = self.layout.resolve(importer, dotted, level)
        return None if path is None else self.module(path)

    def imported(self, importer: str, dotted: str, name: str | None, level: int) -> Term:
        """What an import binds."""
        path = self.layout.resolve(importer, dotted, level) if dotted or level else None
        if name is None:
            return Lib(dotted) if path is None else Own(path, "", "module")
        if path is not None and (found := self.member(path, name)) is not UNKNOWN:
            return found
        inner = self.layout.resolve(importer, f"{dotted}.{name}" if dotted else name, level)
        if inner is not None:
            return Own(inner, "", "module")
        return UNKNOWN if level or path is not None else Lib(f"{dotted}.{name}")

    def inside(self, importer: str, dotted: str) -> tuple[Term, ...]:
        """The modules that a package holds; () where they are too many to say which is meant."""
        found = self.layout.inside(importer, dotted)
        return tuple(Own(path, "", "module") for path in found) if len(found) <= _FEW else ()

    def member(self, path: str, name: str) -> Term:
        """What a name of a document stands for."""
        module = self.module(path)
        found = None if module is None else module.member(name)
        if found is None and path.endswith("/__init__.py"):
            inner = self.layout.resolve(path, name, 1)
            return UNKNOWN if inner is None else Own(inner, "", "module")
        return found or UNKNOWN
