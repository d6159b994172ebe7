"""A design note was committed with the words of its template still in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.notes import Note, Said
from mle_reviewer.system.system import System

CARD = Card(
    area="PF",
    title="Design note left as its template",
    items=("PF1",),
    severity=Severity.LOW,
    risk="other",
    sees="system",
    lane="doc-updater",
)
_CALLED: Final = {"iteration": "iteration note", "model card": "model card"}
_FIELDS: Final = ("decision", "stakeholders", "mistake_budget", "primary_metric", "assumptions", "next_experiment")
_SECTIONS: Final = (
    "intended use", "intended uses", "direct use", "limitations", "bias, risks, and limitations", "training data",
    "evaluation", "metrics", "ethical considerations", "uses", "out-of-scope use",
)  # fmt: skip


def find(system: System) -> Iterator[Finding]:
    """Cards and iteration notes in which what they are for is a placeholder; one finding for each note."""
    for note in system.notes:
        if note.kind not in {"iteration", "model card"}:
            continue
        said = list(note.fields(*_FIELDS) if note.kind == "iteration" else note.sections(*_SECTIONS))
        left = [one for one in said if not one.filled and _holds_a_place(note, one)]
        if left and len(left) * 2 >= len(said):
            yield _finding(note, left, len(said))


def _holds_a_place(note: Note, one: Said) -> bool:
    """Whether something stands there that is to be replaced; an empty section only heads those below it, or nothing."""
    if one.section is not None:
        below = (one.section, *note.page.under(one.section))
        return any(section.text.strip() for section in below)
    return one.entry is not None and any(entry.text() for _, entry in one.entry.walk())


def _finding(note: Note, left: list[Said], of: int) -> Finding:
    names = ", ".join(one.name for one in left[:4])
    words = Words(
        title=f"The {_CALLED[note.kind]} says nothing yet: {names}",
        issue=f"{len(left)} of {of} parts of `{note.path}` that say what the model is for hold a template's words. "
        "It looks as if the questions had been answered.",
        fix="Answer them in a sentence each, or take the file out until somebody can.",
    )
    trace = [Step(one.at, f"`{one.name}` is a placeholder") for one in left[:5]]
    return stated(CARD, left[0].at, words, trace, context=note.path)
