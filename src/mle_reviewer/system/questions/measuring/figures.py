"""Figures of models: what calls work out, by libraries or own formulas, and which values are such a figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import BOUNDS, GENERAL, HIGHER, LOWER, words
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Assign, Return, Routine
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Const,
    Element,
    Group,
    Item,
    Op,
    Param,
    Result,
    Term,
    within,
)
from mle_reviewer.system.doing import scores

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MEASURING: Final = frozenset({"metric", "score", "cross-validate"})
_DEEPEST: Final = 4
_MOST: Final = 6
_SIDES: Final = 2  # the truth and what was predicted
_CALCULATING: Final = frozenset({"/", "-", "*", "+", "**"})
# What becomes of a figure, rather than how it is worked out.
_CHANGED: Final = frozenset({"change", "delta", "diff", "drop", "reduce", "improvement", "map", "load", "plot"})
_BOUNDING: Final = frozenset({
    "min", "max", "minimum", "maximum", "threshold", "thresholds", "thr", "limit", "floor", "ceiling", "required",
})  # fmt: skip
_ARITHMETIC: Final = frozenset({"+", "-", "*", "/", "or", "and", "**"})
# Methods and functions that give back a figure where they are given figures.
_KEEPING: Final = frozenset({
    "float", "round", "abs", "fabs", "mean", "nanmean", "median", "item", "max", "min", "sqrt", "getattr", "Decimal",
})  # fmt: skip
# Words that many things are called by; a name that says nothing else is a figure only beside a word of evaluation.
_VAGUE: Final = frozenset({
    "score", "error", "coverage", "lift", "hit", "map", "loss", "ap", "acc", "latency", "roc",
    "relevance", "relevancy", "correctness",
})  # fmt: skip
_QUALIFYING: Final = frozenset({
    "val", "valid", "validation", "test", "eval", "cv", "holdout", "oos", "oot", "oof", "model", "candidate",
    "challenger", "champion", "run", "hit", "accuracy", "calibration", "final",
    "mean", "avg", "rate", "squared", "absolute",
})  # fmt: skip
# Words of other things than how good a model is: data, single predictions, other measures.
_OTHER: Final = frozenset({
    "drift", "psi", "ks", "severity", "fraud", "risk", "sentiment", "anomaly", "confidence", "z", "importance",
    "quality", "intent", "regex", "cvss", "credit", "age", "count", "counts", "len", "size", "rows", "samples", "names",
    "name", "key", "keys", "path", "std", "id", "weight", "weights", "fn", "func", "history", "list", "columns", "cols",
    "missing", "type", "at", "threshold", "label", "labels", "curve", "ratings", "limit", "train", "training",
})  # fmt: skip


def is_figure(name: str) -> bool:
    """Whether a name is that of how good a model is."""
    some = set(words(name))
    if some & (BOUNDS - {"baseline"}) or some & _OTHER:
        return False
    clear = (HIGHER | LOWER) - _VAGUE
    return bool(some & clear) or bool(some & _VAGUE and some & _QUALIFYING)


def is_figure_of_groups(name: str) -> bool:
    """Whether a name under which something is put for each group is a figure: a score of anything else is none."""
    some = set(words(name))
    return is_figure(name) and (bool(some & ((HIGHER | LOWER) - _VAGUE)) or some <= _VAGUE | _QUALIFYING)


def bounds_a_figure(name: str) -> bool:
    """Whether a name is that of what a figure has to reach (`min_accuracy`, `metric_threshold`)."""
    some = set(words(name))
    rest = some - _BOUNDING
    if rest == some or rest & (_OTHER - {"train", "training"}):
        return False
    clear = (HIGHER | LOWER | GENERAL) - _VAGUE
    return bool(rest & clear) or bool(rest & _VAGUE and rest & _QUALIFYING)


def figure(system: System, call: Call) -> str:
    """What the figure is called that a call works out, by a library or by a formula of the repository; "" for none."""
    known = scores(system.indexed, call).rpartition(".")[2]
    if known:
        return known
    return next((name for own in system.indexed.own(call) if (name := formula(own))), "")


def formula(routine: Routine) -> str:
    """What the figure is called that a function works out of a truth and a prediction; "" where it is none."""
    name = routine.name.rpartition(".")[2].lstrip("_")
    figured = is_figure(name) and not set(words(name)) & _CHANGED
    return name if figured and len(routine.params) >= _SIDES and _calculates(routine) else ""


def _calculates(routine: Routine) -> bool:
    """Whether a function gives back what it worked out of what it was given."""
    return any(
        isinstance(one, Op) and one.op in _CALCULATING
        for step in routine.every()
        if isinstance(step, Return) and step.term is not None
        for one in within(step.term)
    )


class Figures:
    """Tells which terms are figures of models; the names that terms are bound to are kept for each function."""

    def __init__(self, system: System) -> None:
        self.world = system.indexed
        self._names: dict[tuple[str, int], dict[int, str]] = {}
        self._known: dict[tuple[int, str], tuple[Term, bool]] = {}

    def name(self, routine: Routine, term: Term) -> str:
        """The name that a function binds a term to; "" where it binds it to none."""
        key = routine.path, routine.function
        if key not in self._names:
            found = (step for step in routine.every() if isinstance(step, Assign))
            self._names[key] = {id(step.term): step.name for step in found if not isinstance(step.term, Const)}
        return self._names[key].get(id(term), "")

    def is_one(self, routine: Routine, term: Term, depth: int = 0) -> bool:
        """Whether a term is a figure of a model, by the metric that it comes from or by the key it is taken from."""
        key = id(term), routine.path
        known = self._known.get(key)
        if known is not None and known[0] is term:
            return known[1]
        self._known[key] = term, False  # what hangs on itself says nothing
        found = self._is_one(routine, term, depth)
        self._known[key] = term, found
        return found

    def _is_one(self, routine: Routine, term: Term, depth: int) -> bool:
        match term:
            case Choice(terms=terms):
                return any(self.is_one(routine, one, depth) for one in terms)
            case Op(op=op, terms=terms):
                return op in _ARITHMETIC and any(self.is_one(routine, one, depth) for one in terms)
            case Item(of=of, key=key):
                return self._keyed(routine, of, key) or is_figure(self.name(routine, term))
            case Attr(name=name):
                return is_figure(name)
            case Param(name=name):
                return is_figure(name) or self._given(term, depth)
            case Result(call=call):
                return self._result(routine, call, depth) or is_figure(self.name(routine, term))
            case Element(of=Result(call=call)) if self._curve(call):
                return False  # one value for each cut-off
            case Element():
                return self._element(term, depth) or is_figure(self.name(routine, term))
            case _:
                return False

    def _keyed(self, routine: Routine, of: Term, key: Term) -> bool:
        if isinstance(key, Const):
            return isinstance(key.value, str) and is_figure(key.value)
        some = [one for one in self.world.constants(key) if isinstance(one, str)]
        if some:
            return any(is_figure(one) for one in some)
        container = of.name if isinstance(of, (Attr, Param)) else self.name(routine, of)
        return bool(set(words(container)) & GENERAL)

    def _given(self, term: Param, depth: int) -> bool:
        if depth >= _DEEPEST or set(words(term.name)) & (_OTHER | BOUNDS):
            return False
        for given in self.world.given(term)[:_MOST]:
            if isinstance(given, Item) and isinstance(given.key, Const) and isinstance(given.key.value, str):
                if is_figure(given.key.value):
                    return True
            elif isinstance(given, (Result, Attr)) and self._from_a_metric(given, depth + 1):
                return True
        return False

    def _from_a_metric(self, term: Term, depth: int) -> bool:
        if isinstance(term, Result):
            return any(entry.effect in _MEASURING for entry in self.world.entries(term.call))
        return isinstance(term, Attr) and is_figure(term.name) and depth <= _DEEPEST

    def _result(self, routine: Routine, call: Call, depth: int) -> bool:
        if any(entry.effect in _MEASURING for entry in self.world.entries(call)):
            return True
        method = call.method or self._short(call)
        if method in {"get", "getattr", "pop"}:
            asked = [one for arg in call.args[:2] for one in self.world.constants(arg) if isinstance(one, str)]
            return any(is_figure(one) for one in asked) or self._asked_in_metrics(routine, call)
        own = self.world.own(call)
        if method in _KEEPING and not own:
            inner = call.args[:1] or ((call.callee,) if call.method is not None else ())
            return any(self.is_one(routine, one, depth) for one in inner)
        if depth >= _DEEPEST:
            return False
        if any(formula(one) for one in own):
            return True
        things = [one for one in self.world.targets(call) if isinstance(one, OwnThing) and one.kind == "function"]
        for thing in things:
            inside = self.world.routine(thing)
            if inside and any(self.is_one(inside, term, depth + 1) for term in self.world.returns(thing)):
                return True
        return False

    def _curve(self, call: Call) -> bool:
        return any(entry.effect == "curve" for entry in self.world.entries(call))

    def _asked_in_metrics(self, routine: Routine, call: Call) -> bool:
        if call.method != "get" or not call.args or isinstance(call.args[0], Const):
            return False
        of = call.callee
        container = of.name if isinstance(of, (Attr, Param)) else self.name(routine, of)
        return bool(set(words(container)) & GENERAL)

    def _short(self, call: Call) -> str:
        found = (one.path for one in self.world.targets(call) if isinstance(one, Thing))
        return next((path.rpartition(".")[2] for path in found), "")

    def _element(self, term: Element, depth: int) -> bool:
        """One of several that a function gives back."""
        if not isinstance(term.of, Result) or depth >= _DEEPEST or term.place is None:
            return False
        for thing in self.world.targets(term.of.call):
            inner = self.world.routine(thing) if isinstance(thing, OwnThing) and thing.kind == "function" else None
            for given in self.world.returns(thing) if inner is not None and isinstance(thing, OwnThing) else ():
                if isinstance(given, Group) and term.place < len(given.items):
                    assert inner is not None
                    if self.is_one(inner, given.items[term.place], depth + 1):
                        return True
        return False

    def called(self, routine: Routine, term: Term) -> Iterator[str]:
        """The names of a term itself: what it is bound to here, and the key, attribute or parameter it is."""
        yield self.name(routine, term)
        match term:
            case Item(key=Const(value=str(name))) | Attr(name=name) | Param(name=name):
                yield name
            case Result(call=call) if call.method == "get" and call.args and isinstance(call.args[0], Const):
                yield str(call.args[0].value)
            case Result(call=call) if self._short(call) in _KEEPING:
                yield from (name for arg in call.args[:1] for name in self.called(routine, arg))
            case _:
                return

    def said(self, routine: Routine, term: Term) -> set[str]:
        """The words by which a side of a comparison is called here and where it is taken from."""
        found: set[str] = set()
        waiting, steps = [term], 0
        while waiting and steps < 2 * _MOST:
            one, steps = waiting.pop(), steps + 1
            found |= set(words(self.name(routine, one)))
            match one:
                case Item(of=of, key=Const(value=str(name))) | Attr(of=of, name=name):
                    found |= set(words(name))
                    waiting.append(of)
                case Item(of=of) | Element(of=of):
                    waiting.append(of)
                case Param(name=name):
                    found |= set(words(name))
                case Choice(terms=terms) | Op(terms=terms):
                    waiting += terms
                case Result(call=call):
                    found |= set(words(call.method or ""))
                    found |= {word for target in self.world.targets(call) if isinstance(target, OwnThing)
                              for word in words(target.name.rpartition(".")[2])}  # fmt: skip
                    found |= {word for arg in call.args[:2] if isinstance(arg, Const) and isinstance(arg.value, str)
                              for word in words(arg.value)}  # fmt: skip
                    waiting += [call.callee, *call.args[:1]]
                case _:
                    continue
        return found
