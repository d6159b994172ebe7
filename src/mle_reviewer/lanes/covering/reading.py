"""Coverage that was given becomes findings: lines of the change around a model that no test runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.review import ReviewedFile
from mle_reviewer.findings.words import counted
from mle_reviewer.lanes.cleaning import clean
from mle_reviewer.lanes.covering.kinds import kinds
from mle_reviewer.lanes.covering.report import LARGEST, CoverageError, Measured, measured_in
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.given import Taken
from mle_reviewer.lanes.ground import Ground
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

_LANE: Final = "pr-test-analyzer"
_GRAVE: Final = frozenset({"feature generation", "inference"})
_ABOUT: Final = frozenset(
    {"feature generation", "training", "evaluation", "inference", "artifact packaging", "monitoring"}
)
_NODES: Final = frozenset({"gate", "split"})
_TEST: Final = re.compile(r"(?:^|/)(?:tests?|testing)/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")
_SURFACE: Final[Mapping[str, str]] = {
    "feature": "feature generation", "split": "training", "training": "training", "evaluation": "evaluation",
    "metric": "evaluation", "gate": "evaluation", "service": "inference", "scoring": "inference",
}  # fmt: skip
_FEW: Final = 3  # lines that a branch for errors may have
_MANY: Final = 5
_SHOWN: Final = 6
_SHIFTED: Final = 3  # statements of a report that are none in the file


def read_coverage(paths: tuple[Path, ...], errand: Errand) -> Taken:
    """What no test runs of the lines under review."""
    ground = Ground(errand.change.head)
    gaps: list[Gap] = []
    known: dict[str, tuple[set[int], set[int]]] = {}
    for path in paths:
        try:
            with path.open("rb") as file:
                some = measured_in(file.read(LARGEST + 1))
        except OSError as error:
            gaps.append(_gap("", f"the coverage {path.name}: {error.strerror or error}"))
            continue
        except CoverageError as error:
            gaps.append(_gap("", f"the coverage {path.name}: {error}"))
            continue
        _add(known, some, ground)
    stale = sorted(path for path in known if _is_stale(ground.lines(path), known[path][0]))
    reviewed = {file.path: file for file in errand.reviewed() if _is_asked(file, errand)}
    gaps += [
        _gap(path, "its coverage was measured on another state of the file, so not used")
        for path in stale
        if path in reviewed
    ]
    used = {path: lines for path, lines in known.items() if path not in stale}
    findings = [one for path in sorted(reviewed) for one in _of_file(reviewed[path], used.get(path), errand, ground)]
    without = sorted(path for path in reviewed if path not in known and not errand.whole)
    return Taken(tuple(findings), (_run(paths, used, reviewed, without, findings, gaps),), tuple(gaps))


def _gap(path: str, why: str) -> Gap:
    return Gap(path, 0, "run", clean(why, most=300))


def _add(known: dict[str, tuple[set[int], set[int]]], some: Iterable[Measured], ground: Ground) -> None:
    for one in some:
        path = ground.path_of(one.path)
        if path is not None:
            lines, ran = known.setdefault(path, (set(), set()))
            lines |= one.lines
            ran |= one.ran


def _is_stale(lines: list[str], stated: set[int]) -> bool:
    """Whether statements stand in the report where the file has none."""
    off = [
        one
        for one in stated
        if one > len(lines) or not lines[one - 1].strip() or lines[one - 1].lstrip().startswith("#")
    ]
    return any(one > len(lines) + 1 for one in off) or len(off) >= min(_SHIFTED, max(len(stated) // 4, 1))


def _is_asked(file: ReviewedFile, errand: Errand) -> bool:
    if not file.path.endswith(".py") or _TEST.search(file.path):
        return False
    if errand.whole:
        return bool(_ABOUT & _surfaces_of(file, errand))
    return bool(_ABOUT & set(file.surfaces))


def _surfaces_of(file: ReviewedFile, errand: Errand) -> frozenset[str]:
    """In a review of a whole tree, what the map of the system has in a file."""
    found = {_SURFACE.get(node.role, "") for node in errand.system.nodes if node.at.path == file.path}
    return frozenset(found - {""}) | frozenset(file.surfaces)


def _of_file(
    file: ReviewedFile, known: tuple[set[int], set[int]] | None, errand: Errand, ground: Ground
) -> Iterator[Finding]:
    if known is None:
        return
    lines, ran = known
    if errand.whole:
        inner = {
            one
            for one in lines
            if ground.lines(file.path)[one - 1 : one] and ground.lines(file.path)[one - 1][:1] in " \t"
        }
        if len(inner) > _MANY * 2 and not inner & ran:
            at = Location(file.path, min(inner))
            yield _finding("model-code-not-tested", at, file, sorted(inner), len(inner), Severity.LOW, ground, errand)
        return
    brought = _brought(file.path, errand)
    could = sorted(lines & brought)
    missed = [one for one in could if one not in ran]
    if not missed:
        return
    most = len(missed) >= _MANY and len(missed) * 2 >= len(could)
    marked = any(
        node.role in _NODES and node.at.path == file.path and node.at.line in brought for node in errand.system.nodes
    )
    grave = most and (bool(_GRAVE & set(file.surfaces)) or marked)
    if len(missed) < _FEW and len(missed) < len(could):
        return
    severity = Severity.MEDIUM if grave else Severity.LOW
    at = Location(file.path, missed[0])
    yield _finding("changed-lines-not-tested", at, file, missed, len(could), severity, ground, errand)


def _brought(path: str, errand: Errand) -> set[int]:
    """The lines of a file that the change brings."""
    return {
        line
        for file in errand.change.files
        if file.path == path
        for hunk in file.hunks
        for line in range(hunk.new_start, hunk.new_start + hunk.new_count)
    }


def _finding(
    check: str,
    at: Location,
    file: ReviewedFile,
    missed: list[int],
    could: int,
    severity: Severity,
    ground: Ground,
    errand: Errand,
) -> Finding:
    card = kinds()[check].card
    ranges = list(_ranges(missed, ground.lines(file.path)))
    told = ", ".join(f"{one}" if one == last else f"{one}-{last}" for one, last in ranges[:_SHOWN])
    more = f" and {counted(len(ranges) - _SHOWN, 'more place')}" if len(ranges) > _SHOWN else ""
    changed = check == "changed-lines-not-tested"
    what = ", ".join(sorted(_surfaces_of(file, errand))) or "the model"
    says = f"{len(missed)} of {could} changed lines" if changed else f"any of the {could} lines inside of its functions"
    first = " ".join(" ".join(ground.lines(file.path)[at.line - 1 : at.line]).split())
    return Finding(
        check=check,
        area=card.area,
        severity=severity,
        confidence=Confidence.HIGH,
        risk=card.risk,
        items=card.items,
        tags=(),
        at=at,
        title=f"No test runs {says if changed else 'this file'}",
        issue=f"By the coverage given no test runs {says} (lines {told}{more}). The file is about {what}; a fault "
        "there is met in production first.",
        fix="Write a test that runs it on a few rows and claims what has to come out.",
        trace=tuple(
            Step(Location(file.path, one, end_line=last), "no test runs this") for one, last in ranges[:_SHOWN]
        ),
        context=f"{first} | {'changed' if changed else 'whole'}",
        may_block=False,
    )


def _ranges(numbers: list[int], lines: list[str]) -> Iterator[tuple[int, int]]:
    """Runs of lines; what lies between two of them is none where it is blank or goes on with a statement."""
    start = last = numbers[0]
    for number in numbers[1:]:
        if number - last > 3 and any(line.strip() for line in lines[last : number - 1]):  # noqa: PLR2004
            yield start, last
            start = number
        last = number
    yield start, last


def _run(
    paths: tuple[Path, ...], used: Mapping[str, object], reviewed: Mapping[str, ReviewedFile], without: list[str],
    findings: list[Finding], gaps: list[Gap],
) -> LaneRun:  # fmt: skip
    command = clean(" ".join(("coverage:", *(path.name for path in paths))), most=200)
    seen = sum(path in used for path in reviewed)
    why = f"{seen} of {counted(len(reviewed), 'file')} around a model {'is' if seen == 1 else 'are'} in it"
    why += f"; not in it: {', '.join(without[:3])}{' …' if len(without) > 3 else ''}" if without else ""  # noqa: PLR2004
    why += f"; {counted(len(findings), 'file')} with lines that no test runs" if findings else ""
    if not used:
        why = "; ".join(gap.why for gap in gaps) or "no file of the tree is in it"
    if not reviewed:
        return LaneRun(_LANE, "coverage", command, "skipped", "the change touches no code around a model")
    status = "incomplete" if not used or (gaps or without) else "failed" if findings else "passed"
    return LaneRun(_LANE, "coverage", command, status, clean(why, most=500), findings=len(findings))  # type: ignore[arg-type]
