"""A prediction that comes late is written into an element that no screen reader is told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.checks.recurring import again
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.program.markup import Element
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.serving.screens import Asking, asking
from mle_reviewer.system.questions.serving.script_functions import run_with
from mle_reviewer.system.questions.serving.written import holds_answer
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
_FAILS: Final = re.compile(r"\bcatch\s*(?:\([^()]*\)\s*)?\{|\.catch\s*\(|\bif\s*\(\s*!\s*[\w$.]+\.ok\s*\)\s*\{")
_ASKED_BY: Final = frozenset({"button", "a", "label", "summary", "option", "legend"})
_PAGE: Final = frozenset({"html", "body", "main"})
_ID: Final = re.compile(r"#?[\w-]+")


def find(system: System) -> Iterator[Finding]:
    """What holds elements that the script asking for a prediction fills, when nothing makes them a live region."""
    seen: set[tuple[str, int, str, str]] = set()
    first: dict[str, str] = {}  # of a script that stands in several pages, the page that is told of
    for one in asking(system):
        if not one.markup.elements or _MOVES.search(one.script.code):
            continue
        if first.setdefault(one.script.code, one.path) != one.path:
            continue
        held: dict[tuple[int, str, str], list[_Filled]] = {}
        for filled in _filled(one):
            element = filled.element
            if (one.path, *_holder(element)) not in seen and not any(
                _is_live(each) for each in (element, *element.around)
            ):
                held.setdefault(_holder(element), []).append(filled)
        seen |= {(one.path, *holder) for holder in held}
        for error in (False, True):  # of a page, one finding for its answers and one for what goes wrong
            parts = [some for some in held.values() if all(each.error for each in some) is error]
            if parts:
                yield _finding(one, *parts)


@dataclass(frozen=True, slots=True)
class _Filled:
    """An element that is written to after the answer was asked for: where first, and whether only with an error."""

    element: Element
    line: int
    error: bool


def _filled(one: Asking) -> Iterator[_Filled]:
    """The elements that are written to after the answer was asked for, by what asks, in the order of the script."""
    code = one.script.code
    running = run_with(code, one.literal.start)
    failing = tuple(_failing(code))
    written: dict[int, tuple[Element, list[int]]] = {}
    for literal in one.script.literals:
        taken = _TAKEN.search(code[max(literal.start - 120, 0) : literal.start])
        element = one.markup.by_id(literal.value.removeprefix("#")) if _ID.fullmatch(literal.value) else None
        if taken is None or element is None or element.tag in {"input", "textarea", "output"}:
            continue
        end = literal.start + len(literal.value) + 2
        places = written.setdefault(id(element), (element, []))[1]
        if literal.start > one.literal.start and _AT_ONCE.match(code[end : end + 60]):
            places.append(literal.start)
        elif taken["name"] is not None:
            pattern = re.compile(rf"(?<![\w$.]){re.escape(taken['name'])}{_WRITTEN}")
            places += [found.start() for found in pattern.finditer(code, one.literal.start)]
    for element, found in written.values():
        places = [place for place in found if any(start <= place < end for start, end in running)]
        wrong = [place for place in places if any(start <= place < end for start, end in failing)]
        answers = [
            place for place in places if place not in wrong and holds_answer(one.script, place, one.literal.start)
        ]
        if element.tag in _ASKED_BY:  # the caption of what was pressed is set back, whatever came
            wrong = [place for place in wrong if holds_answer(one.script, place, one.literal.start)]
        if answers or wrong:
            yield _Filled(element, one.script.line_of(min(answers or wrong)), error=not answers)


def _failing(code: str) -> Iterator[tuple[int, int]]:
    """The parts of a script that are run only where the answer is an error."""
    for opens in _FAILS.finditer(code):
        depth = 0
        for place in range(opens.end() - 1, len(code)):
            depth += (code[place] in "{(") - (code[place] in "})")
            if depth == 0:
                yield opens.end(), place
                break


def _holder(element: Element) -> tuple[int, str, str]:
    """What an element stands in together with others: the nearest with a name, or the one right around it."""
    around = [one for one in element.around if one.tag not in _PAGE]
    named = [one for one in around if one.attributes.get("id")]
    holder = named[-1] if named else around[-1] if around else element
    return holder.line, holder.tag, holder.attributes.get("id", "")


def _is_live(element: Element) -> bool:
    return "aria-live" in element.attributes or element.attributes.get("role", "") in _LIVE


def _finding(one: Asking, *parts: list[_Filled]) -> Finding:
    """What one script fills, by the parts of the page; the first is where the finding stands."""
    shown, *others = [[each for each in part if not each.error] or part for part in parts]
    answers = [each for each in shown if not each.error]
    first = min(shown, key=lambda each: each.element.line)
    at = location(one.path, first.element.line)
    name = first.element.attributes.get("id", "")
    more = f" and {len(shown) - 1} more" if len(shown) > 1 else ""
    if answers:
        title = f"The prediction appears in `#{name}`{more}, and a screen reader is not told"
        issue = (
            f"What `{one.route}` answers is written into `#{name}`{more} while the focus stays elsewhere. Nothing "
            "there is a live region, so that who cannot see the page never learns that there is a prediction, or that "
            "it changed."
        )
        fix = 'Give what holds it `role="status"` (or `aria-live="polite"`) from the beginning; errors `role="alert"`.'
    else:
        title = f"An error of the prediction appears in `#{name}`{more}, and a screen reader is not told"
        issue = (
            f"What goes wrong with `{one.route}` is written into `#{name}`{more} while the focus stays elsewhere. "
            "Nothing there is a live region, so that who cannot see the page waits for an answer that does not come."
        )
        fix = 'Give the element `role="alert"` from the beginning.'
    trace = [
        Step(one.handler, f"answers `{one.route}` with a prediction"),
        Step(location(one.path, one.literal.line), "asked here"),
        *(
            Step(location(one.path, each.line), f"written into `#{each.element.attributes.get('id', '')}`")
            for each in shown
        ),
        *again(
            (location(one.path, other.line), f"written into `#{other.element.attributes.get('id', '')}`")
            for other in (min(part, key=lambda each: each.element.line) for part in others)
        ),
    ]
    return stated(CARD, at, Words(title=title, issue=issue, fix=fix), trace, context=f"{one.path} #{name}")
