"""Modes of networks along a course: training or evaluation, since when, and where nobody can say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mle_reviewer.knowledge.groups import HARMLESS
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call
from mle_reviewer.system.code.terms import Group, Result, Term
from mle_reviewer.system.courses.identity import Key, holders, key_of

if TYPE_CHECKING:
    from mle_reviewer.system.courses.course import Course, Moment
    from mle_reviewer.system.courses.networks import Networks

Mode = Literal["training", "evaluation", "unknown"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment that puts a network into a mode. `made`: it is made there. `differs`: what the mode changes."""

    moment: Moment
    key: Key
    mode: Mode
    made: bool = False
    differs: str = ""


@dataclass(slots=True)
class Modes:
    """The turns of a course."""

    networks: Networks
    turns: list[Turn] = field(default_factory=list)

    def at(self, moment: Moment, key: Key) -> Turn | None:
        """The turn that the mode of a network comes from; None where it is not known, or may be another."""
        wanted = holders(key)
        found: Turn | None = None
        for turn in reversed(self.turns):
            if turn.moment.number >= moment.number or not turn.key & wanted:
                continue
            if turn.mode == "unknown" or (found is not None and found.mode != turn.mode):
                return None
            found = found or turn
            if all(arm in moment.frames for arm in turn.moment.arms()):
                return found
        return None

    def made(self, key: Key) -> Turn | None:
        """Where a network is made."""
        return next((turn for turn in self.turns if turn.made and turn.key & key), None)


def modes_of(course: Course, networks: Networks) -> Modes:
    """The turns of a course, in order."""
    return Modes(networks, [turn for moment, call in course.calls() for turn in _turns(moment, call, networks)])


def _turns(moment: Moment, call: Call, networks: Networks) -> Iterator[Turn]:
    world = networks.world
    if networks.sets_mode(call):
        mode = networks.mode(call)
        said: Mode = "unknown" if mode is None else "training" if mode else "evaluation"
        yield Turn(moment, key_of(call.callee, world, moment.bound), said)
    elif networks.makes(call):
        key = key_of(Result(call), world, moment.bound)
        if ("made", id(call)) in key:  # what only wraps a network leaves its mode
            yield Turn(moment, key, "training", made=True, differs=networks.made_so(call))
    elif moment.cut or _nobody_knows(call, networks):
        for term in _handed(call, inner=moment.cut):
            key = frozenset(one for one in key_of(term, world, moment.bound) if one[0] != "term")
            if key:
                yield Turn(moment, key, "unknown")


def _nobody_knows(call: Call, networks: Networks) -> bool:
    """Whether a call may do anything to what it is given."""
    targets = networks.world.targets(call)
    if any(isinstance(one, OwnThing) for one in targets):
        return False
    return not networks.world.entries(call) and not any(
        getattr(one, "path", "").startswith(HARMLESS) for one in targets
    )


def _handed(call: Call, *, inner: bool) -> Iterator[Term]:
    if inner and call.method is not None:
        yield call.callee
    for term in (*call.args, *(value for _, value in call.kwargs)):
        if isinstance(term, Group):
            yield from term.items
        else:
            yield term
