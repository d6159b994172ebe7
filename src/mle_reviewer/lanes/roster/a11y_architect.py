"""a11y-architect: what shows a prediction to people, and whether all of them can perceive it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.lane import Lane

_MARKUP: Final = (".html", ".jinja", ".jinja2", ".j2", ".vue", ".svelte", ".jsx", ".tsx")
_CHECKS: Final = ("plot-without-text", "result-not-announced", "failure-not-shown")


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    there = {file.path for file in errand.reviewed()}
    return tuple(step for step in errand.screens if step.at.path in there)[:8]


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    steps = _comes_up(errand)
    for step in steps[:3]:
        yield f"{step.at}: is the prediction there as text, and how sure it is in words or numbers?"
    yield "Does a screen reader hear a result that comes late, and is the focus left where it was?"
    yield "Are an error, an empty answer and a fallback told apart from a prediction, in text?"
    if any(step.at.path.endswith((".py", ".ipynb")) for step in steps):
        yield "Has every chart of the page a sentence or a table that says the same?"
    if any(
        step.at.path.endswith((".html", ".jinja", ".jinja2", ".j2", ".vue", ".svelte", ".jsx", ".tsx"))
        for step in steps
    ):
        yield "Has each input of the form a label, and each refusal a message beside its field?"
    yield "Can a person find out why this was predicted, and how to object, with the keyboard alone?"
    for one in errand.found(*_CHECKS)[:2]:
        yield f"{one.title} ({one.at}): where else is the same component used?"


LANE: Final = Lane("a11y-architect", _comes_up, _asks, always_briefs=True)
