"""What functions do to values on their way to a model: they fill, code and scale rows, reckon, fold texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import SetItem
from mle_reviewer.system.code.terms import Attr, Const, Op, Param, Result, Term, Text, within
from mle_reviewer.system.questions.answering.predicting import asks_model
from mle_reviewer.system.questions.values.formulas import formulas

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

CHANGING: Final = frozenset({"transform", "fit-transform", "fill", "code", "levels", "learn-apply", "tokenize"})
_FOLDED: Final = frozenset({"lower", "upper", "casefold"})
_ARITHMETIC: Final = frozenset({"+", "-", "*", "**", "//"})


def changes_values(system: System, routine: Routine) -> bool:
    """Whether a function changes the values that a model is given, and does not ask the model itself."""
    return not any(asks_model(system, call) for call in routine.calls()) and changes(system, routine)


def changes_rows(system: System, routine: Routine) -> bool:
    """Whether it puts what it works out into rows, or fills and codes them; what only names values is a weaker sign."""
    effects = {entry.effect for call in routine.calls() for entry in system.indexed.entries(call)}
    worked = any(isinstance(step, SetItem) and isinstance(step.term, (Op, Result)) for step in routine.every())
    return worked or bool(effects & CHANGING)


def changes(system: System, routine: Routine) -> bool:
    """Whether a function fills, codes, scales or reckons values."""
    for call in routine.calls():
        if any(entry.effect in CHANGING for entry in system.indexed.entries(call)):
            return True
    return any(one.arithmetic for one in formulas((routine,))) or _reckons(routine)


def _reckons(routine: Routine) -> bool:
    """Whether a function gives back what it worked out of what it was given: `(pixels - mean) / spread`."""
    return any(
        isinstance(one, Op)
        and (one.op in _ARITHMETIC or (one.op == "/" and _of_numbers(one)))
        and any(_own_param(part, routine) for part in one.terms)
        and not any(isinstance(part, Text) or _worded(part) for part in within(one))  # paths and texts that are joined
        for term in routine.returned()
        for one in within(term, calls=False)
    )


def _of_numbers(quotient: Op) -> bool:
    """Whether it is no path that is joined: a number or other arithmetic stands in it."""
    inner = [one for term in quotient.terms for one in within(term, calls=False)]
    return any(isinstance(one, Op) and one.op in _ARITHMETIC for one in inner) or any(
        isinstance(one, Const) and isinstance(one.value, (int, float)) for one in inner
    )


def _worded(term: Term) -> bool:
    return isinstance(term, Const) and isinstance(term.value, str)


def _own_param(term: Term, routine: Routine) -> bool:
    return any(isinstance(one, Param) and one.function == routine.function for one in within(term, calls=False))


def spells(routine: Routine) -> bool:
    """Whether a function gives back a text that it was given, spelled in another way."""
    folded = any(
        call.method in _FOLDED
        and not any(isinstance(one, Attr) for one in within(call.callee))
        and any(isinstance(one, Param) and one.function == routine.function for one in within(call.callee))
        for call in routine.calls()
    )
    return folded and any(
        isinstance(one, Param) and one.function == routine.function
        for term in routine.returned()
        for one in within(term)
        if not isinstance(term, Param)
    )
