"""Codes of categories: columns that training codes by what it learns, and that serving codes by a map in its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import SetItem
from mle_reviewer.system.code.terms import Call, Const, Element, Group, Item, Pairs, Result, Term, within
from mle_reviewer.system.questions.answering.predicting import answered
from mle_reviewer.system.questions.both_sides.fed import asked_with
from mle_reviewer.system.questions.learning.training import preparing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.questions.answering.predicting import Entered, Path
    from mle_reviewer.system.system import System

_LEARNS: Final = frozenset({"fit", "fit-transform"})
_MAPS: Final = frozenset({"map", "replace"})
_LONGEST: Final = 6  # calls one after the other
_FEW: Final = 3  # documents that train: in more of them nobody can say which model answers


@dataclass(frozen=True, slots=True)
class Coded:
    """Where training codes categories: which columns (none: all that hold texts), into one column each or several."""

    routine: Routine
    call: Call
    columns: frozenset[str]
    several: bool


@dataclass(frozen=True, slots=True)
class ByHand:
    """A column whose values serving turns into numbers by a map that stands in the code."""

    path: Path
    entered: Entered
    column: str
    codes: Pairs
    pos: int

    @property
    def sorted_codes(self) -> bool:
        """Whether the map gives the codes that an encoder learns from these values: their places in the alphabet."""
        pairs = [(key.value, value.value) for key, value in zip(self.codes.keys, self.codes.values, strict=True)
                 if isinstance(key, Const) and isinstance(value, Const)]  # fmt: skip
        return [code for _, code in sorted(pairs)] == list(range(len(pairs)))


def coded_apart(system: System) -> Iterator[tuple[Coded, ByHand]]:
    """The columns that both sides code, each by its own means."""
    yield from system.once(_coded_apart)


def _coded_apart(system: System) -> tuple[tuple[Coded, ByHand], ...]:
    every = tuple(_coded(system))
    if not every:
        return ()
    routines = preparing(system)
    mapped = {column for one in routines for column, _, _ in _maps(one)}
    around = {(one.path, one.function) for one in routines}
    few = len({one.at.path for one in system.roles.trains}) <= _FEW
    fed = asked_with(system).terms
    found: dict[str, tuple[Coded, ByHand]] = {}
    for path in answered(system):
        for entered in path.entered:
            if (entered.routine.path, entered.routine.function) in around:
                continue
            for column, codes, pos in (*_maps(entered.routine), *_tables(entered.routine)):
                one = next((one for one in every if column in one.columns or (few and not one.columns)), None)
                if one is not None and column not in mapped and id(codes) in fed:
                    found.setdefault(column, (one, ByHand(path, entered, column, codes, pos)))
    return tuple(found.values())


def _coded(system: System) -> Iterator[Coded]:
    for routine in preparing(system):
        for call in routine.calls():
            for entry in system.indexed.entries(call):
                if entry.effect == "code" and entry.slots.get("gives") == "columns":
                    named = call.given("columns", None)
                    yield Coded(routine, call, _names(named) if named is not None else frozenset(), several=True)
                elif entry.effect in _LEARNS and _numbers(system, call):
                    columns = frozenset(name for term in call.args for name in _columns(term))
                    if columns or any(isinstance(one, Element) for term in call.args for one in within(term)):
                        yield Coded(routine, call, columns, several=False)


def _numbers(system: System, call: Call) -> bool:
    """Whether an encoder learns codes here."""
    for thing in system.indexed.things(call.callee):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) else None
        if known is not None and known.learns == "codes":
            return True
    return False


def _columns(term: Term) -> Iterator[str]:
    """The columns that are taken out of a table: by their name, in a list, one after the other of a list."""
    for one in within(term):
        if isinstance(one, Item):
            yield from _names(one.key)


def _names(term: Term) -> frozenset[str]:
    some = term.of if isinstance(term, Element) else term
    items = some.items if isinstance(some, Group) else (some,)
    return frozenset(one.value for one in items if isinstance(one, Const) and isinstance(one.value, str))


def _maps(routine: Routine) -> Iterator[tuple[str, Pairs, int]]:
    """The columns that a function makes numbers of by a map in the code."""
    for step in routine.every():
        if isinstance(step, SetItem) and isinstance(step.key, Const) and isinstance(step.key.value, str):
            codes = _codes(step.term)
            if codes is not None:
                yield step.key.value, codes, step.pos
        for term in step.terms():
            for one in within(term):
                for key, value in zip(one.keys, one.values, strict=True) if isinstance(one, Pairs) else ():
                    codes = _codes(value) if isinstance(key, Const) and isinstance(key.value, str) else None
                    if codes is not None and isinstance(key, Const):
                        yield key.value, codes, key.pos or step.pos


def _tables(routine: Routine) -> Iterator[tuple[str, Pairs, int]]:
    """Columns that are looked up in a map of maps, one for each of them."""
    for step in routine.every():
        for term in step.terms():
            for one in within(term):
                held = one.of if isinstance(one, Item) else None
                if not isinstance(held, Pairs) or isinstance(getattr(one, "key", None), Const):
                    continue
                for key, value in zip(held.keys, held.values, strict=True):
                    if isinstance(key, Const) and isinstance(value, Pairs) and _of_numbers(value):
                        yield str(key.value), value, step.pos


def _codes(term: Term) -> Pairs | None:
    """The map by which a value was made: it is looked up in one, or a column is mapped by one."""
    for one in _chain(term):
        found: Term | None = None
        if isinstance(one, Item):
            found = one.of
        elif isinstance(one, Result) and one.call.method == "get":
            found = one.call.callee
        elif isinstance(one, Result) and one.call.method in _MAPS and one.call.args:
            found = one.call.args[0]
        if isinstance(found, Pairs) and _of_numbers(found):
            return found
    return None


def _chain(term: Term) -> Iterator[Term]:
    """A value and what it is a method of, cast or filled from: nothing that it is reckoned with."""
    one: Term | None = term
    for _ in range(_LONGEST):
        if one is None:
            return
        yield one
        call = one.call if isinstance(one, Result) else None
        one = None if call is None else call.callee if call.method is not None else next(iter(call.args), None)


def _of_numbers(codes: Pairs) -> bool:
    """Whether a map gives a number for each of several texts."""
    texts = all(isinstance(key, Const) and isinstance(key.value, str) for key in codes.keys)
    numbers = all(isinstance(one, Const) and isinstance(one.value, (int, float)) for one in codes.values)
    return texts and numbers and len(codes.keys) > 1
