"""Objects that are saved whole: the model and, in the same class, the steps that prepare what it is asked with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign
from mle_reviewer.system.code.terms import Attr, Const, Group, Self, Term
from mle_reviewer.system.doing import trains
from mle_reviewer.system.questions.answering.predicting import asks_model
from mle_reviewer.system.questions.both_sides.fed import asked_with, learned_from

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_SEVERAL: Final = 3  # names of one list
_LINE: Final = 12  # bits of a position below its line


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that both sides use, at the place that shows it."""

    routine: Routine
    pos: int
    says: str


def saved_whole(system: System) -> Iterator[Shared]:
    """Objects of the repository that training saves with steps of their own, and by which they transform and answer."""
    seen: set[tuple[str, int]] = set()
    for routine, pos, what in _saved(system):
        for thing in system.indexed.things(what):
            if not isinstance(thing, OwnThing) or thing.kind != "class" or (thing.path, thing.index) in seen:
                continue
            seen.add((thing.path, thing.index))
            step = _step_of(system, thing)
            if step is not None:
                yield Shared(routine, pos, f"`{thing.name}` is saved whole, with the steps that it holds")
                yield Shared(*step, f"`{step[0].name}` prepares by the steps that were saved with it")


def _saved(system: System) -> Iterator[tuple[Routine, int, Term]]:
    for one in system.artifacts:
        if one.how == "written" and isinstance(one.what, Self):
            yield one.routine, one.call.pos, one.what
    for sign in system.signed("log-model", "save-model"):
        what = sign.given("what")
        if what is not None:
            yield sign.routine, sign.pos, what


def _step_of(system: System, thing: OwnThing) -> tuple[Routine, int] | None:
    """Where a method asks the model of its object with what another part of the object transformed."""
    for base in system.indexed.bases(thing):
        known = system.indexed.class_of(base) if isinstance(base, OwnThing) else None
        module = system.indexed.module(base.path) if isinstance(base, OwnThing) else None
        for index in known.methods.values() if known is not None else ():
            routine = module.routine(index) if module is not None else None
            calls = tuple(routine.calls()) if routine is not None else ()
            step = next((one for one in calls if one.method == "transform" and _of_self(one)), None)
            learns = any(trains(system.indexed, one) for one in calls)
            if (
                routine is not None
                and step is not None
                and not learns
                and any(asks_model(system, one) for one in calls)
            ):
                return routine, step.pos
    return None


def _of_self(call: Call) -> bool:
    return isinstance(call.callee, Attr) and isinstance(call.callee.of, Self)


def one_list(system: System) -> Iterator[Shared]:
    """Lists of columns that both sides take from one place."""
    yield from system.once(_lists)


def _lists(system: System) -> tuple[Shared, ...]:
    both = learned_from(system).terms & asked_with(system).terms
    found: list[tuple[int, Shared]] = []
    for path in system.code if both else ():
        module = system.indexed.module(path)
        top = module.top() if module is not None else None
        for step in top.steps if top is not None else ():
            if isinstance(step, Assign) and id(step.term) in both and top is not None and _written_here(step):
                if "import " in system.source(top, step.pos):
                    continue  # the same list under its name elsewhere
                says = f"training and serving take the columns `{step.name}` from one list"
                found.append((len(getattr(step.term, "items", ())), Shared(top, step.pos, says)))
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))


def _written_here(step: Assign) -> bool:
    """Whether it is a list of names that is written down where the name is bound, and not taken over from elsewhere."""
    items = step.term.items if isinstance(step.term, Group) else ()
    if len(items) < _SEVERAL or not all(_name(one) for one in items):
        return False
    first = items[0]
    return isinstance(first, Const) and 0 <= (first.pos >> _LINE) - (step.pos >> _LINE) <= 1


def _name(term: Term) -> bool:
    return isinstance(term, Const) and isinstance(term.value, str)
