"""The review as text for a terminal or a log: finding blocks, folded sections, and the closing block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from mle_reviewer.findings.checklist import AREAS, TITLES
from mle_reviewer.findings.evidence import OPEN, Verdict
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.review import Review
from mle_reviewer.findings.words import counted
from mle_reviewer.reports.plain import commandless, shown
from mle_reviewer.reports.wording import (
    blocker_words,
    by_area,
    check_line,
    counts,
    folded,
    folded_counts,
    gap_words,
    ground_words,
    grouped,
    item_words,
    judge_words,
    lane_lines,
    primary_risks,
    shows_checklist,
    tests_run,
    touches_nothing,
    waiver_words,
    what_was_reviewed,
)

_Entry = TypeVar("_Entry")
_LINES: Final = 10  # of a folded section
_STEPS: Final = 12  # of a trace
_COLOURS: Final = {
    "CRITICAL": "1;31", "HIGH": "31", "MEDIUM": "33", "LOW": "36",
    "BLOCK": "1;31", "APPROVE WITH WARNINGS": "1;33", "APPROVE": "1;32",
}  # fmt: skip
_LABEL: Final = "1"
_FAINT: Final = "2"


def as_text(review: Review, *, colour: bool = False) -> str:
    """The whole review."""
    ink = _Ink(colour)
    parts = [f"{what_was_reviewed(review)}."] if review.change.how else []
    if not touches_nothing(review):
        parts += _body(review, ink)
    return commandless("\n\n".join([*parts, _closing(review, ink)])) + "\n"


class _Ink:
    """Colours, where there are any."""

    def __init__(self, colour: bool) -> None:  # noqa: FBT001 - the only argument
        self._colour = colour

    def __call__(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text


def _body(review: Review, ink: _Ink) -> list[str]:
    groups = grouped(review)
    known = counted(len(groups.baselined), "finding")
    sections = [
        *(_block(finding, ink) for finding in groups.deciding),
        _section("Notes of other tools", groups.notes, _finding_line, ink),
        _section("Waived", groups.waived, _waived_line, ink),
        ink(_FAINT, f"Baseline: {known} known already and not deciding.") if groups.baselined else "",
        _section("Pre-existing in the changed files, not deciding", groups.pre_existing, _finding_line, ink),
        _section("Fixed by this change", review.fixed, _finding_line, ink),
        _section("Switched off by policy", review.silenced, lambda s: f"{s.count} by {shown(s.rule)}", ink),
        _section("Not read or not followed", review.gaps, gap_words, ink),
        _ledger(review, ink),
        "\n  ".join([ink(_LABEL, "Lanes:"), *lanes]) if (lanes := lane_lines(review)) else "",
        f"{ink(_LABEL, 'Blockers:')} {blocker_words(review)}" if blocker_words(review) else "",
        _section("Blocked because", review.decision.because, shown, ink),
        _section("Follow-ups", review.decision.follow_ups, shown, ink),
    ]
    return [section for section in sections if section]


def _block(finding: Finding, ink: _Ink) -> str:
    severity = finding.severity.name
    lines = [
        f"{ink(_COLOURS[severity], f'[{severity}]')} {ink(_LABEL, shown(finding.title))}",
        f"File: {shown(str(finding.at))}",
        f"Issue: {shown(finding.issue)}",
        f"Fix: {shown(finding.fix)}",
        *_trace(finding.trace),
        ink(_FAINT, f"Check: {check_line(finding)}"),
    ]
    return "\n".join(lines)


def _trace(steps: Sequence[Step]) -> list[str]:
    some, more = folded(steps, _STEPS)
    lines = [f"{shown(str(step.at))}  {shown(step.says)}" for step in some]
    lines += [f"… and {counted(more, 'step')} more (see --format json)"] if more else []
    return [f"{'Trace: ' if number == 0 else '       '}{line}" for number, line in enumerate(lines)]


def _section(title: str, entries: Sequence[_Entry], line: Callable[[_Entry], str], ink: _Ink) -> str:
    if not entries:
        return ""
    some, more = folded(entries, _LINES)
    lines = [f"  {line(entry)}" for entry in some]
    lines += [f"  … and {more:,} more (see --format json)"] if more else []
    return "\n".join([ink(_LABEL, f"{title} ({len(entries):,}):"), *lines])


def _finding_line(finding: Finding) -> str:
    return f"[{finding.severity.name}] {shown(finding.title)} — {shown(str(finding.at))} ({finding.check})"


def _waived_line(finding: Finding) -> str:
    assert finding.waived is not None
    return f"{_finding_line(finding)}: {waiver_words(finding.waived)}"


def _ledger(review: Review, ink: _Ink) -> str:
    """One line for each area of the checklist, and below it the items that ask for something."""
    if not shows_checklist(review):
        return ""
    lines = [ink(_LABEL, f"Checklist: {counts(review.ledger)}")]
    lines += [f"  {words}"] if (words := judge_words(review)) else []
    for area, verdicts in by_area(review.ledger).items():
        lines.append(f"  {area} {AREAS[area]}: {folded_counts(verdicts)}")
        lines += [f"    {_verdict_line(one)}" for one in verdicts if one.verdict in OPEN]
    return "\n".join(lines)


def _verdict_line(verdict: Verdict) -> str:
    step = f" Next: {shown(verdict.next_step)}" if verdict.next_step and verdict.verdict != "violated" else ""
    grounds = ground_words(verdict).rstrip(".")
    end = "" if grounds.endswith("?") else "."
    return f"{item_words(verdict)} {verdict.verdict}, {TITLES[verdict.item]}: {grounds}{end}{step}"


def _closing(review: Review, ink: _Ink) -> str:
    verdict = review.decision.verdict
    return (
        f"Decision: {ink(_COLOURS[verdict], verdict)}\n"
        f"Primary risks: {primary_risks(review)}\n"
        f"Tests run: {tests_run(review.lanes)}"
    )
