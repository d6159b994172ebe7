"""A template that shows a prediction has a picture of it and no text that says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.program.markup import Element
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.serving.screens import Shown, shown
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Picture of a prediction without text",
    items=("SH4",),
    severity=Severity.LOW,
    risk="other",
    sees="system",
    lane="a11y-architect",
)
_FILLED: Final = re.compile(r"\{\{(?!\s*(?:url_for|static|asset|url)\b).*\}\}")
_NAMED: Final = ("alt", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "title", ":alt")
_DECORATION: Final = frozenset({"presentation", "none"})


def find(system: System) -> Iterator[Finding]:
    """Images that the answer fills in, without a text in their place."""
    for one in shown(system):
        for element in one.markup.elements:
            if element.tag == "img" and _FILLED.search(element.attributes.get("src", "")) and not _is_said(element):
                yield _finding(one, element)


def _is_said(element: Element) -> bool:
    named = any(name in element.attributes for name in _NAMED)
    figure = any(each.tag == "figure" for each in element.around)
    return named or figure or element.attributes.get("role", "") in _DECORATION


def _finding(one: Shown, element: Element) -> Finding:
    at = location(one.path, element.line)
    source = element.attributes["src"].strip()
    words = Words(
        title="The picture that comes with the prediction has no text",
        issue=f"The page is filled with what the model says, and the image `{source[:60]}` with it, without `alt`. Who "
        "does not see it gets the name of a file, or nothing, where others read what the prediction rests on.",
        fix="Say in `alt` what the picture shows (the value, the direction, the threshold), or beside it in the text.",
    )
    trace = [Step(one.given, "the template is given a prediction here"), Step(at, "the picture, without a text")]
    return stated(CARD, at, words, trace, context=f"{one.path} {source}")
