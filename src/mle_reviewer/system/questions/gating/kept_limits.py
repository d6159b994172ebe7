"""Whether a threshold that was chosen is written down for what answers, and whether it was chosen on test rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Const, Param, Term
from mle_reviewer.system.doing import scores
from mle_reviewer.system.questions.learning.noted import Names
from mle_reviewer.system.questions.measuring.figures import Figures
from mle_reviewer.system.questions.measuring.limits import chooses

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_THRESHOLD: Final = frozenset({"threshold", "thresholds", "thr", "cutoff", "cutoffs", "tau"})
_OF_OTHERS: Final = frozenset({"drift", "psi", "p", "pvalue", "alert", "missing", "correlation", "variance"})
_TRACKED: Final = ("log-parameters", "log-metrics", "tag-run", "register")
_SLOTS: Final = ("what", "parameters", "key")
_WRITING: Final = frozenset({"save", "persist", "write"})
_FILES: Final = frozenset({"write", "write_text"})
_TESTED: Final = frozenset({"test", "holdout"})
_APART: Final = frozenset({"val", "valid", "validation", "cal", "calib", "calibration", "oof", "train", "dev", "tune"})
_DEEPEST: Final = 3


def is_kept(system: System) -> bool:
    """Whether code writes a threshold under its name: beside the model, in a record, in a document."""
    return system.once(_is_kept)


def _is_kept(system: System) -> bool:
    for sign in system.signed(*_TRACKED):
        for slot in _SLOTS:
            given = sign.given(slot)
            if isinstance(given, Const) and isinstance(given.value, str) and _is_threshold(given.value):
                return True
            if given is not None and any(_is_threshold(name) for name in Names(system).of(given)):
                return True
    return any(_writes(system, call) for routine in system.routines() for call in routine.calls())


def _writes(system: System, call: Call) -> bool:
    given: list[Term] = list(call.args[:1]) if call.method in _FILES else []
    for entry in system.indexed.entries(call):
        what = entry.slots.get("what") if entry.effect in _WRITING else None
        if isinstance(what, str):
            one = call.given(what, entry.params.index(what) if what in entry.params else None)
            given += [one] if one is not None else []
    return any(_is_threshold(name) for one in given for name in Names(system).of(one))


def _is_threshold(name: str) -> bool:
    some = set(words(name))
    return bool(some & _THRESHOLD) and not some & _OF_OTHERS


def on_test_rows(system: System, routine: Routine) -> bool:
    """Whether a function chooses its threshold on what is called the test part, here or by who calls it."""
    figures = system.once(Figures)
    said: set[str] = set()
    for call in routine.calls():
        if chooses(system, call):
            for one in (*call.args, *(value for _, value in call.kwargs)):
                said |= _said(system, figures, routine, one, 0)
    return bool(said & _TESTED) and not said & _APART


def judged_by_the_same(system: System, routine: Routine) -> bool:
    """Whether all figures that a function works out are of the rows by which it chose its threshold."""
    calls = tuple(routine.calls())
    chosen = [one for call in calls if chooses(system, call) for one in _rows(call)]
    figured = [_rows(call) for call in calls if scores(system.indexed, call) and not chooses(system, call)]
    return bool(chosen and figured) and all(any(one is other for one in some for other in chosen) for some in figured)


def _rows(call: Call) -> tuple[Term, ...]:
    return tuple(one for one in (*call.args, *(value for _, value in call.kwargs)) if not isinstance(one, Const))


def _said(system: System, figures: Figures, routine: Routine, term: Term, depth: int) -> set[str]:
    found = figures.said(routine, term)
    if isinstance(term, Param) and depth < _DEEPEST and term.name in routine.params:
        place = routine.params.index(term.name) - (routine.owner is not None)
        for who, call in system.indexed.callers(routine)[:3]:
            given = call.given(term.name, place if place >= 0 else None)
            if given is not None:
                found |= _said(system, figures, who, given, depth + 1)
    return found
