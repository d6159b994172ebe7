"""What becomes of a tensor whose moved or converted copy was dropped: where it is used, as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.packages import NUMBER_TYPES
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call, Return, Routine
from mle_reviewer.system.code.terms import Attr, Const, Lib, Op, Result, Self, Term, parts, within

if TYPE_CHECKING:
    from mle_reviewer.system.courses.forms import Forms
    from mle_reviewer.system.system import System

_PLACING: Final = frozenset({"to", "cuda"})
_MOVED_TO: Final = frozenset({*_PLACING, "cpu", "numpy", "tolist", "item"})  # what these give lies elsewhere
_ASKING: Final = frozenset({"size", "dim", "numel", "type", "element_size", "nelement", "data_ptr", "is_contiguous"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the old tensor is used, and whether that is beside something that lies on another device."""

    pos: int
    beside: bool


def moves(call: Call) -> bool:
    """Whether a call is there to bring a tensor to another device than the processor's, and no type of number."""
    where = call.given("device", 0)
    if call.method not in _PLACING or (call.method == "to" and where is None):
        return False
    if isinstance(where, Const):
        return where.value is None or not str(where.value).startswith("cpu")
    return not (isinstance(where, Lib) and where.path.startswith(NUMBER_TYPES))


def kept(system: System, forms: Forms, routine: Routine, call: Call) -> Kept | None:
    """The first real use of what `call` was called on, behind it: of a move, one beside what was moved."""
    old = call.callee
    for step in routine.every():
        if step.pos <= call.pos:
            continue
        if isinstance(step, Return) and step.term is not None and not moves(call) and _carries(step.term, old):
            return Kept(step.pos, beside=False)
        for pos, sides in _meetings(step):
            given = [one for one in sides if _carries(one, old)]
            if not given or pos <= call.pos:
                continue
            if not moves(call):
                return Kept(pos, beside=False)
            if any(_placed(system, forms, routine, one) for one in sides if one is not old):
                return Kept(pos, beside=True)
    return None


def _meetings(step: object) -> Iterator[tuple[int, tuple[Term, ...]]]:
    """What a step puts together: what a call is given with what is called, and what is reckoned with."""
    if isinstance(step, Call) and not getattr(step.callee, "path", "").startswith("builtins."):
        idle = step.method in _MOVED_TO | _ASKING
        yield step.pos, () if idle else step.terms()
    for term in step.terms() if hasattr(step, "terms") else ():
        for one in within(term):
            if isinstance(one, Op):
                yield one.pos or getattr(step, "pos", 0), one.terms


def _carries(term: Term, old: Term) -> bool:
    """Whether a term is the old tensor or made of its numbers, wherever it lay."""
    waiting, seen = [term], {id(term)}
    while waiting:
        one = waiting.pop()
        if one is old:
            return True
        inner: tuple[Term, ...] = () if isinstance(one, Attr) else parts(one)
        if isinstance(one, Result) and one.call.method not in _MOVED_TO | _ASKING:
            inner = one.call.terms()
        for each in inner:
            if id(each) not in seen:
                seen.add(id(each))
                waiting.append(each)
    return False


def _placed(system: System, forms: Forms, routine: Routine, term: Term) -> bool:
    """Whether a term lies on a device that was named, or comes of what does."""
    in_place = tuple(_in_place(system, forms, routine))
    for one in within(term):
        if isinstance(one, Result) and (one.call.given("device") is not None or moves(one.call)):
            return True
        if any(_is(system, one, moved) for moved in in_place):
            return True
        if isinstance(one, Attr) and isinstance(one.of, Self):
            owners = [each for each in system.indexed.things(one.of) if isinstance(each, OwnThing)]
            bound = [each for owner in owners for each in system.indexed.attribute(owner, one.name)]
            if any(isinstance(each, Result) and moves(each.call) for each in bound):
                return True
    return False


def _in_place(system: System, forms: Forms, routine: Routine) -> Iterator[Term]:
    """What the document moves in place: networks, and what nothing is known of."""
    module = system.indexed.module(routine.path)
    for each in module.routines() if module is not None else ():
        for call in each.calls():
            if moves(call):
                form = forms.of(call, routine.path)
                if form is None or form.sign == "moves-network":
                    yield call.callee


def _is(system: System, term: Term, moved: Term) -> bool:
    """Whether a term is what was moved, or an object of the same class of networks."""
    if term is moved:
        return True
    if isinstance(term, Attr) and isinstance(moved, Attr):
        return isinstance(term.of, Self) and isinstance(moved.of, Self) and term.name == moved.name
    mine = {one for one in system.indexed.things(term) if isinstance(one, OwnThing) and one.made}
    return bool(mine) and bool(mine & set(system.indexed.things(moved)))


__all__ = ["Kept", "kept", "moves"]
