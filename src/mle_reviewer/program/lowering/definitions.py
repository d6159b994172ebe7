"""Functions, lambdas and classes: a scope of their own, and a value in the one they stand in."""

from __future__ import annotations

import ast
from typing import Any

from mle_reviewer.program import code as ir
from mle_reviewer.program.code import ClassCode, FunctionCode
from mle_reviewer.program.lowering.scope import Scope
from mle_reviewer.program.lowering.spelling import spelled


def lambda_(scope: Scope, node: ast.Lambda) -> int:
    """A lambda is a function of one `return`."""
    index = _function_code(scope, "<lambda>", node, [ast.Return(node.body, lineno=node.lineno,
                               col_offset=node.col_offset, end_lineno=node.end_lineno)], ())  # fmt: skip
    return _function_value(scope, node, index, node.args, ())


def _function_code(scope: Scope, name: str, node: Any, body: list[ast.stmt], decorators: tuple[str, ...]) -> int:
    inner = scope.inside(name)
    functions = scope.module.functions
    index = len(functions)
    functions.append(None)  # type: ignore[arg-type]  # keeps the number while the body is lowered
    block = inner.block(body)
    args = node.args
    given = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    names = [a.arg for a in given]
    count = len(names) - len(args.kwonlyargs)
    functions[index] = FunctionCode(
        name=name,
        qualname=f"{scope.prefix}{name}",
        pos=scope.pos(node),
        end_line=scope.offset + (node.end_lineno or node.lineno),
        params=tuple(names[:count]),
        posonly=len(args.posonlyargs),
        vararg=args.vararg.arg if args.vararg else None,
        kwonly=tuple(names[count:]),
        kwarg=args.kwarg.arg if args.kwarg else None,
        annotations={a.arg: spelled(a.annotation) for a in given if a.annotation is not None},
        body=block,
        registers=inner.registers,
        generator=inner.generator,
        locals=frozenset((inner.stores - inner.outer).union(names)),
        mentions=frozenset(inner.mentions),
        decorators=decorators,
        returns=spelled(node.returns) if getattr(node, "returns", None) is not None else "",
        is_async=isinstance(node, ast.AsyncFunctionDef),
    )
    scope.mentions |= inner.mentions
    if scope.is_class:
        scope.methods[name] = index
    return index


def _function_value(scope: Scope, node: Any, index: int, args: ast.arguments, decorators: tuple[int, ...]) -> int:
    defaults = tuple([scope.expression(default) for default in args.defaults])
    kwdefaults = tuple([scope.optional(default) for default in args.kw_defaults])
    dst = scope.register()
    scope.out.append((ir.FUNCTION, scope.pos(node), dst, index, defaults, kwdefaults, decorators))
    return dst


def function(scope: Scope, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """A function, bound to its name."""
    decorators = tuple(scope.expression(decorator) for decorator in node.decorator_list)
    words = tuple(spelled(decorator) for decorator in node.decorator_list)
    index = _function_code(scope, node.name, node, node.body, words)
    dst = _function_value(scope, node, index, node.args, decorators)
    scope.stores.add(node.name)
    scope.out.append((ir.STORE, scope.pos(node), node.name, dst))


def class_(scope: Scope, node: ast.ClassDef) -> None:
    """A class, bound to its name; its body is a block that binds the methods."""
    decorators = tuple(scope.expression(decorator) for decorator in node.decorator_list)
    bases = scope.many(node.bases)
    inner = scope.inside(node.name)
    inner.is_class = True
    body = inner.block(node.body)
    index = len(scope.module.classes)
    scope.module.classes.append(
        ClassCode(
            name=node.name,
            qualname=f"{scope.prefix}{node.name}",
            pos=scope.pos(node),
            body=body,
            registers=inner.registers,
            bases=tuple(spelled(base) for base in node.bases),
            methods=inner.methods,
            fields=tuple(inner.fields),
            decorators=tuple(spelled(decorator) for decorator in node.decorator_list),
            annotations=inner.fields,
        )
    )
    for method in inner.methods.values():
        scope.module.functions[method].owner = index
    scope.mentions |= inner.mentions
    dst = scope.register()
    scope.stores.add(node.name)
    scope.out.append((ir.CLASS, scope.pos(node), dst, index, bases, decorators))
    scope.out.append((ir.STORE, scope.pos(node), node.name, dst))
