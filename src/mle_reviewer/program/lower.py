"""Lowers a parsed Python tree to register code, in one pass and without keeping the tree."""

from __future__ import annotations

import ast
from typing import Any

from mle_reviewer.program import code as ir
from mle_reviewer.program.code import Block, ClassCode, FunctionCode, Instruction

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
    ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~", ast.And: "and", ast.Or: "or",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
_COMPREHENSIONS = {ast.ListComp: "list", ast.SetComp: "set", ast.GeneratorExp: "generator", ast.DictComp: "dict"}


_SHORTEST_QUERY = 12


def _span(node: ast.expr) -> int:
    return (node.end_lineno or node.lineno) - node.lineno


_SHIFT, _MASK = ir.LINE_SHIFT, ir.COLUMN_MASK
_CONST, _NAME = ir.CONST, ir.NAME


class TooDeep(Exception):  # noqa: N818 - a condition of the input, not of the program
    """The code nests deeper than the lowering follows."""


def spelled(node: ast.expr) -> str:
    """An expression's source; the frequent kinds by hand, because `unparse` is slow."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Name, ast.Attribute)):
        return f"{spelled(node.value)}.{node.attr}"
    if isinstance(node, ast.Constant) and node.value is None:
        return "None"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr) and not isinstance(node.right, ast.BinOp):
        return f"{spelled(node.left)} | {spelled(node.right)}"
    if isinstance(node, ast.Subscript) and isinstance(node.slice, (ast.Name, ast.Attribute)):
        return f"{spelled(node.value)}[{spelled(node.slice)}]"
    return ast.unparse(node)


class Lowering:
    """The growing facts of one document: functions and classes found so far, names mentioned, statement spans."""

    def __init__(self) -> None:
        self.functions: list[FunctionCode] = []
        self.classes: list[ClassCode] = []
        self.imports: set[str] = set()
        self.mentions: set[str] = set()
        self.spans: dict[int, int] = {}

    def unit(self, tree: ast.Module, offset: int) -> tuple[Block, int]:
        """The block of one module or cell whose first line is `offset` + 1, and how many registers it needs."""
        scope = _Scope(self, offset, "")
        try:
            block = scope.block(tree.body)
        except RecursionError as error:
            raise TooDeep from error
        self.mentions |= scope.mentions
        return block, scope.registers


class _Scope:
    """One function, class body or module level while it is lowered."""

    __slots__ = (
        "fields", "generator", "is_class", "mentions", "methods", "module", "offset", "out", "outer", "prefix",
        "registers", "stores",
    )  # fmt: skip

    def __init__(self, module: Lowering, offset: int, qualname: str) -> None:
        self.module = module
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
        self.fields: list[str] = []

    # --- plumbing

    def register(self) -> int:
        number = self.registers
        self.registers = number + 1
        return number

    def pos(self, node: Any) -> int:
        column = node.col_offset  # `pack` written out: this is asked for every instruction
        return ((node.lineno + self.offset) << _SHIFT) | (column if column < _MASK else _MASK)  # type: ignore[no-any-return]

    def block(self, statements: list[ast.stmt]) -> Block:
        outer, self.out = self.out, []
        for statement in statements:
            end = statement.end_lineno or statement.lineno
            if end != statement.lineno:
                first = self.offset + statement.lineno
                if hasattr(statement, "body"):
                    end = max(statement.lineno, statement.body[0].lineno - 1)
                self.module.spans[first] = self.offset + end
            handler = _STATEMENTS.get(type(statement))
            if handler is not None:
                handler(self, statement)
        inner, self.out = self.out, outer
        return tuple(inner)

    def inline(self, node: ast.expr) -> tuple[Block, int]:
        """An expression in a block of its own, with the register of its value."""
        outer, self.out = self.out, []
        value = self.expression(node)
        inner, self.out = self.out, outer
        return tuple(inner), value

    def expression(self, node: ast.expr) -> int:
        handler = _EXPRESSIONS.get(type(node))
        return self.constant(node, None) if handler is None else handler(self, node)

    def constant(self, node: Any, value: object) -> int:
        dst = self.registers
        self.registers = dst + 1
        self.out.append((_CONST, self.pos(node), dst, value))
        return dst

    def optional(self, node: ast.expr | None) -> int | None:
        return None if node is None else self.expression(node)

    def many(self, nodes: list[ast.expr]) -> tuple[int, ...]:
        """Registers of several expressions; a starred one is written as ~register."""
        if not nodes:
            return ()
        expression = self.expression
        return tuple([
            ~expression(node.value) if isinstance(node, ast.Starred) else expression(node) for node in nodes
        ])  # fmt: skip

    def assign(self, target: ast.expr, src: int) -> None:
        kind = type(target)
        if kind is ast.Name:
            self.stores.add(target.id)  # type: ignore[attr-defined]
            self.out.append((ir.STORE, self.pos(target), target.id, src))  # type: ignore[attr-defined]
        elif isinstance(target, ast.Attribute):
            obj = self.expression(target.value)
            self.out.append((ir.SETATTR, self.pos(target), obj, target.attr, src))
        elif isinstance(target, ast.Subscript):
            obj = self.expression(target.value)
            index = self.expression(target.slice)
            self.out.append((ir.SETITEM, self.pos(target), obj, index, src))
        elif isinstance(target, ast.Starred):
            self.assign(target.value, src)
        elif isinstance(target, (ast.Tuple, ast.List)):
            dsts = tuple(self.register() for _ in target.elts)
            star = next((i for i, e in enumerate(target.elts) if isinstance(e, ast.Starred)), None)
            self.out.append((ir.UNPACK, self.pos(target), src, dsts, star))
            for element, dst in zip(target.elts, dsts, strict=True):
                self.assign(element, dst)

    # --- expressions

    def constant_expression(self, node: ast.Constant) -> int:
        value = node.value
        if isinstance(value, str) and len(value) > _SHORTEST_QUERY and "select" in value.lower():
            dst = self.register()
            self.out.append((ir.TEXT, self.pos(node), dst, value, _span(node)))
            return dst
        return self.constant(node, value)

    def name(self, node: ast.Name) -> int:
        name = node.id
        self.mentions.add(name)
        dst = self.registers
        self.registers = dst + 1
        self.out.append((_NAME, self.pos(node), dst, name))
        return dst

    def attribute(self, node: ast.Attribute) -> int:
        self.mentions.add(node.attr)
        obj = self.expression(node.value)
        dst = self.register()
        self.out.append((ir.ATTR, self.pos(node), dst, obj, node.attr))
        return dst

    def subscript(self, node: ast.Subscript) -> int:
        obj = self.expression(node.value)
        index = self.expression(node.slice)
        dst = self.register()
        self.out.append((ir.ITEM, self.pos(node), dst, obj, index))
        return dst

    def slice(self, node: ast.Slice) -> int:
        low, high, step = self.optional(node.lower), self.optional(node.upper), self.optional(node.step)
        dst = self.register()
        self.out.append((ir.SLICE, self.pos(node), dst, low, high, step))
        return dst

    def call(self, node: ast.Call) -> int:
        func = node.func
        method: str | None = None
        if isinstance(func, ast.Attribute):
            method = func.attr
            self.mentions.add(method)
            callee = self.expression(func.value)
        else:
            callee = self.expression(func)
        args = self.many(node.args)
        kwargs = tuple((keyword.arg, self.expression(keyword.value)) for keyword in node.keywords)
        dst = self.register()
        # A call stands where its method's name or its function stands, so that each link of a chain has its own line.
        if isinstance(func, ast.Attribute) and func.end_lineno is not None and func.end_lineno != node.lineno:
            pos = ir.pack(func.end_lineno + self.offset, max((func.end_col_offset or 0) - len(func.attr), 0))
        else:
            pos = self.pos(node)
        if method is None:
            self.out.append((ir.CALL, pos, dst, callee, args, kwargs))
        else:
            self.out.append((ir.METHOD, pos, dst, callee, method, args, kwargs))
        return dst

    def sequence(self, node: ast.Tuple | ast.List | ast.Set) -> int:
        regs = self.many(node.elts)
        dst = self.register()
        op = ir.TUPLE if isinstance(node, ast.Tuple) else ir.LIST if isinstance(node, ast.List) else ir.SET
        self.out.append((op, self.pos(node), dst, regs))
        return dst

    def dictionary(self, node: ast.Dict) -> int:
        keys = tuple(self.optional(key) for key in node.keys)
        values = tuple(self.expression(value) for value in node.values)
        dst = self.register()
        self.out.append((ir.DICT, self.pos(node), dst, keys, values))
        return dst

    def binary(self, node: ast.BinOp) -> int:
        left, right = self.expression(node.left), self.expression(node.right)
        dst = self.register()
        self.out.append((ir.BINARY, self.pos(node), dst, _OPERATORS[type(node.op)], left, right))
        return dst

    def unary(self, node: ast.UnaryOp) -> int:
        operand = node.operand
        if isinstance(node.op, ast.USub) and isinstance(operand, ast.Constant):
            value = operand.value
            if isinstance(value, (int, float)):
                return self.constant(node, -value)
        src = self.expression(operand)
        dst = self.register()
        self.out.append((ir.UNARY, self.pos(node), dst, _OPERATORS[type(node.op)], src))
        return dst

    def compare(self, node: ast.Compare) -> int:
        left = self.expression(node.left)
        results = []
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.expression(comparator)
            dst = self.register()
            self.out.append((ir.COMPARE, self.pos(node), dst, _OPERATORS[type(op)], left, right))
            results.append(dst)
            left = right
        if len(results) == 1:
            return results[0]
        dst = self.register()
        self.out.append((ir.BOOLEAN, self.pos(node), dst, "and", tuple(results)))
        return dst

    def boolean(self, node: ast.BoolOp) -> int:
        regs = tuple(self.expression(value) for value in node.values)
        dst = self.register()
        self.out.append((ir.BOOLEAN, self.pos(node), dst, _OPERATORS[type(node.op)], regs))
        return dst

    def joined(self, node: ast.JoinedStr) -> int:
        parts: list[str | int] = []
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                parts.append(self.expression(value.value))
            elif isinstance(value, ast.Constant):
                parts.append(str(value.value))
        dst = self.register()
        self.out.append((ir.FORMAT, self.pos(node), dst, tuple(parts), _span(node)))
        return dst

    def conditional(self, node: ast.IfExp) -> int:
        cond = self.expression(node.test)
        then, then_reg = self.inline(node.body)
        orelse, orelse_reg = self.inline(node.orelse)
        dst = self.register()
        self.out.append((ir.IFEXP, self.pos(node), dst, cond, then, then_reg, orelse, orelse_reg))
        return dst

    def comprehension(self, node: Any) -> int:
        return self.generators(node, node.generators, _COMPREHENSIONS[type(node)])

    def generators(self, node: Any, clauses: list[ast.comprehension], kind: str) -> int:
        clause = clauses[0]
        iterable = self.expression(clause.iter)
        element, dst = self.register(), self.register()
        outer, self.out = self.out, []
        self.assign(clause.target, element)
        conditions = tuple(self.expression(test) for test in clause.ifs)
        key: int | None = None
        nested = len(clauses) > 1
        if nested:
            value = self.generators(node, clauses[1:], kind)
        elif kind == "dict":
            key, value = self.expression(node.key), self.expression(node.value)
        else:
            value = self.expression(node.elt)
        body, self.out = tuple(self.out), outer
        self.out.append(
            (ir.COMPREHENSION, self.pos(node), dst, kind, iterable, element, body, conditions, key, value, nested)
        )
        return dst

    def walrus(self, node: ast.NamedExpr) -> int:
        src = self.expression(node.value)
        self.assign(node.target, src)
        return src

    def passed(self, node: ast.Await | ast.Starred | ast.FormattedValue) -> int:
        return self.expression(node.value)

    def yielded(self, node: ast.Yield | ast.YieldFrom) -> int:
        self.generator = True
        src = self.optional(node.value)
        dst = self.register()
        self.out.append((ir.YIELD_FROM if isinstance(node, ast.YieldFrom) else ir.YIELD, self.pos(node), dst, src))
        return dst

    def lambda_(self, node: ast.Lambda) -> int:
        index = self.function_code("<lambda>", node, [ast.Return(node.body, lineno=node.lineno,
                                   col_offset=node.col_offset, end_lineno=node.end_lineno)], ())  # fmt: skip
        return self.function_value(node, index, node.args, ())

    # --- functions and classes

    def function_code(self, name: str, node: Any, body: list[ast.stmt], decorators: tuple[str, ...]) -> int:
        inner = _Scope(self.module, self.offset, f"{self.prefix}{name}.")
        functions = self.module.functions
        index = len(functions)
        functions.append(None)  # type: ignore[arg-type]  # keeps the number while the body is lowered
        args = node.args
        block = inner.block(body)
        params = (*args.posonlyargs, *args.args)
        every = (*params, *args.kwonlyargs)
        names = [a.arg for a in every]
        functions[index] = FunctionCode(
            name=name,
            qualname=f"{self.prefix}{name}",
            pos=self.pos(node),
            end_line=self.offset + (node.end_lineno or node.lineno),
            params=tuple(a.arg for a in params),
            posonly=len(args.posonlyargs),
            vararg=args.vararg.arg if args.vararg else None,
            kwonly=tuple(a.arg for a in args.kwonlyargs),
            kwarg=args.kwarg.arg if args.kwarg else None,
            annotations={a.arg: spelled(a.annotation) for a in every if a.annotation is not None},
            body=block,
            registers=inner.registers,
            generator=inner.generator,
            locals=frozenset((inner.stores - inner.outer) | set(names)),
            mentions=frozenset(inner.mentions),
            decorators=decorators,
        )
        self.mentions |= inner.mentions
        if self.is_class:
            self.methods[name] = index
        return index

    def function_value(self, node: Any, index: int, args: ast.arguments, decorators: tuple[int, ...]) -> int:
        defaults = tuple(self.expression(default) for default in args.defaults)
        kwdefaults = tuple(self.optional(default) for default in args.kw_defaults)
        dst = self.register()
        self.out.append((ir.FUNCTION, self.pos(node), dst, index, defaults, kwdefaults, decorators))
        return dst

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        decorators = tuple(self.expression(decorator) for decorator in node.decorator_list)
        words = tuple(spelled(decorator) for decorator in node.decorator_list)
        index = self.function_code(node.name, node, node.body, words)
        dst = self.function_value(node, index, node.args, decorators)
        self.stores.add(node.name)
        self.out.append((ir.STORE, self.pos(node), node.name, dst))

    def class_(self, node: ast.ClassDef) -> None:
        decorators = tuple(self.expression(decorator) for decorator in node.decorator_list)
        bases = self.many(node.bases)
        inner = _Scope(self.module, self.offset, f"{self.prefix}{node.name}.")
        inner.is_class = True
        body = inner.block(node.body)
        index = len(self.module.classes)
        self.module.classes.append(
            ClassCode(
                name=node.name,
                qualname=f"{self.prefix}{node.name}",
                pos=self.pos(node),
                body=body,
                registers=inner.registers,
                bases=tuple(spelled(base) for base in node.bases),
                methods=inner.methods,
                fields=tuple(inner.fields),
                decorators=tuple(spelled(decorator) for decorator in node.decorator_list),
            )
        )
        for method in inner.methods.values():
            self.module.functions[method].owner = index
        self.mentions |= inner.mentions
        dst = self.register()
        self.stores.add(node.name)
        self.out.append((ir.CLASS, self.pos(node), dst, index, bases, decorators))
        self.out.append((ir.STORE, self.pos(node), node.name, dst))

    # --- statements

    def expression_statement(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.expression(node.value)

    def assignment(self, node: ast.Assign) -> None:
        src = self.expression(node.value)
        for target in node.targets:
            self.assign(target, src)

    def annotated(self, node: ast.AnnAssign) -> None:
        if self.is_class and isinstance(node.target, ast.Name):
            self.fields.append(node.target.id)
        if node.value is not None:
            self.assign(node.target, self.expression(node.value))

    def augmented(self, node: ast.AugAssign) -> None:
        target = node.target
        left = self.expression(target)
        right = self.expression(node.value)
        dst = self.register()
        self.out.append((ir.BINARY, self.pos(node), dst, _OPERATORS[type(node.op)] + "=", left, right))
        self.assign(target, dst)

    def delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.out.append((ir.DELETE, self.pos(node), target.id))
            elif isinstance(target, ast.Subscript):
                obj, index = self.expression(target.value), self.expression(target.slice)
                self.out.append((ir.DELITEM, self.pos(node), obj, index))

    def if_(self, node: ast.If) -> None:
        cond = self.expression(node.test)
        self.out.append((ir.IF, self.pos(node), cond, self.block(node.body), self.block(node.orelse)))

    def for_(self, node: ast.For | ast.AsyncFor) -> None:
        iterable = self.expression(node.iter)
        element = self.register()
        outer, self.out = self.out, []
        self.assign(node.target, element)
        head, self.out = tuple(self.out), outer
        body = head + self.block(node.body)
        self.out.append((ir.FOR, self.pos(node), iterable, element, body, self.block(node.orelse)))

    def while_(self, node: ast.While) -> None:
        test_block, test = self.inline(node.test)
        self.out.append((ir.WHILE, self.pos(node), test_block, test, self.block(node.body), self.block(node.orelse)))

    def try_(self, node: Any) -> None:
        body = self.block(node.body)
        handlers = tuple(
            (spelled(handler.type) if handler.type else "", handler.name, self.block(handler.body))
            for handler in node.handlers
        )
        self.out.append((ir.TRY, self.pos(node), body, handlers, self.block(node.orelse), self.block(node.finalbody)))

    def with_(self, node: ast.With | ast.AsyncWith) -> None:
        self.contexts(node, node.items)

    def contexts(self, node: Any, items: list[ast.withitem]) -> None:
        item = items[0]
        context, value = self.expression(item.context_expr), self.register()
        outer, self.out = self.out, []
        if item.optional_vars is not None:
            self.assign(item.optional_vars, value)
        if len(items) > 1:
            self.contexts(node, items[1:])
            body = tuple(self.out)
        else:
            head = tuple(self.out)
            body = head + self.block(node.body)
        self.out = outer
        self.out.append((ir.WITH, self.pos(node), context, value, body))

    def return_(self, node: ast.Return) -> None:
        self.out.append((ir.RETURN, self.pos(node), self.optional(node.value)))

    def raise_(self, node: ast.Raise) -> None:
        self.out.append((ir.RAISE, self.pos(node), self.optional(node.exc)))

    def break_(self, node: ast.Break) -> None:
        self.out.append((ir.BREAK, self.pos(node)))

    def continue_(self, node: ast.Continue) -> None:
        self.out.append((ir.CONTINUE, self.pos(node)))

    def assertion(self, node: ast.Assert) -> None:
        self.expression(node.test)

    def import_(self, node: ast.Import) -> None:
        for alias in node.names:
            self.module.imports.add(alias.name)
            dst = self.register()
            top = alias.asname is None
            self.out.append((ir.IMPORT, self.pos(node), dst, alias.name, top))
            name = alias.asname or alias.name.partition(".")[0]
            self.stores.add(name)
            self.out.append((ir.STORE, self.pos(node), name, dst))

    def import_from(self, node: ast.ImportFrom) -> None:
        base = "." * node.level + (node.module or "")
        for alias in node.names:
            self.module.imports.add(f"{base}:{alias.name}")
            if alias.name == "*":
                self.out.append((ir.IMPORT_STAR, self.pos(node), node.module or "", node.level))
                continue
            self.mentions.add(alias.name)
            dst = self.register()
            self.out.append((ir.IMPORT_FROM, self.pos(node), dst, node.module or "", alias.name, node.level))
            self.stores.add(alias.asname or alias.name)
            self.out.append((ir.STORE, self.pos(node), alias.asname or alias.name, dst))

    def global_(self, node: ast.Global | ast.Nonlocal) -> None:
        self.outer |= set(node.names)
        self.out.append((ir.GLOBAL if isinstance(node, ast.Global) else ir.NONLOCAL, self.pos(node), tuple(node.names)))

    def match(self, node: ast.Match) -> None:
        subject = self.expression(node.subject)
        cases = []
        for case in node.cases:
            outer, self.out = self.out, []
            for bound in ast.walk(case.pattern):
                name = getattr(bound, "name", None)
                if isinstance(name, str):
                    self.stores.add(name)
                    self.out.append((ir.STORE, self.pos(node), name, subject))
            head, self.out = tuple(self.out), outer
            value = case.pattern.value if isinstance(case.pattern, ast.MatchValue) else None
            literal = value.value if isinstance(value, ast.Constant) else None
            wildcard = isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None
            cases.append((literal, wildcard, head + self.block(case.body)))
        self.out.append((ir.MATCH, self.pos(node), subject, tuple(cases)))


_EXPRESSIONS: dict[type[ast.AST], Any] = {
    ast.Constant: _Scope.constant_expression, ast.Name: _Scope.name, ast.Attribute: _Scope.attribute,
    ast.Subscript: _Scope.subscript, ast.Slice: _Scope.slice, ast.Call: _Scope.call, ast.Tuple: _Scope.sequence,
    ast.List: _Scope.sequence, ast.Set: _Scope.sequence, ast.Dict: _Scope.dictionary, ast.BinOp: _Scope.binary,
    ast.UnaryOp: _Scope.unary, ast.Compare: _Scope.compare, ast.BoolOp: _Scope.boolean,
    ast.JoinedStr: _Scope.joined, ast.IfExp: _Scope.conditional, ast.ListComp: _Scope.comprehension,
    ast.SetComp: _Scope.comprehension, ast.GeneratorExp: _Scope.comprehension, ast.DictComp: _Scope.comprehension,
    ast.NamedExpr: _Scope.walrus, ast.Await: _Scope.passed, ast.Starred: _Scope.passed,
    ast.FormattedValue: _Scope.passed, ast.Yield: _Scope.yielded, ast.YieldFrom: _Scope.yielded,
    ast.Lambda: _Scope.lambda_,
}  # fmt: skip
_STATEMENTS: dict[type[ast.AST], Any] = {
    ast.Expr: _Scope.expression_statement, ast.Assign: _Scope.assignment, ast.AnnAssign: _Scope.annotated,
    ast.AugAssign: _Scope.augmented, ast.Delete: _Scope.delete, ast.If: _Scope.if_, ast.For: _Scope.for_,
    ast.AsyncFor: _Scope.for_, ast.While: _Scope.while_, ast.Try: _Scope.try_, ast.With: _Scope.with_,
    ast.AsyncWith: _Scope.with_, ast.Return: _Scope.return_, ast.Raise: _Scope.raise_, ast.Break: _Scope.break_,
    ast.Continue: _Scope.continue_, ast.Assert: _Scope.assertion, ast.Import: _Scope.import_,
    ast.ImportFrom: _Scope.import_from, ast.Global: _Scope.global_, ast.Nonlocal: _Scope.global_,
    ast.FunctionDef: _Scope.function, ast.AsyncFunctionDef: _Scope.function, ast.ClassDef: _Scope.class_,
    ast.Match: _Scope.match, ast.TryStar: _Scope.try_,
}  # fmt: skip
