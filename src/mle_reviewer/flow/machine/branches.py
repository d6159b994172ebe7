"""Branches: `if` and its expression, `match`, `try` and `with`; what each arm leaves is joined."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.flow.context import Frame, data_of, literal, returned_by, symbol
from mle_reviewer.flow.facts.values import HITS, OPAQUE, UNKNOWN, Const, Data, Default, Few, Lib, Obj, Symbol, Value
from mle_reviewer.flow.machine import calls, for_types, optional
from mle_reviewer.flow.machine.changes import put, put_back, written
from mle_reviewer.flow.machine.endings import ON, RAISED, RETURNED
from mle_reviewer.flow.operations import (
    arithmetic,
    choosing,
    containers,
    gaps,
    groups,
    having,
    opaque,
    repeats,
    switches,
)
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Block, Instruction

_KEEPING: Final = frozenset({"update", "setdefault"})  # what a dict takes over
_BINDING: Final = frozenset({ir.STORE, ir.SETATTR, ir.SETITEM, ir.BREAK, ir.RETURN, ir.DELETE})


def _if(machine: Runner, frame: Frame, ins: Instruction) -> int:
    cond = frame.regs[ins[2]]
    truth = machine.truth(cond)
    if truth is None and frame.func is not None:
        truth = optional.given(machine, frame, cond, (ins[3], ins[4]))
    if truth is not None:
        return machine.run(frame, ins[3] if truth else ins[4])
    if type(cond) is Lib and for_types.says_so(machine, cond):
        for_types.bind(machine, frame, ins[3])
        return machine.run(frame, ins[4])
    judged = data_of(cond)
    rates = len(judged.scores) == 1  # one figure that a level is told of: a word for how good it is
    if judged.scores and (_binds(ins[3], but_words=rates) or _binds(ins[4], but_words=rates)):
        calls.chosen(machine, frame, cond, ins[1])
    if not (judged.fits and judged.rows) or judged.scores:
        return _forked(machine, frame, ins, cond)
    if HITS in judged.traits and any(map(_counts, (ins[3], ins[4]))):
        arithmetic.counted(machine, frame, UNKNOWN, judged, ins[1])  # into a table of answers
    lists = [frame.env[name] for block in (ins[3], ins[4]) for name in _filled(block) if name in frame.env]
    either = [frame.env[name] for name in _filled(ins[3], 1) if name in _filled(ins[4], 1) and name in frame.env]
    written = {one[2] for block in (ins[3], ins[4]) for one in block if one[0] == ir.STORE}
    before, returned = {name: frame.env.get(name, UNKNOWN) for name in written}, frame.returned
    ended = _forked(machine, frame, ins, cond)
    if isinstance(frame.returned, Const) and frame.returned is not returned:
        frame.returned = containers.by_prediction(judged)  # a word of the code that stands for what was said
    if HITS in judged.traits:
        for listed in lists:
            repeats.of_hits(machine, listed, judged)
    else:
        for listed in either:
            repeats.of_words(machine, listed, containers.by_prediction(judged))
    for name, old in before.items():
        frame.env[name] = _by_prediction(machine, frame, judged, old, frame.env.get(name, UNKNOWN), ins[1])
    return ended


def _forked(machine: Runner, frame: Frame, ins: Instruction, cond: Value) -> int:
    """Runs both arms of an `if`; in each, an object that is asked for an attribute is of a class that answers so."""
    key, positive = machine.condition(cond)
    told = having.left_in_arms(machine, key)
    if told is None:
        arms = (lambda: machine.run(frame, ins[3]), lambda: machine.run(frame, ins[4]))
        return machine.fork(frame, cond, arms, ins[1])
    owner, yes, no = told
    before = owner.state

    def arm(block: Block, left: Obj) -> int:
        machine.write(owner, left)
        return machine.run(frame, block)

    first, second = (yes, no) if positive else (no, yes)
    ended = machine.fork(frame, cond, (lambda: arm(ins[3], first), lambda: arm(ins[4], second)), ins[1])
    whole = having.put_together(owner, before) if isinstance(before, Obj) else None
    if whole is not None:
        machine.write(owner, whole)
    return ended


def _binds(block: Block, *, but_words: bool = False) -> bool:
    """Whether a block keeps something or ends something: one that only prints, logs or raises chooses nothing.

    `but_words`: nor does one that binds a word of the code for it (`rating = "good"`).
    """
    said = {one[2] for one in block if one[0] == ir.CONST and type(one[3]) is str} if but_words else set[int]()
    return any(
        (ins[0] in _BINDING and not (ins[0] == ir.STORE and ins[3] in said))
        or (ins[0] == ir.METHOD and ins[4] in _KEEPING)
        or any(_binds(part, but_words=but_words) for part in blocks(ins))
        for ins in block
    )


def _counts(block: Block) -> bool:
    """Whether a block adds a constant number to what stands under a key."""
    numbers = {one[2] for one in block if one[0] == ir.CONST and type(one[3]) in {int, float}}
    sums = {one[2] for one in block if one[0] == ir.BINARY and one[3] == "+=" and one[5] in numbers}
    return any(one[0] == ir.SETITEM and one[4] in sums for one in block)


def _filled(block: Block, within: int = 0) -> list[str]:
    """The names of the lists that a block puts something into, or (`within`) the branches in it."""
    names = {one[2]: one[3] for one in block if one[0] == ir.NAME}
    own = [names[one[3]] for one in block if one[0] == ir.METHOD and one[4] == "append" and one[3] in names]
    branches = [part for one in block if one[0] == ir.IF for part in blocks(one)] if within else []
    return own + [name for part in branches for name in _filled(part, within)]


def _by_prediction(machine: Runner, frame: Frame, judged: Data, old: Value, new: Value, pos: int) -> Value:
    """A name that was written under a condition on predictions: a count of right ones, or what was picked by them."""
    count = old.value if isinstance(old, Const) else None
    counts = isinstance(count, (int, float)) and not isinstance(count, bool)
    so_far = old if isinstance(old, Data) else UNKNOWN
    if HITS in judged.traits and (counts or so_far.kind == "score") and new is not old:
        return arithmetic.counted(machine, frame, so_far, judged, pos)
    if new is UNKNOWN or isinstance(new, Const):
        return containers.by_prediction(judged)
    return new


def _if_expression(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, _pos, dst, cond_reg, then, then_reg, orelse, orelse_reg = ins
    cond = frame.regs[cond_reg]
    truth = machine.truth(cond)
    if truth is None and frame.func is not None:
        truth = optional.given(machine, frame, cond, (then, orelse))
    if truth is not None:
        ended = machine.run(frame, then if truth else orelse)
        frame.regs[dst] = frame.regs[then_reg if truth else orelse_reg]
        return ended
    key, positive = machine.condition(cond)
    off, settled = machine.record.off, switches.decided(machine, key) if machine.settings else None
    for block, true in ((then, positive), (orelse, not positive)):
        machine.record.off = off or settled.by if settled is not None and settled.holds is not true else off
        machine.run(frame, block)
    machine.record.off = off
    if settled is not None:
        machine.record.off_arms[key] = (not settled.holds, settled.by)
    machine.asked[key] = (cond, positive)
    machine.record.questions.setdefault(key, set()).add((frame.module.path, ins[1]))
    one, two = frame.regs[then_reg], frame.regs[orelse_reg]
    if data_of(cond).scores and not (_says_only(one) and _says_only(two)):
        calls.chosen(machine, frame, cond, ins[1])
    one, two = gaps.either(machine, cond, one, two)
    joined = machine.store.join(one if positive else two, two if positive else one, key)
    frame.regs[dst] = containers.influenced(machine, joined, choosing.one_answer(machine, cond))
    return ON


def _says_only(value: Value) -> bool:
    """Whether a value is a constant, or a score itself: what stands for a score in a text chooses nothing."""
    data = data_of(value)
    return literal(value) is not None or (bool(data.scores) and not data.rows)


def _match(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, _pos, subject, cases = ins
    value = frame.regs[subject]
    if isinstance(value, Const) and not isinstance(value.value, Symbol) and type(value) is not Default:
        for literal, wildcard, block in cases:
            if wildcard or (literal is not None and literal == value.value):
                return machine.run(frame, block)
    if type(value) is Few:
        cases = [one for one in cases if one[1] or one[0] is None or one[0] in value.values]
    return _cases(machine, frame, ins, cases)


def _cases(machine: Runner, frame: Frame, ins: Instruction, cases: Any) -> int:
    if not cases:
        return ON
    (told, wildcard, block), rest = cases[0], cases[1:]
    if wildcard:
        return machine.run(frame, block)
    subject = frame.regs[ins[2]]
    data = data_of(subject)
    asked: tuple[Hashable, ...] = ("case", machine.identity(subject))
    if groups.is_called(subject) or data.kind == OPAQUE:
        asked = ("compare", "==", opaque.key_of(machine, subject, data) if data.kind == OPAQUE else symbol(subject))
    cond = Const(Symbol((*asked, told)))
    return machine.fork(
        frame, cond, (lambda: machine.run(frame, block), lambda: _cases(machine, frame, ins, rest)), ins[1]
    )


def _try(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, _pos, body, handlers, orelse, final = ins
    before = dict(frame.env)
    began = len(machine.record.acts)
    ended = machine.run(frame, body)
    tried_acts = range(began, len(machine.record.acts))
    if not ended and orelse:
        ended = machine.run(frame, orelse)
    if handlers and not final and all(_trivial(block) for _types, _name, block in handlers):
        return ended if ended != RAISED else ON
    env = frame.env
    for types, name, block in handlers:
        tried = written(before, env)
        put_back(env, tried, before)
        mark = machine.store.branch()
        value = frame.returned
        frame.returned = None
        if name:
            env[name] = UNKNOWN
        began = len(machine.record.acts)
        failed = machine.run(frame, block)
        machine.record.fall_back(tried_acts, range(began, len(machine.record.acts)))
        handled = written(before, env)
        changed = machine.store.take_back(mark)
        other, frame.returned = returned_by(frame), value
        put_back(env, handled, before)
        put(env, tried)
        if other is not None:
            machine.give_back(frame, other, None)
        if failed:
            continue
        key = ("try", ins[1], types)
        if ended in {RETURNED, RAISED}:
            put_back(env, tried, before)
            put(env, handled)
            machine.store.join_arms(changed, None, key)
            ended = ON
            continue
        machine.store.join_arms({}, changed, key)
        for variable in {**handled, **tried}:
            first, second = env.get(variable), handled.get(variable, before.get(variable))
            if first is not second and second is not None:
                env[variable] = machine.store.join(first, second, key)
    if final:
        finished = machine.run(frame, final)
        return finished or ended
    return ended


def _trivial(block: Block) -> bool:
    return all(ins[0] in {ir.RAISE, ir.NAME, ir.CONST, ir.ATTR, ir.FORMAT} for ins in block)


def _with(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, pos, context, value, body = ins
    manager = frame.regs[context]
    frame.regs[value] = calls.entered_context(machine, frame, manager, pos)
    return machine.run(frame, body)


def blocks(ins: Instruction) -> list[Block]:
    """The blocks that a branch, a `try` or a `with` holds."""
    if ins[0] == ir.IF:
        return [ins[3], ins[4]]
    if ins[0] == ir.TRY:
        return [ins[2], *(block for _types, _name, block in ins[3]), ins[4], ins[5]]
    return [ins[4]] if ins[0] == ir.WITH else []


BRANCHES: Final[dict[int, Any]] = {ir.IF: _if, ir.IFEXP: _if_expression, ir.TRY: _try, ir.WITH: _with, ir.MATCH: _match}

__all__ = ["BRANCHES", "blocks"]
