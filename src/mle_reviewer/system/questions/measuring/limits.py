"""Limits that decide: cut-offs on probabilities, bounds of figures, drift and confidence, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import HIGHER, LOWER, same, words
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assert, Assign, Branch, Loop, Return, Routine, Step, every
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Const,
    Element,
    Item,
    Op,
    Param,
    Result,
    Term,
    all_within,
    within,
)
from mle_reviewer.system.doing import closure
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.measuring.figures import figure
from mle_reviewer.system.questions.measuring.measures import ORDERING, tokens
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_LIMIT: Final = frozenset({"threshold", "thresholds", "thr", "cutoff", "cutoffs"})
_ENDS: Final = frozenset({"min", "max", "minimum", "maximum", "limit", "floor", "tolerance"})
_DECIDED: Final = (HIGHER | LOWER | frozenset({
    "drift", "psi", "ks", "confidence", "probability", "proba", "prob", "decision", "classification", "fraud", "churn",
    "risk", "default", "approval", "prediction", "promotion", "retrain", "retraining", "degradation", "performance",
    "improvement", "anomaly", "toxic", "alert", "p", "pvalue", "stats",
})) - frozenset({"error", "map", "hit", "coverage", "loss"})  # fmt: skip
# Limits of something else: of how long to wait, how much to hold, how close numbers have to come.
_OTHER: Final = frozenset({
    "timeout", "seconds", "size", "bytes", "memory", "cpu", "failure", "success", "retries", "retry", "length", "rows",
    "samples", "depth", "convergence", "missing", "null", "correlation", "variance", "vif", "outlier", "iqr", "len",
    "relevance", "similarity", "label", "labels", "true", "date", "time", "timestamp", "created", "day", "days",
    "tokens", "leaf", "leaves", "iter", "features", "count", "rate", "patience", "epochs",
})  # fmt: skip
_VAGUE: Final = frozenset({"score", "hit", "relevance", "lift", "p", "alert"})  # alone they say nothing of a model
_TUNING: Final = frozenset({
    "optimal", "optimize", "optimise", "best", "find", "tune", "tuned", "select", "choose", "calibrate", "search",
    "pick", "optimum",
})  # fmt: skip
_OF_CLASSES: Final = frozenset({
    "F1", "F2", "F-beta", "precision", "recall", "accuracy", "balanced accuracy", "MCC", "kappa",
})  # fmt: skip
_CHANCE: Final = frozenset({"p", "pvalue", "value", "val", "alpha"})
_DRIFT: Final = frozenset({"drift", "drifted"})
_SETTINGS: Final = ("yaml", "toml", "json")
_RECORDED: Final = frozenset({"metrics", "results", "test_metrics", "val_metrics", "run_metrics"})
_MOST: Final = 400  # documents of settings
_NEAR: Final = 6
_SIDES: Final = 2


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit by its name where it is compared or handed on, and where it is set."""

    name: str
    routine: Routine
    pos: int
    at: Location | None = None  # where it stands in a document of settings
    literal: object = None  # or the number of the code


def is_limit(name: str) -> bool:
    """Whether a name is that of a limit on what models say or on how good they are."""
    some = set(words(name))
    if some & _OTHER or name.lower().startswith("is_"):
        return False
    decides = bool(some & _DECIDED) or bool(same(name))
    return bool(some & _LIMIT and (decides or some <= _LIMIT)) or bool(some & _ENDS and same(name))


def limits(system: System) -> tuple[Limit, ...]:
    """The limits that code compares something with, each name once in a document."""
    return system.once(_limits)


def _limits(system: System) -> tuple[Limit, ...]:
    declared = system.once(declared_limits)
    found: dict[tuple[str, str], Limit] = {}
    for routine in system.routines():
        names = {id(step.term): step.name for step in _bindings(system, routine)}
        for step in routine.every():
            for op in _compared(step):
                for side in op.terms:
                    name = _named(side, names)
                    if set(words(name)) <= _LIMIT and not _is_decided(op, side, names):
                        continue
                    if set(words(name)) <= _LIMIT | _CHANCE and not _near_drift(routine):
                        continue  # of a test of statistics in an analysis
                    if name and (routine.path, name) not in found and not _is_entered(system, side):
                        at = declared.get(_key(side) or name)
                        number = None if at is not None else _number(system, side)
                        found[routine.path, name] = Limit(name, routine, op.pos or step.pos, at, number)
            number = _says_drift(step)
            if number is not None:
                found.setdefault((routine.path, f"{number:g}"), Limit("", routine, step.pos, None, number))
    return tuple(found.values())


def _near_drift(routine: Routine) -> bool:
    """Whether a function, or the document that it stands in, is named as one that watches for drift."""
    some = {*words(routine.name), *words(routine.path)}
    return bool(some & {*_DRIFT, "drifts", "monitor", "monitoring"})


def _says_drift(step: Step) -> float | None:
    """The number that something is held against to say whether there is drift: `drifted = p_value < 0.05`."""
    if not isinstance(step, Assign) or not set(words(step.name)) & _DRIFT or not isinstance(step.term, Op):
        return None
    numbers = [one.value for one in step.term.terms if isinstance(one, Const) and isinstance(one.value, float)]
    return numbers[0] if step.term.op in ORDERING and numbers and numbers[0] > 0 else None


def _is_entered(system: System, side: Term) -> bool:
    """Whether somebody sets it on a page, to filter what is shown."""
    fields = {id(sign.call) for sign in system.signed("page-field")}
    return any(isinstance(one, Result) and id(one.call) in fields for one in within(side))


def _bindings(system: System, routine: Routine) -> Iterator[Assign]:
    module = system.indexed.module(routine.path)
    for one in (module.top(), routine) if module is not None else (routine,):
        yield from (step for step in one.every() if isinstance(step, Assign))


def _compared(step: Step) -> Iterator[Op]:
    if isinstance(step, (Assign, Assert, Return, Branch)):
        terms: tuple[Term | None, ...] = (step.test if isinstance(step, Branch) else step.term,)
    elif isinstance(step, Call):
        terms = (*step.args, *(value for _, value in step.kwargs))
    else:
        terms = ()
    for term in terms:
        for one in within(term, calls=False) if term is not None else ():
            if isinstance(one, Op) and one.op in ORDERING and len(one.terms) == _SIDES:
                yield one


def _named(side: Term, names: dict[int, str]) -> str:
    """What a side of a comparison is called, where that is a limit."""
    said = (_key(side), names.get(id(side), ""))
    return next((name for name in said if name and is_limit(name)), "")


def _is_decided(op: Op, side: Term, names: dict[int, str]) -> bool:
    """Whether what a limit of no further name is held against is something that models say, or how good they are."""
    other = next((one for one in op.terms if one is not side), side)
    some = tokens(other) | set(words(names.get(id(other), "")))
    return bool(some & (_DECIDED - _VAGUE)) and not some & _OTHER


def _key(side: Term) -> str:
    """The key, attribute or parameter that a term is taken from."""
    match side:
        case Item(key=Const(value=str(name))) | Attr(name=name) | Param(name=name):
            return name
        case Choice(terms=terms):
            return next((name for one in terms if (name := _key(one))), "")
        case Result(call=call):
            if call.args and isinstance(call.args[0], Const) and isinstance(call.args[0].value, str):
                return call.args[0].value if call.method == "get" else ""
            return next((_key(one) for one in call.args), "") if call.method is None else ""
        case _:
            return ""


def _number(system: System, side: Term) -> object:
    some = system.indexed.constants(side)
    if not some and isinstance(side, Param) and isinstance(side.default, Const):
        some = (side.default.value,)
    if not some and isinstance(side, Attr):
        some = tuple(
            value
            for thing in system.indexed.things(side.of)
            if isinstance(thing, OwnThing) and thing.kind == "class"
            for bound in system.indexed.attribute(thing, side.name)
            for value in system.indexed.constants(bound)
        )
    return next((one for one in some if isinstance(one, (int, float)) and not isinstance(one, bool)), None)


def declared_limits(system: System) -> dict[str, Location]:
    """The limits that documents of settings state as numbers, by their keys."""
    found: dict[str, Location] = {}
    some = [path for path in system.of_kind(*_SETTINGS) if tier(path) == "code"]
    for path in some[:_MOST]:
        for root in system.roots(path):
            for keys, entry in root.walk():
                key = str(keys[-1]) if keys else ""
                if isinstance(entry.value, (int, float)) and not isinstance(entry.value, bool) and _is_key(keys):
                    found.setdefault(key, location(path, entry.named or entry.line))
    return found


def _is_key(keys: tuple[object, ...]) -> bool:
    if any(str(one).lower() in _RECORDED for one in keys[:-1]):
        return False  # what a run had, and no setting
    last = str(keys[-1]) if keys else ""
    above = str(keys[-2]) if len(keys) >= _SIDES else ""
    return is_limit(last) or (bool(same(last)) and is_limit(f"{above}_{last}"))


def tuned(system: System) -> tuple[tuple[Routine, int, str], ...]:
    """Where a cut-off is chosen by how good or how dear it is: on a curve, or by trying several."""
    return system.once(_tuned)


def _tuned(system: System) -> tuple[tuple[Routine, int, str], ...]:
    found: dict[tuple[str, int], tuple[Routine, int, str]] = {}
    for routine in system.routines():
        for step in routine.every():
            says = ""
            if isinstance(step, Assign) and on_a_curve(system, step.term):
                says = "a threshold is chosen on a curve"
            elif isinstance(step, Loop) and step.over is not None and _tries(system, step):
                says = "thresholds are tried out by what follows from each"
            elif isinstance(step, Call):
                own = next((one for one in system.indexed.own(step) if finds_a_limit(system, one)), None)
                says = f"`{own.name}` chooses a threshold" if own is not None else ""
            if says:
                found.setdefault((routine.path, routine.function), (routine, step.pos, says))
    return tuple(found.values())


def on_a_curve(system: System, term: Term) -> bool:
    """Whether it is one of the thresholds that a curve of a metric gives back."""
    for one in within(term):
        if isinstance(one, Item) and isinstance(one.of, Element) and one.of.place == _SIDES:
            of = one.of.of
            if isinstance(of, Result) and any(entry.effect == "curve" for entry in system.indexed.entries(of.call)):
                return True
    return False


def chooses(system: System, call: Call) -> bool:
    """Whether a call gives a curve to choose a threshold on, or is of a function that chooses one."""
    if any(entry.effect == "curve" for entry in system.indexed.entries(call)):
        return True
    return any(finds_a_limit(system, one) for one in system.indexed.own(call))


def _tries(system: System, loop: Loop) -> bool:
    named = {same(figure(system, one)) for one in every(loop.body) if isinstance(one, Call)}
    if not named & _OF_CLASSES:
        return False
    for step in every(loop.body):
        for op in _compared(step):
            for side in op.terms:
                if isinstance(side, Element) and side.of is loop.over:
                    return True
    return False


def _orders(step: Step) -> bool:
    """Whether something is held against something else in a step, wherever in it."""
    return any(isinstance(one, Op) and one.op in ORDERING for one in all_within(step.terms()))


def finds_a_limit(system: System, own: Routine) -> bool:
    """Whether a function chooses a cut-off, by its name and by what it holds against what."""
    some = set(words(own.name.rpartition(".")[2]))
    if not (some & _LIMIT and some & _TUNING):
        return False
    for number, inner in enumerate(closure(system.indexed, own)):
        if number >= _NEAR:
            break
        if any(figure(system, call) for call in inner.calls()) or any(_orders(step) for step in inner.every()):
            return True
    return False
