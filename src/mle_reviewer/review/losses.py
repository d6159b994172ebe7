"""What only both sides of a change together show, and what of it the sides had not shown already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.findings.words import DECIDING
from mle_reviewer.review.compare import brought
from mle_reviewer.review.engine import Engine
from mle_reviewer.review.linemap import FileMap
from mle_reviewer.review.pairing import changed_deeds
from mle_reviewer.review.sides import Side
from mle_reviewer.review.unseen import Unseen
from mle_reviewer.sources.change import ChangedFile
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location
from mle_reviewer.system.changed import Systems


@dataclass(frozen=True, slots=True)
class Losses:
    """Findings that have no counterpart in base because they are the difference to it."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()


def losses(head: Side, base: Side, files: FileMap, engine: Engine, changed: tuple[ChangedFile, ...]) -> Losses:
    """What the checks of a change say of both sides: of what was done to rows and models, and of their systems.

    A whole tree has nothing to be compared with.
    """
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    if head.deeds and base.deeds:
        told = engine.compare(changed_deeds(base.deeds, head.deeds, files))
        findings, gaps = tuple(told.findings), told.gaps
    if head.survey is not None and base.survey is not None:
        more, failed = engine.compare_systems(Systems(base.survey.system, head.survey.system, changed))
        findings, gaps = (*findings, *more), (*gaps, *failed)
    unread = Unseen.unread(base.gaps)
    seen = (one for one in fingerprinted(findings) if brought(one, files, unread))
    return Losses(tuple(replace(one, scope="introduced") for one in seen), gaps)


def besides(told: Iterable[Finding], known: Iterable[Finding]) -> Iterator[Finding]:
    """Those that no deciding finding of the sides has said: at the same place, or of the same kind on its way there."""
    deciding = [one for one in known if one.scope in DECIDING]
    for one in told:
        if not any(_says(other, one) for other in deciding):
            yield one


def _says(known: Finding, told: Finding) -> bool:
    if not told.tags:  # of the system, not of rows: what else is wrong with the line says nothing of its change
        return known.check == told.check and _meet(known.at, told.at)
    if _meet(known.at, told.at):
        return True
    return not set(known.tags).isdisjoint(told.tags) and any(_meet(step.at, told.at) for step in known.trace)


def _meet(one: Location, other: Location) -> bool:
    """Whether two statements share a line."""
    if (one.path, one.cell) != (other.path, other.cell):
        return False
    return one.line <= max(other.end_line, other.line) and other.line <= max(one.end_line, one.line)
