"""What training writes down about a run by name: in records of trackers, and in files beside the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.run_fields import fields
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call, Routine, SetItem
from mle_reviewer.system.code.terms import Attr, Choice, Const, Group, Item, Op, Pairs, Param, Result, Self, Term
from mle_reviewer.system.questions.learning.training_ground import AROUND, ground, of_training

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 7
_MOST: Final = 400  # names of one record
_TRACKED: Final = ("log-parameters", "log-metrics", "tag-run", "log-artifact", "start-run", "register")
_SLOTS: Final = ("key", "what", "parameters")
_WRITING: Final = frozenset({"save", "persist", "write"})
_FILES: Final = frozenset({"write", "write_text", "writerow"})  # of a file or path
_COPIES: Final = frozenset({"copy", "model_dump", "dict", "_asdict", "to_dict", "items"})
_MAKES: Final = frozenset({"builtins.dict", "dataclasses.asdict", "copy.deepcopy", "copy.copy", "builtins.vars"})
_PUTTING: Final = frozenset({"setdefault", "update"})
_TEXTS: Final = frozenset({"serialize"})


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing of a run that is written down under a name."""

    field: str
    name: str
    routine: Routine
    call: Call
    where: str  # what writes it


def noted(system: System) -> tuple[Noted, ...]:
    """What is written down of runs, that of trackers first."""
    return system.once(_noted)


def _noted(system: System) -> tuple[Noted, ...]:
    found = [*_by_trackers(system), *_in_files(system)]
    first: dict[tuple[str, str, int], Noted] = {}
    for one in found:
        first.setdefault((one.field, one.routine.path, one.call.pos), one)
    return tuple(first.values())


def _by_trackers(system: System) -> Iterator[Noted]:
    for sign in of_training(system, system.signed(*_TRACKED)):
        for slot in _SLOTS:
            given = sign.given(slot)
            names = _own_names(given) if slot == "key" else Names(system).of(given)
            for name in names:
                yield from _of(system, name, sign.routine, sign.call, f"`{sign.name}`")


def _own_names(key: Term | None) -> Iterator[str]:
    if isinstance(key, Const) and isinstance(key.value, str):
        yield key.value


def _in_files(system: System) -> Iterator[Noted]:
    near = ground(system)
    order = sorted((path for path in near if near[path] <= AROUND), key=lambda path: (near[path], path))
    for path in order:
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for call in routine.calls():
                if call.method in _FILES and call.args:
                    for name in Names(system).of(call.args[0]):
                        yield from _of(system, name, routine, call, "a file")
                for entry in system.indexed.entries(call):
                    what = entry.slots.get("what") if entry.effect in _WRITING else None
                    place = entry.params.index(what) if isinstance(what, str) and what in entry.params else None
                    given = call.given(what, place) if isinstance(what, str) else None
                    for name in Names(system).of(given):
                        yield from _of(system, name, routine, call, "a file")


def _of(system: System, name: str, routine: Routine, call: Call, where: str) -> Iterator[Noted]:
    for field in sorted(fields(name, system.table.tops)):
        yield Noted(field, name, routine, call, where)


class Names:
    """The names that a value holds: keys of dicts, fields of classes, through functions and parameters."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._seen: set[int] = set()

    def of(self, term: Term | None, depth: int = 0) -> Iterator[str]:
        """Every name, the outer ones first."""
        if term is None or depth > _DEEPEST or id(term) in self._seen or len(self._seen) > _MOST:
            return
        self._seen.add(id(term))
        match term:
            case Pairs(keys=keys, values=values):
                yield from self._of_pairs(keys, values, depth)
            case Choice(terms=terms) | Group(items=terms):
                for one in terms:
                    yield from self.of(one, depth + 1)
            case Op(op=op, terms=terms) if op in {"|", "or", "+"}:
                for one in terms:
                    yield from self.of(one, depth + 1)
            case Result(call=call):
                yield from self._of_call(call, depth)
            case Param():
                for one in self.system.indexed.given(term) or (() if term.default is None else (term.default,)):
                    yield from self.of(one, depth + 1)
            case Attr() | Item():
                yield from self._bound(term, depth)
        yield from self._set(term, depth)

    def _of_pairs(self, keys: Sequence[Term | None], values: Sequence[Term], depth: int) -> Iterator[str]:
        told = [key for key, value in zip(keys, values, strict=False) if not _is_chosen(key, value)]
        yield from _keys(told)
        for key, value in zip(keys, values, strict=False):
            if isinstance(value, Pairs):  # a name is known by what it stands under: the hash of the dataset
                yield from (f"{outer}_{inner}" for outer in _keys((key,)) for inner in _keys(value.keys))
            yield from self.of(value, depth + 1)

    def _of_call(self, call: Call, depth: int) -> Iterator[str]:
        world = self.system.indexed
        effects = {entry.effect for entry in world.entries(call)}
        names = set(world.names(call))
        if names & _MAKES or effects & _TEXTS:
            yield from (name for name, _ in call.kwargs if name is not None and names & _MAKES)
            for one in call.args:
                yield from self.of(one, depth + 1)
                yield from self._fields(one)
            return
        if call.method in _COPIES:
            yield from self.of(call.callee, depth + 1)
            yield from self._fields(call.callee)
            return
        for routine in world.own(call)[:2]:
            for term in routine.returned():
                yield from self.of(term, depth + 1)

    def _fields(self, term: Term) -> Iterator[str]:
        """The fields of an object of the repository's own class."""
        for thing in self.system.indexed.things(term):
            known = self.system.indexed.class_of(thing) if isinstance(thing, OwnThing) else None
            if known is not None:
                yield from known.annotations

    def _bound(self, term: Attr | Item, depth: int) -> Iterator[str]:
        if isinstance(term, Attr):
            yield term.name
            for thing in self.system.indexed.things(term.of):
                if isinstance(thing, OwnThing) and thing.kind == "class":
                    for bound in self.system.indexed.attribute(thing, term.name):
                        yield from self.of(bound, depth + 1)
        elif isinstance(term.key, Const) and isinstance(term.key.value, str):
            yield term.key.value

    def _set(self, term: Term, depth: int) -> Iterator[str]:
        """What is put under a key afterwards, in the value itself or in what it holds."""
        for step in self.system.once(_items).get(id(term), ()):
            if isinstance(step, SetItem):
                if isinstance(step.key, Const) and isinstance(step.key.value, str):
                    yield step.key.value
                if isinstance(step.term, Pairs):
                    yield from self.of(step.term, depth + 1)
            elif step.method == "setdefault":
                yield from _keys(step.args[:1])
            else:
                yield from (name for name, _ in step.kwargs if name is not None)
                for one in step.args:
                    yield from self.of(one, depth + 1)


def _is_chosen(key: Term | None, value: Term) -> bool:
    """Whether a loss or metric is named that training goes by, and no figure of it: `"loss": "binary_crossentropy"`."""
    spelled = isinstance(value, Const) and isinstance(value.value, str)
    return spelled and any(fields(name, frozenset()) == {"metrics"} for name in _keys((key,)))


def _keys(keys: Iterable[Term | None]) -> list[str]:
    return [one.value for one in keys if isinstance(one, Const) and isinstance(one.value, str)]


def _items(system: System) -> dict[int, list[SetItem | Call]]:
    """What puts something under a key, by what it is put into in the end."""
    found: dict[int, list[SetItem | Call]] = {}
    for path in ground(system):
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for step in routine.every():
                if isinstance(step, SetItem):
                    of = step.of
                elif isinstance(step, Call) and step.method in _PUTTING:
                    of = step.callee
                else:
                    continue
                while isinstance(of, Item):
                    of = of.of
                if not isinstance(of, Self):
                    found.setdefault(id(of), []).append(step)
    return found
