"""The way back trains a model or builds an image anew, in place of moving to the one that was there before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.serving.returning import goes_back, made_again, ways_back

if TYPE_CHECKING:
    from mle_reviewer.system.questions.serving.returning import Way
    from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Rollback that makes the model again",
    items=("MI4", "SD6", "CB8"),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="system",
)
_AGAIN: Final = re.compile(
    r"(?i)\bre-?train(?:ing|s)?\b|\btrain(?:ing)? (?:the model )?again\b|\bre-?run (?:the )?training\b"
)
_CODE: Final = re.compile(r"`[^`]*`")  # names of files and targets are not what is done
_NEVER: Final = re.compile(r"(?i)\b(?:no|not|never|without|instead of|don't|does not|avoid|rather than|unless|after)\b")


def find(system: System) -> Iterator[Finding]:
    """Ways back with a command that trains or builds, and none that moves to what is kept."""
    for way in ways_back(system):
        if goes_back(system, way) is not None:
            continue
        made = list(made_again(system, way))
        trained = [step for kind, step in made if kind == "retrain"]
        if trained or made:
            yield _finding(way, trained or [step for _kind, step in made], retrains=bool(trained))
        elif way.kind == "page" and not way.commands:
            yield from _said(way)


def _finding(way: Way, steps: list[Step], *, retrains: bool) -> Finding:
    what = "trains the model again" if retrains else "builds the image again"
    words = Words(
        title=f"The way back ({way.name}) {what}",
        issue="A rollback has to be sure and quick. What is made again takes as long as making it took, comes out "
        "different (other data, other libraries, other seeds), and fails when what it needs is the thing that broke.",
        fix="Keep every released model and image under its version, and let the rollback name the previous one and "
        "switch to it (alias, image digest, traffic).",
    )
    trace = [Step(way.at, f"the way back: {way.name}"), *steps[:3]]
    severity = Severity.HIGH if retrains else Severity.MEDIUM
    return stated(CARD, steps[0].at, words, trace, context=f"way back {way.name}: {what}", severity=severity)


def _said(way: Way) -> Iterator[Finding]:
    """A page that only says in prose that one trains again: a question, as words may mean more than one thing."""
    if _NEVER.search(way.name):
        return  # it says that there is no way back
    for number, line in enumerate(way.text.split("\n")):
        if _AGAIN.search(_CODE.sub("", line)) and not _NEVER.search(line):
            words = Words(
                title="The way back means training again",
                issue=f"The page on going back says: {line.strip()[:120]!r}. Training takes hours, comes out different "
                "and needs the data that may be what broke.",
                fix="Name the kept artifact that one goes back to, and the switch that does it.",
            )
            at = location(way.at.path, way.at.line + 1 + number)
            trace = [Step(way.at, f"the way back: {way.name}"), Step(at, line.strip()[:120])]
            yield stated(
                CARD,
                at,
                words,
                trace,
                context=f"way back {way.name}",
                confidence=Confidence.LOW,
                severity=Severity.MEDIUM,
            )
            return
