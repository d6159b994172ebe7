"""Code that stands beside the work of a repository: of projects taken over, and copies of files; nothing starts it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final, Protocol

from mle_reviewer.sources.document import kind_of
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.taken_over import Tree, taken_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mle_reviewer.system.reaching import Entrance

# The names that a file manager gives the copy of a file. None of them can be imported.
_COPY: Final = re.compile(r"(.+?)(?: \(\d+\)| - Copy(?: \(\d+\))?| copy(?: \d+)?)\.py")
_STARTING: Final = frozenset({"dockerfile", "yaml", "hcl", "shell", "toml", "json"})
_NAMING: Final = frozenset({"python", "notebook", "markdown", "dockerfile", "yaml", "shell", "toml"})
_BY_NAME: Final = frozenset({"Makefile", "makefile", "GNUmakefile", "Procfile"})
_ENDING: Final = re.compile(rb"\.py(?![\w.])")
_PATH: Final = re.compile(rb"[\w./\\-]*")
_LONGEST: Final = 200  # of a path


class Ground(Tree, Protocol):
    """What of a system is asked here."""

    @property
    def code(self) -> tuple[str, ...]:
        """The Python documents."""

    @property
    def imports(self) -> Mapping[str, tuple[str, ...]]:
        """The documents that import each."""

    @property
    def entrances(self) -> tuple[Entrance, ...]:
        """All that starts something."""

    def with_imports(self, paths: Iterable[str]) -> frozenset[str]:
        """These documents, and all that they import."""


def aside(system: Ground) -> frozenset[str]:
    """The Python documents of projects taken over and of copies that nothing of the repository's own work starts."""
    found = set(_copies(system))
    for folder in taken_over(system):
        inside = frozenset(path for path in system.code if path.startswith(folder))
        begun = {*_entered(system, folder, inside), *_named(system, folder, inside)}
        found |= inside - system.with_imports(begun)
    return frozenset(found)


def own(entrances: Iterable[Entrance], aside: frozenset[str]) -> Iterator[Entrance]:
    """What starts something, without what only a project taken over starts of itself."""
    return (one for one in entrances if one.target not in aside)


def _copies(system: Ground) -> Iterator[str]:
    """The copies that stand beside their original, and that nothing starts."""
    known = frozenset(system.code)
    for path in system.code:
        folder, slash, name = path.rpartition("/")
        copy = _COPY.fullmatch(name)
        beside = copy is not None and f"{folder}{slash}{copy[1]}.py" in known
        if beside and all(one.target != path for one in system.entrances):
            yield path


def _entered(system: Ground, folder: str, inside: frozenset[str]) -> Iterator[str]:
    """What is imported from outside of a folder, or started: by an image of the folder too, if it is built there."""
    for path in inside:
        if any(not one.startswith(folder) for one in system.imports.get(path, ())):
            yield path
    built: dict[str, bool] = {}
    for entrance in (one for one in system.entrances if one.target in inside):
        at = entrance.at[0]
        if at.startswith(folder) and at not in built:
            built[at] = _spoken_of(system, folder, at)
        if built.get(at, True):
            yield entrance.target


def _spoken_of(system: Ground, folder: str, at: str) -> bool:
    """Whether something outside that may start it names the folder that a document is in, or one above it in there."""
    names = {posixpath.basename(folder[:-1]), *at[len(folder) :].split("/")[:-1]}
    words = b"|".join(re.escape(one.encode()) for one in sorted(names))
    spelled = re.compile(rb"(?<![\w-])(?:%b)(?![\w-]|\.\w)" % words)
    return any(spelled.search(data) for data in _outside(system, folder, _STARTING))


def _named(system: Ground, folder: str, inside: frozenset[str]) -> Iterator[str]:
    """What documents outside of a folder name by its path; a name that a document of theirs has too means that one."""
    words = {word for data in _outside(system, folder, _NAMING) for word in _files(data)}
    by_name: dict[str, list[str]] = {}
    for path in system.code:
        by_name.setdefault(posixpath.basename(path), []).append(path)
    for word in words:
        spelled = posixpath.normpath(word.decode(errors="replace").replace("\\", "/")).lstrip("./")
        ends = f"/{spelled}"
        meant = [one for one in by_name.get(posixpath.basename(spelled), ()) if f"/{one}".endswith(ends)]
        if inside.issuperset(meant):
            yield from meant


def _files(data: bytes) -> Iterator[bytes]:
    """The paths of Python documents in a text, read backwards from their ends: lines of notebooks are long."""
    for found in _ENDING.finditer(data):
        before = _PATH.match(data[max(0, found.start() - _LONGEST) : found.start()][::-1])
        if before is not None and before[0]:
            yield before[0][::-1] + found[0]


def _outside(system: Ground, folder: str, kinds: frozenset[str]) -> Iterator[bytes]:
    """The documents outside of a folder that may start something; what cannot be read is a gap elsewhere."""
    for path in system.paths:
        if not path.startswith(folder) and (kind_of(path) in kinds or path.rpartition("/")[2] in _BY_NAME):
            document = system.reader.tree.read(path)
            if not isinstance(document, Gap):
                yield document.data
