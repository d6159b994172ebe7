"""Conditions of pipelines that hang on a figure of a model, rather than on settings, dates or what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.knowledge.measures import BOUNDS, GENERAL, words
from mle_reviewer.system.code.terms import Const, Own, literals, within
from mle_reviewer.system.questions.gating.decisions import Decisions
from mle_reviewer.system.questions.measuring.figures import is_figure

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System


def by_figures(system: System) -> tuple[Sign, ...]:
    """The conditions of pipelines whose test is on a figure of a model, or asks a step that looks at one."""
    decisions = system.once(Decisions)
    steps = (one for one in system.signed("pipeline-step") if one.given("decides") is not None)
    return tuple(one for one in (*system.signed("condition"), *steps) if _hangs(system, decisions, one))


def of_training(sign: Sign) -> bool:
    """Whether a condition reads a figure of the rows that were trained on, by the keys that it goes through."""
    what = sign.given("what")
    said = {word for text in literals(what) for word in words(text)}
    return bool(said & {"train", "training"}) and not said & {"val", "validation", "test", "eval", "evaluation"}


def _of_metrics(text: str) -> bool:
    some = set(words(text))
    return bool(some & GENERAL) and not some & BOUNDS


def _hangs(system: System, decisions: Decisions, sign: Sign) -> bool:
    what = sign.given("what") or sign.given("decides")
    if what is None:
        return False
    if any(not decisions.watches(one) for one in decisions.hangs(sign.routine, what)):
        return True
    for one in within(what):
        if isinstance(one, Const) and isinstance(one.value, str) and (is_figure(one.value) or _of_metrics(one.value)):
            return True
        if decisions.figures.is_one(sign.routine, one):
            return True
        asked = system.indexed.routine(one) if isinstance(one, Own) and one.kind == "function" else None
        if asked is not None and any(not decisions.watches(inner) for inner in decisions.asked(asked)):
            return True
    return False
