"""Personal data that a rule proves stand in a table, in records, in what a notebook printed, or in a prompt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.data.personal_values import Exposed, exposed
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Personal data in the repository",
    items=("DL5", "CB9"),
    severity=Severity.HIGH,
    risk="other",
    sees="system",
    security=True,
    lane="security-reviewer",
    read=(1, 11),
)
_MANY: Final = 20  # people who are told in a table that also says what they are like
_NAMED: Final = 3  # columns that an issue names


def find(system: System) -> Iterator[Finding]:
    """Each column, output and text with proven values; no value is ever repeated."""
    for one in exposed(system):
        where = f"the column {one.column!r}" if one.column else "a text"
        where = f"{where} of what cell {one.at.cell} printed" if one.at.cell else where
        beside = f", beside {', '.join(f'`{name}`' for name in one.beside[:_NAMED])}" if one.beside else ""
        nobody = f" It may be that nobody real is meant: {one.invented}." if one.invented else ""
        counted = f"{one.proven} of the {one.looked_at} values looked at" if one.column else f"{one.distinct} values"
        words = Words(
            title=f"{one.kind.about[:1].upper()}{one.kind.about[1:]} of a person after another is committed",
            issue=f"In {where}, {counted} are each {one.kind.about} ({one.distinct} different ones){beside}. Whoever "
            f"reads the repository, its history or images of it has them, and nothing deletes them there.{nobody}",
            fix="Take the data out of the repository and its history, keep it where access and retention are settled, "
            "and commit a sample of made-up people" + ("; clear the outputs of the notebook." if one.at.cell else "."),
        )
        trace = [Step(one.at, f"{one.distinct} different values, each {one.kind.about}")]
        severity, confidence = _weight(one)
        context = f"{one.kind.about} {one.column} {one.at.cell or ''}"
        yield stated(CARD, one.at, words, trace, context=context, severity=severity, confidence=confidence)


def _weight(one: Exposed) -> tuple[Severity, Confidence]:
    """HIGH where a number that tells one person is proven, or many addresses beside what their people are like."""
    if one.invented:
        return Severity.LOW, Confidence.LOW
    if one.kind.strong:
        return Severity.HIGH, Confidence.HIGH
    if one.beside and one.distinct >= _MANY:
        return Severity.HIGH, Confidence.MEDIUM
    return Severity.MEDIUM, Confidence.HIGH if one.beside or one.kind.sign else Confidence.LOW
