"""What a loop moves by itself (`day += timedelta(days=7)`, `start += hop`): in the only round that is followed, any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.flow.context import Frame, data_of, symbol
from mle_reviewer.flow.facts.bounds import STARTED
from mle_reviewer.flow.facts.dates import in_days, span_key
from mle_reviewer.flow.facts.values import Const, Data, Symbol, Value, state
from mle_reviewer.flow.facts.windows import COUNTER
from mle_reviewer.flow.machine.bodies import body_of
from mle_reviewer.flow.machine.endings import ON
from mle_reviewer.flow.operations import extracts
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Block


def begun(machine: Runner, frame: Frame, body: Block, pos: int, *, counts: bool = False) -> None:
    """Before the only round of a loop: a moment that each round moves by a known span is told so from here on.

    So is a number at which a part is cut, where the loop `counts` on by itself.
    """
    for name, sign, amount, register in body_of(machine.bodies, body).moved():
        first = frame.env.get(name)
        if first is None:
            continue
        if counts and sign > 0 and _cuts(body, name):
            _count(machine, frame, amount, name, first, register)
        if not _is_moment(first):
            continue
        days = _moved_by(machine, frame, amount, register)
        if days:
            told = symbol(first) if isinstance(first, Const) else machine.identity(first)
            number = machine.number(("started", machine.place(frame, pos), name))
            frame.env[name] = Const(Symbol((STARTED, number, days * sign, told)))


def _cuts(block: Block, name: str) -> bool:
    """Whether a block cuts a part at a number that stands under a name."""
    named = {ins[2] for ins in block if ins[0] == ir.NAME and ins[3] == name}
    return any(ins[0] == ir.SLICE and not named.isdisjoint(ins[3:5]) for ins in block)


def _count(machine: Runner, frame: Frame, amount: Block, name: str, first: Value, register: int) -> None:
    """Tells a number that each round moves by a known one as the number that it counts."""
    begins = first.value if isinstance(first, Const) else None
    if type(begins) is not int or any(one[0] not in {ir.NAME, ir.CONST, ir.ATTR, ir.BINARY} for one in amount):
        return
    if machine.run(frame, amount) != ON:
        return
    far = symbol(frame.regs[register])
    if far is None or far == 0 or isinstance(far, str):
        return
    number = len(machine.ranges) + 1
    machine.ranges[number] = far
    frame.env[name] = Const(Symbol((COUNTER, number, begins)))


def _is_moment(value: Value) -> bool:
    """Whether what is moved by a span of time is a point in time: no other span, and no column of them."""
    if isinstance(value, Const):
        return span_key(value.value) is None and isinstance(value.value, (str, Symbol))
    held = state(value)
    return isinstance(held, Data) and (held.kind == "stat" or not held.rows)


def _moved_by(machine: Runner, frame: Frame, amount: Block, register: int) -> float | None:
    """How many days a loop moves a moment each round; None where that is not known before the loop begins."""
    if any(one[0] not in {ir.NAME, ir.CONST, ir.ATTR, ir.CALL, ir.METHOD, ir.BINARY} for one in amount):
        return None
    if machine.run(frame, amount) != ON:
        return None
    span = span_key(symbol(frame.regs[register]))
    return None if span is None else in_days(span)


def not_begun(machine: Runner, frame: Frame, body: Block) -> list[str]:
    """The names that hold nothing yet and that a loop sets."""
    env = frame.env
    return [
        name for name in body_of(machine.bodies, body).set()
        if type(value := env.get(name)) is Const and value.value is None
    ]  # fmt: skip


def goes_on(machine: Runner, frame: Frame, names: list[str]) -> bool:
    """Whether a name that held nothing holds an extract after a round that the next one may put others under."""
    return any(extracts.windows_overlap(machine, data_of(frame.env.get(name))) for name in names)


__all__ = ["begun", "goes_on", "not_begun"]
