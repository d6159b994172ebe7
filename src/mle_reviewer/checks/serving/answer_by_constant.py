"""The answer names a version of the model, or how sure it is, by a constant of the code."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.answering.predicting import Path, predictions
from mle_reviewer.system.questions.recording.naming import Named
from mle_reviewer.system.questions.recording.telling import only_spelled, spelled_chances
from mle_reviewer.system.questions.serving.started_apps import of_started
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="What an answer says of its model is a constant",
    items=("SD3",),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Answers whose only version of a loaded model, or whose word on how sure it is, is a number in the code."""
    seen: set[int] = set()
    for path in of_started(system, predictions(system)):
        for one, value in (*only_spelled(system, path)[:1], *tuple(spelled_chances(system, path))[:1]):
            if one.pos not in seen:
                seen.add(one.pos)
                yield _finding(system, path, one, value)


def _finding(system: System, path: Path, one: Named, value: str) -> Finding:
    at = system.at(one.routine, one.pos)
    words = _of_version(one, value) if "version" in one.name.lower() else _of_chance(one, value)
    asked = path.predicts[0]
    trace = [
        *path.way(asked.entered),
        Step(system.at(asked.routine, asked.call.pos), "the model is asked"),
        Step(at, f"`{one.name}` is {value} in the code"),
    ]
    return stated(CARD, at, words, trace, context=f"{path.handler.name} says {one.name} {value}")


def _of_version(one: Named, value: str) -> Words:
    return Words(
        title=f"`{one.name}` in the answer is the constant `{value}`, whichever model is loaded",
        issue=f"The service loads its model from storage and answers `{one.name}` {value} whatever was loaded. The "
        "next model that is put there answers under the same version: nobody can tell whose a prediction is.",
        fix="Take the version from what was loaded: the registry's version, the run, or a field of the bundle.",
    )


def _of_chance(one: Named, value: str) -> Words:
    return Words(
        title=f"`{one.name}` in the answer is the constant `{value}`, whatever is predicted",
        issue=f"The answer says of each prediction that it is {value} sure. Callers who act on sure answers alone act "
        "on all of them, and nothing shows that the number never came from the model.",
        fix="Return what the model gives (a calibrated probability, an interval), or leave the field out.",
    )
