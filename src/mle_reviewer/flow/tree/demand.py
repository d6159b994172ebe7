"""Demand: which functions that nobody calls are worth entering, because they lead to a name that makes an act."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.project import Project
    from mle_reviewer.program.code import ClassCode, FunctionCode, ModuleCode

# Methods that run without being named: those with two underscores, and these.
_UNNAMED = frozenset({"forward", "call"})


class _Node(NamedTuple):
    """A function, or a class as what its construction and its unnamed methods mention."""

    name: str
    mentions: frozenset[str]
    key: tuple[str, int, str]


class Demand:
    """Knows which functions lead to an act, of all modules that were followed so far in one tree.

    A function leads to one when it mentions an anchor (`anchors` gives those of some code), or the name of a function
    or class that does and that stands in its own module, in one that it imports, or in one that such a module imports.
    """

    def __init__(self, anchors: Callable[[ModuleCode], frozenset[str]]) -> None:
        self._anchors = anchors
        self._leading: set[tuple[str, int, str]] = set()
        self._names: dict[str, set[str]] = {}  # module → names of its functions and classes that lead to an act
        self._others: dict[str, list[_Node]] = {}  # module → what does not lead there, as long as it sees no such name
        self._nodes: dict[str, dict[str, list[_Node]]] = {}  # then by mentioned name
        self._readers: dict[str, set[str]] = {}  # module → modules in whose sight it is
        self._told: dict[str, set[str]] = {}  # module → leading names that it sees

    def extend(self, project: Project, paths: Iterable[str]) -> None:
        """Takes documents, and all that was run for them, into account; what is known of others stays true.

        Of what nobody ran, only what documents import themselves: to read on would be to read all of a large tree.
        """
        codes = {path: code for path, code in _codes(project, paths, self._names).items() if path not in self._names}
        gained = {path: self._enter(path, code) for path, code in codes.items()}
        for path in codes:
            for seen in _scope(project, path):
                self._readers.setdefault(seen, set()).add(path)
                if seen not in codes:
                    gained[path] |= self._tell(path, self._names.get(seen, ()))
        while gained:
            path, names = gained.popitem()
            self._names[path] |= names
            for reader in self._readers.get(path, ()):
                more = self._tell(reader, names)
                if more:
                    gained.setdefault(reader, set()).update(more)

    def leads(self, path: str, code: FunctionCode) -> bool:
        """Whether a function of the document at `path` leads to an act."""
        return (path, code.pos, code.qualname) in self._leading

    def _enter(self, path: str, code: ModuleCode) -> set[str]:
        """Notes a module's functions and classes; the names of those that mention an anchor."""
        others = self._others[path] = []
        self._told[path] = set()
        self._names[path] = set()
        found: set[str] = set()
        nodes = [*_nodes(path, code)]
        anchors = self._anchors(code) if nodes else frozenset()
        for node in nodes:
            if not anchors.isdisjoint(node.mentions):
                self._leading.add(node.key)
                found.add(node.name)
            else:
                others.append(node)
        return found

    def _tell(self, path: str, names: Collection[str]) -> set[str]:
        """Leading names come into a module's sight; the names of its own that lead there now."""
        found: set[str] = set()
        if not names:
            return found
        if path in self._others:
            self._nodes[path] = _by_mention(self._others.pop(path))
        told, nodes = self._told[path], self._nodes[path]
        for name in names:
            if name not in told:
                told.add(name)
                if name in nodes and not name.startswith(("__", "<")):
                    for node in nodes.pop(name):
                        self._leading.add(node.key)
                        found.add(node.name)
        return found - self._names[path]


def _by_mention(nodes: Iterable[_Node]) -> dict[str, list[_Node]]:
    """Each mentioned name with who mentions it."""
    found: dict[str, list[_Node]] = {}
    for node in nodes:
        for name in node.mentions:
            found.setdefault(name, []).append(node)
    return found


def _codes(project: Project, paths: Iterable[str], known: Collection[str]) -> Mapping[str, ModuleCode]:
    """The code of documents, and of what they and all that was run import, but for what is known already."""
    found: dict[str, ModuleCode] = {}
    first = frozenset(paths)
    waiting = [path for path in first if path not in known]
    while waiting:
        path = waiting.pop()
        code = project.module(path).code
        if code is not None and path not in found:
            found[path] = code
            waiting.extend(
                one for one in project.imports(path)
                if one not in found and one not in known and (path in first or project.ran(one))
            )  # fmt: skip
    return dict(sorted(found.items()))


def _scope(project: Project, path: str) -> frozenset[str]:
    """A module, those that it imports, and those that they import."""
    direct = project.imports(path)
    return frozenset({path}).union(direct, *(project.imports(one) for one in direct))


def _nodes(path: str, code: ModuleCode) -> Iterable[_Node]:
    for function in code.functions:
        yield _Node(function.name, function.mentions, (path, function.pos, function.qualname))
    for cls in code.classes:
        yield _Node(cls.name, _of_class(code, cls), (path, -1, cls.qualname))
    for _, written in code.written:
        yield from _nodes(path, written)


def _of_class(code: ModuleCode, cls: ClassCode) -> frozenset[str]:
    unnamed = (number for name, number in cls.methods.items() if name.startswith("__") or name in _UNNAMED)
    bases = frozenset(base.rpartition(".")[2] for base in cls.bases)
    return bases.union(*(code.functions[number].mentions for number in unnamed))
