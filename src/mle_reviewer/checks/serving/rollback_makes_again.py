"""The way back trains a model or builds an image anew, in place of moving to the one that was there before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.serving.returning import code_alone, goes_back, made_again, ways_back
from mle_reviewer.system.questions.serving.wording import told

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
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
    r"(?i)\bre-?train(?:ing|s)?\b|\b(?:be|is|are|gets?|being) (?:then )?re-?trained\b"
    r"|\btrain(?:ing)? (?:the (?:\w+ )?models? )?again\b|\bre-?run(?:ning)? (?:the )?training\b"
)
_CODE: Final = re.compile(r"`[^`]*`")  # names of files and targets are not what is done
_NEVER: Final = re.compile(r"(?i)\b(?:no|not|never|without|instead of|don't|does not|avoid|rather than|unless|after)\b")


def find(system: System) -> Iterator[Finding]:
    """Ways back with a command that trains or builds, and none that moves to what is kept."""
    found = list(_ways(system))
    yield from found
    if not found and any(role.where == "code" for role in system.roles.trains):
        yield from _told(system)


def _ways(system: System) -> Iterator[Finding]:
    ways = ways_back(system)
    moves = any(_may_move(system, way) for way in ways)
    for way in ways:
        if way.parted or goes_back(system, way) is not None:
            continue
        made = list(made_again(system, way))
        trained = [step for kind, step in made if kind == "retrain"]
        if trained or made:
            yield _finding(
                way,
                trained or [step for _kind, step in made],
                retrains=bool(trained),
                doubtful=moves and way.kind == "page",
            )
        elif way.kind == "page" and not moves and code_alone(way):
            yield from _said(way)


def _may_move(system: System, way: Way) -> bool:
    """Whether a way moves to what is kept, as a script does that does something and makes nothing again."""
    if way.kind == "script" and way.done:
        return next(made_again(system, way), None) is None
    return goes_back(system, way) is not None


def _finding(way: Way, steps: list[Step], *, retrains: bool, doubtful: bool) -> Finding:
    """A way back that makes again; a page is doubtful where another way of the tree moves to what is kept."""
    what = "trains the model again" if retrains else "builds the image again"
    words = Words(
        title=f"The way back ({way.name}) {what}",
        issue="A rollback has to be sure and quick. What is made again takes as long as making it took, comes out "
        "different (other data, other libraries, other seeds), and fails when what it needs is the thing that broke.",
        fix="Keep every released model and image under its version, and let the rollback name the previous one and "
        "switch to it (alias, image digest, traffic).",
    )
    trace = [Step(way.at, f"the way back: {way.name}"), *steps[:3]]
    return stated(
        CARD,
        steps[0].at,
        words,
        trace,
        context=f"way back {way.name}: {what}",
        confidence=Confidence.LOW if doubtful else None,
        severity=Severity.HIGH if retrains and not doubtful else Severity.MEDIUM,
    )


def _said(way: Way) -> Iterator[Finding]:
    """A page that only says in words that one trains again."""
    if _NEVER.search(way.name) or _AGAIN.search(way.name):
        return  # it says that there is no way back, or tells of training, too
    for number, line in way.said:
        if _AGAIN.search(_CODE.sub("", line)) and not _NEVER.search(line):
            yield _question(location(way.at.path, number), line.strip(), way)
            return


def _told(system: System) -> Iterator[Finding]:
    """A sentence anywhere else that says so, where no way of the tree moves back."""
    if any(_may_move(system, way) for way in ways_back(system)):
        return
    for at, sentence in told(system):
        yield _question(at, sentence)
        return


def _question(at: Location, line: str, way: Way | None = None) -> Finding:
    """Only a question, as words may mean more than one thing."""
    words = Words(
        title="The way back means training again",
        issue=f"The page says of going back: {line[:120]!r}. Training takes hours, comes out different "
        "and needs the data that may be what broke.",
        fix="Name the kept artifact that one goes back to, and the switch that does it.",
    )
    name = "" if way is None else f" {way.name}"
    trace = [Step(way.at, f"the way back:{name}")] if way is not None else []
    trace.append(Step(at, line[:120]))
    return stated(
        CARD, at, words, trace, context=f"way back{name}", confidence=Confidence.LOW, severity=Severity.MEDIUM
    )
