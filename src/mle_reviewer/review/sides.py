"""Both sides of a change analysed: head, and the base it is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from mle_reviewer.checks.survey import Survey
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.findings.notebooks import BookSeen
from mle_reviewer.flow.questions.deeds import Deeds
from mle_reviewer.review.engine import Engine
from mle_reviewer.review.linemap import FileMap
from mle_reviewer.review.surface import conflict_findings
from mle_reviewer.review.touched import touched, with_places
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.gap import Gap


@dataclass(frozen=True, slots=True)
class Side:
    """What the analysis says of one tree, each finding with its fingerprint; all empty where there is no tree."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    surfaces: Mapping[str, frozenset[str]] = field(default_factory=dict)
    deeds: Deeds = ()
    survey: Survey | None = None
    notebooks: tuple[BookSeen, ...] = ()

    def also(self, findings: tuple[Finding, ...]) -> Side:
        """The side with what others than the review's own checks say of it."""
        return replace(self, findings=(*self.findings, *findings)) if findings else self


def analyse_both(
    change: Change, files: FileMap, engine: Engine, *, jobs: int, say: Callable[[str], None]
) -> tuple[Side, Side]:
    """Head and base. A whole tree has no base.

    Base is asked about the changed files, and about every place that head's findings name: a finding in an untouched
    file that only now comes into view would look new otherwise.
    """
    say(f"analysing {change.head.label}")
    whole = change.base is None
    rules = change.base or change.head
    ours, theirs = touched(change, files)
    found = engine.analyse(change.head, focus=None if whole else ours, jobs=jobs, knowledge=rules)
    findings = fingerprinted((*found.findings, *conflict_findings(change.conflicts)))
    head = Side(findings, found.gaps, found.surfaces, found.deeds, found.survey, found.notebooks)
    if change.base is None:
        return head, Side()
    say(f"analysing {change.base.label}")
    focus = with_places(theirs, head.findings, files, change.head)
    found = engine.analyse(change.base, focus=focus, jobs=jobs, knowledge=rules)
    return head, Side(fingerprinted(found.findings), found.gaps, found.surfaces, found.deeds, found.survey)


def all_gaps(change: Change, head: Side, base: Side, more: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """Every gap once; one of base only where head has not the same."""
    ours = {*change.gaps, *head.gaps, *more}
    theirs = {Gap(gap.path, gap.line, gap.stage, f"{gap.why} (in the base)") for gap in {*base.gaps} - ours}
    return tuple(sorted(ours | theirs))
