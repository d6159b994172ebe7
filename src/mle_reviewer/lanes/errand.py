"""What the lanes are told of a review: the change, what it touches, what its code imports, what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mle_reviewer.findings.brief import Brief
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.map import NO_MAP, Map
from mle_reviewer.findings.notebooks import BookSeen
from mle_reviewer.findings.review import ReviewedChange, ReviewedFile
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.document import Kind, kind_of
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location


@dataclass(frozen=True, slots=True)
class Errand:
    """One review, as far as a lane needs it.

    `imports` are the packages (first names of modules) that each document of code of head imports; `findings` are the
    review's own of head, `notebooks` those that it looked at. Without a base, everything in the tree is under review.
    """

    change: Change
    touched: ReviewedChange
    imports: Mapping[str, frozenset[str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    system: Map = NO_MAP
    notebooks: tuple[BookSeen, ...] = ()

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

    def first_line(self, path: str) -> Location:
        """The first line of a file that the change touches."""
        for file in self.change.files:
            if file.path == path and file.hunks:
                return Location(path, max(file.hunks[0].new_start, 1))
        return Location(path)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the lanes say: findings of both sides (to be compared), runs, briefs and gaps."""

    head: tuple[Finding, ...] = ()
    base: tuple[Finding, ...] = ()
    runs: tuple[LaneRun, ...] = ()
    briefs: tuple[Brief, ...] = ()
    gaps: tuple[Gap, ...] = ()


Lanes = Callable[[Errand], Outcome]


def places(paths: tuple[str, ...], says: str, errand: Errand, most: int = 8) -> tuple[Step, ...]:
    """The first places of these paths that a reader is to look at."""
    return tuple(Step(errand.first_line(path), says) for path in paths[:most])
