"""Lowers a parsed Python tree to register code, in one pass and without keeping the tree."""

from __future__ import annotations

import ast
from typing import Final

from mle_reviewer.program.code import Block
from mle_reviewer.program.lowering.expressions import EXPRESSIONS
from mle_reviewer.program.lowering.scope import Growing, Handlers, Scope
from mle_reviewer.program.lowering.statements import STATEMENTS

_HANDLERS: Final[Handlers] = (EXPRESSIONS, STATEMENTS)


class TooDeep(Exception):  # noqa: N818 - a condition of the input, not of the program
    """The code nests deeper than the lowering follows."""


class Lowering(Growing):
    """The growing facts of one document, unit by unit."""

    def unit(self, statements: list[ast.stmt], offset: int) -> tuple[Block, int]:
        """The block of one module or cell, `offset` added to its lines, and how many registers it needs."""
        scope = Scope(self, offset, "", _HANDLERS)
        scope.mentions = self.mentions
        try:
            block = scope.block(statements)
        except RecursionError as error:
            raise TooDeep from error
        return block, scope.registers
