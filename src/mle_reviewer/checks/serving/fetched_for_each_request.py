"""The same file is fetched over the network for each request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, place, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Collected, Element, Param, Term, all_within
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Fetched for each request",
    items=("SD4",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)

_FETCHING: Final = ("download", "download-own")


def find(system: System) -> Iterator[Finding]:
    """Downloads on the way of a request that nothing of the request decides, and that nothing keeps."""
    signs = {id(one.call): one for one in system.signed(*_FETCHING)}
    said: set[int] = set()
    for path in predictions(system) if signs else ():
        for asked in path.calls:
            sign = signs.get(id(asked.call))
            if sign is None or asked.once or id(sign.call) in said or path.handler.kind == "page":
                continue
            if not _fixed((*sign.call.args, *(value for _, value in sign.call.kwargs))):
                continue
            said.add(id(sign.call))
            words = Words(
                title="The same file is fetched over the network for each request",
                issue="Nothing of the request says what is fetched, so each answer waits for the same download, pays "
                "for it, and fails when the store does; two requests at a time write the same file.",
                fix="Fetch it when the process starts or the image is built, and check for a newer one beside the "
                "requests, not in them.",
            )
            at = place(system, sign)
            trace = [*path.way(asked.entered), Step(at, f"fetched again here ({sign.name})")]
            yield stated(CARD, at, words, trace, context=system.source(sign.routine, sign.pos))


def _fixed(given: tuple[Term, ...]) -> bool:
    """Whether nothing that a function was given goes into a call."""
    return bool(given) and not any(isinstance(one, (Param, Element, Collected)) for one in all_within(given))
