"""The functions that a network answers by where it was put into evaluation mode, with the moments that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.courses.forms import Forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.courses.course import Moment
    from mle_reviewer.system.system import System

Shown = tuple["Moment", "Moment"]


def judged(system: System) -> Mapping[tuple[str, int], Shown]:
    """By function: where its network was put into evaluation mode, and where it is asked after that."""
    return system.once(_judged)


def _judged(system: System) -> Mapping[tuple[str, int], Shown]:
    forms = Forms(system.indexed, system.conventions)
    found: dict[tuple[str, int], Shown] = {}
    for walk in system.walks:
        for asked in walk.asked:
            turn = walk.modes.at(asked.moment, asked.key)
            if turn is not None and turn.mode == "evaluation":
                for routine in forms.entered(asked.call):
                    _within(forms, routine, (turn.moment, asked.moment), found)
    return found


def _within(forms: Forms, routine: Routine, shown: Shown, found: dict[tuple[str, int], Shown]) -> None:
    waiting = [routine]
    while waiting:
        one = waiting.pop()
        key = one.path, one.function
        if key not in found:
            found[key] = shown
            waiting += [inner for call in one.calls() for inner in forms.entered(call)]
