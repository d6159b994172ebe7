"""Where the arguments of a call stand, which matters when a call runs over many lines."""

from __future__ import annotations

from typing import Final

from mle_reviewer.program.code import CALL, METHOD, Block, ClassCode, FunctionCode, ModuleCode, blocks, line_of

_CALLS: Final = frozenset({CALL, METHOD})


def argument_at(code: FunctionCode | ClassCode | ModuleCode, pos: int, name: str) -> int | None:
    """The position of the value that the call at `pos` gives to the keyword `name`; None if it gives none."""
    body = code.cell_at(line_of(pos)).body if isinstance(code, ModuleCode) else code.body
    for block in blocks(body):
        for number, ins in enumerate(block):
            if ins[1] == pos and ins[0] in _CALLS:
                given = dict(ins[-1])
                if name in given:
                    return _made_at(block[:number], given[name])
    return None


def _made_at(before: Block, register: int) -> int | None:
    """Where the value in a register was worked out, by the last of some instructions that did."""
    return next((one[1] for one in reversed(before) if len(one) > 2 and one[2] == register), None)
