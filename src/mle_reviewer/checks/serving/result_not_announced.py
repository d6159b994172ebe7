"""A prediction that comes late is written into an element that no screen reader is told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.program.markup import Element
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.serving.screens import Asking, asking
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Result that is not announced",
    items=("SH4",),
    severity=Severity.LOW,
    risk="other",
    sees="system",
    lane="a11y-architect",
)
_TAKEN: Final = re.compile(
    r"(?:(?:const|let|var)\s+(?P<name>[\w$]+)\s*=\s*)?document\s*\.\s*(?:getElementById|querySelector)\s*\(\s*$"
)
_WRITTEN: Final = r"\.(?:innerHTML|innerText|textContent)\s*\+?="
_AT_ONCE: Final = re.compile(rf"^\s*\)\s*{_WRITTEN}")
_LIVE: Final = frozenset({"status", "alert", "log"})
_MOVES: Final = re.compile(r"\.focus\s*\(|aria-?live|setAttribute", re.IGNORECASE)
_ID: Final = re.compile(r"#?[\w-]+")


def find(system: System) -> Iterator[Finding]:
    """Elements of a page that the script asking for a prediction fills, when nothing makes them a live region."""
    seen: set[tuple[str, int]] = set()
    for one in asking(system):
        if not one.markup.elements or _MOVES.search(one.script.code):
            continue
        for element, line in _filled(one):
            if (one.path, element.line) not in seen and not any(_is_live(each) for each in (element, *element.around)):
                seen.add((one.path, element.line))
                yield _finding(one, element, line)


def _filled(one: Asking) -> Iterator[tuple[Element, int]]:
    """The elements that are written to after the answer was asked for, each with where."""
    code = one.script.code
    for literal in one.script.literals:
        taken = _TAKEN.search(code[max(literal.start - 120, 0) : literal.start])
        element = one.markup.by_id(literal.value.removeprefix("#")) if _ID.fullmatch(literal.value) else None
        if taken is None or element is None or element.tag in {"input", "textarea", "output"}:
            continue
        end = literal.start + len(literal.value) + 2
        if literal.start > one.literal.start and _AT_ONCE.match(code[end : end + 60]):
            yield element, literal.line
        elif taken["name"] is not None:
            pattern = re.compile(rf"(?<![\w$.]){re.escape(taken['name'])}{_WRITTEN}")
            written = pattern.search(code, one.literal.start)
            if written is not None:
                yield element, one.script.line_of(written.start())


def _is_live(element: Element) -> bool:
    return "aria-live" in element.attributes or element.attributes.get("role", "") in _LIVE


def _finding(one: Asking, element: Element, line: int) -> Finding:
    at = location(one.path, element.line)
    name = element.attributes.get("id", "")
    words = Words(
        title=f"The prediction appears in `#{name}`, and a screen reader is not told",
        issue=f"What `{one.route}` answers is written into `#{name}` while the focus stays elsewhere. The element is "
        "no live region, so that who cannot see the page never learns that there is a prediction, or that it changed.",
        fix='Give the element `role="status"` (or `aria-live="polite"`) from the beginning, and errors `role="alert"`.',
    )
    trace = [
        Step(one.handler, f"answers `{one.route}` with a prediction"),
        Step(location(one.path, one.literal.line), "asked here"),
        Step(location(one.path, line), f"written into `#{name}`"),
    ]
    return stated(CARD, at, words, trace, context=f"{one.path} #{name}")
