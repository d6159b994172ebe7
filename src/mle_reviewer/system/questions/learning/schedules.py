"""Schedules of learning rates along a course: where they are made, and where they are moved on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.system.code.terms import Result
from mle_reviewer.system.courses.identity import Key, key_of

if TYPE_CHECKING:
    from mle_reviewer.system.courses.course import Moment
    from mle_reviewer.system.courses.roots import Walk
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System


@dataclass(frozen=True)
class Schedule:
    """A schedule: what makes it, and the moments that move it on."""

    sign: Sign
    made: Moment
    moved: tuple[Moment, ...]


def schedules(system: System, walk: Walk) -> Iterator[Schedule]:
    """The schedules of a course that convention pages know."""
    signs = {id(sign.call): sign for sign in system.signed("scheduler")}
    if not signs:
        return
    for moment, call in walk.course.calls():
        sign = signs.get(id(call))
        if sign is not None:
            key = key_of(Result(call), system.indexed, moment.bound)
            yield Schedule(sign, moment, tuple(_moved(system, walk, moment, key)))


def _moved(system: System, walk: Walk, made: Moment, key: Key) -> Iterator[Moment]:
    for moment, call in walk.course.calls():
        later = call.method == "step" and moment.number > made.number
        if later and key_of(call.callee, system.indexed, moment.bound) & key:
            yield moment
