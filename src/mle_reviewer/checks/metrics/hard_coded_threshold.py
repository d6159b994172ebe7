"""A probability becomes a decision by a number that stands in the middle of the code, or by two different ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Return, SetItem
from mle_reviewer.system.code.terms import within
from mle_reviewer.system.doing import closure, scores, trains
from mle_reviewer.system.questions.measuring.chances import Cutoff, all_cutoffs
from mle_reviewer.system.system import System

CARD = Card(
    area="ME",
    title="Hard-coded decision threshold",
    items=("ME3",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
)
_USUAL: Final = 0.5
_SHOWING: Final = frozenset({"demo", "demos", "playground", "toy", "example", "synthetic"})  # files that only show


def find(system: System) -> Iterator[Finding]:
    """Cut-offs other than one half that stand as numbers in the code that predicts, and those that disagree."""
    cutoffs = [one for one in system.once(all_cutoffs) if one.value is not None and 0 < one.value < 1]
    cutoffs = [one for one in cutoffs if not _SHOWING & set(words(one.routine.path.rpartition("/")[2]))]
    served = _functions(system)
    for one in _each_once(cutoffs):
        other = _judged_by_another(system, cutoffs, one, served)
        if other is not None:
            yield _disagreeing(system, one, other)
        elif one.value == _USUAL or one.named or system.reached.how(one.routine) is None:
            continue
        elif not _only_measured(system, one, served):
            yield _literal(system, one)


def _each_once(cutoffs: list[Cutoff]) -> Iterator[Cutoff]:
    """The first of each function: bands of one score are one decision."""
    seen: set[tuple[str, int]] = set()
    for one in cutoffs:
        key = one.routine.path, one.routine.function
        if key not in seen:
            seen.add(key)
            yield one


def _functions(system: System) -> frozenset[tuple[str, int]]:
    """The functions that answer requests."""
    starts = [one.routine for one in system.signed("route", "serve")]
    found: set[tuple[str, int]] = set()
    for start in starts:
        module = system.indexed.module(start.path)
        for routine in module.routines() if module is not None else ():
            found |= {(inner.path, inner.function) for inner in closure(system.indexed, routine)}
    return frozenset(found)


def _judged_by_another(
    system: System, cutoffs: list[Cutoff], one: Cutoff, served: frozenset[tuple[str, int]]
) -> Cutoff | None:
    """The cut-off that the figures of the only model were worked out by, where it is another one than serving's."""
    if (one.routine.path, one.routine.function) not in served:
        return None
    others = [
        other
        for other in cutoffs
        if (other.routine.path, other.routine.function) not in served and _evaluates(system, other)
    ]
    mine = {other.value for other in cutoffs if (other.routine.path, other.routine.function) in served}
    values = {other.value for other in others}
    return others[0] if len(values) == 1 and len(mine) == 1 and not values & mine else None


def _evaluates(system: System, one: Cutoff) -> bool:
    return any(scores(system.indexed, call) or trains(system.indexed, call) for call in one.routine.calls())


def _only_measured(system: System, one: Cutoff, served: frozenset[tuple[str, int]]) -> bool:
    """Whether figures are worked out at the cut-off, and nothing else becomes of it: nobody is decided about by it."""
    if (one.routine.path, one.routine.function) in served or not _evaluates(system, one):
        return False
    kept = (step.term for step in one.routine.every() if isinstance(step, (Return, SetItem)) and step.term is not None)
    return all(inner is not one.op for term in kept for inner in within(term))


def _literal(system: System, one: Cutoff) -> Finding:
    at = system.at(one.routine, one.op.pos)
    words = Words(
        title=f"Whoever is above {one.value:g} is decided by a number in the code",
        issue=f"The probability is cut at {one.value:g}, and nothing says by which costs or on which data that was "
        "chosen: a model that is trained anew, with other probabilities, keeps it, and nobody can weigh it.",
        fix="Keep the threshold with the model or in its configuration, chosen on validation rows by the costs of both "
        "mistakes, and write down how.",
    )
    return stated(CARD, at, words, [Step(at, f"cut at {one.value:g}")], context=system.source(one.routine, one.op.pos))


def _disagreeing(system: System, one: Cutoff, other: Cutoff) -> Finding:
    at, there = system.at(one.routine, one.op.pos), system.at(other.routine, other.op.pos)
    words = Words(
        title=f"Served at {one.value:g}, measured at {other.value:g}",
        issue=f"The figures of the model were worked out with a threshold of {other.value:g}, and requests are "
        "answered "
        f"with {one.value:g}: the precision and recall that were reported are not those that users get.",
        fix="Keep one threshold with the model, and have evaluation and serving read it.",
    )
    trace = [Step(there, f"measured at {other.value:g}"), Step(at, f"decided at {one.value:g}")]
    context = system.source(one.routine, one.op.pos)
    return stated(CARD, at, words, trace, context=context, severity=Severity.HIGH, confidence=Confidence.MEDIUM)
