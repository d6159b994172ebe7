"""Objects of the repository's own classes that are saved whole, and the pipeline or transformer that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import SetAttr
from mle_reviewer.system.code.terms import Self
from mle_reviewer.system.questions.learning.found import Found
from mle_reviewer.system.questions.learning.training_ground import ground

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Term
    from mle_reviewer.system.system import System

_STEPS: Final = frozenset({"pipeline", "transformer", "selector", "union"})


def held_whole(system: System) -> Found | None:
    """Where an object is saved that holds what prepares its values: in its own class, or in one that stands on it."""
    held = system.once(_held)
    near = ground(system)
    for one in system.artifacts if held else ():
        if one.how != "written" or one.what is None or one.routine.path not in near:
            continue
        for thing in system.indexed.things(one.what):
            if isinstance(thing, OwnThing) and thing.kind == "class" and (name := _name(system, thing, held)):
                return Found(system.at(one.routine, one.call.pos), f"what is saved holds its preparation (`{name}`)")
    return None


def _name(system: System, thing: OwnThing, held: tuple[tuple[OwnThing, str], ...]) -> str:
    mine = _classes(system, thing)
    for owner, name in held:
        if (owner.path, owner.index) in mine or (thing.path, thing.index) in _classes(system, owner):
            return name
    return ""


def _classes(system: System, thing: OwnThing) -> frozenset[tuple[str, int]]:
    return frozenset((one.path, one.index) for one in system.indexed.bases(thing) if isinstance(one, OwnThing))


def _held(system: System) -> tuple[tuple[OwnThing, str], ...]:
    """The attributes of own classes that are a pipeline or a transformer."""
    found: dict[tuple[str, int, str], tuple[OwnThing, str]] = {}
    for path in ground(system):
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for owner, step in _bound(system, routine):
                if _prepares(system, step.term):
                    found.setdefault((owner.path, owner.index, step.name), (owner, step.name))
    return tuple(found.values())


def _bound(system: System, routine: Routine) -> list[tuple[OwnThing, SetAttr]]:
    some = [step for step in routine.every() if isinstance(step, SetAttr) and isinstance(step.of, Self)]
    return [(thing, step) for step in some for thing in system.indexed.things(step.of) if isinstance(thing, OwnThing)]


def _prepares(system: System, term: Term) -> bool:
    return any(
        isinstance(thing, Thing) and (known := system.table.find_class(thing.path)) is not None and known.role in _STEPS
        for thing in system.indexed.things(term)
    )
