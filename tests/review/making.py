"""Findings, trees and a stand-in analysis, made in one line each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Scope, Step
from mle_reviewer.flow.questions.deeds import Deeds
from mle_reviewer.review.engine import Engine
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.document import Document, document_of
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

CARDS: dict[str, Card] = {
    "fit-before-split": Card("DL", "Learns too early", ("DL2",), Severity.HIGH, "data leakage"),
    "chosen-on-test": Card("EP", "Chosen on test", ("EP5",), Severity.MEDIUM, "weak eval"),
}


def place(path: str = "train.py", line: int = 1, *, cell: int | None = None, **more) -> Location:
    return Location(path, line, cell=cell, **{"end_line": line, "raw_line": line, **more})


def finding(
    path: str = "train.py",
    line: int = 1,
    *,
    check: str = "fit-before-split",
    severity: Severity = Severity.HIGH,
    confidence: Confidence = Confidence.HIGH,
    context: str = "scaler.fit(X)",
    title: str = "Scaler learns too early",
    trace: Iterable[tuple[str, int]] = (),
    scope: Scope = "present",
    at: Location | None = None,
    **more,
) -> Finding:
    return Finding(
        check=check,
        area="DL",
        severity=severity,
        confidence=confidence,
        risk="data leakage",
        items=("DL2",),
        tags=("leak:preprocessing",),
        at=at or place(path, line),
        title=title,
        issue="The score is too good.",
        fix="Split first.",
        trace=tuple(Step(place(*where), "here") for where in trace),
        context=context,
        scope=scope,
        **more,
    )


@dataclass(frozen=True)
class MemoryTree:
    """A tree whose files stand in a dict."""

    files: Mapping[str, bytes]
    label: str = "working tree"

    def paths(self) -> Mapping[str, str]:
        return dict.fromkeys(sorted(self.files), "")

    def read(self, path: str) -> Document | Gap:
        return document_of(path, "", self.files[path]) if path in self.files else Gap(path, 1, "read", "absent")

    def read_many(self, paths: Iterable[str]) -> Mapping[str, Document | Gap]:
        return {path: self.read(path) for path in paths}


def tree(files: Mapping[str, str] | None = None, label: str = "working tree") -> MemoryTree:
    return MemoryTree({path: text.encode() for path, text in (files or {}).items()}, label)


@dataclass(frozen=True)
class Found:
    """What an analysis gives."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    surfaces: Mapping[str, frozenset[str]] = field(default_factory=dict)
    deeds: Deeds = ()
    survey: None = None
    notebooks: tuple[()] = ()


def engine(look: Callable[[str, str, int], Finding | None], **more) -> Engine:
    """An analysis that shows `look` each line of the Python files in focus, with its path and number."""

    def analyse(tree: Tree, *, focus: Collection[str] | None, jobs: int, knowledge: Tree | None) -> Found:
        del jobs, knowledge
        found: list[Finding] = []
        paths = [path for path in tree.paths() if path.endswith(".py") and (focus is None or path in focus)]
        for path in paths:
            document = tree.read(path)
            assert isinstance(document, Document)
            for number, line in enumerate(document.data.decode().splitlines(), start=1):
                one = look(path, line, number)
                found += [one] if one else []
        surfaces = dict.fromkeys(paths, frozenset({"training"}))
        return Found(tuple(found), more.get("gaps", ()), more.get("surfaces", surfaces))

    return Engine(analyse, CARDS)


def leaks(path: str, line: str, number: int) -> Finding | None:
    """Every line that says `leak` is one."""
    code = line.partition("#")[0].strip()
    return finding(path, number, context=code) if code.startswith("leak") else None
