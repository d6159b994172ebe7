"""What code of the repository looks at: drift of features and predictions, and predictions held against outcomes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.groups import NUMBERS
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Attr, Call, Const, Global, Item, Param, Term, within
from mle_reviewer.system.questions.monitoring.bounded import bounded
from mle_reviewer.system.questions.monitoring.judged import Names, judged
from mle_reviewer.system.questions.monitoring.signals import of_output, signal_of, words_of

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_WRITTEN: Final = frozenset({"drift", "psi", "divergence"})
# What a function does with a figure that is there already.
_ABOUT: Final = frozenset({
    "load", "read", "get", "fetch", "format", "build", "save", "plot", "print", "send", "render", "log", "write",
    "report", "parse", "create", "make", "show", "display", "notify", "alert", "trigger", "handle", "test",
    "generate", "simulate",
})  # fmt: skip
_TELLING: Final = frozenset({"output", "prediction", "predictions", "scores", "target"})
_ANSWERS: Final = frozenset({"prediction", "predictions", "predicted", "label", "labels", "decision", "flag", "proba"})
_INPUTS: Final = frozenset({
    "feature", "features", "column", "columns", "col", "cols", "numeric", "numerical", "categorical", "input", "inputs",
})  # fmt: skip
_MOST_CALLERS: Final = 6
_MOST_NAMES: Final = 40


@dataclass(frozen=True, slots=True)
class Look:
    """A place where code looks at a signal: what is looked at, where, in which words; whether something runs it."""

    signal: str
    routine: Routine
    pos: int
    says: str
    scheduled: bool


def looks(system: System) -> tuple[Look, ...]:
    """Every look at drift or quality that something reaches."""
    return system.once(_looks)


def _looks(system: System) -> tuple[Look, ...]:
    found = [*_drifts(system), *_without_helpers(system, [*_written(system)])]
    seen = {(one.routine.path, one.routine.function) for one in found}
    found += [Look("delayed quality", *one) for one in judged(system)]
    found += [
        Look(signal, routine, pos, says, scheduled)
        for signal, routine, pos, says, scheduled in bounded(system)
        if (routine.path, routine.function) not in seen
    ]
    return tuple(found)


def _without_helpers(system: System, found: list[Look]) -> list[Look]:
    """The looks without functions that only work out a figure for others that look."""
    looking = {(one.routine.path, one.routine.function) for one in found}
    callers = (
        [(by.path, by.function) for by, _ in system.indexed.callers(one.routine) if system.reached.how(by) is not None]
        for one in found
    )
    return [one for one, by in zip(found, callers, strict=True) if not by or not all(key in looking for key in by)]


def _drifts(system: System) -> Iterator[Look]:
    for sign in system.signed("drift", "quality"):
        how = system.reached.how(sign.routine)
        if how is None:
            continue
        says = f"`{sign.name}` in code"
        if sign.sign == "quality":
            yield Look("delayed quality", sign.routine, sign.pos, says, how == "run")
            continue
        what = sign.given("what")
        if isinstance(what, Const) and what.value == "prediction":
            yield Look("prediction drift", sign.routine, sign.pos, says, how == "run")
            continue
        columns = list(_columns(system, sign))
        if columns:
            for signal in _of_columns(columns, chosen=sign.given("column") is not None):
                yield Look(signal, sign.routine, sign.pos, says, how == "run")
        else:
            yield from _called_for(system, sign.routine, sign.pos, says)


def _of_columns(columns: list[str], *, chosen: bool) -> Iterator[str]:
    """The signals that columns are of; where they were chosen one by one, what a model says may be among features."""
    told = [of_output((one,)) for one in columns]
    if of_output(columns) or (chosen and any(told)):
        yield "prediction drift"
    if not of_output(columns) or (chosen and not all(told)):
        yield "feature drift"


def _columns(system: System, sign: Sign) -> Iterator[str]:
    """The columns that a drift metric is given."""
    for slot in ("column", "current", "reference"):
        term = sign.given(slot)
        if term is not None:
            yield from _named(system, term, whole=slot == "column")


def _named(system: System, term: Term, *, whole: bool) -> Iterator[str]:
    """The names of columns in a term: constants and keys; where the term is the column, its own name too."""
    if whole and isinstance(term, (Attr, Param, Global)):
        known = [one for one in system.indexed.constants(term) if isinstance(one, str)]
        yield from known or [term.name]
        return
    for one in within(term, calls=False):
        if isinstance(one, Const) and isinstance(one.value, str) and (whole or one is not term):
            yield one.value
        elif isinstance(one, Item) and isinstance(one.key, Const) and isinstance(one.key.value, str):
            yield one.key.value


def _called_for(system: System, routine: Routine, pos: int, says: str) -> Iterator[Look]:
    """A look at whatever a function is given: one for each of those who call it."""
    callers = [(one, call) for one, call in system.indexed.callers(routine) if system.reached.how(one) is not None]
    signals: dict[str, tuple[Routine, int]] = {}
    for caller, call in callers[:_MOST_CALLERS]:
        names = [name for term in _all(call) for name in _named(system, term, whole=False)][:_MOST_NAMES]
        told = of_output(names) if names else bool(words_of(posixpath.basename(caller.path), caller.name) & _TELLING)
        signals.setdefault("prediction drift" if told else "feature drift", (caller, call.pos))
    if not callers or (set(signals) == {"feature drift"} and _of_answers(system, routine)):
        told = bool(words_of(posixpath.basename(routine.path), routine.name) & _TELLING)
        told = told or _of_answers(system, routine)
        signals.clear()
        signals["prediction drift" if told else "feature drift"] = routine, pos
    for signal, (caller, at) in signals.items():
        scheduled = system.reached.how(caller) == "run"
        if len(signals) == 1:
            yield Look(signal, routine, pos, says, scheduled or system.reached.how(routine) == "run")
        else:
            yield Look(signal, caller, at, f"{says}, for `{caller.name or caller.path}`"[:160], scheduled)


def _of_answers(system: System, routine: Routine) -> bool:
    """Whether a function speaks of what was answered, and of no column of the inputs."""
    names = system.once(Names)
    reached = [routine, *(one for call in routine.calls() for one in system.indexed.own(call))]
    words = frozenset(word for one in reached for name in names.of(one) for word in words_of(name))
    return bool(words & _ANSWERS) and not words & _INPUTS


def _about(routine: Routine) -> bool:
    return routine.name.rpartition(".")[2].strip("_").partition("_")[0].lower() in _ABOUT


def _all(call: Call) -> tuple[Term, ...]:
    return (*call.args, *(value for _, value in call.kwargs))


def _written(system: System) -> Iterator[Look]:
    """Functions of the repository that work out a drift by themselves: called so, and made of numbers."""
    for routine in system.routines():
        words = words_of(routine.name)
        how = system.reached.how(routine)
        if routine.function < 0 or not words & _WRITTEN or how is None or _about(routine):
            continue
        reached = [routine, *(one for call in routine.calls() for one in system.indexed.own(call))]
        names = (name for one in reached for call in one.calls() for name in system.indexed.names(call))
        if not any(name.startswith(NUMBERS) for name in names):
            continue
        says = f"the function `{routine.name}`"
        if signal_of(routine.name) == "prediction drift":
            yield Look("prediction drift", routine, routine.pos, says, how == "run")
        else:
            yield from _called_for(system, routine, routine.pos, says)
