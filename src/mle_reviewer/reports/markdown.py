"""The review as Markdown for a pull request: one comment that can be found again, long parts folded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Final, TypeVar

from mle_reviewer.findings.checklist import AREAS, TITLES
from mle_reviewer.findings.evidence import OPEN, Verdict
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.review import Review
from mle_reviewer.findings.words import counted
from mle_reviewer.reports.plain import shown
from mle_reviewer.reports.wording import (
    blocker_words,
    by_area,
    check_line,
    counts,
    folded,
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
MARKER: Final = "<!-- mle-reviewer:summary -->"
# A comment may have 65,536 characters; what is over the budget is listed in one line each, then counted.
_BUDGET: Final = 40_000
_LINES: Final = 20
_ROWS: Final = 120
_CELL: Final = 300  # characters of one cell
_BAR: Final = "&#124;"
# An underscore inside a word is only an underscore.
_SPECIAL: Final = re.compile(r"([\\*\[\]~#`]|(?<!\w)_|_(?!\w))")


def as_markdown(review: Review) -> str:
    """The whole comment."""
    groups = grouped(review)
    parts = [MARKER, f"### mle-reviewer: {review.decision.verdict}"]
    if review.change.how:
        parts.append(prose(f"{what_was_reviewed(review)}."))
    if not touches_nothing(review):
        parts += _findings(groups.deciding)
        known = f"{counted(len(groups.baselined), 'finding')} known already (baseline), not deciding."
        parts += [known] if groups.baselined else []
        parts += _sections(review, groups.waived, groups.pre_existing)
    parts.append(_closing(review))
    return "\n\n".join(parts) + "\n"


def _findings(findings: Sequence[Finding]) -> list[str]:
    blocks: list[str] = []
    spent = 0
    for finding in findings:
        block = _block(finding)
        spent += len(block)
        if spent > _BUDGET:
            break
        blocks.append(block)
    return [*blocks, *_section("More findings", findings[len(blocks) :], _finding_line, most=100)]


def _block(finding: Finding) -> str:
    lines = [
        f"#### [{finding.severity.name}] {prose(finding.title)}",
        f"<!-- mle-reviewer:v1:{finding.fingerprint} -->",
        f"- File: {code(str(finding.at))}",
        f"- Issue: {prose(finding.issue)}",
        f"- Fix: {prose(finding.fix)}",
        f"- Check: {prose(check_line(finding))}",
    ]
    steps = [f"{number}. {code(str(s.at))} {prose(s.says)}" for number, s in enumerate(finding.trace, start=1)]
    trace = [_details(f"Trace ({counted(len(steps), 'step')})", steps)] if steps else []
    return "\n\n".join(["\n".join(lines), *trace])


def _sections(review: Review, waived: Sequence[Finding], pre_existing: Sequence[Finding]) -> list[str]:
    return [
        *_section("Notes of other tools", grouped(review).notes, _finding_line),
        *_section("Waived", waived, _waived_line),
        *_section("Pre-existing in the changed files, not deciding", pre_existing, _finding_line),
        *_section("Fixed by this change", review.fixed, _finding_line),
        *_section("Switched off by policy", review.silenced, lambda s: prose(f"{s.count} by {s.rule}")),
        *_section("Not read or not followed", review.gaps, lambda gap: prose(gap_words(gap))),
        *_checklist(review),
        *_section("Lanes", lane_lines(review), prose),
        *([f"**Blockers:** {prose(blocker_words(review))}"] if blocker_words(review) else []),
        *_listed("Blocked because", review.decision.because),
        *_listed("Follow-ups", review.decision.follow_ups),
    ]


def _checklist(review: Review) -> list[str]:
    """A table of the whole checklist, folded; what asks for something stands first in its area."""
    if not shows_checklist(review):
        return []
    rows = ["| Item | Verdict | Grounds | Next step |", "|---|---|---|---|"]
    for area, verdicts in by_area(review.ledger).items():
        rows.append(f"| **{area}** {AREAS[area]} | {counts(verdicts)} | | |")
        rows += [_row(one) for one in sorted(verdicts, key=lambda one: one.verdict not in OPEN)]
    some, more = folded(rows, _ROWS)
    rest = [f"\n… and {more:,} more in the JSON report"] if more else []
    judged = [f"{prose(words)}.", ""] if (words := judge_words(review)) else []
    return [_details(f"Checklist: {counts(review.ledger)}", [*judged, *some, *rest])]


def _row(verdict: Verdict) -> str:
    step = verdict.next_step if verdict.verdict not in {"satisfied", "not-applicable"} else ""
    item = f"{item_words(verdict)}: {TITLES[verdict.item]}"
    cells = (item, verdict.verdict, ground_words(verdict)[:_CELL], step[:_CELL])
    return f"| {' | '.join(prose(cell).replace('|', _BAR) for cell in cells)} |"


def _section(title: str, entries: Sequence[_Entry], line: Callable[[_Entry], str], most: int = _LINES) -> list[str]:
    if not entries:
        return []
    some, more = folded(entries, most)
    lines = [f"- {line(entry)}" for entry in some]
    lines += [f"- … and {more:,} more in the JSON report"] if more else []
    return [_details(f"{title} ({len(entries):,})", lines)]


def _listed(title: str, entries: Sequence[str]) -> list[str]:
    some, more = folded(entries, _LINES)
    lines = [f"- {prose(entry)}" for entry in some]
    lines += [f"- … and {more:,} more in the JSON report"] if more else []
    return [f"**{title}**\n\n" + "\n".join(lines)] if entries else []


def _details(summary: str, lines: Iterable[str]) -> str:
    return f"<details><summary>{summary}</summary>\n\n" + "\n".join(lines) + "\n\n</details>"


def _finding_line(finding: Finding) -> str:
    return f"[{finding.severity.name}] {prose(finding.title)}: {code(str(finding.at))} ({finding.check})"


def _waived_line(finding: Finding) -> str:
    assert finding.waived is not None
    return f"{_finding_line(finding)}: {prose(waiver_words(finding.waived))}"


def _closing(review: Review) -> str:
    return (
        f"Decision: **{review.decision.verdict}**\\\n"
        f"Primary risks: {prose(primary_risks(review))}\\\n"
        f"Tests run: {prose(tests_run(review.lanes))}"
    )


def prose(text: str) -> str:
    """Text of a finding: what stands between backticks stays code; nothing else is Markdown, HTML or a mention."""
    pieces = shown(text).split("`")
    if len(pieces) % 2 == 0:
        return _escaped(shown(text))
    return "".join(code(piece) if number % 2 else _escaped(piece) for number, piece in enumerate(pieces))


def code(text: str) -> str:
    """A code span, with more backticks around it than it has inside."""
    text = shown(text)
    if not text.strip():
        return ""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest else f"{fence}{text}{fence}"


def _escaped(text: str) -> str:
    plain = escape(_SPECIAL.sub(r"\\\1", text), quote=False)
    return plain.replace("@", "&#64;").replace("://", "&#58;//").replace("www.", "www&#46;")
