"""A finding as every yardstick sees it, whichever tool reported it: where it stands, how bad it is, what it claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mle_reviewer.findings.finding import AGAIN

SEVERITIES: Final[tuple[str, ...]] = ("LOW", "MEDIUM", "HIGH", "CRITICAL")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One reported fault. `cell` counts from 1 over all cells (None outside notebooks), `line` from 1 inside it."""

    path: str
    cell: int | None
    line: int
    severity: str
    tags: tuple[str, ...]
    check: str
    confidence: str = "high"
    scope: str = "present"
    title: str = ""
    issue: str = ""
    fix: str = ""
    trace: tuple[str, ...] = ()
    fingerprint: str = ""
    again: tuple[tuple[str, int | None, int], ...] = ()  # more places of the same fault

    @property
    def place(self) -> str:
        """`path:line`, with the cell for notebooks, as the report prints it."""
        return f"{self.path}:{self.line}" if self.cell is None else f"{self.path}:cell {self.cell}:{self.line}"

    @property
    def places(self) -> tuple[tuple[str, int | None, int], ...]:
        """Path, cell and line of every place of the fault, its own first."""
        return ((self.path, self.cell, self.line), *self.again)

    @property
    def leak(self) -> bool:
        """Whether the finding claims a leak at all."""
        return any(tag.startswith("leak:") for tag in self.tags)


def at_least(found: Iterable[Found], severity: str) -> tuple[Found, ...]:
    """The findings of that severity and above, in their own order."""
    floor = SEVERITIES.index(severity)
    return tuple(one for one in found if SEVERITIES.index(one.severity) >= floor)


def from_json(item: Mapping[str, Any]) -> Found:
    """One finding of the JSON report (`schema: "mle-reviewer/review/1"`)."""
    return Found(
        path=str(item["path"]),
        cell=item.get("cell"),
        line=int(item["line"]),
        severity=str(item["severity"]).upper(),
        tags=tuple(item["tags"]),
        check=str(item["check"]),
        confidence=str(item["confidence"]).lower(),
        scope=str(item["scope"]),
        title=str(item["title"]),
        issue=str(item["issue"]),
        fix=str(item["fix"]),
        trace=tuple(_step(step) for step in item.get("trace", ())),
        fingerprint=str(item.get("fingerprint", "")),
        again=tuple(
            (str(step["path"]), step.get("cell"), int(step["line"]))
            for step in item.get("trace", ())
            if str(step["says"]).startswith(AGAIN)
        ),
    )


def _step(step: Mapping[str, Any]) -> str:
    cell = step.get("cell")
    where = f"{step['path']}:{step['line']}" if cell is None else f"{step['path']}:cell {cell}:{step['line']}"
    return f"{where} {step['says']}"
