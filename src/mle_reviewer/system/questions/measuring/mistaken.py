"""Where code picks out what a model got wrong: rows that differ from the truth, the worst errors, errors by group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Call, Routine, SetItem
from mle_reviewer.system.code.terms import Const, Group, Item, Op, Result, Term, within
from mle_reviewer.system.questions.measuring.figures import Figures

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

Place = tuple[Routine, int, str]
_SAID: Final = frozenset({"pred", "preds", "prediction", "predictions", "predicted", "hat", "forecast", "forecasts"})
_TRUE: Final = frozenset({"true", "test", "actual", "actuals", "label", "labels", "target", "truth", "y", "gt", "val"})
_ERRORS: Final = frozenset({"error", "errors", "residual", "residuals"})
# Words of figures over many rows, of runs, and of errors of programs.
_OTHER: Final = frozenset({
    "mean", "squared", "rmse", "mse", "mae", "mape", "cv", "count", "code", "message", "msg", "log", "rate", "type",
    "api", "request", "validation",
})  # fmt: skip
_SORTING: Final = frozenset({"sort_values", "nlargest", "argsort", "rank"})
_FALSE: Final = frozenset({"positive", "positives", "negative", "negatives"})
_MOST: Final = 5
_SIDES: Final = 2


def mistaken(system: System) -> tuple[Place, ...]:
    """The places, one for each function and kind, programs before notebooks."""
    return system.once(_mistaken)


def _mistaken(system: System) -> tuple[Place, ...]:
    modules = (system.indexed.module(path) for path in system.notebooks)
    in_notebooks = (one for module in modules if module is not None for one in module.routines())
    found: list[Place] = []
    for routine in (*system.routines(), *in_notebooks):
        kinds: dict[str, int] = {}
        for pos, says in _in(system, routine):
            kinds.setdefault(says, pos)
        found += [(routine, pos, says) for says, pos in kinds.items()]
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def _in(system: System, routine: Routine) -> Iterator[tuple[int, str]]:
    figures = system.once(Figures)
    for call in routine.calls():
        if call.method in _SORTING and _sorts_errors(figures, routine, call):
            yield call.pos, "the worst errors are sorted"
    for step in routine.every():
        if isinstance(step, SetItem) and any(_is_missed(figures, routine, op) for op in within(step.key, calls=False)):
            yield step.pos, "false positives and false negatives are told apart, row by row"
    for one, step in routine.spoken():
        if not isinstance(one, Item):
            continue
        if any(_differs(figures, routine, op) for op in within(one.key, calls=False)):
            yield one.pos or step.pos, "rows that were predicted wrong are picked out"
        elif _of_groups(one):
            yield one.pos or step.pos, "errors are taken apart by group"


def _differs(figures: Figures, routine: Routine, op: Term) -> bool:
    """Whether a mask holds what was predicted against what is true."""
    if not (isinstance(op, Op) and op.op == "!=" and len(op.terms) == _SIDES):
        return False
    one, other = (figures.said(routine, side) for side in op.terms)
    return bool((one & _SAID and other & _TRUE) or (other & _SAID and one & _TRUE)) and not _is_const(op)


def _is_missed(figures: Figures, routine: Routine, op: Term) -> bool:
    """Whether a mask asks for one class in what is true and for another in what was predicted."""
    if not (isinstance(op, Op) and op.op == "&" and len(op.terms) == _SIDES):
        return False
    found: dict[str, object] = {}
    for side in op.terms:
        if not (isinstance(side, Op) and side.op == "==" and len(side.terms) == _SIDES):
            return False
        column, value = side.terms
        said = figures.said(routine, column)
        if not isinstance(value, Const) or not said & (_SAID | _TRUE):
            return False
        found["said" if said & _SAID else "true"] = value.value
    return len(found) == _SIDES and found["said"] != found["true"]


def _is_const(op: Op) -> bool:
    return any(isinstance(side, Const) for side in op.terms)


def _sorts_errors(figures: Figures, routine: Routine, call: Call) -> bool:
    given = (*call.args, *(value for _, value in call.kwargs))
    if call.method == "argsort":
        said = set().union(*(figures.said(routine, one) for one in (call.callee, *call.args[:1])))
        return bool(said & _ERRORS) and not said & _OTHER
    if call.method == "rank":
        given = tuple(one.key for one in within(call.callee) if isinstance(one, Item))
        names = [one.value for term in given for one in _consts(term) if isinstance(one.value, str)]
        return any(_is_false(name) for name in names)
    names = [one.value for term in given for one in _consts(term) if isinstance(one.value, str)]
    return any(_is_error(name) for name in names)


def _consts(term: Term) -> Iterator[Const]:
    for one in term.items if isinstance(term, Group) else (term,):
        if isinstance(one, Const):
            yield one


def _is_false(name: str) -> bool:
    """Whether a column counts false positives or false negatives."""
    some = set(words(name))
    return "false" in some and bool(some & _FALSE) and not some & _OTHER


def _is_error(name: str) -> bool:
    some = set(words(name))
    if _is_false(name):
        return True
    return bool(some & _ERRORS) and not some & _OTHER


def _of_groups(one: Item) -> bool:
    grouped = isinstance(one.of, Result) and one.of.call.method == "groupby"
    return grouped and any(isinstance(key.value, str) and _is_error(key.value) for key in _consts(one.key))
