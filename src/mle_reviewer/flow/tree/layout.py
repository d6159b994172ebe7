"""The layout of a tree: which of its Python documents a module name means, asked from some document."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from typing import Final

_LIBRARY: Final = 50  # modules; somebody's own `datasets` has fewer
_MARKS: Final = (
    "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Makefile", "dvc.yaml", "MLproject",
    "environment.yml", "Pipfile",
)  # fmt: skip
_ROOTS: Final = ("", "src/", "lib/", "python/", "app/")


class Layout:
    """The paths of the Python and SQL documents of one tree; every question is answered once.

    `templated` are the folders in which each SQL file makes the table of its name. `libraries` are top modules that
    knowledge describes: a copy of one that a tree holds in some folder is meant only by its own modules.
    """

    def __init__(self, paths: Iterable[str], libraries: Collection[str] = ()) -> None:
        paths = tuple(paths)
        self._libraries = frozenset(libraries)
        self.files = paths
        self._held: frozenset[str] | None = None
        self.code = frozenset(path for path in paths if path.endswith((".py", ".ipynb")))
        self.scripts = tuple(sorted(path for path in paths if path.endswith((".sql", ".hql"))))
        self.templated = tuple(
            sorted(path.removesuffix("dbt_project.yml") for path in paths if path.endswith("dbt_project.yml"))
        )
        self.paths = frozenset(path for path in self.code if path.endswith(".py"))
        self._resolved: dict[tuple[str, str, int], str | None] = {}
        self._far: dict[str, tuple[str | None, str | None]] = {}
        self._imported: dict[tuple[str, frozenset[str]], frozenset[str]] = {}
        self._foreign: set[str] = set()  # imports whose last names no document has
        self._projects: dict[str, str] = {}  # folder → that of the project it is in
        self._sizes: dict[str, int] = {}  # package → how many modules it has
        self._by_name: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            stem = path.removesuffix(".py").removesuffix("/__init__")
            self._by_name.setdefault(stem.rpartition("/")[2], []).append(path)

    def resolve(self, importer: str, dotted: str, level: int) -> str | None:
        """The path of a module as `importer` would find it: beside it, in the usual roots, or by a unique suffix."""
        if not level and dotted.rpartition(".")[2] not in self._by_name:
            return None  # no document has that name anywhere
        folder = importer.rpartition("/")[0]
        key = (folder, dotted, level)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(folder, dotted.replace(".", "/"), level)
        return self._resolved[key]

    def inside(self, importer: str, dotted: str) -> tuple[str, ...]:
        """The modules that a package holds, found beside its importer or in the usual roots."""
        package = dotted.replace(".", "/")
        folder = importer.rpartition("/")[0]
        for root in dict.fromkeys((f"{folder}/" if folder else "", *_ROOTS)):
            start = f"{root}{package}/"
            held = (path for path in self.paths if path.startswith(start) and "/" not in path[len(start) :])
            found = tuple(sorted(path for path in held if not path.endswith("/__init__.py")))
            if found:
                return found
        return ()

    def holds(self, path: str) -> bool:
        """Whether the tree has a file or folder at this path."""
        if self._held is None:
            found: set[str] = set()
            for file in self.files:
                here = file
                while here and here not in found:
                    found.add(here)
                    here = here.rpartition("/")[0]
            self._held = frozenset(found)
        return path in self._held

    def project(self, folder: str) -> str:
        """The nearest folder above that has what projects have in theirs; the root of the repository otherwise."""
        found = self._projects.get(folder)
        if found is None:
            found = folder
            while found not in {"", "."} and not any(self.holds(f"{found}/{name}") for name in _MARKS):
                found = found.rpartition("/")[0]
            found = self._projects[folder] = found or "."
        return found

    def ending(self, path: str) -> str | None:
        """The one Python document or notebook whose path ends so; None where there is none, or more than one."""
        found = [one for one in self.code if one.endswith(f"/{path}")]
        return found[0] if len(found) == 1 else None

    def imported(self, importer: str, spelled: Collection[str]) -> frozenset[str]:
        """The paths of the modules that imports mean, each spelled `a.b`, or `..a:name` for `from ..a import name`."""
        own = frozenset(spelled) - self._foreign
        if not own:
            return own
        key = (importer.rpartition("/")[0], own)
        known = self._imported.get(key)
        if known is None:
            known = self._imported[key] = frozenset(self._targets(importer, own))
        return known

    def _targets(self, importer: str, spelled: Iterable[str]) -> Iterator[str]:
        for one in spelled:
            base, _, name = one.partition(":")
            dotted = base.lstrip(".")
            level = len(base) - len(dotted)
            found = (dotted, f"{dotted}.{name}".strip(".") if name else "")
            candidates = found if level else [here for here in found if here.rpartition(".")[2] in self._by_name]
            if not candidates:
                self._foreign.add(one)
            for candidate in candidates:
                target = self.resolve(importer, candidate, level) if candidate or level else None
                if target is not None:
                    yield target

    def _resolve(self, folder: str, relative: str, level: int) -> str | None:
        if level:
            return self._at(_joined(_above(folder, level), relative))
        if not relative:
            return None
        beside = self._at(_joined(folder, relative))
        if beside is not None:
            return beside
        rooted, ending = self._elsewhere(relative)
        if rooted is None and ending is not None and self._is_another(ending, relative, folder):
            return None
        return rooted or ending or self._above(folder, relative)

    def _above(self, folder: str, relative: str) -> str | None:
        """A module that several folders hold: that of the nearest folder above, where tests and scripts are run."""
        top = relative.partition("/")[0]
        if top in self._libraries or top in sys.stdlib_module_names:
            return None
        while folder:
            folder = folder.rpartition("/")[0]
            if (found := self._at(_joined(folder, relative))) is not None:
                return found
        return None

    def _elsewhere(self, relative: str) -> tuple[str | None, str | None]:
        """The path of a module in the usual roots, and by a unique suffix: the same for whoever imports it."""
        known = self._far.get(relative)
        if known is None:
            rooted = next((path for root in _ROOTS if (path := self._at(root + relative)) is not None), None)
            known = self._far[relative] = rooted, None if rooted else self._by_suffix(relative)
        return known

    def _is_another(self, found: str, relative: str, folder: str) -> bool:
        """Whether an import from `folder` means Python's own module or a known library, and not what was found.

        What lies within a package has a longer name, and what is as large as a library is a copy of it: only its own
        modules mean that.
        """
        top = relative.partition("/")[0]
        if top not in self._libraries and top not in sys.stdlib_module_names:
            return False
        home = found.removesuffix(".py").removesuffix("/__init__").removesuffix(relative)
        package = f"{home}{top}/"
        if f"{folder}/".startswith(package):
            return False
        if top in sys.stdlib_module_names or f"{home}__init__.py" in self.paths:
            return True
        if package not in self._sizes:
            self._sizes[package] = sum(path.startswith(package) for path in self.paths)
        return self._sizes[package] >= _LIBRARY

    def _at(self, stem: str) -> str | None:
        for path in (f"{stem}/__init__.py", f"{stem}.py"):  # of two, Python takes the package
            if path in self.paths:
                return path
        return None

    def _by_suffix(self, relative: str) -> str | None:
        wanted = (f"/{relative}.py", f"/{relative}/__init__.py")
        held = self._by_name[relative.rpartition("/")[2]]
        found = [path for path in held if f"/{path}".endswith(wanted) and not self._is_hidden(path)]
        return found[0] if len(found) == 1 else None

    def _is_hidden(self, path: str) -> bool:
        """Whether a package of the same name stands beside a module: no import comes to the module."""
        return f"{path.removesuffix('.py')}/__init__.py" in self.paths


def _above(folder: str, level: int) -> str:
    """The folder that `level` leading dots mean: one is the folder itself."""
    for _ in range(level - 1):
        folder = folder.rpartition("/")[0]
    return folder


def _joined(folder: str, relative: str) -> str:
    return f"{folder}/{relative}".strip("/")
