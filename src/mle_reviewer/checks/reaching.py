"""Which documents can be affected by some: those themselves, all that import them, and those they hand files to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.importers import NOTHING, Names, named, reaching
from mle_reviewer.flow.tree.plan import partners
from mle_reviewer.program.pipelines.documents import form_of

if TYPE_CHECKING:
    from mle_reviewer.checks.gate import Gate
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.program.pipelines.stage import Stage
    from mle_reviewer.program.reading import Reader

_SETTINGS: Final = (".yaml", ".yml", ".json", ".toml", ".ini", ".cfg")
_MOST_HANDED: Final = 40  # documents brought in because they name a file that is handed over
_MOST_NOTEBOOKS: Final = 60
_WHOLE: Final = frozenset({"dvc", "mlproject"})  # definitions whose stages are one pipeline


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
        asked = {**named(focus), **dict.fromkeys(self._set_going(focus))}
        reached = self._reaching(asked)
        together = self._staged_with(set(reached))
        return (
            self._reaching({**dict.fromkeys(reached, NOTHING), **asked, **dict.fromkeys(together)})
            if together
            else reached
        )

    def _reaching(self, asked: Mapping[str, Names]) -> list[str]:
        return reaching(self._gate.glances, self._reader, self._paths, asked)

    def handing(self, entries: Collection[str], names: Iterable[object]) -> list[str]:
        """Documents beside `entries` that name one of these stored files, or are started with its name, in order."""
        bases = {base for name in names if (base := _base(name))}
        if not bases:
            return []
        known = frozenset(entries)
        modules = [path for path in self._paths if path.endswith(".py")]
        notebooks = [path for path in self._paths if path.endswith(".ipynb") and path not in known]
        notebooks = notebooks if len(notebooks) <= _MOST_NOTEBOOKS else []
        naming = {*self._reader.naming(modules, bases), *self._naming(notebooks, [one.encode() for one in bases])}
        found = self._importers(naming, [*modules, *notebooks]) - known if naming else set()
        found = set(self._gate.handing(sorted(found)))
        for stage in self._stages:
            if any(word and _base(word) in bases for one in stage.launches for word in one.args):
                found |= partners(self._layout, [stage], {stage.document}) - known
        return sorted(found)[:_MOST_HANDED]

    def _importers(self, targets: Collection[str], paths: Sequence[str]) -> set[str]:
        """These documents, and all among `paths` that import them, directly or not."""
        self._gate.glances.see(paths)
        importers: dict[str, set[str]] = {}
        for path in paths:
            for target in self._gate.glances.imports(path):
                importers.setdefault(target, set()).add(path)
        return _reached(importers, targets)

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
    return base if "." in base.strip(".") and "\n" not in base and "`" not in base else ""
