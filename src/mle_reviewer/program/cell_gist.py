"""The gist of a cell: what of its code can change what it shows, to tell an edit from a tidying up."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mle_reviewer.program.notebook import python_source

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mle_reviewer.program.cell import Cell

_FOLDERS: Final = re.compile(r".*[/\\]", re.DOTALL)


class Part(NamedTuple):
    """One statement of a cell: its lines in the cell, and what it does as text that is equal for equal deeds."""

    first: int
    last: int
    gist: str


def gist(cell: Cell, renamed: Mapping[str, str], modules: Collection[str]) -> tuple[Part, ...]:
    """A cell's statements without their layout, comments, annotations, imports, folders and the names of parameters.

    `renamed` has the names that stand for others, `modules` those that imports bind. A cell that is no Python is one
    part, as it stands.
    """
    source = python_source(cell)
    whole = (Part(1, cell.source.count("\n") + 1, cell.source),)
    if source is None:
        return whole
    try:
        tree = ast.parse(source)
        ends = [(node.lineno, node.end_lineno or node.lineno) for node in tree.body]
        taken = [_Gist(renamed, modules).visit(node) for node in tree.body]
        return tuple(
            Part(first, last, ast.dump(node))
            for (first, last), node in zip(ends, taken, strict=True)
            if node is not None
        )
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return whole


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


class _Gist(ast.NodeTransformer):
    """Takes out where modules are found and what only people read, and puts one word for each path of a file."""

    def __init__(self, renamed: Mapping[str, str], modules: Collection[str]) -> None:
        self.renamed = renamed
        self.modules = modules

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(_FOLDERS.sub("", node.value)) if isinstance(node.value, str) else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        base: ast.expr = node
        while isinstance(base, ast.Attribute):
            base = base.value
        if isinstance(base, ast.Name) and base.id in self.modules:
            return ast.Name(node.attr, node.ctx)  # where it is imported from
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.renamed.get(node.id, node.id), node.ctx)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_Import(self, _node: ast.Import) -> None:
        return None

    def visit_ImportFrom(self, _node: ast.ImportFrom) -> None:
        return None

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(node.arg)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        return None if node.value is None else self.visit(ast.Assign([node.target], node.value))  # type: ignore[no-any-return]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            return ast.Call(node.func, [], [])
        self.generic_visit(node)
        return ast.Call(node.func, [*node.args, *(keyword.value for keyword in node.keywords)], [])
