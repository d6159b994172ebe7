"""What binds names: targets of assignments, imports, and names declared to be of an outer scope."""

from __future__ import annotations

import ast
from typing import Final

from mle_reviewer.program import code as ir
from mle_reviewer.program.lowering.scope import MASK, SHIFT, Scope

_STORE: Final = ir.STORE


def assign(scope: Scope, target: ast.expr, src: int) -> None:
    """What a target is given, from the register of the value."""
    kind = type(target)
    if kind is ast.Name:
        name, column = target.id, target.col_offset  # type: ignore[attr-defined]
        scope.stores.add(name)
        pos = ((target.lineno + scope.offset) << SHIFT) | (column if column < MASK else MASK)
        scope.out.append((_STORE, pos, name, src))
    elif isinstance(target, ast.Attribute):
        obj = scope.expression(target.value)
        scope.out.append((ir.SETATTR, scope.pos(target), obj, target.attr, src))
    elif isinstance(target, ast.Subscript):
        obj = scope.expression(target.value)
        index = scope.expression(target.slice)
        scope.out.append((ir.SETITEM, scope.pos(target), obj, index, src))
    elif isinstance(target, ast.Starred):
        assign(scope, target.value, src)
    elif isinstance(target, (ast.Tuple, ast.List)):
        dsts = tuple(scope.register() for _ in target.elts)
        star = next((i for i, e in enumerate(target.elts) if isinstance(e, ast.Starred)), None)
        scope.out.append((ir.UNPACK, scope.pos(target), src, dsts, star))
        for element, dst in zip(target.elts, dsts, strict=True):
            assign(scope, element, dst)


def import_(scope: Scope, node: ast.Import) -> None:
    """`import a.b` and `import a.b as c`."""
    for alias in node.names:
        scope.module.imports.add(alias.name)
        dst = scope.register()
        top = alias.asname is None
        scope.out.append((ir.IMPORT, scope.pos(node), dst, alias.name, top))
        name = alias.asname or alias.name.partition(".")[0]
        scope.stores.add(name)
        scope.out.append((ir.STORE, scope.pos(node), name, dst))


def import_from(scope: Scope, node: ast.ImportFrom) -> None:
    """`from a import b`."""
    base = "." * node.level + (node.module or "")
    for alias in node.names:
        scope.module.imports.add(f"{base}:{alias.name}")
        if alias.name == "*":
            scope.out.append((ir.IMPORT_STAR, scope.pos(node), node.module or "", node.level))
            continue
        scope.mentions.add(alias.name)
        dst = scope.register()
        scope.out.append((ir.IMPORT_FROM, scope.pos(node), dst, node.module or "", alias.name, node.level))
        scope.stores.add(alias.asname or alias.name)
        scope.out.append((ir.STORE, scope.pos(node), alias.asname or alias.name, dst))


def global_(scope: Scope, node: ast.Global | ast.Nonlocal) -> None:
    """`global` and `nonlocal`."""
    scope.outer |= set(node.names)
    scope.out.append((ir.GLOBAL if isinstance(node, ast.Global) else ir.NONLOCAL, scope.pos(node), tuple(node.names)))
