"""Which part of the rows a score is worked out on, by what the labels are called where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Call, Loop, Routine, every
from mle_reviewer.system.code.terms import Attr, Choice, Const, Element, Item, Op, Param, Result, Term
from mle_reviewer.system.doing import closure, predicts, scores, trains
from mle_reviewer.system.questions.measuring.figures import Figures, figure

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

Part = Literal["train", "val", "test"]
_TEST: Final = frozenset({"test", "tst", "holdout", "heldout", "unseen", "oot", "oos", "ytest", "xtest"})
_VAL: Final = frozenset({"val", "valid", "validation", "dev", "yval", "xval", "calibration", "calib", "tuning"})
_TRAIN: Final = frozenset({"train", "training", "ytrain", "xtrain", "trn"})
_SURELY: Final = frozenset({"test", "tst", "ytest", "xtest"})
_PARTED: Final = frozenset({"split", "subset", "partition", "part", "fold", "phase", "stage", "mode", "set"})
_NEAR: Final = 8
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
    by: Routine  # who calls them so


class Parts:
    """The scores of a system with the parts that they are worked out on."""

    def __init__(self, system: System, routines: Iterable[Routine] | None = None) -> None:
        self._system = system
        self._world = system.indexed
        self._figures = system.once(Figures)
        self.routines = tuple(system.routines() if routines is None else routines)
        self._measuring: dict[tuple[str, int], bool] = {}
        self.scored = tuple(one for routine in self.routines for one in self._of(routine))

    def _of(self, routine: Routine) -> Iterator[Scored]:
        for call in routine.calls():
            if scores(self._world, call):
                found = self._scored(routine, call)
                if found is not None:
                    yield found
            elif any(self._measures(own) for own in self._world.own(call)) or self._reckons(call):
                found = self._scored(routine, call)
                if found is not None and found.part != "train" and not found.handed:
                    yield found

    def _reckons(self, call: Call) -> bool:
        """Whether a function of the repository is called that works a figure out itself, by its name."""
        return bool(self._world.own(call) and figure(self._system, call))

    def _measures(self, routine: Routine) -> bool:
        """Whether a function works out how good a model is, on rows that it does not name, and has nothing learn."""
        key = routine.path, routine.function
        if key not in self._measuring:
            near = list(islice(closure(self._world, routine), _NEAR))
            calls = [call for inner in near for call in inner.calls()]
            scored = any(scores(self._world, call) or figure(self._system, call) for call in calls)
            self._measuring[key] = scored and not any(map(self._learns, calls))
        return self._measuring[key]

    def _scored(self, routine: Routine, call: Call) -> Scored | None:
        given = (*call.args[:3], *(value for name, value in call.kwargs if name != "scoring"))
        for term in given:
            for part, name, by in self.said(routine, term):
                return Scored(routine, call, part, name, by is not routine, by)
        return None

    def parts(self, routine: Routine, term: Term) -> Iterator[tuple[Part, str, bool]]:
        """The parts that a term is of, each with its name there and whether it is a caller that calls it so."""
        for part, name, by in self.said(routine, term):
            yield part, name, by is not routine

    def said(self, routine: Routine, term: Term, depth: int = 0) -> Iterator[tuple[Part, str, Routine]]:
        """The parts that a term is of: by its own name first, then by what it is taken from or given as."""
        waiting, steps = [term], 0
        while waiting and steps < _MOST:
            one, steps = waiting.pop(0), steps + 1
            for name in self._names(routine, one):
                part = part_of(name)
                if part is not None:
                    yield self._drawn(routine, one, part, name), name, routine
                    return
            match one:
                case Item(of=of) | Element(of=of) | Attr(of=of):
                    waiting.append(of)
                case Choice(terms=terms) | Op(terms=terms):
                    waiting += terms
                case Result(call=call):
                    waiting += [call.callee] if call.method is not None else []
                    waiting += call.args[:2]
                    waiting += [value for key, value in call.kwargs if key in _PARTED]
                case Param() if depth < _DEEPEST and one.name in routine.params:
                    found = [part for part in self._from_callers(routine, one, depth) if part[0] == "test"]
                    found = found or list(self._from_callers(routine, one, depth))
                    usual = one.default.value if isinstance(one.default, Const) else None
                    if not found and one.name in _PARTED and isinstance(usual, str) and (part := part_of(usual)):
                        found = [(part, usual, routine)]
                    if found:
                        yield found[0]
                        return
                case _:
                    continue

    def _drawn(self, routine: Routine, term: Term, part: Part, name: str) -> Part:
        """The part that a side of a split is: one that is held out of the validation part is validation still."""
        if part != "test" or set(words(name)) & _SURELY or not isinstance(term, Element):
            return part
        call = term.of.call if isinstance(term.of, Result) else None
        if call is None or not any(entry.effect == "split" for entry in self._world.entries(call)):
            return part
        said = {part_of(one) for arg in call.args for one in self._names(routine, arg)}
        return "val" if "val" in said else part

    def _names(self, routine: Routine, term: Term) -> Iterator[str]:
        yield self._figures.name(routine, term)
        match term:
            case Item(key=Const(value=str(name))) | Attr(name=name) | Param(name=name) | Const(value=str(name)):
                yield name
            case _:
                return

    def _from_callers(self, routine: Routine, param: Param, depth: int) -> Iterator[tuple[Part, str, Routine]]:
        place = routine.params.index(param.name) - (routine.owner is not None)
        for who, call in self._world.callers(routine)[:_MOST]:
            given = call.given(param.name, place if place >= 0 else None)
            if given is not None:
                yield from self.said(who, given, depth + 1)

    def looped(self) -> Iterator[tuple[Routine, int, str]]:
        """Where a model answers for the test part, piece by piece, while nothing learns; with the name of the part."""
        for routine in self.routines:
            for loop in routine.every():
                if not isinstance(loop, Loop) or loop.over is None:
                    continue
                part, name = next(((part, name) for part, name, _ in self.parts(routine, loop.over)), ("", ""))
                if part != "test":
                    continue
                calls = [one for one in every(loop.body) if isinstance(one, Call)]
                if any(predicts(self._world, one) for one in calls) and not any(map(self._learns, calls)):
                    yield routine, loop.pos, name

    def again(self) -> Iterator[tuple[Routine, int, str]]:
        """Where models are fitted anew and asked for a test part each time: folds, or origins in time."""
        for routine in self.routines:
            for loop in (one for one in routine.every() if isinstance(one, Loop)):
                calls = [one for one in every(loop.body) if isinstance(one, Call)]
                if not any(map(self._learns, calls)):
                    continue
                for call in (one for one in calls if predicts(self._world, one)):
                    for part, name, _ in self.parts(routine, call.args[0]) if call.args else ():
                        if part == "test":
                            yield routine, call.pos, name

    def _learns(self, call: Call) -> bool:
        return bool(trains(self._world, call)) or call.method == "backward"


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
