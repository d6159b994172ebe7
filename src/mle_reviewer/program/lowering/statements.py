"""Statements: each adds instructions to the block it stands in."""

from __future__ import annotations

import ast
from typing import Any, Final

from mle_reviewer.program import code as ir
from mle_reviewer.program.lowering.bindings import assign, global_, import_, import_from
from mle_reviewer.program.lowering.carrying import GATHERS, kept, mark, marked
from mle_reviewer.program.lowering.definitions import class_, function
from mle_reviewer.program.lowering.scope import Scope
from mle_reviewer.program.lowering.spelling import OPERATORS, spelled


def _expression_statement(scope: Scope, node: ast.Expr) -> None:
    if not isinstance(node.value, ast.Constant):
        value = node.value
        scope.take[type(value)](scope, value)


def _assignment(scope: Scope, node: ast.Assign) -> None:
    value = node.value
    src = scope.take[type(value)](scope, value)
    for target in node.targets:
        first = len(scope.out)
        assign(scope, target, src)
        mark(scope, target, node.value, first)


def _annotated(scope: Scope, node: ast.AnnAssign) -> None:
    if scope.is_class and isinstance(node.target, ast.Name):
        scope.fields[node.target.id] = spelled(node.annotation)
    if node.value is not None:
        assign(scope, node.target, scope.expression(node.value))


def _augmented(scope: Scope, node: ast.AugAssign) -> None:
    target = node.target
    left = scope.expression(target)
    right = scope.expression(node.value)
    dst = scope.register()
    scope.out.append((ir.BINARY, scope.pos(node), dst, OPERATORS[type(node.op)] + "=", left, right))
    assign(scope, target, dst)
    if type(node.op) not in GATHERS:
        marked(scope)


def _delete(scope: Scope, node: ast.Delete) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            scope.out.append((ir.DELETE, scope.pos(node), target.id))
        elif isinstance(target, ast.Subscript):
            obj, index = scope.expression(target.value), scope.expression(target.slice)
            scope.out.append((ir.DELITEM, scope.pos(node), obj, index))


def _if(scope: Scope, node: ast.If) -> None:
    cond = scope.expression(node.test)
    outer, scope.kept = scope.kept, kept(node.test)
    then = scope.block(node.body)
    scope.kept = outer
    scope.out.append((ir.IF, scope.pos(node), cond, then, scope.block(node.orelse)))


def _for(scope: Scope, node: ast.For | ast.AsyncFor) -> None:
    iterable = scope.expression(node.iter)
    element = scope.register()
    outer, scope.out = scope.out, []
    assign(scope, node.target, element)
    head, scope.out = tuple(scope.out), outer
    body = head + scope.block(node.body)
    scope.out.append((ir.FOR, scope.pos(node), iterable, element, body, scope.block(node.orelse)))


def _while(scope: Scope, node: ast.While) -> None:
    test_block, test = scope.inline(node.test)
    scope.out.append((ir.WHILE, scope.pos(node), test_block, test, scope.block(node.body), scope.block(node.orelse)))


def _try(scope: Scope, node: Any) -> None:
    body = scope.block(node.body)
    handlers = tuple(
        (spelled(handler.type) if handler.type else "", handler.name, scope.block(handler.body))
        for handler in node.handlers
    )
    scope.out.append((ir.TRY, scope.pos(node), body, handlers, scope.block(node.orelse), scope.block(node.finalbody)))


def _with(scope: Scope, node: ast.With | ast.AsyncWith) -> None:
    _contexts(scope, node, node.items)


def _contexts(scope: Scope, node: Any, items: list[ast.withitem]) -> None:
    item = items[0]
    context, value = scope.expression(item.context_expr), scope.register()
    outer, scope.out = scope.out, []
    if item.optional_vars is not None:
        assign(scope, item.optional_vars, value)
    if len(items) > 1:
        _contexts(scope, node, items[1:])
        body = tuple(scope.out)
    else:
        head = tuple(scope.out)
        body = head + scope.block(node.body)
    scope.out = outer
    scope.out.append((ir.WITH, scope.pos(node), context, value, body))


def _return(scope: Scope, node: ast.Return) -> None:
    scope.out.append((ir.RETURN, scope.pos(node), scope.optional(node.value)))


def _raise(scope: Scope, node: ast.Raise) -> None:
    what = (
        node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    )  # what it says decides nothing that is followed
    if isinstance(node.exc, ast.Call) and spelled(node.exc.func).endswith("Exit"):
        for given in (*node.exc.args, *(one.value for one in node.exc.keywords)):
            if isinstance(given, ast.Call):  # `raise SystemExit(main())` is how programs begin
                scope.expression(given)
    scope.out.append((ir.RAISE, scope.pos(node), "" if what is None else spelled(what), _status(node.exc)))


def _status(raised: ast.expr | None) -> int:
    """The status that an error is raised with, where it stands there as a number or by its name; 0 otherwise."""
    if not isinstance(raised, ast.Call):
        return 0
    named = [one.value for one in raised.keywords if one.arg in {"status_code", "status", "code"}]
    for one in (*named, *raised.args[:1]):
        if isinstance(one, ast.Constant) and type(one.value) is int:
            return one.value
        if isinstance(one, ast.Attribute) and one.attr.startswith("HTTP_") and one.attr[5:8].isdigit():
            return int(one.attr[5:8])
    return 0


def _break(scope: Scope, node: ast.Break) -> None:
    scope.out.append((ir.BREAK, scope.pos(node)))


def _continue(scope: Scope, node: ast.Continue) -> None:
    scope.out.append((ir.CONTINUE, scope.pos(node)))


def _assertion(scope: Scope, node: ast.Assert) -> None:
    scope.out.append((ir.ASSERT, scope.pos(node), scope.expression(node.test)))


def _match(scope: Scope, node: ast.Match) -> None:
    subject = scope.expression(node.subject)
    cases = []
    for case in node.cases:
        outer, scope.out = scope.out, []
        for bound in ast.walk(case.pattern):
            name = getattr(bound, "name", None)
            if isinstance(name, str):
                scope.stores.add(name)
                scope.out.append((ir.STORE, scope.pos(node), name, subject))
        head, scope.out = tuple(scope.out), outer
        value = case.pattern.value if isinstance(case.pattern, ast.MatchValue) else None
        literal = value.value if isinstance(value, ast.Constant) else None
        wildcard = isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None
        cases.append((literal, wildcard, head + scope.block(case.body)))
    scope.out.append((ir.MATCH, scope.pos(node), subject, tuple(cases)))


def _nothing(_scope: Scope, _node: ast.stmt) -> None:
    """What brings nothing about (`pass`)."""


STATEMENTS: Final[dict[type[ast.AST], Any]] = dict.fromkeys(ast.stmt.__subclasses__(), _nothing) | {
    ast.Expr: _expression_statement, ast.Assign: _assignment, ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented, ast.Delete: _delete, ast.If: _if, ast.For: _for,
    ast.AsyncFor: _for, ast.While: _while, ast.Try: _try, ast.With: _with,
    ast.AsyncWith: _with, ast.Return: _return, ast.Raise: _raise, ast.Break: _break,
    ast.Continue: _continue, ast.Assert: _assertion, ast.Import: import_,
    ast.ImportFrom: import_from, ast.Global: global_, ast.Nonlocal: global_,
    ast.FunctionDef: function, ast.AsyncFunctionDef: function, ast.ClassDef: class_,
    ast.Match: _match, ast.TryStar: _try,
}  # fmt: skip
