"""The steps of training: the innermost loops that compute gradients, and what each of their rounds calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.system.code.steps import Branch, Call, Loop, Steps, every
from mle_reviewer.system.code.terms import Const, Result, Term

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


def trains_each_round(system: System, loop: Loop) -> bool:
    """Whether each round of a loop is a step of training."""
    inner = {id(one) for step in every(loop.body) if isinstance(step, Loop) for one in every(step.body)}
    calls = (one for one in every(loop.body) if isinstance(one, Call) and id(one) not in inner)
    return any(any(entry.effect == "backward" for entry in system.indexed.entries(call)) for call in calls)


def always(steps: Steps) -> Iterator[Call]:
    """The calls that every round of a loop makes: not those that only some do, and not those of loops in it."""
    for step in steps:
        if isinstance(step, Call):
            yield step
        elif not isinstance(step, (Branch, Loop)):
            for block in step.blocks():
                yield from always(block)


def sign_of(system: System, call: Call) -> str:
    """What a call is a sign of; "" where no page says."""
    return next((known.sign for name in system.indexed.names(call) if (known := system.conventions.call(name))), "")


def slot_of(system: System, call: Call, sign: str, slot: str) -> str | None:
    """What a page says in one slot of a call that is this sign; None where it is another."""
    for name in system.indexed.names(call):
        known = system.conventions.call(name)
        if known is not None and known.sign == sign:
            return str(known.slots.get(slot, ""))
    return None


def turned_off(given: Term | None) -> bool:
    """Whether it is turned off, or by a setting that may do so."""
    return (
        given is not None and not (isinstance(given, Const) and given.value is True) and not isinstance(given, Result)
    )
