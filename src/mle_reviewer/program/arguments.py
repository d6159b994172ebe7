"""Where the arguments of a call stand, which matters when a call runs over many lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from mle_reviewer.program import code as ir
from mle_reviewer.program.code import CALL, METHOD, Block, ClassCode, FunctionCode, ModuleCode

_NESTING: Final = frozenset({ir.IF, ir.IFEXP, ir.FOR, ir.WHILE, ir.TRY, ir.WITH, ir.COMPREHENSION, ir.MATCH})


def argument_at(code: FunctionCode | ClassCode | ModuleCode, pos: int, name: str) -> int | None:
    """The position of the value that the call at `pos` gives to the keyword `name`; None if it gives none."""
    bodies = [cell.body for cell in code.cells] if isinstance(code, ModuleCode) else [code.body]
    for block in (inner for body in bodies for inner in _blocks(body)):
        for number, instruction in enumerate(block):
            if instruction[1] == pos and instruction[0] in {CALL, METHOD}:
                given = dict(instruction[-1])
                if name in given:
                    return _made_at(block[:number], given[name])
    return None


def _made_at(before: Block, register: int) -> int | None:
    """Where the value in a register was worked out, by the last of some instructions that did."""
    return next((one[1] for one in reversed(before) if len(one) > 2 and one[2] == register), None)


def _blocks(body: Block) -> Iterator[Block]:
    """A block and all blocks within it."""
    yield body
    for instruction in body:
        if instruction[0] in _NESTING:
            for part in instruction[2:]:
                yield from _within(part)


def _within(part: Any) -> Iterator[Block]:
    if not isinstance(part, tuple) or not part:
        return
    if all(_is_instruction(one) for one in part):
        yield from _blocks(part)
        return
    for one in part:
        yield from _within(one)


def _is_instruction(one: Any) -> bool:
    # Positions are larger than any register, of which the other tuples hold pairs.
    return isinstance(one, tuple) and len(one) > 1 and isinstance(one[0], int) and isinstance(one[1], int)
