"""What rows are grouped by: the groups that a loop goes through, and the rows that truth and prediction are cut to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.terms import Call, Const, Element, Group, Item, Op, Param, Result, Term, within

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.world import World

_SIDES: Final = 2  # the truth and what was predicted
# What figures are worked out for each of without being groups of examples; classes are what is predicted.
_NO_GROUPS: Final = frozenset({
    "model", "models", "fold", "folds", "run", "runs", "experiment", "seed", "origin", "epoch", "trial", "split",
    "threshold", "datetime", "timestamp", "date", "time",
})  # fmt: skip
_CLASSES: Final = frozenset({"y", "true", "test", "label", "labels", "class", "classes", "target", "targets", "val"})
# One for each of them is a row of a ranking, no group.
_SINGLE: Final = frozenset({"user", "users", "query", "queries", "qid", "uid", "session", "sessions"})
_OF_SINGLE: Final = _SINGLE | {"id", "ids", "idx", "key", "index"}
GROUPING: Final = frozenset({"groupby", "group_by", "groupBy"})
_LEVELS: Final = frozenset({"unique", "value_counts", "categories"})
_FOLDING: Final = frozenset({"split", "folds"})
_GIVEN: Final = 4


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
                some = set(words(one.value))
                if some & _NO_GROUPS or (some and some <= _CLASSES) or (some & _SINGLE and some <= _OF_SINGLE):
                    return True
            elif isinstance(one, Result) and self.effects(one.call) & _FOLDING:
                return True
        names = set(words(_said(over)))
        return bool(names & _NO_GROUPS) or (bool(names) and names <= _CLASSES)

    def is_masked(self, call: Call) -> bool:
        """Whether truth and prediction are both cut to the rows for which something is of one value."""
        rows = _cut((*call.args, *(value for _, value in call.kwargs)))
        if not rows:
            return False
        sides = {id(one.of) for one in rows}
        mask = _mask(rows[0])
        masks = self._world.given(mask)[:_GIVEN] if isinstance(mask, Param) else (mask,)
        return any(self._is_mask(one, sides) for one in masks)

    def _is_mask(self, mask: Term, sides: set[int]) -> bool:
        for one in within(mask):
            if isinstance(one, Op) and one.op in {"==", ">", ">=", "<", "<="}:
                if any(set(words(str(getattr(part, "name", "")))) & _NO_GROUPS for part in one.terms):
                    return False
                on_itself = any(id(part) in sides for part in one.terms)
                return not on_itself and not (len(sides) == 1 or any(map(_is_zero, one.terms)))
            if isinstance(one, Result) and one.call.method == "isin":
                return True
        return False


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
    sides = {id(one.of) for one in rows}
    parts = tuple(within(_mask(rows[0])))
    if not any(hangs(one, over) for one in parts):
        return False
    names = [one.value for one in parts if isinstance(one, Const) and isinstance(one.value, str)]
    if any(set(words(name)) & _NO_GROUPS for name in names):
        return False  # windows of time, folds
    compared = [one for one in parts if isinstance(one, Op) and one.op in {"==", "in", "&", ">=", ">", "<", "<="}]
    if any(id(term) in sides for one in compared for term in one.terms):
        return False  # classes of the truth, bins of the score
    asked = [one.call for one in parts if isinstance(one, Result)]
    return bool(compared) or any(hangs(arg, over) for call in asked for arg in call.args)


def _is_zero(term: Term) -> bool:
    return isinstance(term, Const) and term.value == 0 and not isinstance(term.value, bool)
