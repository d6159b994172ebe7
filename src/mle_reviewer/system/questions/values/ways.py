"""Ways to a call: what is done and asked before it, in its function and in those that call it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mle_reviewer.system.code.steps import Attempt, Branch, Leave, Raise, Return, Routine, Step, Steps, every
from mle_reviewer.system.code.terms import Call
from mle_reviewer.system.code.world import World

_DEEPEST: Final = 4
_MOST: Final = 24


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a call. `routines` from the outermost to the one of the call, `calls` that lead from each to the next.

    `before` is every step that is gone through first, blocks included; `around` the branches that the call stands in,
    with the arm: True for `then`.
    """

    routines: tuple[Routine, ...]
    calls: tuple[Call, ...]
    before: tuple[Step, ...]
    around: tuple[tuple[Branch, bool], ...] = ()
    tries: tuple[Attempt, ...] = field(default=())


def ways(world: World, routine: Routine, call: Call) -> list[Way]:
    """The ways to a call from the functions that nobody of the repository calls, as far as a few levels up."""
    found: list[Way] = []
    waiting = [_here(routine, call)]
    while waiting and len(found) < _MOST:
        way = waiting.pop()
        if way is None:
            continue
        callers = world.callers(way.routines[0])
        seen = {(one.path, one.function) for one in way.routines}
        some = [(who, how) for who, how in callers if (who.path, who.function) not in seen][:_MOST]
        if not some or len(way.routines) > _DEEPEST:
            found.append(way)
        for who, how in some if len(way.routines) <= _DEEPEST else ():
            outer = _here(who, how)
            if outer is not None:
                waiting.append(
                    Way(
                        (*outer.routines, *way.routines),
                        (*outer.calls, *way.calls),
                        (*outer.before, *way.before),
                        (*outer.around, *way.around),
                        (*outer.tries, *way.tries),
                    )
                )
    return found


def _here(routine: Routine, call: Call) -> Way | None:
    before: list[Step] = []
    around: list[tuple[Branch, bool]] = []
    tries: list[Attempt] = []
    if not _reach(routine.steps, call, before, around, tries):
        return None
    return Way((routine,), (call,), tuple(before), tuple(around), tuple(tries))


def _reach(
    steps: Steps, call: Call, before: list[Step], around: list[tuple[Branch, bool]], tries: list[Attempt]
) -> bool:
    for step in steps:
        if step is call:
            return True
        blocks = step.blocks()
        if not blocks:
            before.append(step)
            continue
        if not any(one is call for one in every((step,))):
            before.extend(every((step,)))
            continue
        for place, block in enumerate(blocks):
            if any(one is call for one in every(block)):
                if isinstance(step, Branch):
                    around.append((step, place == 0))
                if isinstance(step, Attempt) and place > 0:
                    before.extend(every(step.body))
                if isinstance(step, Attempt) and place == 0:
                    tries.append(step)
                return _reach(block, call, before, around, tries)
    return False


def leaves(steps: Steps) -> bool:
    """Whether a block never gets to what stands behind it."""
    return bool(steps) and isinstance(steps[-1], (Return, Raise, Leave)) and not getattr(steps[-1], "yields", False)


def entered(world: World, steps: Iterator[Step] | Steps, depth: int = 3) -> Iterator[tuple[Routine | None, Step]]:
    """Steps and those of the functions of the repository that they call, each function once."""
    seen: set[tuple[str, int]] = set()

    def into(
        routine: Routine | None, some: Iterator[Step] | Steps, level: int
    ) -> Iterator[tuple[Routine | None, Step]]:
        for step in some:
            yield routine, step
            if isinstance(step, Call) and level > 0:
                for one in world.own(step):
                    if (one.path, one.function) not in seen:
                        seen.add((one.path, one.function))
                        yield from into(one, one.every(), level - 1)

    yield from into(None, steps, depth)


__all__ = ["Way", "entered", "leaves", "ways"]
