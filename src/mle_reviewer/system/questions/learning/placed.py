"""Where networks and tensors lie: networks moved to a GPU, and tensors that their code makes in main memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Attr, Const, Global, Group, Op, Result, Term, within
from mle_reviewer.system.courses.forms import Forms

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_DEEPEST: Final = 4
_SUMS: Final = frozenset({"+", "-", "*", "/", "@"})
_PAIR: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Left:
    """A tensor that is made in main memory, and the call or place where it meets what lies on the device."""

    made: Call
    pos: int
    how: str


def moved(system: System) -> Mapping[tuple[str, int], Location]:
    """The classes of networks that are moved to a GPU, by document and number, each with the place that does."""
    return system.once(_moved)


def _moved(system: System) -> Mapping[tuple[str, int], Location]:
    forms = Forms(system.indexed, system.conventions)
    found: dict[tuple[str, int], Location] = {}
    for routine in system.taught():
        for call in routine.calls():
            form = forms.of(call, routine.path)
            if form is not None and form.sign == "default-place":
                return {}
            if form is None or form.sign != "moves-network" or not _gpu(forms, form.given("device")):
                continue
            for thing in system.indexed.things(call.callee):
                if isinstance(thing, OwnThing):
                    _with_parts(system, thing, system.at(routine, call.pos), found, 0)
    return found


def _gpu(forms: Forms, device: Term | None) -> bool:
    """Whether a device may be a GPU, by what is written where it is named."""
    if isinstance(device, Attr):
        bound = forms.bound(device)
        device = bound[0] if bound is not None else None
    if isinstance(device, Global):
        device = device.term
    words = (one.value for one in within(device) if isinstance(one, Const)) if device is not None else ()
    return any(isinstance(word, str) and word.startswith("cuda") for word in words)


def _with_parts(
    system: System, thing: OwnThing, at: Location, found: dict[tuple[str, int], Location], depth: int
) -> None:
    """A class of networks with those whose objects it makes its attributes."""
    key = thing.path, thing.index
    if key in found or depth > _DEEPEST or thing.kind != "class" or not system.networks.is_network(thing):
        return
    found[key] = at
    init = system.indexed.method(thing, "__init__")
    routine = system.indexed.routine(init) if isinstance(init, OwnThing) else None
    for call in routine.calls() if routine is not None else ():
        for target in system.indexed.targets(call):
            if isinstance(target, OwnThing) and target.kind == "class":
                _with_parts(system, target, at, found, depth + 1)


def left_behind(forms: Forms, routine: Routine) -> Iterator[Left]:
    """The tensors that a method of a network makes in main memory and puts together with others as they are."""
    for term, _ in routine.spoken():
        if isinstance(term, Op):
            yield from _reckoned(forms, routine, term)
        elif isinstance(term, Result):
            yield from _given(forms, routine, term.call)


def _reckoned(forms: Forms, routine: Routine, term: Op) -> Iterator[Left]:
    if term.op in _SUMS and len(term.terms) == _PAIR:
        for one, other in (term.terms, term.terms[::-1]):
            made = _fresh(forms, routine, one)
            if made is not None and _lies_elsewhere(forms, routine, other):
                yield Left(made, term.pos or made.pos, "reckoned with beside what a layer gives")


def _given(forms: Forms, routine: Routine, call: Call) -> Iterator[Left]:
    form = forms.of(call, routine.path)
    if form is None:
        return
    parts = form.given("parts") if form.sign == "joins" else None
    if isinstance(parts, Group):
        fresh = [made for one in parts.items if (made := _fresh(forms, routine, one)) is not None]
        if fresh and any(_lies_elsewhere(forms, routine, one) for one in parts.items):
            yield Left(fresh[0], call.pos, "put beside what a layer gives")
    elif form.sign == "layer" and form.made is not None and form.made is not call:
        for given in call.args:
            for one in given.items if isinstance(given, Group) else (given,):
                made = _fresh(forms, routine, one)
                if made is not None:
                    yield Left(made, call.pos, "given to a layer, whose weights were moved")


def _fresh(forms: Forms, routine: Routine, term: Term) -> Call | None:
    """The call by which a term is made of nothing in main memory, as it is."""
    while isinstance(term, Result):
        form = forms.of(term.call, routine.path)
        if form is None or form.made is term.call:
            return None
        if form.sign == "fresh":
            hidden = any(name is None for name, _ in term.call.kwargs)
            return None if hidden or form.given("device") is not None else term.call
        if form.sign != "in-place":
            return None
        inner = form.takes()
        if inner is None:
            return None
        term = inner
    return None


def _lies_elsewhere(forms: Forms, routine: Routine, term: Term) -> bool:
    """Whether a term is what a layer of the network gives."""
    first = next(iter(forms.chain(term, routine.path)), None) if isinstance(term, Result) else None
    return first is not None and first.sign == "layer"
