"""Values that carry on what they replace (`total += x`, `n = n + 1`, `if x > most: most = x`), and where they stand."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any, Final

from mle_reviewer.program import code as ir
from mle_reviewer.program.lowering.scope import Scope

_PLACES: Final = (ast.Name, ast.Attribute, ast.Subscript)
GATHERS: Final = frozenset({ast.BitOr, ast.BitAnd, ast.BitXor})  # sets: they list what there is, and add nothing up
_EXTREMES: Final = frozenset({"max", "min"})
_CARRYING: Final = frozenset({ast.BinOp, ast.IfExp, ast.ListComp})
_SEVERAL: Final = frozenset({ast.Tuple, ast.List})
_OPPOSED: Final = (ast.Gt, ast.GtE, ast.Lt, ast.LtE)


def mark(scope: Scope, target: ast.expr, value: ast.expr, first: int) -> None:
    """After `target = value` was written from instruction `first` on: what of it carries on what it replaces."""
    if scope.kept is None and type(target) not in _SEVERAL and not _may_carry(scope, target, value):
        return
    if isinstance(target, (ast.Tuple, ast.List)):
        values = value.elts if isinstance(value, (ast.Tuple, ast.List)) else [value] * len(target.elts)
        if len(values) != len(target.elts):
            return
        carried = [carries(one, made) for one, made in zip(target.elts, values, strict=True)]
        _several(scope, carried, first)
    elif carries(target, value) or _is_kept(scope, target, value):
        marked(scope)


def _may_carry(scope: Scope, target: ast.expr, value: ast.expr) -> bool:
    """Whether a value may be worked out from its target: from a name that was mentioned nowhere yet, it is not."""
    kind = type(value)
    if kind is ast.Call:
        func = value.func  # type: ignore[attr-defined]
        may = type(func) is ast.Name and func.id in _EXTREMES
    else:
        may = kind in _CARRYING
    return may and (type(target) is not ast.Name or target.id in scope.mentions)


def marked(scope: Scope) -> None:
    """Says of the assignment just written that it carries on what it replaces."""
    last = scope.out[-1]
    if last[0] == ir.STORE:
        scope.out.append((ir.CARRY, last[1], None, last[2], last[3]))
    elif last[0] in {ir.SETATTR, ir.SETITEM}:
        scope.out.append((ir.CARRY, last[1], last[2], last[3], last[4]))


def _several(scope: Scope, carried: Sequence[bool], first: int) -> None:
    unpacked = next((ins for ins in scope.out[first:] if ins[0] == ir.UNPACK), None)
    if unpacked is None or not any(carried):
        return
    sources = dict(zip(unpacked[3], carried, strict=True))
    made: list[Any] = scope.out[:first]
    for ins in scope.out[first:]:
        made.append(ins)
        if ins[0] == ir.STORE and sources.get(ins[3]):
            made.append((ir.CARRY, ins[1], None, ins[2], ins[3]))
        elif ins[0] in {ir.SETATTR, ir.SETITEM} and sources.get(ins[4]):
            made.append((ir.CARRY, ins[1], ins[2], ins[3], ins[4]))
    scope.out[:] = made


def carries(target: ast.expr, value: ast.expr) -> bool:
    """Whether a value is worked out from what stood at the target before, by arithmetic or as an extreme."""
    if not isinstance(target, _PLACES):
        return False
    if isinstance(value, ast.ListComp):
        # A vector, place by place: the loop goes over the old one.
        return _reckons(value.elt) and any(_names(clause.iter, target) for clause in value.generators)
    if isinstance(value, ast.IfExp):
        arms = (value.body, value.orelse)
        kept_as_it_is = any(_same(target, arm) for arm in arms) and _names(value.test, target)
        return kept_as_it_is or any(carries(target, arm) for arm in arms)
    return _reckons(value) and _names(value, target)


def _reckons(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in _EXTREMES
    return isinstance(value, ast.BinOp) and type(value.op) not in GATHERS


def _names(value: ast.expr, target: ast.expr) -> bool:
    """Whether an expression reads the target: by the same words, or by `get` of the same key."""
    kind = type(target)
    for node in ast.walk(value):
        if type(node) is kind and _same(node, target):
            return True
        if kind is ast.Subscript and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, key = target.value, target.slice  # type: ignore[attr-defined]
            if node.func.attr in {"get", "setdefault"} and node.args and _same(node.func.value, owner):
                return _same(node.args[0], key)
    return False


def _same(one: ast.AST, other: ast.AST) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, ast.Name) and isinstance(other, ast.Name):
        return one.id == other.id
    return ast.unparse(one) == ast.unparse(other)


def kept(test: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """The two sides of a condition by which the greater or the lesser may be kept (`if x > most`, or none is yet)."""
    if isinstance(test, ast.BoolOp):
        return next((sides for one in test.values if (sides := kept(one)) is not None), None)
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], _OPPOSED):
        return test.left, test.comparators[0]
    return None


def _is_kept(scope: Scope, target: ast.expr, value: ast.expr) -> bool:
    """Whether an assignment keeps the greater or lesser of two, as the condition it stands under says."""
    if scope.kept is None or not isinstance(target, _PLACES):
        return False
    one, other = scope.kept
    return (_same(one, target) and _same(other, value)) or (_same(other, target) and _same(one, value))
