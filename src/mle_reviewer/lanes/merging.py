"""What tools say becomes findings of the review: none that repeats one of ours, or of another tool, at its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.lanes.attempts import attempt_of, is_handler
from mle_reviewer.lanes.tool import UNPARSED, Fault, Tool
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.location import Location

MOST_SEVERE: Final = Severity.MEDIUM  # nothing is graver without a proof, and a tool shows none
_NUMBERS: Final = re.compile(r"\d+")
_TITLE: Final = 120


def check_of(tool: str, rule: str) -> str:
    """The id that a tool's rule has in a review: `ruff:F821`."""
    return f"{tool}:{rule}"


@dataclass(frozen=True, slots=True)
class Merged:
    """The findings of one tool on one side, and how many it said at places where ours say it already."""

    findings: tuple[Finding, ...]
    repeated: int


def merged(
    tool: Tool,
    faults: Iterable[Fault],
    tree: Tree,
    ours: Iterable[Finding],
    told: Collection[tuple[str, int, str]],
    unparsed: Collection[str] = (),
) -> Merged:
    """The findings; `told` are the places and subjects that other tools have named before.

    Of an `unparsed` document a gap says that it is no Python, which no tool has to say once more.
    """
    sources = _Sources(tree)
    known = _Known(ours, sources)
    findings: list[Finding] = []
    repeated = 0
    for fault in dict.fromkeys(faults):
        again = fault.subject == UNPARSED and fault.at.path in unparsed
        if again or known.says(fault, tool.same) or (fault.subject and subject_key(fault) in told):
            repeated += 1
        else:
            findings.append(_finding(tool, fault, sources.line(fault.at)))
    return Merged(tuple(findings), repeated)


def subject_key(fault: Fault) -> tuple[str, int, str]:
    """A place and what is said of it, for telling apart what two tools say."""
    return fault.at.path, fault.at.raw_line or fault.at.line, fault.subject


def _finding(tool: Tool, fault: Fault, line: str) -> Finding:
    title = f"{tool.name} {fault.rule}: {fault.message}"
    title = title if len(title) <= _TITLE else f"{title[: _TITLE - 2].rpartition(' ')[0]} …"
    return Finding(
        check=check_of(tool.name, fault.rule),
        area="SH",
        severity=min(fault.severity, MOST_SEVERE),
        confidence=Confidence.HIGH,
        risk="other",
        items=("SH4",),
        tags=(),
        at=fault.at,
        title=title,
        issue=f"{tool.name} says: {fault.message}",
        fix=fault.fix or f"Mend it ({title}), or say in the settings of {tool.name} why it is right here.",
        context=f"{line} | {_NUMBERS.sub('#', fault.message)}",
        may_block=False,
    )


class _Known:
    """The places at which the review's own checks say something."""

    def __init__(self, ours: Iterable[Finding], sources: _Sources) -> None:
        self._sources = sources
        self._at: dict[tuple[str, int | None], list[tuple[int, int, str]]] = {}
        for finding in ours:
            for at in (finding.at, *(step.at for step in finding.trace)):
                lines = (at.line, max(at.end_line, at.line), finding.check)
                self._at.setdefault((at.path, at.cell), []).append(lines)

    def says(self, fault: Fault, same: Mapping[str, frozenset[str]]) -> bool:
        """Whether one of the checks that tell this rule better has a finding there."""
        better = next((same[length] for length in _prefixes(fault.rule) if length in same), None)
        if better is None:
            return False
        at = fault.at
        there = self._at.get((at.path, at.cell), ())
        if any(
            check in better and first <= max(at.end_line, at.line) and at.line <= last for first, last, check in there
        ):
            return True
        lines = self._sources.lines(at.path) if at.cell is None else []
        if not is_handler(lines, at.line):
            return False
        attempt = attempt_of(lines, at.line)
        return attempt > 0 and any(check in better and attempt_of(lines, first) == attempt for first, _, check in there)


def _prefixes(rule: str) -> Iterator[str]:
    """A rule, then what it begins with: settings name families so."""
    yield from (rule[:end] for end in range(len(rule), 0, -1))


class _Sources:
    """Lines of documents, for fingerprints that outlive a shift of lines."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._lines: dict[str, list[str]] = {}

    def lines(self, path: str) -> list[str]:
        lines = self._lines.get(path)
        if lines is None:
            document = self._tree.read(path)
            text = decode(document) if isinstance(document, Document) else ""
            lines = self._lines[path] = text.splitlines() if isinstance(text, str) else []
        return lines

    def line(self, at: Location) -> str:
        lines = self.lines(at.path)
        number = at.raw_line or at.line
        return " ".join(lines[number - 1].split()) if 0 < number <= len(lines) else ""
