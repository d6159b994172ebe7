"""Runs the checks on one tree: documents to facts, facts to flow, flow to findings."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mle_reviewer.checks import registry, uncalled
from mle_reviewer.checks.asking import ask
from mle_reviewer.checks.copies import Copies, Shown
from mle_reviewer.checks.gate import Gate
from mle_reviewer.checks.importers import named
from mle_reviewer.checks.knowing import table_for
from mle_reviewer.checks.memory import without_collector
from mle_reviewer.checks.noting import Done, answering, done_in, noted
from mle_reviewer.checks.orders import in_both_orders
from mle_reviewer.checks.reaching import Reach
from mle_reviewer.checks.scripts import followed_alone, readers
from mle_reviewer.checks.staging import read_stages
from mle_reviewer.checks.survey import Survey, survey
from mle_reviewer.checks.workers import shared
from mle_reviewer.checks.worlds import Following, More, World, joined, no_more, world_of
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.notebooks import BookSeen
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.machine.machine import Sought
from mle_reviewer.flow.questions.changed import Changed
from mle_reviewer.flow.questions.deeds import Deed, Deeds
from mle_reviewer.flow.questions.digest import deeds_of
from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.program.shelf import Shelf
    from mle_reviewer.sources.change import Tree


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the checks found, what could not be looked at, what each document does, and the deeds to compare.

    `notebooks` says of each what of its cells and their outputs there was to look at.
    """

    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    surfaces: dict[str, frozenset[str]] = field(default_factory=dict)
    deeds: Deeds = ()
    survey: Survey | None = None
    notebooks: tuple[BookSeen, ...] = ()


def analyse(
    tree: Tree,
    *,
    focus: Collection[str] | None = None,
    jobs: int = 1,
    knowledge: Tree | None = None,
    shelf: Shelf | None = None,
) -> Analysis:
    """The findings of one tree: of all its code, or of the paths in `focus` and all that reaches them.

    Where `focus` gives each path the names that changed, only what hangs on those reaches it. What is read of a tree
    that others are compared with lies on the `shelf`.
    In-house knowledge is read from the tree `knowledge`, where one is given.
    """
    reader = Reader(tree, shelf if focus is not None else None, knowledge)
    known, gaps = table_for(knowledge)
    reader.gaps.extend(gaps)
    paths = sorted(path for path in tree.paths() if path.endswith((".py", ".ipynb")))
    layout = Layout(tree.paths(), known.tops)
    gate = Gate(layout, reader, known, registry.needs())
    stages = read_stages(reader, tree.paths())
    following = Following(reader, layout, stages, known, compared=focus is not None, anchors=gate.anchors())
    with without_collector():
        reach = Reach(layout, reader, gate, paths, stages)
        asked = focus if focus is None else {**dict.fromkeys(readers(layout, reader, paths, focus)), **named(focus)}
        entries = paths if asked is None else reach.of(asked)
        entries = [*entries, *followed_alone(layout, reader, focus)]
        results = _scripts(following, entries, gate, reader, asked or (), reach)
        of_books, notes, books = _notebooks(
            following, entries, gate, reader, asked or (), jobs=1 if focus is not None else jobs
        )
        results += of_books
        names = {name for one in results for name in (*one.world.missed, *one.world.written)}
        followed = {path for one in results for path in one.world.entries}
        results = _widened(results, reach.handing(followed, names), following, reader)
        results = _together(results, following, reader)
    surfaces: dict[str, set[str]] = {}
    for one in results:
        for path, what in one.surfaces.items():
            surfaces.setdefault(path, set()).update(what)
    found = {path: frozenset(what) for path, what in sorted(surfaces.items())}
    findings = [finding for one in results for finding in one.findings]
    deeds = tuple(deed for one in results for deed in one.deeds) if focus is not None else ()
    with without_collector():
        surveyed = survey(reader, layout, known, stages)
    findings += [*surveyed.findings, *(answering(notes, surveyed.system) if notes else ())]
    gaps = tuple(sorted({*reader.gaps, *surveyed.gaps}))
    return Analysis(tuple(_unique(findings)), gaps, found, deeds, surveyed, tuple(sorted(books, key=lambda b: b.path)))


def compare(changed: Changed) -> Analysis:
    """The findings that only both sides of a change together show: what protected a score, and does so no longer."""
    found, gaps = ask(registry.comparers(), changed)
    return Analysis(tuple(_unique(found)), tuple(gaps))


_MANY = 200  # notebooks; below, a second process costs more than it saves
_TOO_WIDE = "files pass between more notebooks than are followed together; each was followed by itself"


@dataclass(frozen=True, slots=True)
class _Result:
    world: World
    findings: list[Finding]
    surfaces: dict[str, set[str]]
    deeds: tuple[Deed, ...]
    done: Done
    sought: Sought | None = None


def _result(following: Following, group: Sequence[str], reader: Reader, more: More = no_more) -> _Result:
    """What following a group of documents together brings up."""
    flow = following.flow(group, more=more)
    other = following.other_order(group)
    findings = in_both_orders(_checked(flow, reader), None if other is None else lambda: _checked(other(), reader))
    surfaces: dict[str, set[str]] = {}
    _note_surfaces(flow, surfaces)
    book = reader.code(group[0]) if len(group) == 1 and group[0].endswith(".ipynb") else None
    return _Result(
        world_of(flow.entries, flow),
        findings,
        surfaces,
        deeds_of(flow) if following.compared else (),
        {} if book is None else done_in(flow, book),
        flow.sought,
    )


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


def _widened(results: list[_Result], more: Sequence[str], following: Following, reader: Reader) -> list[_Result]:
    """The same with further documents, which may hand files to those or take some from them."""
    scripts = [path for path in more if path.endswith(".py")]
    made = list(results)
    if scripts:
        one = _result(following, scripts, reader)
        world = next((one for one in results if not one.world.entries[0].endswith(".ipynb")), None)
        if world is not None and joined([world.world, one.world])[0]:
            made.remove(world)
            one = _result(following, sorted({*world.world.entries, *scripts}), reader)
        made.insert(0, one)
    for path in more:
        if path.endswith(".ipynb"):
            made.append(_result(following, [path], reader))
            reader.forget([path])
    return made


def _together(results: list[_Result], following: Following, reader: Reader) -> list[_Result]:
    """The same with worlds between which files pass followed as one."""
    groups, wide = joined([one.world for one in results])
    reader.gaps.extend(Gap(path, 1, "follow", _TOO_WIDE) for path in wide)
    made: list[_Result | None] = list(results)
    for numbers in groups:
        entries = sorted(path for number in numbers for path in results[number].world.entries)
        for number in numbers:
            made[number] = None
        made[numbers[0]] = _result(following, entries, reader)
        reader.forget(entries)
    return [one for one in made if one is not None]


def _scripts(
    following: Following, entries: Sequence[str], gate: Gate, reader: Reader, always: Collection[str], reach: Reach
) -> list[_Result]:
    """What all scripts, modules and queries bring up, followed together with those they pass files to.

    Left out is what cannot bring anything about, but never what was asked for by name.
    """
    scripts = [path for path in entries if path.endswith(".py")]
    queries = [path for path in entries if not path.endswith((".py", ".ipynb"))]
    worth = set(gate.scripts(scripts, beside=bool(queries)))
    followed = [path for path in scripts if path in worth or path in always]
    if not followed and not queries:
        return []
    reader.take(gate.glances.follow(followed))

    def handing(names: frozenset[Hashable]) -> list[str]:
        return [path for path in reach.handing({*followed, *queries}, names) if path.endswith(".py")]

    return [_result(following, [*followed, *queries], reader, handing)]


def _notebooks(
    following: Following, entries: Sequence[str], gate: Gate, reader: Reader, always: Collection[str], *, jobs: int
) -> tuple[list[_Result], list[Finding], list[BookSeen]]:
    """What each notebook brings up in a world of its own, in their order; many are shared out among processes.

    Beside it what its cells, their order and what they showed bring up, and what of that was looked at.
    """

    def work(share: Sequence[str]) -> tuple[list[tuple[str, list[Any]]], list[Any], list[Gap]]:
        first = len(reader.gaps)
        copies = Copies(reader, following.layout, following.stages)
        found: list[tuple[str, list[Any]]] = []
        notes: list[Any] = []
        for path in share:
            one = _notebook(path, following, gate, reader, copies, always=path in always)
            if one is not None:
                found.append((path, [one.world, one.findings, one.surfaces, one.deeds, one.done]))
            if not following.compared or path in always:
                learns = one is not None and gate.notebook(path, reader.code)
                notes.append(noted(reader, path, {} if one is None else one.done, learns=learns))
            gate.glances.drop(path)
            reader.forget([path])
        return found, notes, reader.gaps[first:]

    paths = [path for path in entries if path.endswith(".ipynb")]
    results: dict[str, _Result] = {}
    findings: list[Finding] = []
    seen: list[BookSeen] = []
    for found, notes, gaps in shared(paths, work, jobs if len(paths) >= _MANY else 1):
        results |= {path: _Result(*parts) for path, parts in found}
        findings += [one for some, _ in notes for one in some]
        seen += [one for _, some in notes for one in some]
        reader.gaps.extend(gaps)
    return [results[path] for path in paths if path in results], findings, seen


def _notebook(
    path: str, following: Following, gate: Gate, reader: Reader, copies: Copies, *, always: bool
) -> _Result | None:
    """What one notebook brings up; None where it is not worth following."""
    gaps = len(reader.gaps)
    code = () if always or following.compared else copies.code(path)
    known = copies.shown(code, path)
    if known is not None:
        surfaces = {path: set(known.surfaces)} if known.surfaces else {}
        return None if known.world is None else _Result(known.world, [], surfaces, (), known.done)
    if not always and not gate.notebook(path, reader.code):
        if len(reader.gaps) == gaps:
            copies.keep(code, Shown(path, gate.glances.spelled(path), None, frozenset(), {}, None))
        return None
    one = _result(following, [path], reader)
    if code and not one.findings and len(reader.gaps) == gaps:
        did = frozenset(one.surfaces.get(path, ()))
        copies.keep(code, Shown(path, gate.glances.spelled(path), one.world, did, one.done, one.sought))
    return one


def _checked(flow: Flow, reader: Reader) -> list[Finding]:
    found, gaps = ask(registry.finders(), flow)
    reader.gaps.extend(gaps)
    return uncalled.bounded(found, flow, reader)


def _unique(findings: list[Finding]) -> list[Finding]:
    """The strongest finding of each check on each line, which says how often the line does it.

    Of what one place does in several ways, the worst is said; of several places on a line, the first of the worst.
    """
    seen: dict[tuple[str, Location], Finding] = {}
    for one in findings:
        known = seen.setdefault((one.check, one.at), one)
        if (one.severity, one.confidence) > (known.severity, known.confidence):
            seen[one.check, one.at] = one
    lines: dict[tuple[str, str, int | None, int], list[Finding]] = {}
    for one in sorted(seen.values(), key=lambda f: (-f.severity, -f.confidence, f.at.column)):
        lines.setdefault((one.check, one.at.path, one.at.cell, one.at.line), []).append(one)
    return sorted(
        (_once(several) for several in lines.values()),
        key=lambda f: (-f.severity, -f.confidence, f.at.path, f.at.cell or 0, f.at.line, f.check),
    )


def _once(several: list[Finding]) -> Finding:
    """The findings of one check on one line as one: the first, and how many places more there are."""
    first, more = several[0], len({one.at.column for one in several}) - 1
    if not more:
        return first
    places = "one more place" if more == 1 else f"{more} more places"
    return replace(first, issue=f"{first.issue} The line does so at {places}.")


__all__ = ["Analysis", "analyse", "compare"]
