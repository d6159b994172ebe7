"""Figures held against those of the version in use or of a baseline, as their names or where they are kept say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import GENERAL, is_measure, same, words
from mle_reviewer.system.code.steps import Assign, Branch, Loop, Routine, every
from mle_reviewer.system.code.terms import Attr, Const, Item, Op, Param, Term, within
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.questions.measuring.figures import Figures, is_figure
from mle_reviewer.system.questions.measuring.measures import ORDERING, tokens
from mle_reviewer.system.questions.measuring.tested import keeps_best
from mle_reviewer.system.questions.values.stored import is_read

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_USED: Final = frozenset({"production", "prod", "champion", "incumbent", "deployed"})
_NEW: Final = frozenset({"candidate", "challenger", "new"})
_LOOSELY: Final = frozenset({"current", "existing", "previous", "old"})
_CONTROL: Final = frozenset({"control", "stable"})
_FALLING: Final = frozenset({"drop", "degradation", "decay", "degraded", "decline"})
_WATCHING: Final = frozenset({"drift", "monitor", "monitoring", "alert", "alerts", "watch"})
# How a service answers, rather than how good its answers are.
_OF_SERVICE: Final = frozenset({"latency", "rate", "throughput", "p95", "p99", "ms", "rps"})
_BOUNDS: Final = frozenset({"threshold", "thresholds", "thr", "minimum", "maximum", "floor", "ceiling", "required"})
_BASE: Final = frozenset({"baseline", "base"})
# Keys that say nothing of what stands under them.
_PLAIN: Final = frozenset({"value", "values", "result", "results", "data", "mean", "item", "best"})
_SIDES: Final = 2


def comparisons(system: System) -> Iterator[tuple[Routine, int]]:
    """Where a figure is held against that of the version in use: named so, or looked up in a registry or a file."""
    yield from _where(system, _against)


def kept_baselines(system: System) -> Iterator[tuple[Routine, int]]:
    """Where a figure is held against that of a baseline which was read from where it is kept."""
    for routine, pos in _where(system, _against_a_baseline):
        if not {*words(routine.path), *words(routine.name)} & _WATCHING:  # the baseline of a watch is an earlier time
            yield routine, pos


def _where(
    system: System, against: Callable[[System, Routine, Op, dict[int, str]], bool]
) -> Iterator[tuple[Routine, int]]:
    for routine in system.routines():
        falling = _falling(routine) | _best_so_far(routine)
        names = {id(step.term): step.name for step in routine.every() if isinstance(step, Assign)}
        for op, step in routine.spoken():
            if not isinstance(op, Op) or not _compares(op) or falling & {id(op), *map(id, op.terms)}:
                continue
            if against(system, routine, op, names):
                yield routine, op.pos or step.pos


def _best_so_far(routine: Routine) -> frozenset[int]:
    """The comparisons of a loop by which the best of what it goes through is kept."""
    loops = (step for step in routine.every() if isinstance(step, Loop))
    branches = (one for loop in loops for one in every(loop.body) if isinstance(one, Branch))
    keeping = (one for one in branches if keeps_best(one))
    return frozenset(id(op) for one in keeping for op in within(one.test, calls=False) if isinstance(op, Op))


def _falling(routine: Routine) -> frozenset[int]:
    """What is called a drop: how much worse the model in use has become is no comparison with a candidate."""
    named = (step for step in routine.every() if isinstance(step, Assign) and set(words(step.name)) & _FALLING)
    return frozenset(id(one) for step in named for one in within(step.term, calls=False))


def _compares(op: Op) -> bool:
    return (op.op in ORDERING or op.op == "-") and len(op.terms) == _SIDES


def _against(system: System, _routine: Routine, op: Op, names: dict[int, str]) -> bool:
    gates = system.once(Gates)
    for side, other in (op.terms, op.terms[::-1]):
        if any(isinstance(one, Const) or _is_bound(one, names) for one in op.terms):
            return False
        said = _said(side, names)
        fetched = "load-registered" in gates.signs_in(side) and "load-registered" not in gates.signs_in(other)
        strictly = (bool(said & _USED) and op.op != "-") or fetched
        loosely = _LOOSELY - {"current"} if op.op == "-" else _LOOSELY
        kept = bool(said & (loosely | _USED) or _is_best(side, names)) and is_read(system, side)
        strictly = strictly or (bool(said & _CONTROL) and bool(_said(other, names) & _NEW))
        if (strictly or kept) and _measured(gates, side, names) and _measured(gates, other, names):
            return True
    return False


def _is_bound(side: Term, names: dict[int, str]) -> bool:
    """Whether a side is what a figure has to reach, by its own name: that is no figure of another version."""
    name = names.get(id(side), "") or (side.name if isinstance(side, Param) else _key(side))
    return bool(set(words(name)) & _BOUNDS)


def _against_a_baseline(system: System, routine: Routine, op: Op, names: dict[int, str]) -> bool:
    figures = system.once(Figures)
    for side, other in (op.terms, op.terms[::-1]):
        if isinstance(side, Const) or isinstance(other, Const):
            return False
        said = _said(side, names)
        apart = is_read(system, side) or _said(other, names) & _NEW or _same_of_two(side, other)
        based = "baseline" in said or (_same_of_two(side, other) and "base" in said)
        if apart and based and not _said(other, names) & _BASE:
            named = {word for one in op.terms for word in words(_key(one) or names.get(id(one), ""))}
            return not named & _OF_SERVICE and any(
                figures.is_one(routine, one) or is_measure(names.get(id(one), "")) for one in op.terms
            )
    return False


def _same_of_two(side: Term, other: Term) -> bool:
    """Whether the same figure of two things is taken: `improved.accuracy - base.accuracy`."""
    of, its = getattr(side, "of", None), getattr(other, "of", None)
    return is_figure(_key(side)) and _key(side) == _key(other) and of is not None and of is not its


def _said(side: Term, names: dict[int, str]) -> set[str]:
    """The words by which a side of a comparison is called."""
    return {word for one in within(side) for word in words(names.get(id(one), ""))} | tokens(side)


def _is_best(side: Term, names: dict[int, str]) -> bool:
    """Whether it is called the best of a figure that is known by name."""
    return any("best" in words(name) and same(name) for one in within(side) if (name := names.get(id(one), "")))


def _measured(gates: Gates, term: Term, names: dict[int, str]) -> bool:
    key = _key(term)
    if key and not is_measure(key) and not (tokens(term) & GENERAL or set(words(key)) <= _PLAIN):
        return False
    if isinstance(term, Param) and is_measure(term.name):
        return True
    if tokens(term) & GENERAL:
        return True
    return gates.measures.measured(term) or any(is_measure(names.get(id(one), "")) for one in within(term, calls=False))


def _key(term: Term) -> str:
    """The key or attribute that a value is taken from, one that stands for it where it is missing left out."""
    if isinstance(term, Op) and term.op == "or":
        return _key(term.terms[0])
    match term:
        case Item(key=Const(value=str(name))) | Attr(name=name):
            return name
        case _:
            return ""
