"""A scope: one function, class body or module level while it is lowered, and the growing facts of its document."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any, Final

from mle_reviewer.program import code as ir
from mle_reviewer.program.code import Block, ClassCode, FunctionCode, Instruction

SHIFT: Final = ir.LINE_SHIFT
MASK: Final = ir.COLUMN_MASK
CONST: Final = ir.CONST
Handlers = tuple[Mapping[type[ast.AST], Any], Mapping[type[ast.AST], Any]]  # of expressions and of statements


class Growing:
    """The growing facts of one document: functions and classes found so far, names mentioned, statement spans."""

    def __init__(self) -> None:
        self.functions: list[FunctionCode] = []
        self.classes: list[ClassCode] = []
        self.imports: set[str] = set()
        self.mentions: set[str] = set()
        self.spans: dict[int, int] = {}


class Scope:
    """One function, class body or module level: its instructions so far, its registers and its names."""

    __slots__ = (
        "_statements", "fields", "generator", "handlers", "is_class", "kept", "mentions", "methods",
        "module", "offset", "out", "outer", "prefix", "registers", "stores", "take",
    )  # fmt: skip

    def __init__(self, module: Growing, offset: int, qualname: str, handlers: Handlers) -> None:
        self.module = module
        self.handlers = handlers
        self.take, self._statements = handlers  # what takes an expression of each type, and a statement of each
        self.offset = offset
        self.prefix = qualname
        self.registers = 0
        self.out: list[Instruction] = []
        self.mentions: set[str] = set()
        self.stores: set[str] = set()
        self.outer: set[str] = set()
        self.generator = False
        self.methods: dict[str, int] = {}
        self.is_class = False
        self.fields: dict[str, str] = {}  # name → annotation
        self.kept: tuple[ast.expr, ast.expr] | None = None  # of two the greater or lesser is kept in this block

    def register(self) -> int:
        """The number of a new register."""
        number = self.registers
        self.registers = number + 1
        return number

    def pos(self, node: Any) -> int:
        """The packed position of a node."""
        column = node.col_offset  # `pack` written out: this is asked for every instruction
        return ((node.lineno + self.offset) << SHIFT) | (column if column < MASK else MASK)  # type: ignore[no-any-return]

    def block(self, statements: list[ast.stmt]) -> Block:
        """The block that statements make."""
        outer, self.out = self.out, []
        handlers = self._statements
        for statement in statements:
            line, end = statement.lineno, statement.end_lineno
            if end != line and end is not None:
                if hasattr(statement, "body"):
                    end = max(line, statement.body[0].lineno - 1)
                self.module.spans[self.offset + line] = self.offset + end
            handlers[type(statement)](self, statement)
        inner, self.out = self.out, outer
        return tuple(inner)

    def inline(self, node: ast.expr) -> tuple[Block, int]:
        """An expression in a block of its own, with the register of its value."""
        outer, self.out = self.out, []
        value = self.expression(node)
        inner, self.out = self.out, outer
        return tuple(inner), value

    def expression(self, node: ast.expr) -> int:
        """The register of an expression's value."""
        return self.take[type(node)](self, node)  # type: ignore[no-any-return]

    def constant(self, node: Any, value: object) -> int:
        """The register of a constant that stands where a node does."""
        dst = self.registers
        self.registers = dst + 1
        column = node.col_offset
        pos = ((node.lineno + self.offset) << SHIFT) | (column if column < MASK else MASK)
        self.out.append((CONST, pos, dst, value))
        return dst

    def optional(self, node: ast.expr | None) -> int | None:
        """The same as `expression`, None where there is none."""
        return None if node is None else self.expression(node)

    def many(self, nodes: list[ast.expr]) -> tuple[int, ...]:
        """Registers of several expressions."""
        take = self.take
        if len(nodes) == 1:
            return (take[type(nodes[0])](self, nodes[0]),)
        return tuple([take[type(node)](self, node) for node in nodes])

    def inside(self, name: str) -> Scope:
        """The scope of a function or class that stands in this one."""
        return Scope(self.module, self.offset, f"{self.prefix}{name}.", self.handlers)
