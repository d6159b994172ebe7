"""How a check of a notebook says what it found: as much as the notebook is relied on, once, with the further places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.reporting import Words
from mle_reviewer.checks.stating import stated
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mle_reviewer.findings.card import Card, Confidence
    from mle_reviewer.flow.notebooks.book import Notebook, Run
    from mle_reviewer.program.cell_names import Event
    from mle_reviewer.sources.location import Location

__all__ = ["Step", "Words", "counted", "listed", "remark", "step", "weight"]
_MOST: Final = 3


def weight(book: Notebook) -> Severity:
    """MEDIUM where a notebook of the project trains, scores, splits or saves; else a note."""
    return Severity.MEDIUM if book.tells and tier(book.path) == "code" else Severity.LOW


def remark(
    card: Card,
    book: Notebook,
    at: Location,
    words: Words,
    trace: Sequence[Step],
    *,
    context: str,
    severity: Severity | None = None,
    confidence: Confidence | None = None,
) -> Finding:
    """A finding of a check of a notebook, never above what the notebook is relied on for."""
    graded = weight(book) if severity is None else min(severity, weight(book))
    return stated(card, at, words, trace, context=context, severity=min(graded, card.severity), confidence=confidence)


def step(book: Notebook, run: Run, says: str, event: Event | None = None) -> Step:
    """A step of a trace in a cell."""
    return Step(book.at(run, event), says)


def counted(run: Run) -> str:
    """A cell by its number, with its execution count where it has one."""
    return f"cell {run.number}" + (f" (run as [{run.count}])" if run.count is not None else "")


def listed(names: Sequence[str]) -> str:
    """Some names in words, the rest as a number."""
    shown = [f"`{name}`" for name in names[:_MOST]]
    rest = len(names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
