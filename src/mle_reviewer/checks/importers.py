"""Importers: which modules a change of some others can reach, by the names that changed and what hangs on them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.changes import Statement, dependents, statements

if TYPE_CHECKING:
    from mle_reviewer.checks.glance import Glances
    from mle_reviewer.program.reading import Reader

Names = frozenset[str] | None  # None: anything may have changed
NOTHING: Final[frozenset[str]] = frozenset()


def named(focus: Collection[str]) -> Mapping[str, Names]:
    """What is asked about, each path with the names of it that changed."""
    return focus if isinstance(focus, Mapping) else dict.fromkeys(focus)


def reaching(glances: Glances, reader: Reader, paths: Sequence[str], focus: Collection[str]) -> list[str]:
    """`focus` and those among `paths` that may behave differently for what changed in it, in the order of `paths`.

    A module does when it imports one of them, directly or not, and mentions a name that changed there, or that hangs
    on such a name in a module between them. A name that is put together when the code runs is not seen (ADR 0015).
    """
    asked = named(focus)
    changed = {path: asked[path] for path in paths if path.endswith(".py") and path in asked and asked[path] != NOTHING}
    modules = [path for path in paths if path.endswith(".py")]
    reached = set(asked)
    if changed and (None in changed.values() or _elsewhere(reader, modules, changed)):
        reached |= _Spreading(glances, reader, modules).of(changed)
    return [path for path in paths if path in reached]


def _elsewhere(reader: Reader, modules: Sequence[str], changed: Mapping[str, Names]) -> bool:
    """Whether any module mentions a changed name that is not its own."""
    words = frozenset(name for names in changed.values() for name in names or ())
    return any(not held <= (changed.get(path) or NOTHING) for path, held in reader.mentioning(modules, words).items())


class _Spreading:
    """The modules of a tree, and which names of each a change makes mean something else."""

    def __init__(self, glances: Glances, reader: Reader, modules: Sequence[str]) -> None:
        self._reader = reader
        self._importers: dict[str, list[str]] = {}
        glances.see(modules)
        for path in modules:
            for target in glances.imports(path):
                self._importers.setdefault(target, []).append(path)
        self._statements: dict[str, tuple[Statement, ...] | None] = {}

    def of(self, changed: Mapping[str, Names]) -> set[str]:
        """The modules that mention a changed name. What only imports such a module passes its names on."""
        out: dict[str, Names] = dict(changed)
        reached: set[str] = set()
        waiting = list(changed)
        while waiting:
            target = waiting.pop()
            names = out[target]
            for path in self._importers.get(target, ()):
                before = out.get(path, NOTHING)
                if names is None:
                    reached.add(path)
                if before is None or (names is not None and names <= before):
                    continue
                if names is None:
                    out[path] = None
                elif self._mentions(path, names - before):
                    reached.add(path)
                    out[path] = self._hanging(path, before | names)
                else:
                    out[path] = before | names
                waiting.append(path)
        return reached

    def _mentions(self, path: str, names: Iterable[str]) -> bool:
        text = self._reader.source(path)
        held = [name for name in names if name in text]
        return any(re.search(rf"\b{re.escape(name)}\b", text) for name in held)

    def _hanging(self, path: str, names: frozenset[str]) -> Names:
        if path not in self._statements:
            self._statements[path] = statements(self._reader.source(path))
        found = self._statements[path]
        return None if found is None else dependents(found, names)
