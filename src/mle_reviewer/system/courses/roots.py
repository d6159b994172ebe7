"""Walks through the code of networks: the courses from functions that nobody calls, and what happens on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Assign, Call, Routine, SetAttr
from mle_reviewer.system.courses.course import Course, Frame, Moment, Unroller
from mle_reviewer.system.courses.identity import Key
from mle_reviewer.system.courses.modes import Modes, modes_of

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.system.code.terms import Term
    from mle_reviewer.system.code.world import World
    from mle_reviewer.system.courses.networks import Networks

_MOST: Final = 120_000  # moments of all courses together
_CLEARING: Final = frozenset({"zero_grad", "zero_", "clear_grad", "clear_gradients"})
# Without one of these nothing that is asked of a course can happen on it.
_TELLING: Final = frozenset({"backward", "mode", "no-grad", "optimizer-step"})


@dataclass(frozen=True)
class Asked:
    """A moment at which a network is asked for an answer, and which."""

    moment: Moment
    call: Call
    key: Key


@dataclass(frozen=True)
class Walk:
    """A course, with what happens to networks on it."""

    course: Course
    networks: Networks

    @cached_property
    def modes(self) -> Modes:
        """The modes that networks are put into."""
        return modes_of(self.course, self.networks)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The moments at which networks are asked for answers, but those inside of networks."""
        found = []
        for moment, call in self.course.calls():
            key = self.networks.asked(call, moment.bound)
            if key is not None and not self._inside_of_network(moment):
                found.append(Asked(moment, call, key))
        return tuple(found)

    def _inside_of_network(self, moment: Moment) -> bool:
        """Whether a method of a network that something else has called asks another part of it."""
        owner = moment.routine.owner
        if owner is None or moment.routine is self.course.root:
            return False
        return self.networks.is_network(OwnThing(moment.routine.path, "", "class", owner))

    def doing(self, effect: str) -> tuple[Moment, ...]:
        """The moments that do something by what knowledge says of their calls."""
        return tuple(
            moment for moment, call in self.course.calls() if any(e.effect == effect for e in self.entries(call))
        )

    def entries(self, call: Call) -> tuple[CallEntry, ...]:
        """What knowledge says of a call."""
        return self.networks.world.entries(call)

    @cached_property
    def backward(self) -> tuple[Moment, ...]:
        """The moments at which gradients are computed."""
        return self.doing("backward")

    def trains_in(self, frame: Frame) -> bool:
        """Whether gradients are computed in a frame."""
        return any(frame in moment.frames for moment in self.backward)

    def networks_given(self, call: Call) -> bool:
        """Whether it is a network whose method is called."""
        return any(self.networks.is_network(thing) for thing in self.networks.world.things(call.callee))

    def clears(self, moment: Moment) -> bool:
        """Whether a moment clears gradients, of whatever."""
        step = moment.step
        if isinstance(step, SetAttr):
            return step.name == "grad"
        if not isinstance(step, Call):
            return False
        named = step.method or getattr(step.callee, "path", "").rpartition(".")[2]
        return named in _CLEARING or any(one.effect == "zero-grad" for one in self.entries(step))

    def hides(self, moment: Moment) -> bool:
        """Whether nobody knows what a call does to the optimizer or network that it is given."""
        step = moment.step
        if not isinstance(step, Call):
            return False
        if moment.cut:
            return True
        if self.networks.world.targets(step):
            return False
        handed = (*step.args, *(value for _, value in step.kwargs))
        return any(self.is_trained(one) for one in handed)

    def is_trained(self, term: Term) -> bool:
        """Whether a term is an optimizer or a network."""
        for thing in self.networks.world.things(term):
            if self.networks.is_network(thing):
                return True
            known = self.networks.world.table.find_class(thing.path) if isinstance(thing, Thing) else None
            if known is not None and known.role == "optimizer":
                return True
        return False

    def makes_optimizer(self, moment: Moment) -> bool:
        """Whether an optimizer is made at a moment."""
        if not isinstance(moment.step, Call):
            return False
        found = [self.networks.world.table.find_class(name) for name in self.networks.world.names(moment.step)]
        return any(one is not None and one.role == "optimizer" for one in found)


def walks(routines: Iterable[Routine], networks: Networks) -> Iterator[Walk]:
    """A walk from each function that nobody calls and that comes to something telling, as far as the budget goes."""
    world = networks.world
    every = list(routines)
    telling = {(one.path, one.function) for one in every if _tells(one, networks)}
    if not telling:
        return
    within = _called_in_notebooks(every, world)
    unroller = Unroller(world, lambda call, into: _enters(call, into, networks))
    left = _MOST
    for routine in every:
        if left <= 0:
            return
        if world.callers(routine) or (routine.path, routine.function) in within:
            continue
        before = _before(routine, networks)
        if not any(_comes_to(one, telling, networks) for one in (routine, before) if one is not None):
            continue
        course = unroller.course(routine, before)
        left -= len(course.moments)
        yield Walk(course, networks)


def _called_in_notebooks(routines: Iterable[Routine], world: World) -> set[tuple[str, int]]:
    """The functions that a notebook calls: nothing else is known to call those that notebooks define."""
    cells = (one for one in routines if one.path.endswith(".ipynb"))
    return {(own.path, own.function) for one in cells for call in one.calls() for own in world.own(call)}


def _before(routine: Routine, networks: Networks) -> Routine | None:
    """What was run before somebody calls a function: the module where networks stand in it, what made the object."""
    world = networks.world
    module = world.module(routine.path)
    if module is None or routine.function < 0:
        return None
    if routine.owner is not None:
        methods = module.code.classes[routine.owner].methods
        made = methods.get("__init__")
        return None if made is None or made == routine.function else module.routine(made)
    top = module.top()
    holds = (thing for step in top.steps if isinstance(step, Assign) for thing in world.things(step.term))
    own = any(networks.holds(thing) for thing in holds)
    return top if own else None


def _tells(routine: Routine, networks: Networks) -> bool:
    if routine.decorators and networks.decorated(routine):
        return True
    return any(
        networks.sets_mode(call) or any(entry.effect in _TELLING for entry in networks.world.entries(call))
        for call in routine.calls()
    )


def _comes_to(routine: Routine, telling: set[tuple[str, int]], networks: Networks) -> bool:
    waiting, seen = [routine], {(routine.path, routine.function)}
    while waiting:
        one = waiting.pop()
        if (one.path, one.function) in telling:
            return True
        for call in one.calls():
            for inner in networks.world.own(call):
                if (inner.path, inner.function) not in seen:
                    seen.add((inner.path, inner.function))
                    waiting.append(inner)
    return False


def _enters(call: Call, into: Routine, networks: Networks) -> bool:
    """Whether a function is gone into: not what happens inside of a network, nor what makes one."""
    for target in networks.world.targets(call):
        if isinstance(target, OwnThing) and target.kind == "class":
            return not networks.is_network(target)
    return networks.asked(call, {}) is None and into.function >= 0
