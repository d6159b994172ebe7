"""Rounds before: constants that a name may still hold of an earlier round of the loops that run.

Only one round is followed. What a name is one of in it is all it may be where the loop sets it to these alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.flow.facts.store import opened
from mle_reviewer.flow.facts.values import Few, Value
from mle_reviewer.flow.machine.bodies import body_of

if TYPE_CHECKING:
    from mle_reviewer.flow.context import Frame
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Block


def begin(machine: Runner, frame: Frame, body: Block) -> None:
    """A loop begins: names that it sets to other constants than they are known to hold may be these as well."""
    does = body_of(machine.bodies, body)
    machine.repeated.append((frame, does))
    for name in does.set():
        value = frame.env.get(name)
        if type(value) is Few:
            frame.env[name] = told(machine, frame, name, value)


def told(machine: Runner, frame: Frame, name: str, value: Few) -> Value:
    """What a name is one of, less that knowledge where a running loop sets it to something else."""
    for running, body in machine.repeated:
        if running is frame and name in body.set():
            constants = body.given()[name]
            if constants is None or not constants <= value.values:
                return opened(value)
    return value


__all__ = ["begin", "told"]
