"""Expressions: each becomes instructions and the register of its value."""

from __future__ import annotations

import ast
import re
from typing import Any, Final

from mle_reviewer.program import code as ir
from mle_reviewer.program.lowering.bindings import assign
from mle_reviewer.program.lowering.definitions import lambda_
from mle_reviewer.program.lowering.scope import MASK, SHIFT, Scope
from mle_reviewer.program.lowering.spelling import OPERATORS

_OF_TIMES: Final = re.compile(r"%[-#]?[A-Za-z]")
_COMPREHENSIONS: Final = {
    ast.ListComp: "list", ast.SetComp: "set", ast.GeneratorExp: "generator", ast.DictComp: "dict",
}  # fmt: skip
_SHORTEST_QUERY: Final = 12
_CONST: Final = ir.CONST
_NAME: Final = ir.NAME
_ATTR: Final = ir.ATTR
_CALL: Final = ir.CALL
_METHOD: Final = ir.METHOD


def _span(node: ast.expr) -> int:
    return (node.end_lineno or node.lineno) - node.lineno


def _constant_expression(scope: Scope, node: ast.Constant) -> int:
    value, column = node.value, node.col_offset
    dst = scope.registers
    scope.registers = dst + 1
    pos = ((node.lineno + scope.offset) << SHIFT) | (column if column < MASK else MASK)
    if type(value) is str and len(value) > _SHORTEST_QUERY and "select" in value.lower():
        scope.out.append((ir.TEXT, pos, dst, value, _span(node)))
    else:
        scope.out.append((_CONST, pos, dst, value))
    return dst


def _name(scope: Scope, node: ast.Name) -> int:
    name, column = node.id, node.col_offset
    scope.mentions.add(name)
    dst = scope.registers
    scope.registers = dst + 1
    pos = ((node.lineno + scope.offset) << SHIFT) | (column if column < MASK else MASK)
    scope.out.append((_NAME, pos, dst, name))
    return dst


def _attribute(scope: Scope, node: ast.Attribute) -> int:
    name, column = node.attr, node.col_offset
    scope.mentions.add(name)
    owner = node.value
    obj = scope.take[type(owner)](scope, owner)
    dst = scope.registers
    scope.registers = dst + 1
    pos = ((node.lineno + scope.offset) << SHIFT) | (column if column < MASK else MASK)
    scope.out.append((_ATTR, pos, dst, obj, name))
    return dst


def _subscript(scope: Scope, node: ast.Subscript) -> int:
    take, owner, key = scope.take, node.value, node.slice
    obj = take[type(owner)](scope, owner)
    index = take[type(key)](scope, key)
    dst = scope.registers
    scope.registers = dst + 1
    scope.out.append((ir.ITEM, scope.pos(node), dst, obj, index))
    return dst


def _slice(scope: Scope, node: ast.Slice) -> int:
    low, high, step = scope.optional(node.lower), scope.optional(node.upper), scope.optional(node.step)
    dst = scope.register()
    scope.out.append((ir.SLICE, scope.pos(node), dst, low, high, step))
    return dst


def _call(scope: Scope, node: ast.Call) -> int:
    func = node.func
    line = node.lineno
    column = node.col_offset
    take = scope.take  # `expression` is written out here, as most nodes stand in a call
    if type(func) is ast.Attribute:
        method = func.attr
        scope.mentions.add(method)
        owner = func.value
        callee = take[type(owner)](scope, owner)
        # A call stands where its method's name or its function stands, so that each link of a chain has its own line.
        end = func.end_lineno
        if end != line and end is not None:
            line, column = end, max((func.end_col_offset or 0) - len(method), 0)
    else:
        method = None
        callee = take[type(func)](scope, func)
    args = scope.many(node.args) if node.args else ()
    kwargs: tuple[tuple[str | None, int], ...] = ()
    if node.keywords:
        given = []
        for keyword in node.keywords:
            value = keyword.value
            given.append((keyword.arg, take[type(value)](scope, value)))
        kwargs = tuple(given)
    dst = scope.registers
    scope.registers = dst + 1
    pos = ((line + scope.offset) << SHIFT) | (column if column < MASK else MASK)
    if method is None:
        scope.out.append((_CALL, pos, dst, callee, args, kwargs))
    else:
        scope.out.append((_METHOD, pos, dst, callee, method, args, kwargs))
    return dst


def _sequence(scope: Scope, node: ast.Tuple | ast.List | ast.Set) -> int:
    regs = scope.many(node.elts)
    dst = scope.register()
    op = ir.TUPLE if isinstance(node, ast.Tuple) else ir.LIST if isinstance(node, ast.List) else ir.SET
    scope.out.append((op, scope.pos(node), dst, regs))
    return dst


def _dictionary(scope: Scope, node: ast.Dict) -> int:
    keys = tuple(scope.optional(key) for key in node.keys)
    values = tuple(scope.expression(value) for value in node.values)
    dst = scope.register()
    scope.out.append((ir.DICT, scope.pos(node), dst, keys, values))
    return dst


def _binary(scope: Scope, node: ast.BinOp) -> int:
    left, right = scope.expression(node.left), scope.expression(node.right)
    dst = scope.register()
    scope.out.append((ir.BINARY, scope.pos(node), dst, OPERATORS[type(node.op)], left, right))
    return dst


def _unary(scope: Scope, node: ast.UnaryOp) -> int:
    operand = node.operand
    if isinstance(node.op, ast.USub) and isinstance(operand, ast.Constant):
        value = operand.value
        if isinstance(value, (int, float)):
            return scope.constant(node, -value)
    src = scope.expression(operand)
    dst = scope.register()
    scope.out.append((ir.UNARY, scope.pos(node), dst, OPERATORS[type(node.op)], src))
    return dst


def _compare(scope: Scope, node: ast.Compare) -> int:
    left = scope.expression(node.left)
    results = []
    for op, comparator in zip(node.ops, node.comparators, strict=True):
        right = scope.expression(comparator)
        dst = scope.register()
        scope.out.append((ir.COMPARE, scope.pos(node), dst, OPERATORS[type(op)], left, right))
        results.append(dst)
        left = right
    if len(results) == 1:
        return results[0]
    dst = scope.register()
    scope.out.append((ir.BOOLEAN, scope.pos(node), dst, "and", tuple(results)))
    return dst


def _boolean(scope: Scope, node: ast.BoolOp) -> int:
    regs = tuple(scope.expression(value) for value in node.values)
    dst = scope.register()
    scope.out.append((ir.BOOLEAN, scope.pos(node), dst, OPERATORS[type(node.op)], regs))
    return dst


def _written(scope: Scope, node: ast.FormattedValue) -> int:
    """What is put into a text; a time by the format that is asked for (`{day:%Y-%m}`), as `strftime` does."""
    held = scope.expression(node.value)
    spec = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
    how = spec[0].value if len(spec) == 1 and isinstance(spec[0], ast.Constant) else None
    if not isinstance(how, str) or not _OF_TIMES.search(how):
        return held
    form, dst = scope.register(), scope.register()
    scope.out.append((ir.CONST, scope.pos(node), form, how))
    scope.out.append((ir.METHOD, scope.pos(node), dst, held, "strftime", (form,), ()))
    return dst


def _joined(scope: Scope, node: ast.JoinedStr) -> int:
    parts: list[str | int] = []
    for value in node.values:
        if isinstance(value, ast.FormattedValue):
            parts.append(_written(scope, value))
        elif isinstance(value, ast.Constant):
            parts.append(str(value.value))
    dst = scope.register()
    scope.out.append((ir.FORMAT, scope.pos(node), dst, tuple(parts), _span(node)))
    return dst


_ORDERS: Final = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def _conditional(scope: Scope, node: ast.IfExp) -> int:
    cond = scope.expression(node.test)
    then, then_reg = scope.inline(node.body)
    orelse, orelse_reg = scope.inline(node.orelse)
    dst = scope.register()
    scope.out.append((ir.IFEXP, scope.pos(node), dst, cond, then, then_reg, orelse, orelse_reg))
    return dst


def _comprehension(scope: Scope, node: Any) -> int:
    return _generators(scope, node, node.generators, _COMPREHENSIONS[type(node)])


def _generators(scope: Scope, node: Any, clauses: list[ast.comprehension], kind: str) -> int:
    clause = clauses[0]
    iterable = scope.expression(clause.iter)
    element, dst = scope.register(), scope.register()
    outer, scope.out = scope.out, []
    assign(scope, clause.target, element)
    conditions = tuple(scope.expression(one) for test in clause.ifs for one in _each(test))
    key: int | None = None
    nested = len(clauses) > 1
    if nested:
        value = _generators(scope, node, clauses[1:], kind)
    elif kind == "dict":
        key, value = scope.expression(node.key), scope.expression(node.value)
    else:
        value = scope.expression(node.elt)
    body, scope.out = tuple(scope.out), outer
    scope.out.append(
        (ir.COMPREHENSION, scope.pos(node), dst, kind, iterable, element, body, conditions, key, value, nested)
    )
    return dst


def _each(test: ast.expr) -> list[ast.expr]:
    """The conditions that have to hold together, each for itself where one of them asks for a span (`a < x <= b`)."""
    if not isinstance(test, ast.BoolOp) or not isinstance(test.op, ast.And):
        return [test]
    compared = [one.ops for one in test.values if isinstance(one, ast.Compare)]
    spans = any(len(ops) > 1 and all(isinstance(op, _ORDERS) for op in ops) for ops in compared)
    return test.values if spans else [test]


def _walrus(scope: Scope, node: ast.NamedExpr) -> int:
    src = scope.expression(node.value)
    assign(scope, node.target, src)
    return src


def _passed(scope: Scope, node: ast.Await | ast.FormattedValue) -> int:
    return scope.expression(node.value)


def _starred(scope: Scope, node: ast.Starred) -> int:
    return ~scope.expression(node.value)  # one of several, which is not one by itself


def _yielded(scope: Scope, node: ast.Yield | ast.YieldFrom) -> int:
    scope.generator = True
    src = scope.optional(node.value)
    dst = scope.register()
    scope.out.append((ir.YIELD_FROM if isinstance(node, ast.YieldFrom) else ir.YIELD, scope.pos(node), dst, src))
    return dst


def _unknown(scope: Scope, node: ast.expr) -> int:
    return scope.constant(node, None)


EXPRESSIONS: Final[dict[type[ast.AST], Any]] = dict.fromkeys(ast.expr.__subclasses__(), _unknown) | {
    ast.Constant: _constant_expression, ast.Name: _name, ast.Attribute: _attribute,
    ast.Subscript: _subscript, ast.Slice: _slice, ast.Call: _call, ast.Tuple: _sequence,
    ast.List: _sequence, ast.Set: _sequence, ast.Dict: _dictionary, ast.BinOp: _binary,
    ast.UnaryOp: _unary, ast.Compare: _compare, ast.BoolOp: _boolean,
    ast.JoinedStr: _joined, ast.IfExp: _conditional, ast.ListComp: _comprehension,
    ast.SetComp: _comprehension, ast.GeneratorExp: _comprehension, ast.DictComp: _comprehension,
    ast.NamedExpr: _walrus, ast.Await: _passed, ast.Starred: _starred,
    ast.FormattedValue: _passed, ast.Yield: _yielded, ast.YieldFrom: _yielded,
    ast.Lambda: lambda_,
}  # fmt: skip
