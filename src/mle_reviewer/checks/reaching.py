"""Which documents can be affected by some: those themselves, all that import them, and those they hand files to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.tree.plan import partners
from mle_reviewer.program.pipelines.documents import form_of

if TYPE_CHECKING:
    from mle_reviewer.checks.gate import Gate
    from mle_reviewer.checks.glance import Glances
    from mle_reviewer.checks.reading import Reader
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.program.pipelines.stage import Stage

_SETTINGS: Final = (".yaml", ".yml", ".json", ".toml", ".ini", ".cfg")
_MOST_HANDED: Final = 40  # documents brought in because they name a file that is handed over
_MOST_NOTEBOOKS: Final = 60
_WHOLE: Final = frozenset({"dvc", "mlproject"})  # definitions whose stages are one pipeline


def reaching(glances: Glances, paths: Sequence[str], focus: Collection[str]) -> list[str]:
    """`focus` and its importers among `paths`, in the order of `paths`."""
    reached = {path for path in paths if path in focus}
    frontier = {path for path in reached if path.endswith(".py")}
    if frontier:
        rest = [path for path in paths if path.endswith(".py") and path not in reached]
        glances.look(rest)
        importers: dict[str, list[str]] = {}
        for path in rest:
            for target in glances.imports(path):
                importers.setdefault(target, []).append(path)
        while frontier:
            frontier = {path for target in frontier for path in importers.get(target, ())} - reached
            reached |= frontier
    return [path for path in paths if path in reached]


class Reach:
    """What pipeline definitions, settings and stored files bring in beyond what is imported."""

    def __init__(
        self, layout: Layout, reader: Reader, gate: Gate, paths: Sequence[str], stages: Sequence[Stage]
    ) -> None:
        self._layout = layout
        self._reader = reader
        self._gate = gate
        self._paths = paths
        self._stages = stages

    def of(self, focus: Collection[str]) -> list[str]:
        """`focus`, its importers, and the scripts that its pipeline definitions and settings set going, in order."""
        reached = reaching(self._gate.glances, self._paths, {*focus, *self._set_going(focus)})
        together = self._staged_with(set(reached))
        return reaching(self._gate.glances, self._paths, {*reached, *together}) if together else reached

    def handing(self, entries: Collection[str], names: Iterable[object]) -> list[str]:
        """Documents beside `entries` that name one of these stored files, or are started with its name, in order."""
        bases = {base.encode() for name in names if (base := _base(name))}
        if not bases:
            return []
        known = frozenset(entries)
        notebooks = [path for path in self._paths if path.endswith(".ipynb") and path not in known]
        others = [path for path in self._paths if path.endswith(".py") and path not in known]
        others += notebooks if len(notebooks) <= _MOST_NOTEBOOKS else []
        handing, edges = self._gate.handing(others)
        importers: dict[str, set[str]] = {}
        for path, imported in edges.items():
            for target in imported:
                importers.setdefault(target, set()).add(path)
        naming = self._naming(_reached(edges, handing), bases)
        found = _reached(importers, naming) & handing
        for stage in self._stages:
            if any(word and _base(word).encode() in bases for one in stage.launches for word in one.args):
                found |= partners(self._layout, [stage], {stage.document}) - known
        return sorted(found)[:_MOST_HANDED]

    def _naming(self, paths: Collection[str], words: Collection[bytes]) -> set[str]:
        """The documents whose text has one of these words."""
        return {path for path, text in self._reader.plain(sorted(paths)) if any(word in text for word in words)}

    def _set_going(self, focus: Collection[str]) -> set[str]:
        definitions = {path for path in focus if form_of(path)}
        found = set(partners(self._layout, self._stages, definitions)) if definitions else set()
        settings = sorted(path for path in focus if path.endswith(_SETTINGS) and path not in definitions)
        scripts = [path for path in self._paths if path.endswith(".py")] if settings else []
        for path in settings:
            pure = PurePosixPath(path)
            keys = tuple(f"{mark}{key}" for key in self._keys(path) for mark in ('"', "'", ":"))
            for names in ((pure.name,), keys, (pure.stem,), pure.parts[:1]):
                naming = self._naming(scripts, [name.encode() for name in names])
                if naming:
                    found |= naming
                    break
            if pure.name.startswith("params."):
                staged = {stage.document for stage in self._stages if form_of(stage.document) == "dvc"}
                found |= partners(self._layout, self._stages, staged)
        return found

    def _keys(self, path: str) -> list[str]:
        entry = self._reader.entries(path)
        return [key for key, _value in entry.items()] if entry is not None else []

    def _staged_with(self, reached: set[str]) -> set[str]:
        """The other scripts of a pipeline that starts one of these."""
        found: set[str] = set()
        for document in sorted({stage.document for stage in self._stages if form_of(stage.document) in _WHOLE}):
            together = partners(self._layout, self._stages, {document})
            if together & reached:
                found |= together
        return found - reached


def _reached(edges: Mapping[str, Collection[str]], paths: Collection[str]) -> set[str]:
    """These documents and all that edges lead to from them."""
    found = set(paths)
    waiting = list(paths)
    while waiting:
        more = [path for path in edges.get(waiting.pop(), ()) if path not in found]
        found.update(more)
        waiting.extend(more)
    return found


def _base(name: object) -> str:
    """The last part of a stored file's path; "" for what is not a path, which would be named everywhere."""
    if isinstance(name, tuple) and name[:1] == ("dataset",):
        return str(name[-1])
    spelled = name[0] if isinstance(name, tuple) and name else name
    if not isinstance(spelled, str):
        return ""
    base = spelled.rstrip("/").rpartition("/")[2]
    return base if "." in base.strip(".") else ""
