"""What a review could not see: there, a fault that is not found is not one that is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.gap import Gap


@dataclass(frozen=True, slots=True)
class Unseen:
    """The paths that could not be read, and the checks that failed, somewhere or everywhere."""

    paths: frozenset[str] = frozenset()
    checks: frozenset[str] = frozenset()

    @classmethod
    def behind(cls, gaps: Iterable[Gap]) -> Unseen:
        """What these gaps hide. The gap of a check that failed begins with the check's id."""
        gaps = tuple(gaps)
        failed = frozenset(gap.why.partition(" ")[0] for gap in gaps if gap.stage == "check")
        return cls(frozenset(gap.path for gap in gaps if gap.path), failed)

    @classmethod
    def unread(cls, gaps: Iterable[Gap]) -> Unseen:
        """What could not be read at all."""
        return cls.behind(gap for gap in gaps if gap.stage in {"read", "parse"})

    def and_of(self, checks: frozenset[str]) -> Unseen:
        """The same with checks whose findings are never there twice: a change is only once the last one."""
        return Unseen(self.paths, self.checks | checks)

    def may_hide(self, finding: Finding, paths: Iterable[str]) -> bool:
        """Whether the finding could still be there, with its places now at `paths`."""
        return finding.check in self.checks or not self.paths.isdisjoint(paths)


NOTHING_UNSEEN: Final = Unseen()
