"""A model learned from scaled values, and is asked with the values as they were sent."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.both_sides.untransformed import Untransformed, stands_in, untransformed
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="A transformer of training left out while serving",
    items=("SD1", "CB4"),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Calls of a model whose values went through no transformer, while those that it was fitted on did."""
    for one in untransformed(system):
        yield _finding(system, one)


def _finding(system: System, one: Untransformed) -> Finding:
    routine = one.asked.routine
    at = system.at(routine, one.asked.call.pos)
    words = Words(
        title=f"The model learned from values of a `{one.scaled.name}`, and is asked without it",
        issue=f"Training changes what it fits on by a `{one.scaled.name}`. Serving loads the model and asks it with "
        f"{_shown(one.names)} as they were sent: they lie far outside of what the model learned from, and nothing "
        "fails.",
        fix="Put the transformer and the model into one pipeline and save that, or save the transformer beside the "
        "model, load it with it, and transform each request.",
    )
    around = stands_in(system, one.scaled.call)
    trace = [] if around is None else [
        Step(system.at(around, one.scaled.call.pos), f"training transforms by a `{one.scaled.name}`")
    ]  # fmt: skip
    trace += [
        Step(system.at(one.fit.routine, one.fit.call.pos), "the model is fitted on what comes out of it"),
        *one.path.way(one.asked.entered),
        Step(at, f"serving asks with {_shown(one.names)} as they were sent"),
    ]
    context = f"{routine.name} asks without {one.scaled.name}"
    return stated(CARD, at, words, trace, context=context)


def _shown(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names[:2]) + (", …" if len(names) > 2 else "")  # noqa: PLR2004 - two are shown
