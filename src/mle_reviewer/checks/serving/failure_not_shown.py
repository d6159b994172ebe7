"""A page asks for a prediction and has no branch for the answer that does not come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.serving.screens import Asking, asking
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Failed prediction is not shown",
    items=("SD4",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
    lane="a11y-architect",
)
# Any of these may tell the user, wherever in the script it stands.
_TELLS: Final = re.compile(
    r"\bcatch\b|\.ok\b|\.status\b|\bonerror\b|\bon[eE]rror\b|\b(?:set|is|show)?[eE]rrors?\b|\.fail\b|\binterceptors\b"
    r"|\bError[A-Z]\w*|\bunhandledrejection\b|\bThrow\w*"
)
_FETCHES: Final = re.compile(r"\bfetch\s*\(\s*(?:[\w.$]+\s*\+\s*)?$")
_SHOWS: Final = re.compile(r"\.(?:innerHTML|innerText|textContent|value)\s*=|\bset[A-Z]\w*\s*\(")


def find(system: System) -> Iterator[Finding]:
    """Scripts that fetch a prediction and show it, in which nothing speaks of an error or of the answer's status."""
    seen: set[str] = set()
    for one in asking(system):
        before = one.script.code[max(one.literal.start - 80, 0) : one.literal.start]
        if one.path in seen or not _FETCHES.search(before) or _TELLS.search(one.script.code):
            continue
        shows = _SHOWS.search(one.script.code, one.literal.start)
        if shows is not None:
            seen.add(one.path)
            yield _finding(one, one.script.line_of(shows.start()))


def _finding(one: Asking, line: int) -> Finding:
    at = location(one.path, one.literal.line)
    words = Words(
        title=f"When `{one.route}` fails, the page shows nothing of it",
        issue=f"The script asks `{one.route}` and shows what comes back. Nothing in it looks at the answer's status or "
        "catches an error: when the model is away or refuses the input, the user keeps seeing the last prediction, "
        "`undefined`, or a page that waits for ever, and takes it for an answer.",
        fix="Look at `response.ok`, catch what `fetch` throws, and say in text that there is no prediction and what to "
        "do.",
    )
    trace = [
        Step(one.handler, f"answers `{one.route}` with a prediction"),
        Step(at, "asked here"),
        Step(location(one.path, line), "shown here, whatever came back"),
    ]
    return stated(CARD, at, words, trace, context=f"{one.path} {one.route}")
