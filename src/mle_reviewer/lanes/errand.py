"""What the lanes are told of a review: the change, what it touches, what its code imports, what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from mle_reviewer.findings.alteration import Alteration, AlterationKind
from mle_reviewer.findings.brief import Brief
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.map import NO_MAP, Map, Node, NodeRole
from mle_reviewer.findings.notebooks import BookSeen
from mle_reviewer.findings.review import ReviewedChange, ReviewedFile
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.document import Kind, kind_of
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

_NEAR: Final = 8  # lines around those of a change that are read with them
_CHANGED: Final = re.compile(r" (?:is|are) (?:changed|brought in)$")


@dataclass(frozen=True, slots=True)
class Pin:
    """One package that a document of head pins to one version: its name as PEP 503 compares it, and where."""

    name: str
    version: str
    at: Location


@dataclass(frozen=True, slots=True)
class CiJob:
    """A job of CI: its key and the name that it is shown by, and the commands of its steps that test the project."""

    workflow: str
    key: str
    shown: str
    at: Location
    tests: tuple[str, ...] = ()

    def fits(self, name: str) -> bool:
        """Whether a check of this name is the job: its key or name, with whatever a matrix puts behind or in it."""
        said = name.rpartition(" / ")[2].strip()
        for known in dict.fromkeys((self.shown, self.key)):
            parts = [re.escape(part.strip()) for part in re.split(r"\$\{\{.*?\}\}", known)]
            pattern = r"\s*.*?\s*".join(parts)
            if any(parts) and re.fullmatch(rf"{pattern}(?: \(.*\)|: \[.*\]| \d+/\d+)?", said, re.IGNORECASE):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Answer:
    """One way in which a prediction is asked for: how ("`POST /predict`"), and where it is answered.

    `through` are the functions on the way from the question to the answer that the change wrote lines of, `tests` the
    places where a test asks in this way.
    """

    words: str
    at: Location
    through: tuple[Step, ...] = ()
    tests: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Errand:
    """One review, as far as a lane needs it.

    `imports` are the packages (first names of modules) that each document of code of head imports; `findings` are the
    review's own of head, `notebooks` those that it looked at; `ci_jobs` the jobs of its CI; `pins` the packages of
    exact versions; `screens` the places where a reader is shown what a model says; `altered` is what the change does to
    what others rely on; `answers` are the ways in which predictions are asked for; `reached` are the documents of code
    that the change is in or that import one, near or far; `unparsed` the documents of either
    side that a gap tells of already. `only_given`: the change brings no lane up, and only files that the user gives are
    read. Without a base, everything in the tree is under review.
    """

    change: Change
    touched: ReviewedChange
    imports: Mapping[str, frozenset[str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    system: Map = NO_MAP
    notebooks: tuple[BookSeen, ...] = ()
    ci_jobs: tuple[CiJob, ...] = ()
    pins: tuple[Pin, ...] = ()
    screens: tuple[Step, ...] = ()
    altered: tuple[Alteration, ...] = ()
    answers: tuple[Answer, ...] = ()
    reached: frozenset[str] = frozenset()
    unparsed: frozenset[str] = frozenset()
    only_given: bool = False

    @property
    def whole(self) -> bool:
        """Whether the whole tree is reviewed."""
        return self.change.base is None

    def reviewed(self) -> Iterator[ReviewedFile]:
        """The files under review that are there to be read."""
        if self.whole:
            yield from (ReviewedFile(path, None, "added") for path in self.change.head.paths())
        else:
            yield from (file for file in self.touched.files if file.status != "deleted")

    def paths(self, *kinds: Kind) -> tuple[str, ...]:
        """The paths under review of these kinds, in order."""
        return tuple(sorted(file.path for file in self.reviewed() if kind_of(file.path) in kinds))

    def importing(self, *packages: str) -> tuple[str, ...]:
        """The paths under review whose code imports one of these packages."""
        wanted = frozenset(packages)
        return tuple(sorted(file.path for file in self.reviewed() if wanted & self.imports.get(file.path, frozenset())))

    def ending(self, *suffixes: str) -> tuple[str, ...]:
        """The paths under review whose names end so."""
        return tuple(sorted(file.path for file in self.reviewed() if file.path.lower().endswith(suffixes)))

    def nodes(self, *roles: NodeRole) -> tuple[Node, ...]:
        """The parts of the system with one of these roles that stand in a file under review."""
        there = {file.path for file in self.reviewed()}
        return tuple(node for node in self.system.nodes if node.role in roles and node.at.path in there)

    def near(self, *roles: NodeRole) -> tuple[Node, ...]:
        """The parts of the system with one of these roles that stand in or beside lines of the change."""
        return tuple(node for node in self.nodes(*roles) if self.whole or self.is_near(node.at))

    def is_near(self, at: Location, margin: int = _NEAR) -> bool:
        """Whether a place stands in lines that the change wrote, or at most so many lines away."""
        line = at.raw_line or at.line
        return any(
            hunk.new_start - margin <= line < hunk.new_start + max(hunk.new_count, 1) + margin
            for file in self.change.files
            if file.path == at.path
            for hunk in file.hunks
        )

    def alterations(self, *kinds: AlterationKind) -> tuple[Alteration, ...]:
        """What the change alters of these kinds."""
        return tuple(one for one in self.altered if one.kind in kinds)

    def found(self, *checks: str) -> tuple[Finding, ...]:
        """What these checks of the review have found in the files under review."""
        there = {file.path for file in self.reviewed()}
        return tuple(one for one in self.findings if one.check in checks and one.at.path in there)

    def first_line(self, path: str) -> Location:
        """The first line of a file that the change touches."""
        for file in self.change.files:
            if file.path == path and file.hunks:
                return Location(path, max(file.hunks[0].new_start, 1))
        return Location(path)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the lanes say: findings of both sides (to be compared), runs, briefs and gaps.

    `aside` are findings of head that the change has no part in, as far as can be seen: they are told, and not as its.
    """

    head: tuple[Finding, ...] = ()
    base: tuple[Finding, ...] = ()
    aside: tuple[Finding, ...] = ()
    runs: tuple[LaneRun, ...] = ()
    briefs: tuple[Brief, ...] = ()
    gaps: tuple[Gap, ...] = ()


Lanes = Callable[[Errand], Outcome]


def places(paths: tuple[str, ...], says: str, errand: Errand, most: int = 8) -> tuple[Step, ...]:
    """The first places of these paths that a reader is to look at; in a whole tree nothing is changed."""
    says = _CHANGED.sub("", says) if errand.whole else says
    return tuple(Step(errand.first_line(path), says) for path in paths[:most])
