"""What could not be measured counts as perfect, or is left out of the mean that a model is judged by."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.unmeasured import Unmeasured, unmeasured
from mle_reviewer.system.system import System

CARD = Card(
    area="ME",
    title="What was not measured counts as good",
    items=("ME2", "EP3"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Metrics told to be 1 where there is nothing, and means that leave out what failed."""
    seen: set[tuple[str, int, str]] = set()
    for one in unmeasured(system):
        key = one.routine.path, one.routine.function, one.kind
        if key in seen:
            continue  # precision, recall and F1 beside each other are one decision
        seen.add(key)
        yield _absent(system, one) if one.kind == "absent" else _left_out(system, one)


def _absent(system: System, one: Unmeasured) -> Finding:
    at = system.at(one.routine, one.pos)
    words = Words(
        title="A class that is never predicted, or never there, scores 1",
        issue="The metric is told to be 1 where it would divide by 0: a model that never answers with a class has "
        "perfect precision on it, and a slice without a single positive has perfect recall. Means over classes, folds "
        "or slices then rise because something is missing.",
        fix="Leave it at 0, or have it NaN and count how many are NaN beside the mean.",
    )
    trace = [Step(at, "1 stands for what could not be divided"), *_folds(system, one)]
    context = system.source(one.routine, one.pos)
    return stated(CARD, at, words, trace, context=context, severity=Severity.MEDIUM if one.in_slices else Severity.LOW)


def _folds(system: System, one: Unmeasured) -> list[Step]:
    return [Step(system.at(one.routine, one.pos), "one figure of several")] if one.in_slices else []


def _left_out(system: System, one: Unmeasured) -> Finding:
    at = system.at(one.routine, one.pos)
    words = Words(
        title="What could not be measured is left out of the mean",
        issue="NaN is put for a part that could not be measured, and this mean leaves NaN out: the model is judged by "
        "the parts on which it did not fail, and nothing says how many these are.",
        fix="Count the NaN and stop where there are any that are not expected; or write down how many parts the mean "
        "is of.",
    )
    trace = [Step(system.at(one.routine, one.put), "NaN stands for what failed"), Step(at, f"{one.how} leaves NaN out")]
    return stated(CARD, at, words, trace, context=system.source(one.routine, one.pos))
