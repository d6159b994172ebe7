"""Figures of drift that code holds to a bound: reports that are read and compared, trackers of what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assign, Branch, Return, Routine
from mle_reviewer.system.code.terms import Attr, Const, Item, Op, Pairs, Param, Result, Term, within
from mle_reviewer.system.questions.learning.training_ground import TRAINS, ground
from mle_reviewer.system.questions.monitoring.signals import about_quality, words_of

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_COMPARES: Final = frozenset({"<", ">", "<=", ">="})
_DRIFTS: Final = frozenset({"drift", "drifted", "drifting", "psi", "divergence", "wasserstein"})
_OF_TIME: Final = frozenset({"clock", "time", "timezone", "schema", "config", "infra", "terraform", "code", "version"})
_BOUNDS: Final = frozenset({"threshold", "thresholds", "limit", "bound", "tolerance", "max", "min"})
_MOST: Final = 6


def bounded(system: System) -> Iterator[tuple[str, Routine, int, str, bool]]:
    """Comparisons of a figure of drift with a bound, with the signal, the place, words, and whether it is run."""
    found = 0
    for routine in system.routines():
        how = system.reached.how(routine)
        if routine.function < 0 or how is None or _made_up(routine) or ground(system).get(routine.path) == TRAINS:
            continue
        for names, pos in _compared(routine):
            name = next((one for one in names if words_of(one) & _DRIFTS and not words_of(one) & _OF_TIME), None)
            if name is None or found >= _MOST or _of_quality(routine, name, names):
                continue
            found += 1
            told = bool(words_of(*names, routine.name) & {"prediction", "predictions", "predicted"})
            signal = "prediction drift" if told else "feature drift"
            yield signal, routine, pos, f"`{routine.name}` holds `{name}` to a bound", how == "run"
            break


def _made_up(routine: Routine) -> bool:
    """Whether a function makes figures up: for a demonstration, or a test."""
    return bool(words_of(routine.name) & {"generate", "simulate", "simulated", "demo", "fake"})


def _of_quality(routine: Routine, name: str, names: tuple[str, ...]) -> bool:
    """Whether only the bound is called after drift, and what is held to it is a figure of how good a model is."""
    if not words_of(name) & _BOUNDS:
        return False
    others = [one for one in names if not words_of(one) & _BOUNDS]
    if any(words_of(one) & _DRIFTS for one in others):
        return False
    given = [word for one in (*others, *routine.params) for word in words_of(one)]
    return about_quality(" ".join(others)) or "metric" in given or "metrics" in given


def _compared(routine: Routine) -> Iterator[tuple[tuple[str, ...], int]]:
    """The names of what is compared with a bound, and of what the outcome is called, with the place."""
    for step in routine.every():
        if isinstance(step, Branch):
            yield tuple(_names(step.test)), step.pos
        elif isinstance(step, Assign) and _comparing(step.term):
            yield (step.name, *_names(step.term)), step.pos
        elif isinstance(step, Return) and isinstance(step.term, Pairs):
            for key, value in zip(step.term.keys, step.term.values, strict=True):
                if isinstance(key, Const) and isinstance(key.value, str) and _comparing(value):
                    yield (key.value, *_names(value)), step.pos


def _comparing(term: Term) -> bool:
    return isinstance(term, Op) and term.op in _COMPARES


def _names(test: Term) -> Iterator[str]:
    for one in within(test, calls=False):
        if not isinstance(one, Op) or one.op not in _COMPARES:
            continue
        for side in one.terms:
            for inner in within(side):
                if isinstance(inner, (Attr, Param)):
                    yield inner.name
                elif isinstance(inner, Item) and isinstance(inner.key, Const):
                    yield str(inner.key.value)
                elif isinstance(inner, Result) and inner.call.method == "get":
                    yield from (str(term.value) for term in inner.call.args[:1] if isinstance(term, Const))
