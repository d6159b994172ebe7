"""Runs the checks on one tree: documents to facts, facts to flow, flow to findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from mle_reviewer.checks import registry
from mle_reviewer.checks.gate import Gate
from mle_reviewer.checks.knowing import table
from mle_reviewer.checks.memory import without_collector
from mle_reviewer.checks.orders import in_both_orders
from mle_reviewer.checks.reaching import reaching
from mle_reviewer.checks.reading import Reader
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.changed import Changed
from mle_reviewer.flow.deeds import Deed, Deeds
from mle_reviewer.flow.digest import deeds_of
from mle_reviewer.flow.following import Flow, follow
from mle_reviewer.flow.layout import Layout
from mle_reviewer.flow.project import Project
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.sources.change import Tree

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the checks found, what could not be looked at, what each document does, and the deeds to compare."""

    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    surfaces: dict[str, frozenset[str]] = field(default_factory=dict)
    deeds: Deeds = ()


def analyse(tree: Tree, *, focus: Collection[str] | None = None, jobs: int = 1) -> Analysis:
    """The findings of one tree: of all its code, or of the paths in `focus` and all that reaches them."""
    del jobs
    reader = Reader(tree)
    paths = sorted(path for path in tree.paths() if path.endswith((".py", ".ipynb")))
    layout = Layout(paths)
    gate = Gate(layout, reader, table(), registry.needs())
    findings: list[Finding] = []
    surfaces: dict[str, set[str]] = {}
    deeds: list[Deed] = []
    with without_collector():
        entries = paths if focus is None else reaching(gate.glances, paths, focus)
        for group in _groups(entries, gate, reader, focus or ()):
            project = Project(layout, reader.code)
            flow = _followed(project, group, reader)
            findings.extend(in_both_orders(_checked(flow, reader), _other_order(layout, group, reader)))
            _note_surfaces(flow, surfaces)
            if focus is not None:  # a whole tree is compared with nothing
                deeds += deeds_of(flow)
            project.forget()
    found = {path: frozenset(what) for path, what in sorted(surfaces.items())}
    return Analysis(tuple(_unique(findings)), tuple(sorted(set(reader.gaps))), found, tuple(deeds))


def compare(changed: Changed) -> Analysis:
    """The findings that only both sides of a change together show: what protected a score, and does so no longer."""
    found, gaps = _run(registry.comparers(), changed)
    return Analysis(tuple(_unique(found)), tuple(gaps))


def _followed(project: Project, group: list[str], reader: Reader, *, recorded: bool = False) -> Flow:
    flow = follow(project, group, table(), recorded=recorded)
    flow.locate, flow.text = reader.locate, reader.text
    reader.gaps.extend(Gap(one.path, one.line, "follow", one.why) for one in flow.unfollowed)
    return flow


def _other_order(layout: Layout, group: list[str], reader: Reader) -> Callable[[], Iterable[Finding]] | None:
    """What finds faults in a notebook whose cells were last run in another order than they stand in."""
    code = reader.code(group[0]) if group[0].endswith(".ipynb") else None
    if code is None or code.recorded() is None:
        return None
    return lambda: _checked(_followed(Project(layout, reader.code), group, reader, recorded=True), reader)


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


def _groups(entries: list[str], gate: Gate, reader: Reader, always: Collection[str]) -> Iterable[list[str]]:
    """What is followed together: all scripts and modules; each notebook in a world of its own.

    Left out is what cannot bring anything about, but never what was asked for by name.
    """
    scripts = [path for path in entries if path.endswith(".py")]
    worth = set(gate.scripts(scripts))
    followed = [path for path in scripts if path in worth or path in always]
    if followed:
        reader.take(gate.glances.follow(followed))
        yield followed
    for path in entries:
        if path.endswith(".ipynb"):
            if gate.notebook(path) or path in always:
                yield [path]
            reader.forget([path])


def _checked(flow: Flow, reader: Reader) -> list[Finding]:
    found, gaps = _run(registry.finders(), flow)
    reader.gaps.extend(gaps)
    return found


def _run(queries: Mapping[str, Callable[[T], Iterable[Finding]]], asked: T) -> tuple[list[Finding], list[Gap]]:
    found: list[Finding] = []
    gaps: list[Gap] = []
    for check, find in queries.items():
        try:
            found.extend(replace(one, check=check) for one in find(asked))
        except Exception as error:  # noqa: BLE001 - one check's bug must not lose the others' findings
            gaps.append(Gap("", 0, "check", f"{check} failed: {type(error).__name__}: {error}"))
    return found, gaps


def _unique(findings: list[Finding]) -> list[Finding]:
    seen: dict[tuple[str, Location], Finding] = {}
    for one in findings:
        seen.setdefault((one.check, one.at), one)
    return sorted(
        seen.values(), key=lambda f: (-f.severity, -f.confidence, f.at.path, f.at.cell or 0, f.at.line, f.check)
    )


__all__ = ["Analysis", "analyse", "compare"]
