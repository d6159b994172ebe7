"""Demand: which functions that nobody calls are worth entering, because they lead to a name that makes an act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mle_reviewer.flow.project import Project
    from mle_reviewer.program.code import ClassCode, FunctionCode, ModuleCode

# Methods that run without being named: those with two underscores, and these.
_UNNAMED = frozenset({"forward", "call"})


class _Node(NamedTuple):
    """A function, or a class as what its construction and its unnamed methods mention."""

    name: str
    mentions: frozenset[str]
    code: int  # the id of a function's code, 0 for a class


class Demand:
    """Knows which functions of the followed modules lead to an act.

    A function leads to one when it mentions an anchor, or the name of a function or class that does and that stands in
    its own module, in one that it imports, or in one that such a module imports.
    """

    def __init__(self, project: Project, paths: Iterable[str], anchors: Callable[[ModuleCode], frozenset[str]]) -> None:
        self._leading: set[int] = set()
        self._nodes: dict[str, dict[str, list[_Node]]] = {}  # module → mentioned name → who mentions it
        self._readers: dict[str, set[str]] = {}  # module → modules in whose sight it is
        self._told: dict[str, set[str]] = {}  # module → leading names that it sees
        codes = _codes(project, paths)
        for path, scope in _scopes(project, codes).items():
            for seen in scope:
                self._readers.setdefault(seen, set()).add(path)
        gained = {path: self._enter(path, code, anchors(code)) for path, code in codes.items()}
        while gained:
            path, names = gained.popitem()
            for reader in sorted(self._readers.get(path, ())):
                more = self._tell(reader, names)
                if more:
                    gained.setdefault(reader, set()).update(more)

    def leads(self, code: FunctionCode) -> bool:
        """Whether a function leads to an act."""
        return id(code) in self._leading

    def _enter(self, path: str, code: ModuleCode, anchors: frozenset[str]) -> set[str]:
        """Notes a module's functions and classes; the names of those that mention an anchor."""
        mentioned = self._nodes[path] = {}
        self._told[path] = set()
        found: set[str] = set()
        for node in _nodes(code):
            if not anchors.isdisjoint(node.mentions):
                self._leading.add(node.code)
                found.add(node.name)
            else:
                for name in node.mentions:
                    mentioned.setdefault(name, []).append(node)
        return found

    def _tell(self, path: str, names: Iterable[str]) -> set[str]:
        """Leading names come into a module's sight; the names of its own that lead there now."""
        found: set[str] = set()
        told = self._told[path]
        for name in names:
            if name not in told and not name.startswith(("__", "<")):
                told.add(name)
                for node in self._nodes[path].pop(name, ()):
                    self._leading.add(node.code)
                    found.add(node.name)
        return found


def _codes(project: Project, paths: Iterable[str]) -> Mapping[str, ModuleCode]:
    """The code of modules and of all that they import."""
    found: dict[str, ModuleCode] = {}
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        code = project.module(path).code
        if code is not None and path not in found:
            found[path] = code
            waiting.extend(project.imports(path) - found.keys())
    return dict(sorted(found.items()))


def _scopes(project: Project, codes: Mapping[str, ModuleCode]) -> Mapping[str, frozenset[str]]:
    imports = {path: project.imports(path) for path in codes}
    return {
        path: frozenset({path}).union(direct, *(imports[one] for one in direct if one in imports))
        for path, direct in imports.items()
    }


def _nodes(code: ModuleCode) -> Iterable[_Node]:
    for function in code.functions:
        yield _Node(function.name, function.mentions, id(function))
    for cls in code.classes:
        yield _Node(cls.name, _of_class(code, cls), 0)


def _of_class(code: ModuleCode, cls: ClassCode) -> frozenset[str]:
    unnamed = (number for name, number in cls.methods.items() if name.startswith("__") or name in _UNNAMED)
    bases = frozenset(base.rpartition(".")[2] for base in cls.bases)
    return bases.union(*(code.functions[number].mentions for number in unnamed))
