"""Whether an answer says which model made it: names of versions among what a prediction path gives back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Return, Routine, SetItem
from mle_reviewer.system.code.terms import Call, Const, Item, Pairs, Result, Term, within
from mle_reviewer.system.inserting import inserts
from mle_reviewer.system.questions.answering.flowing import Flowing, spoken
from mle_reviewer.system.questions.answering.predicting import Asked, Entered, Path
from mle_reviewer.system.questions.recording.records import VERSION
from mle_reviewer.system.questions.serving.shapes import fields_of, is_shape, nested
from mle_reviewer.system.questions.values.coming import coming

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


_LINE: Final = 12  # bits of a position below its line


def named_version(system: System, path: Path) -> tuple[Routine, int] | None:
    """Where on the way of a request a version is put into what goes out: a key, a field, a header."""
    found = next((one for one in named(system, path, VERSION)), None)
    return None if found is None else (found.routine, found.pos)


def tells_no_version(system: System, path: Path) -> bool:
    """Whether a route answers with what was predicted and names no version: a handler may ask a model to warm it up."""
    entry = path.handler.entry
    if path.handler.kind != "route" or entry is None or entry.sign != "route":
        return False
    flowing = Flowing(system, path)
    told = any(flowing.predicted(term) for term in path.handler.first.returned())
    return told and not named_version(system, path)


@dataclass(frozen=True, slots=True)
class Named:
    """A name in an answer, what stands under it where that is known, and what holds it."""

    name: str
    routine: Routine
    pos: int
    term: Term | None
    holder: Term | None = None

    @property
    def written(self) -> bool:
        """Whether it is a constant in the code, which no release of a model changes."""
        return isinstance(self.term, Const)


def named(system: System, path: Path, pattern: re.Pattern[str], *, beside: bool = False) -> Iterator[Named]:
    """The names of this kind in what goes out on the way of a request; of batches, in what is kept.

    Where the answer cannot be followed: those that may be in it, and with `beside` only those beside a prediction.
    """
    found = [one for entered in path.entered for one in _names(system, entered.routine) if _fits(pattern, one.name)]
    if found:
        fed = coming(system, [term for one in path.predicts for term in _given(one.call)], path.among).terms
        found = [one for one in found if not (isinstance(one.holder, Pairs) and id(one.holder) in fed)]
        out = coming(system, going_out(system, path), path.among).terms
        sure = [one for one in found if one.holder is not None and id(one.holder) in out]
        found = sure or [one for one in found if _may_go_out(path, one)]
        if beside and not sure:
            flowing = Flowing(system, path)
            found = [one for one in found if _beside_a_prediction(flowing, one)]
        yield from found
    if path.handler.kind == "page":
        yield from (one for one in _shown(path) if _fits(pattern, one.name))
    call = path.handler.call
    model = call.given("response_model") if call is not None else None
    filled = {one.name for one in found}  # what stands under these is said where the answer is made
    for name, default in _fields(system, model) if model is not None else ():
        if _fits(pattern, name) and name not in filled:
            yield Named(name, path.handler.first, path.handler.first.pos, default)


def _beside_a_prediction(flowing: Flowing, one: Named) -> bool:
    """Whether what was predicted is put into the same answer."""
    match one.holder:
        case Pairs(values=values):
            beside: tuple[Term, ...] = values
        case Result(call=call):
            beside = (*call.args, *(value for _, value in call.kwargs))
        case _:
            beside = () if one.holder is None else (one.holder,)
    return any(flowing.predicted(term) for term in beside)


def _given(call: Call) -> Iterator[Term]:
    yield from call.args
    yield from (value for _, value in call.kwargs)


def _may_go_out(path: Path, one: Named) -> bool:
    """Whether a name may be in the answer where that cannot be followed: not what a batch or settings hold."""
    if path.handler.kind == "batch" or one.name.isupper():
        return False
    starts = {start.path for start in path.handler.starts}
    return one.routine.path in starts | {by.path for asked in path.predicts for by in _down_to(asked.entered)}


def _down_to(entered: Entered | None) -> Iterator[Routine]:
    """A function that is run on the way of a request, and those that led to it."""
    while entered is not None:
        yield entered.routine
        entered = entered.by


def _shown(path: Path) -> Iterator[Named]:
    """What a page shows of something under a name: `st.metric("least", answer["lower"])`."""
    for entered in path.entered:
        for call in entered.routine.calls():
            for term in (*call.args, *(value for _, value in call.kwargs)) if not call.used else ():
                for one in within(term):
                    if isinstance(one, Item) and isinstance(one.key, Const) and isinstance(one.key.value, str):
                        yield Named(one.key.value, entered.routine, call.pos, one)


def _fits(pattern: re.Pattern[str], name: str) -> bool:
    return pattern.search(name.lower()) is not None


def going_out(system: System, path: Path) -> list[Term]:
    """What a handler gives back, what a page shows, what a batch keeps."""
    if path.handler.kind == "batch":
        calls = [asked.call for asked in path.calls if _keeps(system, asked.call)]
        return [term for call in calls for term in (call.callee, *call.args, *(value for _, value in call.kwargs))]
    out = [term for start in path.handler.starts for term in start.returned()]
    if path.handler.kind == "page":
        shown = [call for one in path.entered for call in one.routine.calls() if not call.used]
        out += [term for call in shown for term in (*call.args, *(value for _, value in call.kwargs))]
    return out


def _keeps(system: System, call: Call) -> bool:
    if inserts(call) or any(entry.effect in _KEEPING for entry in system.indexed.entries(call)):
        return True
    known = (system.conventions.call(name) for name in system.indexed.names(call))
    return any(one is not None and one.sign in _KEEPING_SIGNS for one in known)


_SHAPING: Final = frozenset({"schema", "route", "refuse", "app"})
_KEEPING: Final = frozenset({"save", "persist"})
_KEEPING_SIGNS: Final = frozenset({"append-rows", "record-prediction", "cache-write"})


def _names(system: System, routine: Routine) -> Iterator[Named]:
    for step in routine.every():
        if isinstance(step, SetItem) and isinstance(step.key, Const) and step.key.value != "model":
            yield Named(str(step.key.value), routine, step.pos, step.term, step.of)
        elif isinstance(step, Call) and _makes_shape(system, step):  # rows of an answer are made one by one
            yield from _within(system, routine, step.pos, Result(step))
        elif isinstance(step, Call) and step.method == "append":  # rows that are given back or kept as a list
            for row in (inner for term in step.args for inner in spoken(term) if isinstance(inner, Pairs)):
                yield from _within(system, routine, step.pos, row)
        elif isinstance(step, Return) and step.term is not None:
            for one in spoken(step.term):
                yield from _within(system, routine, step.pos, one)


def _within(system: System, routine: Routine, pos: int, one: Term) -> Iterator[Named]:
    if isinstance(one, Pairs):
        for key, value in zip(one.keys, one.values, strict=True):
            if isinstance(key, Const):
                yield Named(str(key.value), routine, key.pos or pos, value, one)
    elif isinstance(one, Result) and not _entered(system, one.call):
        given = {name: value for name, value in one.call.kwargs if name is not None}
        yield from (Named(name, routine, _where(one.call, value), value, one) for name, value in given.items())
        yield from (Named(name, routine, one.call.pos, None, one) for name in _made(system, one) if name not in given)


def _where(call: Call, value: Term) -> int:
    """Where an argument is written, if that is in the lines of the call; else where the call is."""
    pos = value.call.pos if isinstance(value, Result) else getattr(value, "pos", 0)
    lines = (pos >> _LINE) - (call.pos >> _LINE)
    return pos if 0 <= lines <= len(call.kwargs) + 1 else call.pos


def _entered(system: System, call: Call) -> bool:
    """Whether it is a function that does something of its own: its parameters are no names of the answer."""
    if any(isinstance(one, OwnThing) and one.kind == "function" for one in system.indexed.targets(call)):
        return True
    names = [name for name in system.indexed.names(call) if name != "builtins.dict"]
    known = [one.sign for name in names if (one := system.conventions.call(name)) is not None]
    return any(sign not in _SHAPING for sign in known) or any(system.table.find_call(name) for name in names)


def _makes_shape(system: System, call: Call) -> bool:
    return any(isinstance(one, OwnThing) and is_shape(system, one) for one in system.indexed.targets(call))


def _made(system: System, result: Result) -> Iterator[str]:
    """The fields of a shape that is made; what they are filled with stands in the call or in their defaults."""
    for target in system.indexed.targets(result.call):
        if isinstance(target, OwnThing) and target.kind == "class":
            yield from fields_of(system, target)


def _fields(system: System, model: Term) -> Iterator[tuple[str, Term | None]]:
    """The fields of a shape, each with its default."""
    for thing in system.indexed.things(model):
        if isinstance(thing, OwnThing) and thing.kind == "class":
            for one in nested(system, thing):
                known = system.indexed.class_of(one)
                for name in fields_of(system, one):
                    default = known.names.get(name) if known is not None else None
                    yield name, default if isinstance(default, Const) and default.value is not None else None


def chance_given(system: System, path: Path) -> Asked | None:
    """Where a model is asked for a probability that the handler gives back or, on a page, shows."""
    asked = [one for one in path.predicts if _of_chances(system, one.call)]
    if not asked:
        return None
    came = {id(call) for call in coming(system, going_out(system, path), path.among).calls}
    return next((one for one in asked if id(one.call) in came), None)


def _of_chances(system: System, call: Call) -> bool:
    known = (system.conventions.call(name) for name in system.indexed.names(call))
    return call.method == "predict_proba" or any(one is not None and one.sign == "probability" for one in known)
