"""What rows are grouped by: the groups that a loop goes through, and the rows that truth and prediction are cut to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Assign
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Const,
    Element,
    Group,
    Item,
    Op,
    Param,
    Result,
    Term,
    all_within,
    made_of,
    within,
)
from mle_reviewer.system.questions.measuring.measures import ORDERING
from mle_reviewer.system.questions.measuring.tested import alike

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.world import World

_SIDES: Final = 2  # the truth and what was predicted
# What figures are worked out for each of without being groups of examples; classes are what is predicted.
_NO_GROUPS: Final = frozenset({
    "model", "models", "fold", "folds", "run", "runs", "experiment", "seed", "origin", "epoch", "trial", "split",
    "threshold", "datetime", "timestamp", "date", "time",
})  # fmt: skip
_TIMES: Final = frozenset({"week", "weeks", "month", "months", "quarter", "quarters", "window", "windows", "year"})
_OF_TIMES: Final = _TIMES | {"iso", "start", "end", "of", "id", "ids", "size", "sizes", "test", "val", "ending", "n"}
_CLASSES: Final = frozenset({"y", "true", "test", "label", "labels", "class", "classes", "target", "targets", "val"})
# One for each of them is a row of a ranking, no group.
_SINGLE: Final = frozenset({"user", "users", "query", "queries", "qid", "uid", "session", "sessions"})
_OF_SINGLE: Final = _SINGLE | {"id", "ids", "idx", "key", "index"}
GROUPING: Final = frozenset({"groupby", "group_by", "groupBy"})
_LEVELS: Final = frozenset({"unique", "value_counts", "categories"})
_FOLDING: Final = frozenset({"split", "folds"})
_GIVEN: Final = 4
_FILE: Final = frozenset("./")  # signs of what names a file, and no column
_PARTS: Final = frozenset({"set", "subset", "part", "phase", "dataset"})


class Grouping:
    """Tells what a function goes through, and which rows it takes."""

    def __init__(self, world: World, routine: Routine) -> None:
        self._world = world
        self._routine = routine

    def effects(self, call: Call) -> set[str]:
        """What knowledge says that a call does."""
        return {entry.effect for entry in self._world.entries(call)}

    def is_grouped(self, over: Term) -> bool:
        """Whether the groups of a column, or rows that were put under keys before, are gone through."""
        for one in within(over):
            if isinstance(one, Result):
                call = one.call
                if call.method in GROUPING | _LEVELS or self.effects(call) & {"group", "levels"}:
                    return True
                if any(name.rpartition(".")[2] in _LEVELS for name in self._world.names(call)):
                    return True
                if call.method in {"items", "values"} and self._put_under_keys(call.callee):
                    return True
        return False

    def _put_under_keys(self, container: Term) -> bool:
        """Whether rows were collected under keys that are taken from them."""
        for call in self._routine.calls():
            if call.method == "setdefault" and call.callee is container and not isinstance(call.args[:1], Const):
                return True
            of = call.callee if call.method in {"append", "extend"} else None
            if isinstance(of, Item) and of.of is container and not isinstance(of.key, Const):
                return True
        return False

    def is_none(self, over: Term) -> bool:
        """Whether models, folds, runs, times or classes are gone through, and no groups of examples."""
        for one in within(over):
            if isinstance(one, Const) and isinstance(one.value, str):
                some = set() if _FILE & set(one.value) else set(words(one.value))
                if _is_other(some) or (some & _SINGLE and some <= _OF_SINGLE):
                    return True
            elif isinstance(one, Result) and self.effects(one.call) & _FOLDING:
                return True
        return any(_is_other(set(words(name))) for name in self._names(over))

    def called(self, term: Term) -> set[str]:
        """The names that a value is bound to here, and that of the function that gives it."""
        found = {step.name for step in self._routine.every() if isinstance(step, Assign) and step.term is term}
        if isinstance(term, Result):
            found |= {own.name.rpartition(".")[2] for own in self._world.own(term.call)}
        return found

    def _names(self, over: Term) -> set[str]:
        """What is gone through is called: where it is taken from, or where it is bound."""
        bound = {id(step.term): step.name for step in self._routine.every() if isinstance(step, Assign)}
        outer = over.call.args if isinstance(over, Result) else ()
        return {_said(over), *(bound.get(id(one), "") for one in (over, *outer) if not isinstance(one, Const))}

    def is_masked(self, call: Call) -> bool:
        """Whether truth and prediction are both cut to the rows for which something is of one value."""
        rows = _cut((*call.args, *(value for _, value in call.kwargs)))
        if not rows:
            return False
        sides = tuple({id(one.of): one.of for one in rows}.values())
        mask = _mask(rows[0])
        masks = self._world.given(mask)[:_GIVEN] if isinstance(mask, Param) else (mask,)
        return any(self._is_mask(one, sides) for one in masks)

    def _is_mask(self, mask: Term, sides: tuple[Term, ...]) -> bool:
        for one in within(mask):
            if isinstance(one, Op) and one.op in {"==", ">", ">=", "<", "<="}:
                if any(_is_other(set(words(_said(part)))) for part in one.terms):
                    return False
                on_itself = any(alike(part, side) for part in one.terms for side in sides)
                return not on_itself and not (len(sides) == 1 or any(map(_is_zero, one.terms)))
            if isinstance(one, Result) and one.call.method == "isin":
                return True
        return False


def _is_other(some: set[str]) -> bool:
    """Whether the words of a name say that it is none of groups: of models, folds, times alone, classes."""
    return bool(some & _NO_GROUPS or (some and some <= _CLASSES) or (some & _TIMES and some <= _OF_TIMES))


def _said(term: Term) -> str:
    """The name of what is gone through, where it is an attribute, a parameter or something under a key."""
    match term:
        case Item(key=Const(value=str(name))):
            return name
        case Result(call=call) if call.args:
            return _said(call.args[0])
        case Result(call=call):
            return _said(call.callee)
        case _:
            return str(getattr(term, "name", ""))


def hangs(term: Term, over: Term) -> bool:
    """Whether a value is one of those that a loop goes through."""
    return isinstance(term, Element) and (term.of is over or (isinstance(term.of, Element) and term.of.of is over))


def _cut(given: tuple[Term, ...]) -> list[Item]:
    """What is given cut to the same rows, where two or more are: the truth and what was predicted."""
    rows = [one for one in given if isinstance(one, Item) and not isinstance(one.key, Const)]
    same = [one for one in rows if _mask(one) is _mask(rows[0])]
    return same if len(same) >= _SIDES else []


def _mask(row: Item) -> Term:
    """By what rows are taken; a column may be named beside it (`y[mask, 0]`)."""
    return row.key.items[0] if isinstance(row.key, Group) and row.key.items else row.key


def cut_by(given: tuple[Term, ...], over: Term) -> bool:
    """Whether truth and prediction are cut to the rows for which something is what the loop goes through."""
    rows = _cut(given)
    if not rows:
        return False
    sides = [one.of for one in rows]
    parts = tuple(within(_mask(rows[0])))
    if not any(hangs(one, over) for one in parts):
        return False
    names = [one.value for one in parts if isinstance(one, Const) and isinstance(one.value, str)]
    if any(_is_other(set(words(name))) for name in names):
        return False  # windows of time, folds
    compared = [one for one in parts if isinstance(one, Op) and one.op in {"==", "in", "&", ">=", ">", "<", "<="}]
    if any(alike(term, side) for one in compared for term in one.terms for side in sides):
        return False  # classes of the truth, bins of the score
    asked = [one.call for one in parts if isinstance(one, Result)]
    return bool(compared) or any(hangs(arg, over) for call in asked for arg in call.args)


def cut_before(given: tuple[Term, ...], over: Term) -> bool:
    """Whether what is scored comes from the rows of a table for which a column is what the loop goes through.

    Also where the loop goes through columns that say by one and zero who belongs: `rows[rows[kind] == 1]`.
    """
    for one in all_within(given):
        if not isinstance(one, Item) or isinstance(one.key, Const):
            continue
        parts = tuple(within(_mask(one), calls=False))
        if any(isinstance(part, Op) and part.op in ORDERING for part in parts):
            continue
        asks = isinstance(_mask(one), Item) or any(isinstance(part, Op) and part.op == "==" for part in parts)
        columns = [part for part in parts if isinstance(part, (Item, Attr)) and alike(part.of, one.of)]
        names = [part.value for part in parts if isinstance(part, Const) and isinstance(part.value, str)]
        names += [part.name for part in columns if isinstance(part, Attr)]
        if asks and columns and any(hangs(part, over) for part in parts):
            return not any(_is_other(set(words(name))) or set(words(name)) & _PARTS for name in names)
    return False


def only_bounds(given: tuple[Term, ...], over: Term) -> bool:
    """Whether what a loop goes through is only held against other values as a bound: thresholds that are tried out."""
    every = tuple(all_within(given))
    bounds = [op for op in every if isinstance(op, Op) and op.op in ORDERING]
    held = {id(side) for op in bounds for side in op.terms if hangs(side, over)}
    apart = (inner for one in every if not any(one is op for op in bounds) for inner in made_of(one))
    direct = {id(one) for one in given if hangs(one, over)}
    return bool(held) and not direct and not any(hangs(one, over) for one in apart)


def _is_zero(term: Term) -> bool:
    return isinstance(term, Const) and term.value == 0 and not isinstance(term.value, bool)
