"""The project: which document a module name means, and modules run when they are imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol

from mle_reviewer.flow.values import UNKNOWN, Lib, Module, Value

_ROOTS: Final = ("", "src/", "lib/", "python/", "app/")

if TYPE_CHECKING:
    from mle_reviewer.program.code import ModuleCode


class Importing(Protocol):
    """Who runs modules when they are imported."""

    def run_module(self, module: Module) -> None:
        """Runs a module's top level once."""

    def library_names(self, module: str) -> dict[str, Value]:
        """What a star import of a library binds."""


class Project:
    """The Python documents of one tree, read when they are needed."""

    def __init__(self, paths: Iterable[str], read: Callable[[str], ModuleCode | None]) -> None:
        self._paths = frozenset(path for path in paths if path.endswith(".py"))
        self._read = read
        self._modules: dict[str, Module] = {}
        self._suffixes: dict[str, list[str]] | None = None

    def module(self, path: str) -> Module:
        """The module at a path, not yet run."""
        found = self._modules.get(path)
        if found is None:
            name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            found = self._modules[path] = Module(name, path, self._read(path))
        return found

    def resolve(self, importer: str, dotted: str, level: int) -> str | None:
        """The path of a module as `importer` would find it: beside it, in the usual roots, or by a unique suffix."""
        relative = dotted.replace(".", "/")
        here = PurePosixPath(importer).parent
        if level:
            base = here
            for _ in range(level - 1):
                base = base.parent
            return self._at(str(base / relative) if relative else str(base))
        if not relative:
            return None
        beside = self._at(relative if str(here) == "." else f"{here}/{relative}")
        if beside is not None:
            return beside
        for root in _ROOTS:
            found = self._at(root + relative)
            if found is not None:
                return found
        return self._by_suffix(relative)

    def _at(self, stem: str) -> str | None:
        stem = stem.removeprefix("./")
        for path in (f"{stem}.py", f"{stem}/__init__.py"):
            if path in self._paths:
                return path
        return None

    def _by_suffix(self, relative: str) -> str | None:
        if self._suffixes is None:
            self._suffixes = {}
            for path in sorted(self._paths):
                last = path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
                self._suffixes.setdefault(last, []).append(path)
        wanted = [f"/{relative}.py", f"/{relative}/__init__.py"]
        found = [
            path for path in self._suffixes.get(relative.rpartition("/")[2], ())
            if any(f"/{path}".endswith(end) for end in wanted)
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def is_package(self, importer: str, dotted: str, level: int) -> bool:
        """Whether a folder of that name holds modules, though it has no __init__."""
        relative = dotted.replace(".", "/")
        here = PurePosixPath(importer).parent
        for _ in range(max(level - 1, 0)):
            here = here.parent
        stems = [str(here / relative)] if level else [str(here / relative), *(root + relative for root in _ROOTS)]
        return any(path.startswith(f"{stem}/".removeprefix("./")) for stem in stems for path in self._paths)

    def imports(self, path: str) -> frozenset[str]:
        """The paths of the repository's modules that a module imports anywhere in its code."""
        code = self.module(path).code
        if code is None:
            return frozenset()
        found: set[str] = set()
        for spelled in code.imports:
            base, _, name = spelled.partition(":")
            level = len(base) - len(base.lstrip("."))
            dotted = base[level:]
            for candidate in (dotted, f"{dotted}.{name}".strip(".") if name else ""):
                target = self.resolve(path, candidate, level) if candidate or level else None
                if target is not None:
                    found.add(target)
        return frozenset(found)

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
        if path is not None:
            module = self._run(machine, path)
            found = module.names.get(name)
            if found is not None:
                return found
        inner = self.resolve(importer.path, f"{dotted}.{name}" if dotted else name, level)
        if inner is not None:
            return self._run(machine, inner)
        if path is not None or level:
            return UNKNOWN
        return Lib(f"{dotted}.{name}")

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
