"""Gradients are clipped where that does nothing, or while a scaler has made them larger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.courses.forms import Forms
from mle_reviewer.system.courses.rounds import Event, Round, rounds
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Gradients clipped at the wrong moment",
    items=(),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    lane="pytorch-build-resolver",
)

_LATE: Final = Words(
    title="Gradients are clipped after the step that they were for",
    issue="The optimizer has stepped by the gradients as they were, and they are cleared before the next step: the "
    "clipping changes nothing, and one large batch can undo the training that it was meant to guard.",
    fix="Clip between `backward()` and `step()`.",
)
_EARLY: Final = Words(
    title="Gradients are clipped before there are any",
    issue="They were cleared just before and are computed just after: the clipping changes nothing, and one large "
    "batch can undo the training that it was meant to guard.",
    fix="Clip between `backward()` and `step()`.",
)
_SCALED: Final = Words(
    title="Gradients are clipped while the scaler has made them larger",
    issue="The limit is held against gradients that are tens of thousands of times too large: nearly every step is cut "
    "down to it and then made smaller again, so it learns at another rate than the one that was set.",
    fix="Call `scaler.unscale_(optimizer)` before the clipping.",
)


def find(system: System) -> Iterator[Finding]:
    """Clippings between a step and the clearing, between that and the gradients, or of gradients still scaled."""
    forms = Forms(system.indexed, system.conventions)
    said = set()
    for walk in system.walks:
        for turn in rounds(walk, forms):
            for clip in (one for one in turn.events if one.what == "clip"):
                place = clip.moment.routine.path, clip.moment.step.pos
                found = None if place in said else _late(turn, clip) or _early(turn, clip) or _scaled(turn, clip)
                if found is None:
                    continue
                said.add(place)
                words, *around = found
                trace = [Step(system.at(one.moment.routine, one.moment.step.pos), says) for one, says in around]
                at = system.at(clip.moment.routine, clip.moment.step.pos)
                yield stated(CARD, at, words, trace, context=system.source(clip.moment.routine, clip.moment.step.pos))


Found = tuple[Words, tuple[Event, str], tuple[Event, str], tuple[Event, str]]


def _late(turn: Round, clip: Event) -> Found | None:
    before, after = turn.before(clip, "backward", "step", "clear"), turn.after(clip, "backward", "step", "clear")
    if len(turn.steps) != 1 or not before or before[0].what != "step" or any(one.what != "clear" for one in after):
        return None
    begins = next((one for one in turn.events if one.what in {"clear", "backward"}), None)
    clear = after[0] if after else begins
    if clear is None or clear.what != "clear" or not clip.follows(clear) or not clip.follows(before[0]):
        return None
    return _LATE, (before[0], "the optimizer steps"), (clip, "the gradients are clipped"), (clear, "and cleared")


def _early(turn: Round, clip: Event) -> Found | None:
    before, after = turn.before(clip, "backward", "step", "clear"), turn.after(clip, "backward", "step", "clear")
    if not before or before[0].what != "clear" or not clip.follows(before[0]) or len(turn.steps) != 1:
        return None
    if (
        not after
        or after[0].what != "backward"
        or not after[0].arms <= clip.arms
        or not before[0].key & turn.steps[0].key
    ):
        return None
    return _EARLY, (before[0], "gradients are cleared"), (clip, "and clipped"), (after[0], "before they are computed")


def _scaled(turn: Round, clip: Event) -> Found | None:
    before = turn.before(clip, "backward", "unscale", "step")
    after = turn.after(clip, "step", "unscale")
    if not before or before[0].what != "backward" or not before[0].scaled or not after:
        return None
    step = after[0]
    if step.what != "step" or not step.scaled:
        return None
    return (
        _SCALED,
        (before[0], "of a loss made larger"),
        (clip, "clipped as large as they are"),
        (step, "made smaller here"),
    )
