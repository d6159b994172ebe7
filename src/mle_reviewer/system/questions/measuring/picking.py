"""By which figure code picks the best of several by hand: keys of `max` and sorts, the best so far, studies, orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import same, words
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign, Branch, Return, Routine, calls_in, every
from mle_reviewer.system.code.terms import Attr, Call, Const, Group, Item, Op, Own, Param, Result, Term, within
from mle_reviewer.system.questions.measuring.figures import Figures, figure, is_figure
from mle_reviewer.system.questions.measuring.measures import ORDERING

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_KEYED: Final = frozenset({"builtins.max", "builtins.min", "builtins.sorted"})
_SORTING: Final = frozenset({"sort_values"})
_PLACED: Final = frozenset({"iloc", "index", "loc"})
_ENDS: Final = frozenset({"head", "tail"})
_DIFFERENCES: Final = frozenset({"gap", "delta", "diff", "difference", "change", "drop", "var", "variance"})
_PLACES: Final = frozenset({"idxmax", "idxmin"})
_SIDES: Final = 2


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice by a figure: how it is spelled, what it is known as, and what chooses."""

    spelled: str
    figure: str
    by: str
    routine: Routine
    pos: int


def picks(system: System) -> tuple[Pick, ...]:
    """Every choice of the best by a figure that code writes out itself."""
    return system.once(_picks)


def _picks(system: System) -> tuple[Pick, ...]:
    found: list[Pick] = []
    for routine in system.routines():
        for call, by, spelled in _by_calls(system, routine):
            found.append(Pick(spelled, same(spelled), by, routine, call.pos))
        found += [
            Pick(spelled, same(spelled), "the best so far", routine, pos)
            for pos, spelled in _best_so_far(system, routine)
        ]
    return tuple(one for one in found if one.figure)


def _by_calls(system: System, routine: Routine) -> Iterator[tuple[Call, str, str]]:
    firsts = {
        id(one.of.call) for one, _ in routine.spoken() if isinstance(one, Item) and isinstance(one.of, Result)
    }  # fmt: skip
    taken = _firsts(routine)
    for call in routine.calls():
        names = system.indexed.names(call)
        if "builtins.sorted" in names and id(call) not in firsts:
            continue  # an order to be shown chooses nothing
        if _KEYED & set(names):
            key = call.given("key")
            spelled = _asked(system, key) if key is not None else ""
            if spelled:
                yield call, names[0].rpartition(".")[2], spelled
        elif call.method in _PLACES and isinstance(call.callee, Item) and _is_named(call.callee.key):
            yield call, call.method or "", str(call.callee.key.value)  # type: ignore[attr-defined]
        elif call.method in _SORTING and id(call) in taken and (spelled := _column(system, call)):
            yield call, call.method or "", spelled
        elif (id(call) in firsts | taken or _is_one(call)) and (spelled := _ordered(system, call)):
            yield call, call.method or names[0], spelled
        for entry in system.indexed.entries(call):
            slot = entry.slots.get("function") if entry.effect == "optimize" else None
            given = call.given(slot, 0) if isinstance(slot, str) else None
            spelled = _returned(system, given) if given is not None else ""
            if spelled:
                yield call, entry.path, spelled


def _firsts(routine: Routine) -> frozenset[int]:
    """The calls whose rows one is taken of, the first: `table.sort_values("f1").iloc[0]`."""
    found: set[int] = set()
    for one, _ in routine.spoken():
        rows: Term | None = None
        if isinstance(one, Item) and isinstance(one.key, Const) and one.key.value in (0, -1):
            rows = one.of.of if isinstance(one.of, Attr) and one.of.name in _PLACED else None
        elif isinstance(one, Result) and one.call.method in _ENDS and one.call.args:
            amount = one.call.args[0]
            rows = one.call.callee if isinstance(amount, Const) and amount.value == 1 else None
        while isinstance(rows, (Result, Item)):
            if isinstance(rows, Result):
                found.add(id(rows.call))
            rows = rows.of if isinstance(rows, Item) else rows.call.callee if rows.call.method is not None else None
    return frozenset(found)


def _is_one(call: Call) -> bool:
    """Whether no more than one is asked for."""
    given = call.given("max_results")
    return isinstance(given, Const) and given.value == 1


def _column(system: System, call: Call) -> str:
    """The figure that rows are put in order by, where one column is named."""
    given = call.given("by", 0)
    first = given.items[0] if isinstance(given, Group) and given.items else given
    return _key(system, first) if first is not None else ""


def _asked(system: System, key: Term) -> str:
    """The figure that a key function takes out of what it is given."""
    inner = next((system.indexed.routine(one) for one in within(key) if isinstance(one, Own)), None)
    if inner is None:
        return ""
    return _taken(system, inner, deep=True)


def _taken(system: System, inner: Routine, *, deep: bool) -> str:
    """The first figure that a function gives back out of what it is given, or that one does which it calls."""
    for term in (step.term for step in inner.every() if isinstance(step, Return) and step.term is not None):
        first = term.items[0] if isinstance(term, Group) and term.items else term  # the rest breaks ties
        for one in within(first):
            if isinstance(one, Item) and (spelled := _key(system, one.key)):
                return spelled
            if isinstance(one, Result) and one.call.method == "get" and one.call.args:
                return _key(system, one.call.args[0])
            if isinstance(one, Attr) and _is_level(one.name):
                return one.name
            if isinstance(one, Result) and deep:
                inner_ones = system.indexed.own(one.call)
                if spelled := next((said for own in inner_ones if (said := _taken(system, own, deep=False))), ""):
                    return spelled
    return ""


def _key(system: System, key: Term) -> str:
    """The figure that a key names: here, by a constant, or as what settings are read for falls back to."""
    values = [one for one in system.indexed.constants(key) if isinstance(one, str)]
    if not values and isinstance(key, Param):
        values = [text for one in system.indexed.given(key) for text in _fallbacks(one)]
    return next((one for one in values if _is_level(one)), "")


def _fallbacks(term: Term) -> Iterator[str]:
    """The texts that settings give where they do not say otherwise: `policy.get("primary_metric", "wape")`."""
    for one in within(term):
        given = one.call.given("default", 1) if isinstance(one, Result) and one.call.method == "get" else None
        if isinstance(given, Const) and isinstance(given.value, str):
            yield given.value


def _is_level(name: str) -> bool:
    """Whether it is a figure itself, and not how much one differs."""
    return is_figure(name) and not set(words(name)) & _DIFFERENCES


def _is_named(key: Term) -> bool:
    return isinstance(key, Const) and isinstance(key.value, str) and _is_level(key.value)


def _ordered(system: System, call: Call) -> str:
    given = call.given("order_by")
    terms = within(given) if given is not None else ()
    texts = [value for one in terms for value in system.indexed.constants(one) if isinstance(value, str)]
    return next((text.split()[0] for text in texts if text.startswith("metrics.")), "")


def _returned(system: System, function: Term) -> str:
    """The figure that an objective gives back."""
    for one in within(function):
        thing = one if isinstance(one, Own) and one.kind == "function" else None
        inner = system.indexed.routine(thing) if thing is not None else None
        for step in inner.every() if inner is not None else ():
            if isinstance(step, Return) and step.term is not None:
                spelled = _worked_out(system, inner, step.term) if inner is not None else ""
                if spelled:
                    return spelled
    return ""


def _worked_out(system: System, routine: Routine, term: Term) -> str:
    """What figure a term is: by the name that it has, by the metric behind it, or by what a validation scores by."""
    named = system.once(Figures).name(routine, term)
    if same(named):
        return named
    for one in within(term):
        if isinstance(one, Result):
            scoring = one.call.given("scoring")
            values = system.indexed.constants(scoring) if scoring is not None else ()
            if values and isinstance(values[0], str):
                return values[0]
            if same(figure(system, one.call)):
                return figure(system, one.call)
            if any(isinstance(thing, OwnThing) for thing in system.indexed.targets(one.call)) and same(
                one.call.method or ""
            ):
                return one.call.method or ""
        elif isinstance(one, Item) and (spelled := _key(system, one.key)):
            return spelled
    return ""


def _keeps(system: System, branch: Branch) -> bool:
    """Whether a branch keeps something beside the figure: under a name of the best, or in a file."""
    steps = tuple(every(branch.then))
    beside = sum(isinstance(one, Assign) and "best" in words(one.name) for one in steps)
    return beside > 1 or any(
        entry.effect == "persist" for call in calls_in(steps) for entry in system.indexed.entries(call)
    )


def _best_so_far(system: System, routine: Routine) -> Iterator[tuple[int, str]]:
    """Branches that keep a figure, and something beside it, where it beats the best one before."""
    for step in routine.every():
        if not isinstance(step, Branch):
            continue
        for op in within(step.test, calls=False):
            if not (isinstance(op, Op) and op.op in ORDERING and len(op.terms) == _SIDES):
                continue
            for side in op.terms:
                kept = [
                    one for one in every(step.then)
                    if isinstance(one, Assign) and one.term is side and "best" in words(one.name)
                ]  # fmt: skip
                spelled = _worked_out(system, routine, side) if kept else ""
                if spelled and _keeps(system, step):
                    yield op.pos or step.pos, spelled
