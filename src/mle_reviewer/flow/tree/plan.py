"""The plan: which documents are run, with which arguments, in which order, as the pipeline definitions say."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.program.commands import Launch
from mle_reviewer.program.pipelines.stage import Stage

_MOST_RUNS: Final = 3  # of one script with different arguments


@dataclass(frozen=True, slots=True)
class Run:
    """One start of a document. `args` is None where nothing says how it is started, a word in it where that is unknown.

    `folder` is where it runs (None: not stated), `at` the place in the pipeline definition.
    """

    path: str
    args: tuple[str | None, ...] | None = None
    folder: str | None = None
    environment: tuple[tuple[str, str], ...] = ()
    output: str | None = None  # the file that its output is led into
    at: tuple[str, int] | None = None


def plan(layout: Layout, stages: Sequence[Stage], entries: Iterable[str]) -> list[Run]:
    """The runs of all entries: those that stages start, in the order of the stages, and each other one once.

    An entry that no stage starts keeps its place in the order of `entries`, relative to its neighbours.
    """
    entries = list(entries)
    staged = _started(layout, stages, frozenset(entries))
    if not staged:
        return [Run(path) for path in entries]
    planned = {run.path for run in staged}
    return [*staged, *(Run(path) for path in entries if path not in planned)]


def partners(layout: Layout, stages: Sequence[Stage], documents: Collection[str]) -> frozenset[str]:
    """The documents that the stages of these pipeline definitions start."""
    return frozenset(
        path
        for stage in stages
        if stage.document in documents
        for launch in stage.launches
        if (path := target_of(layout, launch)) is not None
    )


def _started(layout: Layout, stages: Sequence[Stage], entries: Collection[str]) -> list[Run]:
    """The runs of the stages in order; a script that several documents start is run as the first of them says."""
    authority: dict[str, str] = {}
    seen: dict[str, set[tuple[object, ...]]] = {}
    kept: dict[int, list[Run]] = {}
    for number, stage in enumerate(stages):
        for launch in stage.launches:
            path = target_of(layout, launch)
            if path is None or path not in entries or authority.setdefault(path, stage.document) != stage.document:
                continue
            at = (stage.document, launch.line)
            run = Run(path, launch.args, launch.folder, launch.environment, launch.output, at)
            how = (launch.args, launch.folder, launch.environment, launch.output)
            known = seen.setdefault(path, set())
            if how not in known and len(known) < _MOST_RUNS:
                known.add(how)
                kept.setdefault(number, []).append(run)
    return [run for number in in_order(stages) for run in kept.get(number, ())] if kept else []


def target_of(layout: Layout, launch: Launch) -> str | None:
    """The path of the document that a launch starts; None where it is not in the repository."""
    if launch.kind == "module":
        found = layout.resolve(posixpath.join(launch.folder, "x"), launch.target, 0)
        if found is not None and found.endswith("/__init__.py"):
            inner = found.removesuffix("__init__.py") + "__main__.py"
            return inner if inner in layout.code else None
        return found
    spelled = launch.target.replace("\\", "/")
    for path in (posixpath.join(launch.folder, spelled), spelled):
        normal = posixpath.normpath(path).lstrip("/")
        if normal in layout.code:
            return normal
    return layout.ending(posixpath.normpath(spelled).lstrip("./"))


def in_order(stages: Sequence[Stage]) -> list[int]:
    """The numbers of stages in an order that keeps writers before readers; as written where nothing says more."""
    givers: dict[str, list[int]] = {}
    names: dict[tuple[str, str], list[int]] = {}
    for number, stage in enumerate(stages):
        names.setdefault((stage.document, stage.name), []).append(number)
        for path in stage.gives:
            givers.setdefault(path, []).append(number)
    before: dict[int, set[int]] = {number: set() for number in range(len(stages))}
    for number, stage in enumerate(stages):
        for name in stage.after:
            before[number].update(names.get((stage.document, name), ()))
        for path in stage.takes:
            for given, writers in givers.items():
                if path == given or path.startswith(f"{given}/") or given.startswith(f"{path}/"):
                    before[number].update(writers)
        before[number].discard(number)
    return _sorted(before)


def _sorted(before: dict[int, set[int]]) -> list[int]:
    """Numbers so that what stands before comes first; a circle is cut at its lowest number."""
    found: list[int] = []
    done: set[int] = set()
    waiting = sorted(before)
    while waiting:
        ready = next((number for number in waiting if before[number] <= done), waiting[0])
        waiting.remove(ready)
        done.add(ready)
        found.append(ready)
    return found
