"""Runs the checks on one tree: documents to facts, facts to flow, flow to findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mle_reviewer.checks import registry
from mle_reviewer.checks.reaching import reaching
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.flow.acts import Place
from mle_reviewer.flow.describing import described
from mle_reviewer.flow.following import Flow, follow
from mle_reviewer.flow.project import Project
from mle_reviewer.knowledge import table as knowledge
from mle_reviewer.program.code import ModuleCode, column_of, line_of
from mle_reviewer.program.facts import read_code
from mle_reviewer.sources.document import decode
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.sources.change import Tree


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the checks found in one tree, what could not be looked at, and what each document does."""

    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    surfaces: dict[str, frozenset[str]] = field(default_factory=dict)


class _Reader:
    """Reads the documents of one tree once, and turns places into locations."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.gaps: list[Gap] = []
        self._codes: dict[str, ModuleCode | None] = {}
        self._lines: dict[str, list[str]] = {}
        self._raw: dict[str, dict[int, tuple[int, ...]]] = {}

    def code(self, path: str) -> ModuleCode | None:
        if path not in self._codes:
            document = self.tree.read(path)
            if isinstance(document, Gap):
                self.gaps.append(document)
                self._codes[path] = None
            else:
                code, gaps = read_code(document)
                self.gaps.extend(gaps)
                self._codes[path] = code
        return self._codes[path]

    def locate(self, place: Place) -> Location:
        line, column = line_of(place.pos), column_of(place.pos) + 1
        code = self._codes.get(place.path)
        if code is None:
            return Location(place.path, max(line, 1), column, max(line, 1), raw_line=max(line, 1))
        end = code.spans.get(line, line)
        cell = code.cell_at(line)
        if cell.cell is None:
            return Location(place.path, line, column, end, raw_line=line)
        inside = line - cell.first_line + 1
        raw = self._raw_line(place.path, cell.cell, inside)
        return Location(place.path, inside, column, end - cell.first_line + 1, cell.cell, cell.cell_id, raw)

    def _raw_line(self, path: str, cell: int, line: int) -> int:
        from mle_reviewer.program.notebook import raw_lines

        if path not in self._raw:
            document = self.tree.read(path)
            self._raw[path] = {} if isinstance(document, Gap) else dict(raw_lines(document.data))
        lines = self._raw[path].get(cell, ())
        return lines[line - 1] if 0 < line <= len(lines) else 1

    def text(self, place: Place) -> str:
        """The statement's source with white space folded: what a fingerprint is made of."""
        code = self._codes.get(place.path)
        if code is None:
            return ""
        if place.path not in self._lines:
            self._lines[place.path] = self._source(place.path)
        lines = self._lines[place.path]
        line = line_of(place.pos)
        taken = lines[line - 1 : code.spans.get(line, line)]
        return " ".join(" ".join(taken).split())

    def _source(self, path: str) -> list[str]:
        document = self.tree.read(path)
        if isinstance(document, Gap):
            return []
        if document.kind != "notebook":
            text = decode(document)
            return [] if isinstance(text, Gap) else text.splitlines()
        from mle_reviewer.program.notebook import python_source, read_cells

        lines: list[str] = []
        for cell in read_cells(document.data, path)[0]:
            source = python_source(cell) if cell.kind == "code" else None
            if source is not None:
                lines.extend(source.split("\n"))
        return lines


def analyse(tree: Tree, *, focus: Collection[str] | None = None, jobs: int = 1) -> Analysis:
    """The findings of one tree: of all its code, or of the paths in `focus` and all that reaches them."""
    del jobs
    reader = _Reader(tree)
    paths = sorted(path for path in tree.paths() if path.endswith((".py", ".ipynb")))
    project = Project(paths, reader.code)
    entries = paths if focus is None else reaching(project, paths, focus, tree)
    findings: list[Finding] = []
    surfaces: dict[str, set[str]] = {}
    for group in _groups(entries):
        flow = follow(Project(paths, reader.code), group, _table())
        flow.locate, flow.text = reader.locate, reader.text
        reader.gaps.extend(Gap(one.path, one.line, "follow", one.why) for one in flow.unfollowed)
        findings.extend(_checked(flow, reader))
        _note_surfaces(flow, surfaces)
    found = {path: frozenset(what) for path, what in sorted(surfaces.items())}
    return Analysis(tuple(_unique(findings)), tuple(sorted(set(reader.gaps))), found)


def why(tree: Tree, path: str, line: int, cell: int | None = None) -> str:
    """What flow knows at a line: the acts there, with their rows and what their features had learned."""
    reader = _Reader(tree)
    paths = sorted(one for one in tree.paths() if one.endswith((".py", ".ipynb")))
    project = Project(paths, reader.code)
    entries = [path] if path.endswith(".ipynb") else reaching(project, paths, {path}, tree)
    flow = follow(project, entries, _table())
    flow.locate = reader.locate
    lines = [
        described(flow, act)
        for act in flow.acts[1:]
        if act.place.path == path and (at := reader.locate(act.place)).line == line and at.cell == cell
    ]
    if not lines:
        lines = ["nothing that moves rows, learns from them or judges a model was seen on this line"]
    gaps = [f"not seen: {gap.path}:{gap.line} {gap.why}" for gap in reader.gaps if gap.path == path]
    return "\n".join([*dict.fromkeys(lines), *gaps])


_SURFACES = {
    "load": "data extraction",
    "learn": "feature generation",
    "join": "feature generation",
    "grow": "feature generation",
    "split": "evaluation",
    "fit": "training",
    "score": "evaluation",
    "predict": "inference",
}


def _note_surfaces(flow: Flow, surfaces: dict[str, set[str]]) -> None:
    """What each document does, by the acts that stand in it."""
    for act in flow.acts[1:]:
        surface = _SURFACES.get(act.kind)
        if surface is not None:
            surfaces.setdefault(act.place.path, set()).add(surface)


def _groups(entries: list[str]) -> Iterable[list[str]]:
    """What is followed together: all scripts and modules; each notebook in a world of its own."""
    scripts = [path for path in entries if path.endswith(".py")]
    if scripts:
        yield scripts
    for path in entries:
        if path.endswith(".ipynb"):
            yield [path]


def _checked(flow: Flow, reader: _Reader) -> list[Finding]:
    found: list[Finding] = []
    for check, find in registry.finders().items():
        try:
            found.extend(replace(one, check=check) for one in find(flow))
        except Exception as error:  # noqa: BLE001 - one check's bug must not lose the others' findings
            reader.gaps.append(Gap("", 0, "check", f"{check} failed: {type(error).__name__}: {error}"))
    return found


def _unique(findings: list[Finding]) -> list[Finding]:
    seen: dict[tuple[str, Location], Finding] = {}
    for one in findings:
        seen.setdefault((one.check, one.at), one)
    return sorted(
        seen.values(), key=lambda f: (-f.severity, -f.confidence, f.at.path, f.at.cell or 0, f.at.line, f.check)
    )


def _table() -> knowledge.Table:
    global _LOADED  # noqa: PLW0603 - loaded once a process
    if _LOADED is None:
        _LOADED = knowledge.load()
    return _LOADED


_LOADED: knowledge.Table | None = None
__all__ = ["Analysis", "Step", "analyse", "why"]
