"""a11y-architect: what shows a prediction to people, and whether all of them can perceive it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.lane import Lane

_IN_PYTHON: Final = (".py", ".ipynb")
_CHECKS: Final = ("plot-without-text", "result-not-announced", "failure-not-shown")


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    there = {file.path for file in errand.reviewed()}
    shown = [step for step in errand.screens if step.at.path in there]
    return tuple(sorted(shown, key=lambda step: not errand.whole and not errand.is_near(step.at)))[:8]


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    for one in errand.found(*_CHECKS)[:3]:
        yield f"{one.title} ({one.at}): what does a person with a screen reader learn instead?"
    for step in _comes_up(errand)[:2]:
        yield (
            f"{step.at}, {step.says}: is the prediction there as text, and how sure it is in words or numbers, "
            "rather than by colour or a chart alone?"
        )
        if step.at.path.endswith(_IN_PYTHON):
            yield f"{step.at}: where an error or a fallback comes instead, which words tell it from a prediction?"
        else:
            yield f"{step.at}: is a result or error that comes late announced, and does the keyboard alone reach it?"


LANE: Final = Lane("a11y-architect", _comes_up, _asks, always_briefs=True)
