"""Where the same measure of a candidate and of the version in use are held against each other, as their names say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import GENERAL, HIGHER, LOWER, words
from mle_reviewer.system.code.steps import Assert, Assign, Branch, Call, Return, Routine, SetItem, Step
from mle_reviewer.system.code.terms import Const, Element, Op, Param, Result, Term, within
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.measuring.figures import Figures, figure
from mle_reviewer.system.questions.measuring.measures import ORDERING

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

USED: Final = frozenset({
    "champion", "production", "prod", "incumbent", "control", "active", "live", "deployed", "current", "stable",
    "previous", "prev", "existing", "old",
})  # fmt: skip
NEW: Final = frozenset({"candidate", "challenger", "contender", "shadow", "canary", "new", "cand", "staging", "staged"})
_VERSIONS: Final = USED | NEW
# How a version answers, rather than how good its answers are.
_BESIDE: Final = frozenset({
    "rate", "rates", "mean", "median", "cost", "costs", "error", "errors", "latency", "p95", "p99", "confidence",
    "quality", "share", "revenue", "conversion", "ctr", "score", "scores", "loss",
})  # fmt: skip
_GOOD: Final = (HIGHER | LOWER | GENERAL) - _BESIDE - frozenset({"hit", "map", "coverage", "lift", "relevance"})
_PLAIN: Final = frozenset({"mean", "median", "error", "errors", "score", "scores", "metric", "metrics"})
_LOSSES: Final = frozenset({"val", "validation", "valid", "test", "holdout", "eval"})
# Versions, files and settings have their numbers too; rows and times are counted.
_COUNTED: Final = frozenset({"version", "versions", "step", "steps", "weight", "samples", "rows", "count", "time"})
_SIDES: Final = 2
_MOST: Final = 3
_NEAR: Final = 6  # functions that a figure may be worked out in


@dataclass(frozen=True, slots=True)
class VersionsCompared:
    """One comparison or difference: where it stands, what is compared, and whether that says how good they are.

    `alike`: both figures are worked out here, by one function.
    """

    routine: Routine
    pos: int
    what: str
    good: bool
    alike: bool = False


def versions_compared(system: System) -> tuple[VersionsCompared, ...]:
    """Every place where a measure of the candidate meets that of the version in use."""
    return system.once(_found)


def _found(system: System) -> tuple[VersionsCompared, ...]:
    figures = system.once(Figures)
    found: list[VersionsCompared] = []
    for routine in system.routines():
        seen: set[int] = set()
        for step in routine.every():
            for term in _terms(step):
                for op in within(term):
                    if isinstance(op, Op) and id(op) not in seen and _compares(op):
                        seen.add(id(op))
                        found += _of(system, figures, routine, op, step)
    return tuple(found)


def _terms(step: Step) -> tuple[Term, ...]:
    match step:
        case Branch(test=test):
            return (test,)
        case Assign(term=term) | SetItem(term=term) | Assert(term=term):
            return (term,)
        case Return(term=term) if term is not None:
            return (term,)
        case Call(args=args, kwargs=kwargs):
            return (*args, *(value for _, value in kwargs))
        case _:
            return ()


def _compares(op: Op) -> bool:
    return (op.op in ORDERING or op.op == "-") and len(op.terms) == _SIDES


def _of(system: System, figures: Figures, routine: Routine, op: Op, step: Step) -> Iterator[VersionsCompared]:
    one, other = (_said(system, figures, routine, side) for side in op.terms)
    if not ((one & USED and other & NEW) or (one & NEW and other & USED)):
        return
    if (one & USED and one & NEW) or (other & USED and other & NEW):
        return
    shared = (one & other) - _VERSIONS
    told = shared & (_GOOD | _BESIDE)
    named = {word for side in op.terms for name in figures.called(routine, side) for word in words(name)}
    if not told or named & _COUNTED:
        return
    alike = _scored_alike(system, op)
    good = bool(told & _GOOD) or bool(shared & _LOSSES and told & {"loss", "error"}) or alike
    what = min(told, key=lambda word: ((word in _GOOD) is not good, word in _PLAIN, word))
    yield VersionsCompared(routine, op.pos or step.pos, what, good, alike)


def _scored_alike(system: System, op: Op) -> bool:
    """Whether both sides come from one function that works out figures of what it is given."""
    one, other = (
        {(own.path, own.function): own for term in within(side, calls=False) if isinstance(term, Result)
         for own in system.indexed.own(term.call)}
        for side in op.terms
    )  # fmt: skip
    shared = [own for key, own in one.items() if key in other]
    near = (inner for own in shared for _, inner in zip(range(_NEAR), closure(system.indexed, own), strict=False))
    return any(figure(system, call) for inner in near for call in inner.calls())


def _said(system: System, figures: Figures, routine: Routine, side: Term) -> set[str]:
    """The words that a side is called by, or, of a parameter that says which version only, what it is given."""
    said = set(figures.said(routine, side))
    for inner in within(side):
        if isinstance(inner, Result):
            said |= {word for term in inner.call.args[:1] for word in figures.said(routine, term)}
        elif isinstance(inner, Element):
            said |= set(words(figures.name(routine, inner)))
    if not said & (_GOOD | _BESIDE):
        for param in (inner for inner in within(side) if isinstance(inner, Param)):
            for given in system.indexed.given(param)[:_MOST]:
                said |= set(_keys(given))
    return said


def _keys(term: Term) -> Iterator[str]:
    for one in within(term, calls=False):
        if isinstance(one, Const) and isinstance(one.value, str):
            yield from words(one.value)
