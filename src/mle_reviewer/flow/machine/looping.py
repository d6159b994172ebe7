"""Loops: `for` and `while`; a round for each element that is known, or one that stands for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.flow.context import Frame, literal
from mle_reviewer.flow.facts.rounds import Round
from mle_reviewer.flow.facts.values import LISTED, Box, Const, Data, Seq, Symbol, Value
from mle_reviewer.flow.machine import descending, moving, redrawing, rehearsing, rounds_before
from mle_reviewer.flow.machine.bodies import body_of
from mle_reviewer.flow.machine.branches import blocks
from mle_reviewer.flow.machine.endings import BROKE, CONTINUED, ON, RAISED, RETURNED
from mle_reviewer.flow.operations import iteration, prompts, rewriting, taught, totals
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Block, Instruction

MOST_UNROLLED: Final = 12


def _for(machine: Runner, frame: Frame, ins: Instruction) -> int:
    began = machine.store.begin()
    machine.loops.append(began)
    machine.rounds.append(_round(machine, frame, began, ins[4]))
    rounds_before.begin(machine, frame, ins[4])
    try:
        return _rounds(machine, frame, ins)
    finally:
        machine.repeated.pop()
        machine.rounds.pop()
        machine.loops.pop()
        leave(machine, began)


def _round(machine: Runner, frame: Frame, began: int, body: Block) -> Round:
    does = body_of(machine.bodies, body)
    texts = frozenset(name for name in does.adds if isinstance(literal(frame.env.get(name)), str))
    return Round(frame, began, does.resets, texts)


def leave(machine: Runner, began: int) -> None:
    """A loop is over: what it took one by one is no element of a running loop any more."""
    for step in [step for step, count in machine.began.items() if count >= began]:
        del machine.began[step]
        machine.over.add(step)
    if machine.carried:
        totals.settle(machine)
    if machine.taught or machine.files:
        taught.left(machine, began)


def _rounds(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, pos, iterable, element, body, orelse = ins
    held = frame.regs[iterable]
    elements = iteration.iterate(machine, frame, held, pos)
    began = machine.rounds[-1].began
    env = frame.env
    before = {name: env[name] for name in body_of(machine.bodies, body).stored if name in env}
    for value in elements[:MOST_UNROLLED]:
        one = machine.rounds[-1].element = rewriting.as_object(machine, held, folder(value, element, body))
        frame.regs[element], row = one, one.state if type(one) is Box else None
        if len(elements) == 1:
            moving.begun(machine, frame, body, pos)
            rehearsing.rehearse(machine, frame, one, body, pos)
        known, since, empty = len(machine.arms), redrawing.mark(machine), moving.not_begun(machine, frame, body)
        ended = machine.run(frame, body)
        alone = len(elements) == 1
        drawn = alone and ended in {ON, CONTINUED} and redrawing.goes_on(machine, frame, began, since)
        on = alone and ended == ON and moving.goes_on(machine, frame, empty)
        if drawn or on or (alone and ended in {ON, CONTINUED} and descending.goes_on(machine, frame, body, pos)):
            frame.regs[element] = redrawing.next_one(one) if drawn else one
            ended = machine.run(frame, body)
        del machine.arms[known:]
        if machine.taught:
            taught.carried(machine, [frame.env.get(name) for name in body_of(machine.bodies, body).kept()[0]])
        rewriting.write_back(machine, held, row, one)
        if ended == BROKE:
            return ON  # what stands under `else` is for a loop that ran to its end
        if ended == RETURNED or (ended == RAISED and len(elements) == 1):
            return ended
    if not elements:
        return machine.run(frame, orelse) if orelse else ON
    prompts.grown_texts(before, frame.env)
    return _ran_out(machine, frame, ins, body, orelse)


def folder(value: Value, register: int, body: Block) -> Value:
    """A listed row under the name of the loop that goes over the listing: what its files will be grouped by."""
    if isinstance(value, Seq):
        names = next((ins[3] for ins in body[:1] if ins[0] == ir.UNPACK and ins[2] == register), ())
        if len(names) != len(value.items):
            return value
        items = tuple(folder(item, reg, body) for item, reg in zip(value.items, names, strict=True))
        return value if items == value.items else Seq(items, value.rest, value.kind)
    if type(value) is not Data or LISTED not in value.traits:
        return value
    name = next((ins[2] for ins in body[:6] if ins[0] == ir.STORE and ins[3] == register), None)
    return value if name is None else value.but(traits=value.traits | {("folder", name)})


def _while(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, pos, test_block, test, body, orelse = ins
    moving.begun(machine, frame, body, pos, counts=True)
    machine.run(frame, test_block)
    if machine.truth(frame.regs[test]) is not False:
        ended = _as_long_as(machine, frame, body, pos)
        if ended == RETURNED:
            return ended
        if ended == BROKE:
            return ON
    return _ran_out(machine, frame, ins, body, orelse)


def _as_long_as(machine: Runner, frame: Frame, body: Block, pos: int) -> int:
    """The rounds of a loop that runs as long as a condition holds: one, or two where the second says more."""
    began, since = machine.store.begin(), redrawing.mark(machine)
    machine.whiles.append(began)
    rounds_before.begin(machine, frame, body)
    try:
        ended = machine.run(frame, body)
        again = redrawing.goes_on(machine, frame, began, since) or descending.goes_on(machine, frame, body, pos)
        return machine.run(frame, body) if ended in {ON, CONTINUED} and again else ended
    finally:
        machine.repeated.pop()
        machine.whiles.pop()


def _ran_out(machine: Runner, frame: Frame, ins: Instruction, body: Block, orelse: Block) -> int:
    """What stands under `else` of a loop: it runs only if no `break` did, and which it was is not known."""
    if not orelse:
        return ON
    if not _may_break(body):
        return machine.run(frame, orelse)
    cond = Const(Symbol(("ran out", ins[1], frame.chain)))
    return machine.fork(frame, cond, (lambda: machine.run(frame, orelse), lambda: ON))


def _may_break(block: Block) -> bool:
    """Whether a `break` of this very loop stands in its body."""
    return any(
        ins[0] == ir.BREAK or (ins[0] not in {ir.FOR, ir.WHILE} and any(_may_break(part) for part in blocks(ins)))
        for ins in block
    )


LOOPS: Final[dict[int, Any]] = {ir.FOR: _for, ir.WHILE: _while}

__all__ = ["LOOPS", "MOST_UNROLLED", "folder", "leave"]
