"""Cut-offs on the way of a request: comparisons of what a model answered with a number, and where that is from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Attr, Const, Item, Lib, Op, Result, Term, within
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.questions.measuring.measures import ORDERING

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_COUNTED: Final = frozenset({"shape", "size", "ndim", "index", "usage"})  # not what was answered, how much of it
_COUNTING: Final = frozenset({"builtins.len", "builtins.isinstance", "builtins.hash", "builtins.type"})
_PASSING: Final = frozenset({"builtins.float", "builtins.int", "decimal.Decimal"})


@dataclass(frozen=True, slots=True)
class Cut:
    """One comparison: `limit` where the code says the number, `keys` where it is taken out of settings."""

    routine: Routine
    pos: int
    op: str
    limit: float | None
    keys: tuple[str, ...] = ()


def cuts(system: System) -> tuple[Cut, ...]:
    """The cut-offs of all prediction paths, each once, in the order of the code."""
    return system.once(_cuts)


def _cuts(system: System) -> tuple[Cut, ...]:
    found: dict[int, Cut] = {}
    for path in predictions(system):
        if any(_in_words(system, one.call) for one in path.predicts):
            continue
        flow = Flowing(system, path)
        for entered in path.entered:
            for op in _comparisons(entered.routine):
                cut = _cut(system, flow, entered.routine, op) if id(op) not in found else None
                if cut is not None:
                    found[id(op)] = cut
    return tuple(found.values())


def _in_words(system: System, call: Call) -> bool:
    """Whether it is a language model that is asked: what answers in words has no cut-off."""
    known = (system.conventions.call(name) for name in system.indexed.names(call))
    return any(entry.effect == "ask" for entry in system.indexed.entries(call)) or any(
        entry is not None and entry.sign == "llm-call" for entry in known
    )


def _comparisons(routine: Routine) -> Iterator[Op]:
    for step in routine.every():
        for term in step.terms():
            for one in within(term):
                if isinstance(one, Op) and one.op in ORDERING and len(one.terms) == 2:  # noqa: PLR2004 - two sides
                    yield one


def _cut(system: System, flow: Flowing, routine: Routine, op: Op) -> Cut | None:
    for side, other in (op.terms, op.terms[::-1]):
        if flow.predicted(other) or _counts(side) or not flow.predicted(side):
            continue
        limit, keys = _number(system, other), _keys(other)
        if limit is not None or keys:
            return Cut(routine, op.pos, op.op, limit, keys)
    return None


def _counts(term: Term) -> bool:
    """Whether it is not what was answered that is compared, but how many answers there are, or of what kind."""
    for one in within(term):
        if isinstance(one, Attr) and one.name in _COUNTED:
            return True
        if isinstance(one, Result) and isinstance(one.call.callee, Lib) and one.call.callee.path in _COUNTING:
            return True
    return False


def _number(system: System, term: Term, depth: int = 0) -> float | None:
    """The one number that a term stands for, as the code says it: a constant, a default, that of a setting."""
    if isinstance(term, Result) and depth < len(_PASSING):
        call = term.call
        if isinstance(call.callee, Lib) and call.callee.path in _PASSING and call.args:
            return _number(system, call.args[0], depth + 1)
        if any(entry.effect == "environment" for entry in system.indexed.entries(call)):
            default = call.given("default", 1)
            return None if default is None else _number(system, default, depth + 1)
        return None
    values = set(system.indexed.constants(term))
    return _as_number(values.pop()) if len(values) == 1 else None


def _as_number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def _keys(term: Term) -> tuple[str, ...]:
    """The keys by which a term is taken out of settings, the outermost first."""
    found: list[str] = []
    while True:
        if isinstance(term, Item) and isinstance(term.key, Const) and isinstance(term.key.value, str):
            found.append(term.key.value)
            term = term.of
        elif isinstance(term, Attr):
            found.append(term.name)
            term = term.of
        elif isinstance(term, Result) and term.call.method == "get" and term.call.args:
            key = term.call.args[0]
            if not isinstance(key, Const) or not isinstance(key.value, str):
                break
            found.append(key.value)
            term = term.call.callee
        elif isinstance(term, Result) and isinstance(term.call.callee, Lib) and term.call.callee.path in _PASSING:
            if not term.call.args:
                break
            term = term.call.args[0]
        else:
            break
    return tuple(reversed(found))
