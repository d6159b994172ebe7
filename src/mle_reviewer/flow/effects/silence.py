"""Whether anybody sees what a training says of the rows that it watches: a number printed, or kept by the code."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import literal
from mle_reviewer.flow.effects.objects import objects_in
from mle_reviewer.flow.effects.watching import goes_by_a_score
from mle_reviewer.flow.facts.values import Obj
from mle_reviewer.flow.operations.call import Call, argument_of
from mle_reviewer.knowledge.table import ClassEntry
from mle_reviewer.program import code as ir
from mle_reviewer.program.code import Instruction

_QUIET: Final = (0, False)
_MAKING: Final = frozenset({ir.CONST, ir.NAME, ir.CALL, ir.METHOD, ir.BINARY, ir.TUPLE, ir.LIST, ir.ITEM})  # dst first


def silent(call: Call) -> bool:
    """Whether a fit prints no scores, and neither its history nor a callback that keeps them is there."""
    if call.slot("prints") is None or literal(call.slot("prints")) not in _QUIET:
        return False
    given = call.slot("callbacks")
    if given is not None and not all(map(_quiet, objects_in(given))):
        return False
    code = call.frame.code
    bodies = [cell.body for cell in code.cells] if isinstance(code, ir.ModuleCode) else [code.body]
    known = [ir.every(body) for body in bodies]
    if any(ins[0] == ir.ATTR and ins[4] == "history" for body in known for ins in body):
        return False
    for body in known:
        made = next((ins[2] for ins in body if ins[1] == call.pos and ins[0] == ir.METHOD), None)
        if made is not None:
            return not any(_reads(ins, made) for ins in body)
    return False


def _quiet(callback: Obj) -> bool:
    """Whether a callback goes by the scores and neither prints nor keeps them."""
    entry = callback.entry
    if callback.cls is not None or not isinstance(entry, ClassEntry) or not goes_by_a_score(entry):
        return False
    prints, path = argument_of(callback, "prints"), literal(callback.attrs.get("(filepath"))
    return (prints is None or literal(prints) in _QUIET) and "{val" not in str(path)


def _reads(ins: Instruction, register: int) -> bool:
    """Whether an instruction uses what a register holds."""
    made = ins[0] in _MAKING
    return any(_holds(part, register) for part in ins[3 if made else 2 :])


def _holds(part: object, register: int) -> bool:
    if isinstance(part, tuple):
        return not _is_block(part) and any(_holds(one, register) for one in part)
    return type(part) is int and part in {register, ~register}


def _is_block(part: tuple[object, ...]) -> bool:
    return all(isinstance(one, tuple) and len(one) > 1 and type(one[0]) is type(one[1]) is int for one in part)
