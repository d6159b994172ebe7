"""One handler for each plain instruction: loads, stores, operators, calls, definitions, imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.flow.context import Frame, literal
from mle_reviewer.flow.facts.values import NONE, UNKNOWN, Cls, Func, Seq, Slice, Value
from mle_reviewer.flow.machine import attributes, calls
from mle_reviewer.flow.machine.endings import BROKE, CONTINUED, ON, RAISED, RETURNED
from mle_reviewer.flow.operations import (
    arithmetic,
    binding,
    comparing,
    containers,
    entering,
    formatting,
    indexing,
    iteration,
    leads,
    logic,
    names,
    newest,
    pieces,
    repeats,
    texts,
    totals,
)
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Instruction


def _delete(_machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.env.pop(ins[2], None)
    return ON


def _attribute(machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = attributes.read(machine, frame, frame.regs[ins[3]], ins[4], ins[1])
    return ON


def _set_attribute(machine: Runner, frame: Frame, ins: Instruction) -> int:
    attributes.write(machine, frame, frame.regs[ins[2]], ins[3], frame.regs[ins[4]], ins[1])
    return ON


def _item(machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = indexing.item(machine, frame, frame.regs[ins[3]], frame.regs[ins[4]], ins[1])
    return ON


def _set_item(machine: Runner, frame: Frame, ins: Instruction) -> int:
    entering.set_item(machine, frame, frame.regs[ins[2]], frame.regs[ins[3]], frame.regs[ins[4]], ins[1])
    newest.filled(machine, frame.regs[ins[2]])
    return ON


def _carry(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, pos, owner, key, src = ins
    if machine.rounds:
        regs = frame.regs
        at = key if isinstance(key, str) else regs[key]
        totals.carry(machine, frame, None if owner is None else regs[owner], at, regs[src], pos)
    return ON


def _delete_item(machine: Runner, frame: Frame, ins: Instruction) -> int:
    entering.delete_item(machine, frame.regs[ins[2]], frame.regs[ins[3]])
    return ON


def _slice(_machine: Runner, frame: Frame, ins: Instruction) -> int:
    low, high, step = (None if r is None else frame.regs[r] for r in ins[3:6])
    frame.regs[ins[2]] = Slice(low, high, step)
    return ON


def _sequence(kind: str) -> Any:
    def build(machine: Runner, frame: Frame, ins: Instruction) -> int:
        if ins[3] and min(ins[3]) < 0 and (listed := names.displayed(machine, ins[3], frame.regs)) is not None:
            frame.regs[ins[2]] = listed
            return ON
        items, rest = containers.spread(machine, frame, ins[3], ins[1])
        made = Seq(items, rest, kind)
        frame.regs[ins[2]] = made if kind == "tuple" else machine.fresh(made)
        return ON

    return build


def _dictionary(machine: Runner, frame: Frame, ins: Instruction) -> int:
    regs = frame.regs
    pairs = [(None if k is None else regs[k], regs[v]) for k, v in zip(ins[3], ins[4], strict=True)]
    pieces.fields(machine, [None if key is None else literal(key) for key, _value in pairs], [v for _key, v in pairs])
    frame.regs[ins[2]] = machine.fresh(containers.row_with(pairs) or containers.mapping(machine, pairs))
    return ON


def _call(machine: Runner, frame: Frame, ins: Instruction) -> int:
    args, kwargs = binding.arguments(frame.regs, ins[4], ins[5])
    frame.regs[ins[2]] = calls.call(machine, frame, frame.regs[ins[3]], args, kwargs, ins[1])
    return ON


def _method(machine: Runner, frame: Frame, ins: Instruction) -> int:
    args, kwargs = binding.arguments(frame.regs, ins[5], ins[6])
    frame.regs[ins[2]] = calls.method(machine, frame, frame.regs[ins[3]], ins[4], args, kwargs, ins[1])
    return ON


def _binary(machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = arithmetic.binary(machine, frame, ins[3], frame.regs[ins[4]], frame.regs[ins[5]], ins[1])
    return ON


def _unary(machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = logic.unary(machine, ins[3], frame.regs[ins[4]])
    return ON


def _compare(machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = comparing.compare(machine, frame, ins[3], frame.regs[ins[4]], frame.regs[ins[5]], ins[1])
    return ON


def _boolean(machine: Runner, frame: Frame, ins: Instruction) -> int:
    values = [frame.regs[r] for r in ins[4]]
    frame.regs[ins[2]] = leads.both(machine, frame, ins[1], values, logic.boolean(machine, ins[3], values))
    return ON


def _format(machine: Runner, frame: Frame, ins: Instruction) -> int:
    parts = [p if isinstance(p, str) else frame.regs[p] for p in ins[3]]
    made = formatting.formatted(machine, parts)
    frame.regs[ins[2]] = texts.put_together(made, parts, frame.module.path, ins[1], ins[4])
    return ON


def _text(_machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = texts.written(ins[3], frame.module.path, ins[1], ins[4])
    return ON


def _function(machine: Runner, frame: Frame, ins: Instruction) -> int:
    regs = frame.regs
    code = frame.module.code.functions[ins[3]]
    defaults = tuple(regs[r] for r in ins[4])
    kwdefaults = tuple(None if r is None else regs[r] for r in ins[5])
    env = None if frame.env is frame.module.names else frame.env
    made: Value = Func(code, frame.module, env, defaults, kwdefaults)
    for decorator in reversed(ins[6]):
        made = calls.decorate(machine, frame, regs[decorator], made, ins[1])
    regs[ins[2]] = made
    return ON


def _class(machine: Runner, frame: Frame, ins: Instruction) -> int:
    code = frame.module.code.classes[ins[3]]
    names: dict[Any, Value] = {}
    if frame.env is not frame.module.names:
        names[None] = frame.env  # type: ignore[assignment]
    inner = Frame(frame.module, names, code.registers, code, frame.chain)
    machine.run(inner, code.body)
    names.pop(None, None)
    for value in names.values():
        if isinstance(value, Func) and value.env is names:
            value.env = None if frame.env is frame.module.names else frame.env
    bases = tuple(frame.regs[r] for r in ins[4] if r >= 0)
    frame.regs[ins[2]] = Cls(code, frame.module, bases, names)
    return ON


def _return(machine: Runner, frame: Frame, ins: Instruction) -> int:
    machine.give_back(frame, NONE if ins[2] is None else frame.regs[ins[2]], None)
    return RETURNED


def _yield(machine: Runner, frame: Frame, ins: Instruction) -> int:
    given = NONE if ins[3] is None else frame.regs[ins[3]]
    machine.here = machine.place(frame, ins[1])
    frame.yielded.append(repeats.yielded(machine, frame.began, given))
    frame.yields_at = ins[1]
    frame.regs[ins[2]] = UNKNOWN
    return ON


def _yield_from(machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.yielded.extend(iteration.iterate(machine, frame, frame.regs[ins[3]], ins[1]))
    frame.regs[ins[2]] = UNKNOWN
    return ON


def _raise(_machine: Runner, _frame: Frame, _ins: Instruction) -> int:
    return RAISED


def _break(_machine: Runner, _frame: Frame, _ins: Instruction) -> int:
    return BROKE


def _continue(_machine: Runner, _frame: Frame, _ins: Instruction) -> int:
    return CONTINUED


def _unpack(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, pos, src, dsts, star = ins
    for dst, value in zip(dsts, iteration.unpack(machine, frame, frame.regs[src], len(dsts), star, pos), strict=True):
        frame.regs[dst] = value
    return ON


def _import(machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = machine.project.imported(machine, frame.module, ins[3], top=ins[4])
    return ON


def _import_from(machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = machine.project.imported_from(machine, frame.module, ins[3], ins[4], ins[5])
    return ON


def _import_star(machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.env.update(machine.project.all_names(machine, frame.module, ins[2], ins[3]))
    return ON


def _global(_machine: Runner, frame: Frame, ins: Instruction) -> int:
    frame.globals |= set(ins[2])
    return ON


def _nothing(_machine: Runner, _frame: Frame, _ins: Instruction) -> int:
    return ON


PLAIN: Final[dict[int, Any]] = {
    ir.DELETE: _delete,
    ir.ATTR: _attribute,
    ir.SETATTR: _set_attribute,
    ir.ITEM: _item,
    ir.SETITEM: _set_item,
    ir.CARRY: _carry,
    ir.DELITEM: _delete_item,
    ir.SLICE: _slice,
    ir.TUPLE: _sequence("tuple"),
    ir.LIST: _sequence("list"),
    ir.SET: _sequence("set"),
    ir.DICT: _dictionary,
    ir.CALL: _call,
    ir.METHOD: _method,
    ir.BINARY: _binary,
    ir.UNARY: _unary,
    ir.COMPARE: _compare,
    ir.BOOLEAN: _boolean,
    ir.TEXT: _text,
    ir.FORMAT: _format,
    ir.FUNCTION: _function,
    ir.CLASS: _class,
    ir.RETURN: _return,
    ir.YIELD: _yield,
    ir.YIELD_FROM: _yield_from,
    ir.RAISE: _raise,
    ir.BREAK: _break,
    ir.CONTINUE: _continue,
    ir.UNPACK: _unpack,
    ir.IMPORT: _import,
    ir.IMPORT_FROM: _import_from,
    ir.IMPORT_STAR: _import_star,
    ir.GLOBAL: _global,
    ir.NONLOCAL: _nothing,
    ir.ASSERT: _nothing,
}
