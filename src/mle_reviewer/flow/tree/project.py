"""The project: which document a module name means, and modules run when they are imported."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from mle_reviewer.flow.facts.values import UNKNOWN, Lib, Module, Value
from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.program.code import ModuleCode
    from mle_reviewer.program.entries import Entry

_WRITTEN = "\0"  # between a notebook's path and the path of a file that it writes: no path holds it
_MOST_SETTINGS = 40  # documents of one format that are looked through
_HIDDEN = re.compile(r"(?:^|/)\.")  # what other tools are set up by
_SETTINGS = (".yml", ".yaml", ".json", ".toml")


def _no_entries(_path: str) -> Entry | None:
    return None


class Importing(Protocol):
    """Who runs modules when they are imported."""

    def run_module(self, module: Module) -> None:
        """Runs a module's top level once."""

    def described(self, path: str) -> bool:
        """Whether knowledge says what something of a library does."""

    def library_names(self, module: str) -> dict[str, Value]:
        """What a star import of a library binds."""


class Project:
    """The Python documents of one tree, read when they are needed."""

    def __init__(
        self,
        paths: Iterable[str] | Layout,
        read: Callable[[str], ModuleCode | None],
        *,
        entries: Callable[[str], Entry | None] = _no_entries,
        scripts: Callable[[str], str | None] = lambda _path: None,
        spelled: Callable[[Sequence[str], str], Sequence[str]] = lambda _paths, _word: (),
    ) -> None:
        self.layout = paths if isinstance(paths, Layout) else Layout(paths)
        self._read = read
        self._modules: dict[str, Module] = {}
        self._writers: dict[str, list[str]] = {}  # notebook → the files that its cells write
        self.script_text = scripts  # the text of a SQL file
        self.entries = entries  # the values of a YAML, JSON or TOML document
        self._spelled = spelled  # which of some documents hold a word
        self._spelling: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}
        self._documents: dict[str, tuple[str, ...]] = {}
        self._libraries: dict[str, bool] = {}
        self._awaited: dict[str, dict[str, list[Module]]] = {}  # module, name → who imported it before it was there

    def holds(self, path: str) -> bool:
        """Whether the tree has a file or folder at this path."""
        return self.layout.holds(path)

    def script(self, path: str) -> tuple[str, str] | None:
        """The SQL file at a path, or the only one whose path ends so: where it is, and its text."""
        found = [path] if path in self.layout.scripts else []
        if not found:
            end = "/" + path.lstrip("./")
            found = [one for one in self.layout.scripts if f"/{one}".endswith(end)]
        text = self.script_text(found[0]) if len(found) == 1 else None
        return None if text is None else (found[0], text)

    def documents(self, start: str) -> tuple[str, ...]:
        """The YAML, JSON and TOML documents whose paths begin so, in order."""
        if start not in self._documents:
            found = [path for path in self.layout.files if path.startswith(start) and path.endswith(_SETTINGS)]
            self._documents[start] = tuple(sorted(found))
        return self._documents[start]

    def spelling(self, endings: tuple[str, ...], word: str) -> tuple[str, ...]:
        """The documents with one of these endings in which a word stands; none where they are too many to be read."""
        key = (endings, word)
        if key not in self._spelling:
            paths = sorted(one for one in self.layout.files if one.endswith(endings) and not _HIDDEN.search(one))
            self._spelling[key] = tuple(self._spelled(paths, word)) if len(paths) <= _MOST_SETTINGS else ()
        return self._spelling[key]

    def module(self, path: str) -> Module:
        """The module at a path, not yet run."""
        found = self._modules.get(path)
        if found is None and _WRITTEN in path:
            found = self._modules[path] = self._written(*path.split(_WRITTEN))
        elif found is None:
            name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            found = self._modules[path] = Module(name, path, self._read(path))
            if found.code is not None and found.code.written:
                self._writers[path] = [name for name, _ in found.code.written]
        return found

    def written(self, path: str) -> list[Module]:
        """The modules that a notebook's cells write beside it and that the tree does not hold, each as last written."""
        code = self.module(path).code
        names = dict.fromkeys(name for name, _ in code.written) if code is not None else {}
        folder = posixpath.dirname(path)
        missing = [name for name in names if posixpath.normpath(posixpath.join(folder, name)) not in self.layout.paths]
        return [self.module(f"{path}{_WRITTEN}{name}") for name in missing]

    def _written(self, notebook: str, name: str) -> Module:
        """A file that a notebook writes: a module of its own, whose places are those in the notebook."""
        code = self.module(notebook).code
        last = [one for spelled, one in code.written if spelled == name] if code is not None else []
        return Module(posixpath.basename(name).removesuffix(".py"), notebook, last[-1] if last else None)

    def ran(self, path: str) -> bool:
        """Whether the module at a path was run."""
        found = self._modules.get(path)
        return found is not None and found.ran

    def forget(self) -> None:
        """Drops what the modules hold, which goes in circles and would wait for the collector otherwise."""
        for module in self._modules.values():
            module.names.clear()
        self._modules.clear()
        self._awaited.clear()

    def resolve(self, importer: str, dotted: str, level: int) -> str | None:
        """The path of a module as `importer` would find it."""
        found = self.layout.resolve(importer, dotted, level)
        if found is None and dotted and importer in self._writers:
            end = f"/{dotted.replace('.', '/')}.py"
            names = [name for name in self._writers[importer] if f"/{name}".endswith(end)]
            found = f"{importer}{_WRITTEN}{names[-1]}" if names else None
        return found

    def imports(self, path: str) -> frozenset[str]:
        """The paths of the repository's modules that a module imports anywhere in its code."""
        code = self.module(path).code
        return frozenset() if code is None else self.layout.imported(path, code.imports)

    def is_library(self, dotted: str) -> bool:
        """Whether the repository is the library of this name: its own examples use it as everybody does."""
        top = dotted.partition(".")[0]
        if top not in self._libraries:
            inside = self.layout.resolve("setup.py", top, 0) is not None
            self._libraries[top] = inside and (self._set_up(top) or self._declared(top))
        return self._libraries[top]

    def _set_up(self, name: str) -> bool:
        """Whether setup.py spells the name, or imports the package for it."""
        code = self._read("setup.py") if "setup.py" in self.layout.paths else None
        if code is None:
            return False
        spelled = any(ins[0] == ir.CONST and ins[3] == name for cell in code.cells for ins in cell.body)
        return spelled or name in code.imports

    def _declared(self, name: str) -> bool:
        """Whether pyproject.toml says that this is the name of the project."""
        found = self.entries("pyproject.toml")
        said = found.get("project", "name") if found is not None else None
        return said is not None and said.value == name

    # --- what an import gives

    def imported(self, machine: Importing, importer: Module, dotted: str, *, top: bool) -> Value:
        """`import a.b` (the top package) or `import a.b as c` (the module itself)."""
        path = self.resolve(importer.path, dotted, 0)
        if path is None:
            head = dotted.partition(".")[0] if top else dotted
            return Lib(head)
        module = self._run(machine, path)
        if not top or "." not in dotted:
            return module
        return self._package(machine, importer, dotted)

    def _package(self, machine: Importing, importer: Module, dotted: str) -> Value:
        """The top package of `import a.b.c`, with the path to the module in it."""
        names = dotted.split(".")
        outer: Module | None = None
        above: Module | None = None
        for number in range(1, len(names) + 1):
            path = self.resolve(importer.path, ".".join(names[:number]), 0)
            here = self._run(machine, path) if path else Module(".".join(names[:number]), "", None)
            if above is not None:
                above.names.setdefault(names[number - 1], here)
            outer = outer or here
            above = here
        return outer or UNKNOWN

    def imported_from(self, machine: Importing, importer: Module, dotted: str, name: str, level: int) -> Value:
        """`from a.b import name`: a name of the module, or a module of the package."""
        path = self.resolve(importer.path, dotted, level)
        if path is not None and not level and machine.described(f"{dotted}.{name}") and self.is_library(dotted):
            return Lib(f"{dotted}.{name}")
        if path is not None:
            module = self._run(machine, path)
            found = module.names.get(name)
            if found is None and name in module.late:
                found = module.names[name] = self.imported_from(machine, module, *module.late.pop(name))
            awaited = self._awaited and found is UNKNOWN and name in self._awaited.get(path, ())
            if found is not None and not awaited:
                return found
        inner = self.resolve(importer.path, f"{dotted}.{name}" if dotted else name, level)
        if inner is not None:
            return self._run(machine, inner)
        if path is not None and (awaited or not module.done):
            self._awaited.setdefault(path, {}).setdefault(name, []).append(importer)
        if path is not None or level:
            return UNKNOWN
        return Lib(f"{dotted}.{name}")

    def arrived(self, module: Module) -> None:
        """A module ran to its end: those that imported a name of it while it was half done get what it stands for.

        That happens where a part of a package is run without the package: Python would run that first.
        """
        for name in [*self._awaited.get(module.path, ())]:
            self._pass_on(module, name)

    def _pass_on(self, module: Module, name: str) -> None:
        """A name that a module has by now, for those that imported it from there before."""
        found = module.names.get(name, UNKNOWN)
        for importer in () if found is UNKNOWN else self._awaited.get(module.path, {}).pop(name, ()):
            if importer.names.get(name) is UNKNOWN:
                importer.names[name] = found
                if name in self._awaited.get(importer.path, ()):
                    self._pass_on(importer, name)

    def all_names(self, machine: Importing, importer: Module, dotted: str, level: int) -> dict[str, Value]:
        """`from a.b import *`."""
        path = self.resolve(importer.path, dotted, level)
        if path is None:
            return machine.library_names(dotted)
        names = self._run(machine, path).names
        return {name: value for name, value in names.items() if not name.startswith("_")}

    def _run(self, machine: Importing, path: str) -> Module:
        module = self.module(path)
        machine.run_module(module)
        return module
