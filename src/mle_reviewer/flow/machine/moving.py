"""What a loop moves by itself (`day += timedelta(days=7)`, `start += hop`): in the only round that is followed, any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.context import Frame, data_of, symbol
from mle_reviewer.flow.facts.bounds import STARTED
from mle_reviewer.flow.facts.dates import in_days, span_key
from mle_reviewer.flow.facts.values import Const, Data, Symbol, Value, state
from mle_reviewer.flow.facts.windows import COUNTER
from mle_reviewer.flow.machine.endings import ON
from mle_reviewer.flow.operations import extracts
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Block

_SIGNS: Final = {"+": 1, "+=": 1, "-": -1, "-=": -1}


def begun(machine: Runner, frame: Frame, body: Block, pos: int, *, counts: bool = False) -> None:
    """Before the only round of a loop: a moment that each round moves by a known span is told so from here on.

    So is a number at which a part is cut, where the loop `counts` on by itself.
    """
    for end, ins in enumerate(body):
        if ins[0] != ir.BINARY or ins[3] not in _SIGNS or end + 1 == len(body):
            continue
        kept = body[end + 1]
        if kept[0] != ir.STORE or kept[3] != ins[2]:
            continue
        start = next((n for n in range(end) if body[n][:1] == (ir.NAME,) and body[n][2:4] == (ins[4], kept[2])), None)
        first = frame.env.get(kept[2])
        if start is None or first is None:
            continue
        if counts and ins[3] in {"+", "+="} and _cuts(body, kept[2]):
            _count(machine, frame, body[start + 1 : end], kept[2], first, ins[5])
        if not _is_moment(first):
            continue
        days = _moved_by(machine, frame, body[start + 1 : end], ins[5])
        if days:
            told = symbol(first) if isinstance(first, Const) else machine.identity(first)
            number = machine.number(("started", machine.place(frame, pos), kept[2]))
            frame.env[kept[2]] = Const(Symbol((STARTED, number, days * _SIGNS[ins[3]], told)))


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


def not_begun(machine: Runner, frame: Frame, body: Block) -> frozenset[str]:
    """The names that hold nothing yet and that a loop sets."""
    missing = [name for name, value in frame.env.items() if type(value) is Const and value.value is None]
    if not missing:
        return frozenset()
    known = machine.stores.get(id(body))
    if known is None:
        stored = frozenset(ins[2] for ins in ir.every(body) if ins[0] == ir.STORE)
        known = machine.stores[id(body)] = (body, stored)  # kept with the block, which keeps its number
    return known[1].intersection(missing)


def goes_on(machine: Runner, frame: Frame, names: frozenset[str]) -> bool:
    """Whether a name that held nothing holds an extract after a round that the next one may put others under."""
    return any(extracts.windows_overlap(machine, data_of(frame.env.get(name))) for name in names)


__all__ = ["begun", "goes_on", "not_begun"]
