"""Settings, the state that is kept, or the best of several models are chosen by a figure of the test part."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.knowledge.measures import better, words
from mle_reviewer.system.questions.measuring.kept_out import part_of
from mle_reviewer.system.questions.measuring.picking import Pick, picks
from mle_reviewer.system.questions.measuring.selecting import selections
from mle_reviewer.system.questions.measuring.steered import steered
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="A search goes by a figure of the test part",
    items=("EP5",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    confidence=Confidence.MEDIUM,
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Declared searches, callbacks that keep the best state, and choices of the best, by the test part."""
    for one in system.manifests.get("search", ()):
        metric = one.text("metric")
        if part_of(metric) == "test":
            at = one.place(one.one("metric"))
            trace = [Step(at, f"the search goes by `{metric}`")]
            said = _words(metric, "Settings are searched by")
            yield stated(CARD, at, said, trace, context=f"search by {metric} in {one.path}")
    for chosen in selections(system):
        if part_of(chosen.spelled) == "test":
            at = system.at(chosen.routine, chosen.call.pos)
            trace = [Step(at, f"`{chosen.by}` goes by `{chosen.spelled}`")]
            said = _words(chosen.spelled, "What is kept of training is chosen by")
            yield stated(CARD, at, said, trace, context=system.source(chosen.routine, chosen.call.pos))
    yield from _picked(system)
    yield from _stopped(system)


def _picked(system: System) -> Iterator[Finding]:
    for pick in (one for one in picks(system) if part_of(one.spelled) == "test"):
        shown = _is_of_folds(system, pick) or _takes_worst(pick)
        if not shown and system.reached.how(pick.routine) is not None:
            at = system.at(pick.routine, pick.pos)
            trace = [Step(at, f"the best of several is taken by `{pick.spelled}` (`{pick.by}`)")]
            said = _words(pick.spelled, "The best of several models is chosen by")
            yield stated(CARD, at, said, trace, context=system.source(pick.routine, pick.pos))


def _stopped(system: System) -> Iterator[Finding]:
    for one in steered(system):
        at = system.at(one.routine, one.call.pos)
        trace = [
            Step(system.at(one.by, one.by_pos), f"`{one.name}` is handed over here"),
            Step(at, "training goes on, or keeps its best state, by it"),
            Step(system.at(one.by, one.asked_pos), "the same part is asked for what is reported"),
        ]
        said = Words(
            title=f"Training stops by `{one.name}`, which is then what the model is judged on",
            issue="The state of training that suits these rows best is kept: what is reported of them afterwards is "
            "better than what new rows will give.",
            fix="Hold a validation part out of the training part to stop by, and score the test rows once, in the end.",
        )
        yield stated(CARD, at, said, trace, context=system.source(one.routine, one.call.pos))


def _is_of_folds(system: System, pick: Pick) -> bool:
    """Whether it is what a validation by folds calls the score of the fold kept out, and no part of its own."""
    some = set(words(pick.spelled))
    if {"mean", "score"} <= some or some == {"test", "score"}:
        return True
    module = system.indexed.module(pick.routine.path)
    calls = (call for one in module.routines() for call in one.calls()) if module is not None else ()
    return any(entry.effect == "cross-validate" for call in calls for entry in system.indexed.entries(call))


def _takes_worst(pick: Pick) -> bool:
    """Whether it is the other end that is taken, to show where the model is weak."""
    wanted = better(pick.spelled)
    return (wanted == "higher" and pick.by in {"min", "idxmin"}) or (wanted == "lower" and pick.by in {"max", "idxmax"})


def _words(metric: str, what: str) -> Words:
    return Words(
        title=f"{what} `{metric}`",
        issue="The best of many tries on the test rows is too good by construction: what is reported of these rows "
        "afterwards is better than what new rows will give.",
        fix="Let the search go by a figure of a validation part, and score the test rows once, in the end.",
    )
