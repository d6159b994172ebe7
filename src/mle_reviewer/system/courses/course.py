"""A course: the calls of a function in their order, each with the loops, arms and functions that it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import (
    Assign,
    Attempt,
    Branch,
    Call,
    Leave,
    Loop,
    Return,
    Routine,
    SetAttr,
    SetItem,
    Step,
    Steps,
    Within,
)
from mle_reviewer.system.courses.identity import Bound, Key, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mle_reviewer.system.code.world import World

_DEEPEST: Final = 5
_MOST: Final = 4_000  # moments of one course


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Something that calls stand in: a loop, an arm of a branch, a `with`, or a function that was entered."""

    step: Step
    routine: Routine
    entered: Routine | None = None
    arm: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One step of a course: what it is, where it stands, and what parameters are there. `cut`: it was not gone into."""

    step: Step
    routine: Routine
    frames: tuple[Frame, ...]
    bound: Bound
    number: int
    cut: bool = False

    @property
    def loops(self) -> tuple[Frame, ...]:
        """The loops that it stands in, the outermost first."""
        return tuple(frame for frame in self.frames if isinstance(frame.step, Loop))

    def arms(self) -> tuple[Frame, ...]:
        """What it may not come to: arms of branches, handlers."""
        return tuple(frame for frame in self.frames if isinstance(frame.step, (Branch, Attempt)) and frame.arm >= 0)


@dataclass(slots=True, eq=False)
class Course:
    """What happens from a function that nobody calls. `whole` is False where it was broken off."""

    root: Routine
    moments: list[Moment] = field(default_factory=list)
    whole: bool = True

    def calls(self) -> Iterator[tuple[Moment, Call]]:
        """The calls among the moments."""
        for moment in self.moments:
            if isinstance(moment.step, Call):
                yield moment, moment.step

    def around(self, moment: Moment) -> list[Moment]:
        """The moments in the innermost loop around a moment, or in its function where no loop is."""
        if moment.loops:
            return self.inside(moment.loops[-1])
        entered = next((frame for frame in reversed(moment.frames) if frame.entered is not None), None)
        return (
            [one for one in self.moments if one.routine is moment.routine] if entered is None else self.inside(entered)
        )

    def inside(self, frame: Frame) -> list[Moment]:
        """The moments in a frame."""
        return [moment for moment in self.moments if frame in moment.frames]


class Unroller:
    """Goes through a function, and through those that it enters."""

    def __init__(self, world: World, enters: Callable[[Call, Routine], bool]) -> None:
        self._world = world
        self._enters = enters

    def course(self, root: Routine, before: Routine | None = None) -> Course:
        """The course from a root; `before` is what was run when it is called (its module, or what made its object)."""
        course = Course(root)
        bound: dict[Any, Key] = {}
        if before is not None:
            self._steps(course, before.steps, before, (), bound)
        self._steps(course, root.steps, root, (), bound)
        return course

    def _steps(
        self, course: Course, steps: Steps, routine: Routine, frames: tuple[Frame, ...], bound: dict[Any, Key]
    ) -> None:
        for step in steps:
            if len(course.moments) >= _MOST:
                course.whole = False
                return
            if isinstance(step, (Call, SetAttr, SetItem, Assign, Leave, Return)):
                self._moment(course, step, routine, frames, bound)
            elif isinstance(step, Attempt):
                self._attempt(course, step, routine, frames, bound)
            elif isinstance(step, (Branch, Loop, Within)):
                for arm, block in enumerate(step.blocks()):
                    inner = (*frames, Frame(step, routine, arm=arm)) if not _behind(step, arm) else frames
                    self._steps(course, block, routine, inner, bound)

    def _attempt(
        self, course: Course, step: Attempt, routine: Routine, frames: tuple[Frame, ...], bound: dict[Any, Key]
    ) -> None:
        self._steps(course, step.body, routine, frames, bound)
        for arm, handler in enumerate(step.handlers):
            self._steps(course, handler.body, routine, (*frames, Frame(step, routine, arm=arm)), bound)
        self._steps(course, step.orelse, routine, frames, bound)
        self._steps(course, step.final, routine, frames, bound)

    def _moment(
        self, course: Course, step: Step, routine: Routine, frames: tuple[Frame, ...], bound: dict[Any, Key]
    ) -> None:
        into: list[Routine] = []
        cut = False
        if isinstance(step, Call):
            own = [one for one in self._world.own(step) if self._enters(step, one)]
            entered = {frame.entered for frame in frames if frame.entered is not None}
            into = [one for one in own if one not in entered and one is not course.root]
            deep = sum(frame.entered is not None for frame in frames)
            if len(into) < len(own) or len(into) > 1 or deep >= _DEEPEST:
                cut = bool(own)
                into = into if len(into) == len(own) == 1 and deep < _DEEPEST else []
        course.moments.append(Moment(step, routine, frames, bound, len(course.moments), cut=cut))
        for one in into:
            assert isinstance(step, Call)
            given = self._given(step, one, bound)
            if one.name.rpartition(".")[2] == "__init__":  # what its methods find in it later
                here = {name: key for name, key in given.items() if name[:2] == (one.path, one.function)}
                bound.update({("init", id(step), name): key for name, key in here.items()})
            self._steps(course, one.steps, one, (*frames, Frame(step, routine, entered=one)), given)

    def _given(self, call: Call, into: Routine, bound: Bound) -> dict[Any, Key]:
        given: dict[Any, Key] = dict(bound)  # what is defined in a function sees its names
        params = into.params
        if into.owner is not None and params and not _static(self._world, into):
            params = params[1:]
            given["self", into.path] = self._receiver(call, bound)
        for place, name in enumerate(params):
            term = call.given(name, place)
            if term is not None:
                given[into.path, into.function, name] = key_of(term, self._world, bound)
        return {name: key for name, key in given.items() if key}

    def _receiver(self, call: Call, bound: Bound) -> Key:
        if any(isinstance(one, OwnThing) and one.kind == "class" and not one.made for one in self._world.targets(call)):
            return frozenset({("made", id(call))})
        return key_of(call.callee, self._world, bound)


def _behind(step: Step, arm: int) -> bool:
    """Whether a block is run whatever happens (what stands behind a loop)."""
    return isinstance(step, Loop) and arm > 0


def _static(world: World, routine: Routine) -> bool:
    module = world.module(routine.path)
    return module is not None and "staticmethod" in module.code.functions[routine.function].decorators
