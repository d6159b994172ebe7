"""Which part of the rows a score is worked out on, by what the labels are called where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge.measures import is_measure, words
from mle_reviewer.system.code.steps import Branch, Call, Loop, Routine, SetItem, every
from mle_reviewer.system.code.terms import Attr, Choice, Const, Element, Group, Item, Op, Param, Result, Term, within
from mle_reviewer.system.doing import predicts, scores, trains
from mle_reviewer.system.questions.figures import Figures
from mle_reviewer.system.questions.tested import keeps_best, tested

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

Part = Literal["train", "val", "test"]
_TEST: Final = frozenset({"test", "tst", "holdout", "heldout", "unseen", "oot", "oos", "ytest", "xtest"})
_VAL: Final = frozenset({"val", "valid", "validation", "dev", "yval", "xval"})
_TRAIN: Final = frozenset({"train", "training", "ytrain", "xtrain", "trn"})
_BEST: Final = frozenset({"builtins.max", "builtins.min"})
_FIRST: Final = frozenset({"argmax", "argmin", "nanargmax", "nanargmin", "idxmax", "idxmin"})
_COLLECTING: Final = frozenset({"append", "add", "extend", "update"})
_FITS: Final = frozenset({"fit", "partial-fit", "train"})
_DEEPEST: Final = 3
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Scored:
    """A score, the part of the rows that it is worked out on, and the labels' name there."""

    routine: Routine
    call: Call
    part: Part
    name: str
    handed: bool  # it is a caller that calls them so


class Parts:
    """The scores of a system with the parts that they are worked out on."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._world = system.indexed
        self._figures = system.once(Figures)
        self.scored = tuple(one for routine in system.routines() for one in self._of(routine))

    def _of(self, routine: Routine) -> Iterator[Scored]:
        for call in routine.calls():
            if scores(self._world, call):
                found = self._scored(routine, call)
                if found is not None:
                    yield found

    def _scored(self, routine: Routine, call: Call) -> Scored | None:
        given = (*call.args[:3], *(value for name, value in call.kwargs if name != "scoring"))
        for term in given:
            for part, name, handed in self.parts(routine, term):
                return Scored(routine, call, part, name, handed)
        return None

    def parts(self, routine: Routine, term: Term, depth: int = 0) -> Iterator[tuple[Part, str, bool]]:
        """The parts that a term is of: by its own name first, then by what it is taken from or given as."""
        waiting, steps = [term], 0
        while waiting and steps < _MOST:
            one, steps = waiting.pop(0), steps + 1
            for name in self._names(routine, one):
                part = part_of(name)
                if part is not None:
                    yield part, name, depth > 0
                    return
            match one:
                case Item(of=of) | Element(of=of) | Attr(of=of):
                    waiting.append(of)
                case Choice(terms=terms) | Op(terms=terms):
                    waiting += terms
                case Result(call=call):
                    waiting += [call.callee] if call.method is not None else []
                    waiting += call.args[:2]
                case Param() if depth < _DEEPEST and one.name in routine.params:
                    found = [part for part in self._from_callers(routine, one, depth) if part[0] == "test"]
                    found = found or list(self._from_callers(routine, one, depth))
                    if found:
                        yield found[0]
                        return
                case _:
                    continue

    def _names(self, routine: Routine, term: Term) -> Iterator[str]:
        yield self._figures.name(routine, term)
        match term:
            case Item(key=Const(value=str(name))) | Attr(name=name) | Param(name=name) | Const(value=str(name)):
                yield name
            case _:
                return

    def _from_callers(self, routine: Routine, param: Param, depth: int) -> Iterator[tuple[Part, str, bool]]:
        place = routine.params.index(param.name) - (routine.owner is not None)
        for who, call in self._world.callers(routine)[:_MOST]:
            given = call.given(param.name, place if place >= 0 else None)
            if given is not None:
                yield from self.parts(who, given, depth + 1)

    def looped(self) -> Iterator[tuple[Routine, int, str]]:
        """Where a model answers for the test part, piece by piece, while nothing learns; with the name of the part."""
        for routine in self._system.routines():
            for loop in routine.every():
                if not isinstance(loop, Loop) or loop.over is None:
                    continue
                part, name = next(((part, name) for part, name, _ in self.parts(routine, loop.over)), ("", ""))
                if part != "test":
                    continue
                calls = [one for one in every(loop.body) if isinstance(one, Call)]
                if any(predicts(self._world, one) for one in calls) and not any(map(self._learns, calls)):
                    yield routine, loop.pos, name

    def _learns(self, call: Call) -> bool:
        return bool(trains(self._world, call)) or call.method == "backward"

    def chosen(self) -> Iterator[tuple[Routine, int, str]]:
        """Where something is chosen by scores on the test part: a cut-off along its curve, or the best of several."""
        on_test = {id(one.call): one for one in self.scored if one.part == "test"}
        for routine in self._system.routines():
            for step in routine.every():
                if isinstance(step, Call) and self._first(step):
                    given = (step.callee, *step.args)
                    found = self._judged(given, on_test)
                    if found is not None and self._is_curve(found.call):
                        yield routine, step.pos, "a cut-off is taken from the curve of the test part"
                    elif found is not None or any(self._holds(routine, one, on_test) for one in given):
                        yield routine, step.pos, "the best of several is taken by scores on the test part"
                elif isinstance(step, Call) and self._steered(routine, step):
                    yield routine, step.pos, "the test part is handed to training as the part to validate on"
                elif isinstance(step, Call) and self._takes_best(step):
                    if self._holds(routine, step.args[0], on_test):
                        yield routine, step.pos, "the best of several is taken by scores on the test part"
                elif isinstance(step, Branch) and keeps_best(step) and self._by_test(routine, step, on_test):
                    yield routine, step.pos, "the best of several is kept by a score on the test part"

    def _by_test(self, routine: Routine, branch: Branch, on_test: dict[int, Scored]) -> bool:
        """Whether a side of a test is a score on the test part, or what answers for it piece by piece gave back."""
        sides = tested(branch)
        if self._judged(sides, on_test) is not None:
            return True
        for call in (one.call for side in sides for one in within(side, calls=False) if isinstance(one, Result)):
            if any((own.path, own.function) in self._looping for own in self._world.own(call)):
                given = (*call.args, *(value for _, value in call.kwargs))
                if any(part == "test" for arg in given for part, _, _ in self.parts(routine, arg)):
                    return True
        return False

    @cached_property
    def _looping(self) -> frozenset[tuple[str, int]]:
        return frozenset((routine.path, routine.function) for routine, _, _ in self.looped())

    def _first(self, call: Call) -> bool:
        return any(name.rpartition(".")[2] in _FIRST for name in self._world.names(call))

    def _takes_best(self, call: Call) -> bool:
        """Whether the best of several is taken by something of each (`max(results, key=…)`)."""
        return bool(call.args) and call.given("key") is not None and bool(_BEST & set(self._world.names(call)))

    def _holds(self, routine: Routine, term: Term, on_test: dict[int, Scored]) -> bool:
        """Whether a collection holds scores on the test part, put in here or by the function that gives it back."""
        keys = [one.key.value for one in within(term) if isinstance(one, Item) and isinstance(one.key, Const)]
        if keys and not any(isinstance(key, str) and is_measure(key) for key in keys):
            return False
        held = {id(one) for one in within(term)}
        put = [one.term for one in routine.every() if isinstance(one, SetItem) and id(one.of) in held]
        put += [
            arg for one in routine.calls() if one.method in _COLLECTING and id(one.callee) in held for arg in one.args
        ]
        calls = [one.call for some in (term, *put) for one in within(some) if isinstance(one, Result)]
        return any(id(call) in on_test or self._scores_test(routine, call, on_test) for call in calls)

    def _scores_test(self, routine: Routine, call: Call, on_test: dict[int, Scored]) -> bool:
        """Whether a function of the repository scores the test part when it is called so."""
        inner = [on_test[id(one)] for own in self._world.own(call)[:2] for one in own.calls() if id(one) in on_test]
        if not inner or any(not one.handed for one in inner):
            return bool(inner)
        given = (*call.args, *(value for _, value in call.kwargs))
        parts = [part for arg in given for part, _, _ in self.parts(routine, arg)]
        return "test" in parts

    def _steered(self, routine: Routine, call: Call) -> bool:
        """Whether the test part is what a fit is given to validate on, and no other part but that of training."""
        for entry in self._world.entries(call):
            named = entry.slots.get("validation") if entry.effect in _FITS else None
            for name in (named,) if isinstance(named, str) else tuple(named) if isinstance(named, list) else ():
                given = call.given(name, entry.params.index(name) if name in entry.params else None)
                some = (
                    () if given is None else (one for one in within(given, calls=False) if not isinstance(one, Group))
                )
                parts = [part for one in some for part, _, _ in self.parts(routine, one)]
                if "test" in parts and "val" not in parts:
                    return True
        return False

    def _is_curve(self, call: Call) -> bool:
        return any(entry.effect == "curve" for entry in self._world.entries(call))

    def _judged(self, terms: tuple[Term, ...], on_test: dict[int, Scored]) -> Scored | None:
        calls = (one.call for term in terms for one in within(term) if isinstance(one, Result))
        return next((on_test[id(call)] for call in calls if id(call) in on_test), None)


def part_of(name: str) -> Part | None:
    """The part that a name says; None where it says none, or several."""
    some = {word.rstrip("0123456789") for word in words(name)}
    said: list[Part] = []
    if some & _TEST:
        said.append("test")
    if some & _VAL:
        said.append("val")
    if some & _TRAIN:
        said.append("train")
    return said[0] if len(said) == 1 else None
