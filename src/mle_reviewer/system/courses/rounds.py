"""Rounds of training: what one turn of a loop does to gradients, in its order, up to the optimizer's step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.steps import Call, SetAttr
from mle_reviewer.system.code.terms import Const, Result, Term
from mle_reviewer.system.courses.identity import Key, key_of

if TYPE_CHECKING:
    from mle_reviewer.system.courses.course import Frame, Moment
    from mle_reviewer.system.courses.forms import Forms
    from mle_reviewer.system.courses.roots import Walk

What = Literal["backward", "clear", "clip", "unscale", "rescale", "step"]
_BY_FORM: Final[dict[str, What]] = {
    "clips": "clip", "unscales": "unscale", "rescales": "rescale", "scaled-step": "step",
}  # fmt: skip
_BY_EFFECT: Final[dict[str, What]] = {"backward": "backward", "zero-grad": "clear", "optimizer-step": "step"}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that is done to gradients. `scaled`: by a scaler, or of a loss that one made larger."""

    what: What
    moment: Moment
    scaled: bool
    key: Key  # of the optimizer, where it is one

    @property
    def arms(self) -> frozenset[tuple[int, int]]:
        """What has to hold for it, innermost loops and branches: frames by identity, with the arm."""
        return frozenset((id(frame.step), frame.arm) for frame in self.moment.arms())

    def follows(self, other: Event) -> bool:
        """Whether it happens only where another one does as well."""
        return other.arms <= self.arms

    def beside(self, other: Event) -> bool:
        """Whether both may happen in one turn."""
        mine, theirs = dict(self.arms), dict(other.arms)
        return all(theirs.get(step, arm) == arm for step, arm in mine.items())


@dataclass(frozen=True)
class Round:
    """A loop in which an optimizer steps, with its events in order."""

    walk: Walk
    loop: Frame
    events: tuple[Event, ...]

    @cached_property
    def steps(self) -> tuple[Event, ...]:
        """The steps of optimizers."""
        return tuple(one for one in self.events if one.what == "step")

    def before(self, event: Event, *what: What) -> list[Event]:
        """The events of these kinds before one, in the same turn, the nearest first."""
        found = [one for one in self.events if one.what in what and one.moment.number < event.moment.number]
        return [one for one in reversed(found) if one.beside(event)]

    def after(self, event: Event, *what: What) -> list[Event]:
        """The events of these kinds after one, in the same turn."""
        found = [one for one in self.events if one.what in what and one.moment.number > event.moment.number]
        return [one for one in found if one.beside(event)]


def rounds(walk: Walk, forms: Forms) -> Iterator[Round]:
    """The rounds of a walk, one for each innermost loop around a step."""
    if not walk.course.whole or not walk.backward:
        return
    events = [one for moment in walk.course.moments if (one := _done(walk, forms, moment)) is not None]
    told = set()
    for event in events:
        loops = event.moment.loops
        if event.what == "step" and loops and id(loops[-1]) not in told:
            told.add(id(loops[-1]))
            yield Round(walk, loops[-1], tuple(one for one in events if loops[-1] in one.moment.frames))


def _done(walk: Walk, forms: Forms, moment: Moment) -> Event | None:
    """What a moment does to gradients; put there by hand they are computed as well."""
    if isinstance(moment.step, Call):
        return _event(walk, forms, moment, moment.step)
    if not isinstance(moment.step, SetAttr) or moment.step.name != "grad":
        return None
    nothing = isinstance(moment.step.term, Const) and moment.step.term.value is None
    return Event("clear" if nothing else "backward", moment, scaled=False, key=frozenset())


def _event(walk: Walk, forms: Forms, moment: Moment, call: Call) -> Event | None:
    form = forms.of(call, moment.routine.path)
    what = _BY_FORM.get(form.sign) if form is not None and form.made is None else None
    world = forms.world
    if what is not None:
        of: Term | None = call.args[0] if call.args else None
        key = key_of(of, world, moment.bound) if of is not None and what in {"step", "unscale"} else frozenset()
        return Event(what, moment, what != "clip", key)
    for entry in walk.entries(call):
        what = _BY_EFFECT.get(entry.effect)
        if what == "backward" and entry.path.rpartition(".")[2] != "backward":
            return None  # gradients that are given back, not left where an optimizer takes them
        if what == "backward":
            return Event(what, moment, _scaled(forms, moment, call), frozenset())
        if what is not None:
            key = key_of(call.callee, world, moment.bound) if call.method is not None else frozenset()
            return Event(what, moment, scaled=False, key=key)
    return Event("clear", moment, scaled=False, key=frozenset()) if walk.clears(moment) else None


def _scaled(forms: Forms, moment: Moment, call: Call) -> bool:
    """Whether gradients are computed of a loss that a scaler made larger."""
    if not isinstance(call.callee, Result):
        return False
    form = forms.of(call.callee.call, moment.routine.path)
    return form is not None and form.sign == "scales"
