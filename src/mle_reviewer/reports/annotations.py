"""The review as workflow commands of GitHub Actions: annotations at the lines, as many as are shown, the rest named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.redact import redacted
from mle_reviewer.findings.review import Review
from mle_reviewer.findings.words import counted
from mle_reviewer.reports.level import Level, level_of
from mle_reviewer.reports.plain import commandless, shown
from mle_reviewer.reports.wording import check_line, folded, grouped, primary_risks, tests_run, what_was_reviewed
from mle_reviewer.sources.location import Location

_COMMANDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "note": "notice"}
_MOST: Final = 10  # of each kind that GitHub shows of one step
_NAMED: Final = 40  # of those that are not shown
_STEPS: Final = 12  # of a trace
_TITLE: Final = 255
_MESSAGE: Final = 16_000
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def as_github(review: Review) -> str:
    """The gravest findings that decide as annotations, and the decision for the log."""
    deciding = grouped(review).deciding
    of_all = _of_all(review)
    room: dict[Level, int] = {
        "error": _MOST - len(of_all),
        "warning": _MOST,
        "note": _MOST - 1,
    }  # a notice for the rest
    lines = list(of_all)
    left: list[Finding] = []
    for finding in deciding:
        level = level_of(finding)
        if room[level] > 0:
            room[level] -= 1
            lines.append(_annotation(level, finding))
        else:
            left.append(finding)
    lines += [_command("notice", "mle-reviewer: not shown as annotations", _rest(left))] if left else []
    return "\n".join([*lines, *(commandless(line) for line in _closing(review))]) + "\n"


def _of_all(review: Review) -> list[str]:
    """What blocks and stands at no line."""
    if review.incomplete:
        return [_command("error", "The review could not be completed", shown(review.incomplete))]
    reasons = review.decision.because
    return [_command("error", "Blocked", "\n".join(shown(reason) for reason in reasons))] if reasons else []


def _annotation(level: Level, finding: Finding) -> str:
    title = f"[{finding.severity.name}] {shown(finding.title)}"
    parts = [
        shown(finding.issue),
        f"Fix: {shown(finding.fix)}",
        *_trace(finding.trace),
        f"Check: {check_line(finding)}",
    ]
    return _command(_COMMANDS[level], title, "\n".join(parts), finding.at)


def _trace(steps: Sequence[Step]) -> list[str]:
    some, more = folded(steps, _STEPS)
    lines = [f"{number}. {shown(str(step.at))}: {shown(step.says)}" for number, step in enumerate(some, start=1)]
    return ["Trace:", *lines, *([f"… and {counted(more, 'step')} more"] if more else [])] if steps else []


def _rest(left: Sequence[Finding]) -> str:
    some, more = folded(left, _NAMED)
    lines = [f"[{one.severity.name}] {shown(one.title)} ({one.check}): {shown(str(one.at))}" for one in some]
    lines += [f"… and {more:,} more in the job summary"] if more else []
    head = f"GitHub shows {_MOST} annotations of a kind for a step; {counted(len(left), 'finding')} more:"
    return "\n".join([head, *lines])


def _command(kind: str, title: str, message: str, at: Location | None = None) -> str:
    values = {} if at is None else _place(at)
    values["title"] = _cut(title, _TITLE)
    properties = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in values.items())
    return f"::{kind} {properties}::{_cut(message, _MESSAGE).translate(_DATA)}"


def _cut(text: str, most: int) -> str:
    """Not longer than that, and redacted here: an escaped colon would hide the password of an address."""
    text = redacted(text)
    return text if len(text) <= most else f"{text[: most - 2]} …"


def _place(at: Location) -> dict[str, str]:
    """The lines in the file; a column counts only within one line, and in a notebook only the first line is known."""
    line = max(at.raw_line or at.line, 1)
    end = line if at.cell is not None else max(at.end_line, line)
    values = {"file": redacted(shown(at.path)), "line": str(line), "endLine": str(end)}
    return values | ({"col": str(max(at.column, 1))} if end == line and at.cell is None else {})


def _closing(review: Review) -> list[str]:
    return [
        *([f"{what_was_reviewed(review)}."] if review.change.how else []),
        *(f"Follow-up: {shown(one)}" for one in review.decision.follow_ups),
        f"Decision: {review.decision.verdict}",
        f"Primary risks: {primary_risks(review)}",
        f"Tests run: {tests_run(review.lanes)}",
    ]
