"""What the lanes are told: the change, what it touches, what its code imports, and what the checks have found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Answer, CiJob, Errand, Pin
from mle_reviewer.program.requirements import states
from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.commands.ci import runs, workflows
from mle_reviewer.system.questions.serving.asked_ways import asked_ways
from mle_reviewer.system.questions.serving.screens import screens

if TYPE_CHECKING:
    from mle_reviewer.findings.map import Map
    from mle_reviewer.findings.review import ReviewedChange
    from mle_reviewer.review.sides import Side
    from mle_reviewer.sources.change import Change
    from mle_reviewer.system.system import System

_OTHER_INDEX: Final = re.compile(r"(?:^|/)(?:conda-lock|pixi)[^/]*$")
_EXACT: Final = re.compile(r"(?:===?)?\s*v?(\d[\w.+!-]{0,60})")


def errand_of(change: Change, touched: ReviewedChange, head: Side, drawn: Map) -> Errand:
    """The errand of one review; `drawn` is the system map of head."""
    if head.survey is None:
        return Errand(change, touched, findings=head.findings, system=drawn, notebooks=head.notebooks)
    system = head.survey.system
    there = None if change.base is None else {file.path for file in change.files}
    return Errand(
        change,
        touched,
        _imports(system, there),
        head.findings,
        drawn,
        head.notebooks,
        ci_jobs=tuple(_jobs(system)),
        pins=tuple(_pins(system)),
        screens=screens(system),
        answers=tuple(_answers(system, change)),
        reached=frozenset() if there is None else _reached(system, there),
    )


def _answers(system: System, change: Change) -> Iterator[Answer]:
    """The ways in which predictions are asked for, each with what the change wrote on it."""
    whole = change.base is None
    for way in asked_ways(system):
        through = [Step(at, name) for name, at, end in way.enters if not whole and _written(change, at, end)]
        yield Answer(way.words, way.at, tuple(through), way.tests)


def _reached(system: System, changed: set[str]) -> frozenset[str]:
    """The documents of code among some, and all that import one, near or far."""
    found, waiting = set(changed & set(system.code)), sorted(changed & set(system.code))
    while waiting:
        for one in system.imports.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return frozenset(found)


def _written(change: Change, at: Location, end: int) -> bool:
    """Whether the change wrote lines between a place and an end line of its document."""
    first = at.raw_line or at.line
    return any(
        hunk.new_start <= end and first < hunk.new_start + max(hunk.new_count, 1)
        for file in change.files
        if file.path == at.path and file.status != "deleted"
        for hunk in file.hunks
    )


def _jobs(system: System) -> Iterator[CiJob]:
    """The jobs of CI, each with what it runs of the tests and fails with."""
    for workflow in workflows(system):
        if workflow.system == "action":
            continue
        for job in workflow.jobs:
            tests = [run.says for run in runs(system, workflow, job) if run.sign == "run-tests" and not run.forgiven]
            at = Location(workflow.path, job.line, raw_line=job.line)
            yield CiJob(workflow.name, job.name, job.shown or job.name, at, tuple(dict.fromkeys(tests)))


def _pins(system: System) -> Iterator[Pin]:
    """The packages that documents of the repository pin to one version of the public index."""
    for path in system.paths:
        if states(path) and not _OTHER_INDEX.search(path):
            for one in system.ground.pins(path).requirements:
                version = _EXACT.fullmatch(one.specifier.strip()) if one.exact and not one.url else None
                if version is not None and one.name and one.source != "conda":
                    yield Pin(one.name, version[1], Location(path, one.line, 1, one.line, raw_line=one.line))


def _imports(system: System, paths: set[str] | None) -> Mapping[str, frozenset[str]]:
    """The packages that each document of code imports, by the first names of modules."""
    found: dict[str, frozenset[str]] = {}
    for path in system.code if paths is None else paths & set(system.code):
        module = system.indexed.module(path)
        if module is not None:
            names = (one.partition(":")[0].partition(".")[0] for one in module.code.imports)
            found[path] = frozenset(name for name in names if name)
    return found
