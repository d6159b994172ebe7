"""The gist of a cell: what of its code can change what it shows, to tell an edit from a tidying up."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mle_reviewer.program.notebook import python_source

if TYPE_CHECKING:
    from collections.abc import Collection

    from mle_reviewer.program.cell import Cell

_FOLDERS: Final = re.compile(r".*[/\\]", re.DOTALL)


class Part(NamedTuple):
    """One statement of a cell: its lines in the cell, and what it does as text that is equal for equal deeds.

    In the text all names are one: `names` has them in their order, `bound` those that it binds. `assigns`: it does
    nothing but bind names.
    """

    first: int
    last: int
    gist: str
    names: tuple[str, ...] = ()
    bound: frozenset[str] = frozenset()
    assigns: bool = False


def gist(cell: Cell, modules: Collection[str]) -> tuple[Part, ...] | None:
    """A cell's statements without their layout, comments, annotations, imports, folders and the names of parameters.

    `modules` are the names that imports bind. None for a cell that is no Python.
    """
    source = python_source(cell)
    if source is None:
        return None
    try:
        return tuple(part for node in ast.parse(source).body if (part := _part(node, modules)) is not None)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def names_in(cell: Cell) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a cell's code mentions, and those that its imports bind."""
    source = python_source(cell)
    try:
        tree = ast.parse(source or "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(), frozenset()
    found = list(ast.walk(tree))
    bound = [alias for node in found if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
    return (
        frozenset(node.id for node in found if isinstance(node, ast.Name)),
        frozenset(alias.asname or alias.name.partition(".")[0] for alias in bound),
    )


def _part(node: ast.stmt, modules: Collection[str]) -> Part | None:
    first, last = node.lineno, node.end_lineno or node.lineno
    assigns = isinstance(node, (ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.ClassDef))
    taken = _Gist(modules)
    left = taken.visit(node)
    if left is None:
        return None
    return Part(first, last, ast.dump(left), tuple(taken.names), frozenset(taken.bound), assigns)


class _Gist(ast.NodeTransformer):
    """Takes out where modules are found and what only people read, and one word stands for each name."""

    def __init__(self, modules: Collection[str]) -> None:
        self.modules = modules
        self.names: list[str] = []
        self.bound: set[str] = set()

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(_FOLDERS.sub("", node.value)) if isinstance(node.value, str) else node

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id in self.modules:
            return node
        self.names.append(node.id)
        if isinstance(node.ctx, ast.Store):
            self.bound.add(node.id)
        return ast.Name("_", node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        self.names.append(node.arg)
        self.bound.add(node.arg)
        return ast.arg("_")

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        base: ast.expr = node
        while isinstance(base, ast.Attribute):
            base = base.value
        if isinstance(base, ast.Name) and base.id in self.modules:
            return ast.Name(node.attr, node.ctx)  # wherever it is imported from
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_Import(self, _node: ast.Import) -> None:
        return None

    def visit_ImportFrom(self, _node: ast.ImportFrom) -> None:
        return None

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        return None if node.value is None else self.visit(ast.Assign([node.target], node.value))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            return ast.Call(node.func, [], [])
        self.generic_visit(node)
        return ast.Call(node.func, [*node.args, *(keyword.value for keyword in node.keywords)], [])
