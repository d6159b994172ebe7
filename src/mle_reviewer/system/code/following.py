"""Follows the instructions of one function or module once, and says its steps in terms."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from mle_reviewer.program import code as ir
from mle_reviewer.program.code import Block, Instruction
from mle_reviewer.system.code.importing import named_module
from mle_reviewer.system.code.steps import (
    Assert,
    Assign,
    Attempt,
    Branch,
    Call,
    Handler,
    Leave,
    Loop,
    Raise,
    Return,
    SetAttr,
    SetItem,
    Step,
    Steps,
    Within,
)
from mle_reviewer.system.code.terms import (
    UNKNOWN,
    Attr,
    Choice,
    Collected,
    Const,
    Element,
    Group,
    Item,
    Lib,
    Op,
    Own,
    Pairs,
    Result,
    Term,
    Text,
    choice,
)

_BUILTINS: Final = frozenset(dir(builtins))


class Names(Protocol):
    """What the names mean that a block does not bind itself."""

    def outer(self, name: str) -> Term | None:
        """What a name stands for around the block; None where nothing binds it."""

    def imported(self, module: str, name: str | None, level: int) -> Term:
        """What an import binds: a module (`name` None), or something of it."""

    def inside(self, package: str) -> tuple[Term, ...]:
        """The modules of the repository that a package holds; () where they are too many to say which is meant."""

    def starred(self, module: str, level: int) -> Mapping[str, Term]:
        """What `from module import *` binds."""

    def function(self, index: int, decorators: tuple[Term, ...], defaults: tuple[Term | None, ...]) -> Term:
        """A function that is defined here; `defaults` of positional and of keyword-only parameters."""

    def class_(self, index: int, bases: tuple[Term, ...], decorators: tuple[Term, ...], body: Follower) -> Term:
        """A class that is defined here; `body` has followed its block."""

    def class_body(self, index: int) -> Block:
        """The block of a class."""


class Follower:
    """One pass over the instructions of a block. Arms of an `if` leave a choice; a loop is gone through once."""

    def __init__(self, names: Names, env: dict[str, Term]) -> None:
        self.names = names
        self.env = env
        self.elsewhere: frozenset[str] = frozenset()  # names declared to be of an outer scope
        self._regs: dict[int, Term] = {}
        self._made: dict[int, Call] = {}
        self._out: list[Step] = []

    def run(self, block: Block) -> Steps:
        """The steps of a block."""
        outer, self._out = self._out, []
        for ins in block:
            handler = _HANDLERS.get(ins[0])
            if handler is not None:
                handler(self, ins)
        inner, self._out = self._out, outer
        return tuple(inner)

    def get(self, reg: int | None) -> Term:
        """What a register holds; a starred one is an element of it."""
        if reg is None:
            return UNKNOWN
        if reg < 0:
            return Element(self.get(~reg))
        call = self._made.get(reg)
        if call is not None:
            call.used = True
        return self._regs.get(reg, UNKNOWN)

    def many(self, regs: tuple[int, ...]) -> tuple[Term, ...]:
        """What several registers hold."""
        return tuple([self.get(reg) for reg in regs])

    def put(self, reg: int, term: Term) -> None:
        """Fills a register."""
        self._regs[reg] = term

    def step(self, step: Step) -> None:
        """One more step."""
        self._out.append(step)

    def call(self, reg: int, call: Call) -> None:
        """A call: nothing has looked at what it gives back yet."""
        self._out.append(call)
        self._regs[reg] = Result(call)
        self._made[reg] = call

    def arm(self, block: Block) -> tuple[Steps, dict[str, Term]]:
        """The steps of a block that may not be run, and what names stand for behind it; those here stay."""
        before = self.env
        self.env = dict(before)
        steps = self.run(block)
        after, self.env = self.env, before
        return steps, after

    def meet(self, *envs: Mapping[str, Term]) -> None:
        """Names stand for what they do at the end of either way."""
        before = self.env
        for env in envs:
            for name, term in env.items():
                known = self.env.get(name)
                if known is None:
                    self.env[name] = term
                elif known is not term:
                    self.env[name] = choice(known, term)
        self.env = before


def _const(f: Follower, ins: Instruction) -> None:
    f.put(ins[2], Const(ins[3], ins[1]))


def _name(f: Follower, ins: Instruction) -> None:
    name = ins[3]
    term = None if name in f.elsewhere else f.env.get(name)
    if term is None:
        term = f.names.outer(name)
    if term is None:
        term = Lib(f"builtins.{name}") if name in _BUILTINS else UNKNOWN
    f.put(ins[2], term)


def _store(f: Follower, ins: Instruction) -> None:
    term = f.get(ins[3])
    f.env[ins[2]] = term
    f.step(Assign(ins[1], ins[2], term))


def _delete(f: Follower, ins: Instruction) -> None:
    f.env.pop(ins[2], None)


def _attr(f: Follower, ins: Instruction) -> None:
    of, name = f.get(ins[3]), ins[4]
    if isinstance(of, Lib):
        f.put(ins[2], Lib(f"{of.path}.{name}"))
    elif isinstance(of, Own) and of.kind == "module":
        f.put(ins[2], f.names.imported(of.path, name, -1))
    else:
        f.put(ins[2], Attr(of, name, ins[1]))


def _set_attr(f: Follower, ins: Instruction) -> None:
    f.step(SetAttr(ins[1], f.get(ins[2]), ins[3], f.get(ins[4])))


def _item(f: Follower, ins: Instruction) -> None:
    of, key = f.get(ins[3]), f.get(ins[4])
    found: Term | None = None
    if isinstance(of, Pairs) and isinstance(key, Const):
        found = of.get(key.value) if isinstance(key.value, str) else None
    elif isinstance(of, Group) and isinstance(key, Const) and isinstance(key.value, int):
        found = of.items[key.value] if -len(of.items) <= key.value < len(of.items) else None
    if isinstance(found, Const) and found.value is None:  # a place that something is put into later
        found = None
    f.put(ins[2], found or Item(of, key, ins[1]))


def _set_item(f: Follower, ins: Instruction) -> None:
    f.step(SetItem(ins[1], f.get(ins[2]), f.get(ins[3]), f.get(ins[4])))


def _slice(f: Follower, ins: Instruction) -> None:
    f.put(ins[2], Group("slice", tuple(UNKNOWN if reg is None else f.get(reg) for reg in ins[3:6])))


def _group(kind: str) -> Callable[[Follower, Instruction], None]:
    def group(f: Follower, ins: Instruction) -> None:
        f.put(ins[2], Group(kind, f.many(ins[3])))

    return group


def _dict(f: Follower, ins: Instruction) -> None:
    keys = tuple([None if key is None else f.get(key) for key in ins[3]])
    f.put(ins[2], Pairs(keys, f.many(ins[4])))


def _call(f: Follower, ins: Instruction) -> None:
    _op, pos, dst, func, args, kwargs = ins
    _calls(f, pos, dst, f.get(func), None, args, kwargs)


def _method(f: Follower, ins: Instruction) -> None:
    _op, pos, dst, obj, name, args, kwargs = ins
    of = f.get(obj)
    if isinstance(of, Lib):
        _calls(f, pos, dst, Lib(f"{of.path}.{name}"), None, args, kwargs)
    elif isinstance(of, Own) and of.kind == "module":
        _calls(f, pos, dst, f.names.imported(of.path, name, -1), None, args, kwargs)
    else:
        _calls(f, pos, dst, of, name, args, kwargs)


def _calls(f: Follower, pos: int, dst: int, callee: Term, method: str | None, args: Any, kwargs: Any) -> None:
    given = f.many(args)
    named = tuple([(name, f.get(reg)) for name, reg in kwargs])
    starred = any(reg < 0 for reg in args)
    f.call(dst, Call(pos, callee, method, given, named, used=False, starred=starred))
    if method is None and (module := named_module(f.names, callee, given, named)) is not UNKNOWN:
        f.put(dst, module)


def _binary(f: Follower, ins: Instruction) -> None:
    f.put(ins[2], Op(ins[3], (f.get(ins[4]), f.get(ins[5])), ins[1]))


def _unary(f: Follower, ins: Instruction) -> None:
    f.put(ins[2], Op(ins[3], (f.get(ins[4]),), ins[1]))


def _boolean(f: Follower, ins: Instruction) -> None:
    f.put(ins[2], Op(ins[3], f.many(ins[4]), ins[1]))


def _text(f: Follower, ins: Instruction) -> None:
    f.put(ins[2], Const(ins[3], ins[1]))


def _format(f: Follower, ins: Instruction) -> None:
    f.put(ins[2], Text(tuple(part if isinstance(part, str) else f.get(part) for part in ins[3])))


def _function(f: Follower, ins: Instruction) -> None:
    _op, _pos, dst, index, defaults, kwdefaults, decorators = ins
    given = (*f.many(defaults), *(None if reg is None else f.get(reg) for reg in kwdefaults))
    f.put(dst, f.names.function(index, f.many(decorators), given))


def _class(f: Follower, ins: Instruction) -> None:
    _op, _pos, dst, index, bases, decorators = ins
    inner = Follower(f.names, dict(f.env))
    known = dict(inner.env)
    steps = inner.run(f.names.class_body(index))
    inner.env = {name: term for name, term in inner.env.items() if known.get(name) is not term}
    for step in steps:  # what a class body calls is called where the class is made
        f.step(step)
    f.put(dst, f.names.class_(index, f.many(bases), f.many(decorators), inner))


def _if(f: Follower, ins: Instruction) -> None:
    _op, pos, cond, then, orelse = ins
    test = f.get(cond)
    one, after_one = f.arm(then)
    other, after_other = f.arm(orelse)
    f.step(Branch(pos, test, one, other))
    left_one, left_other = _leaves(one), _leaves(other)
    if left_one and not left_other:
        f.env = after_other
    elif left_other and not left_one:
        f.env = after_one
    else:
        f.env = after_one
        f.meet(after_other)


def _leaves(steps: Steps) -> bool:
    """Whether a block never gets to what stands behind it."""
    return bool(steps) and isinstance(steps[-1], (Return, Raise, Leave)) and not getattr(steps[-1], "yields", False)


def _ifexp(f: Follower, ins: Instruction) -> None:
    _op, pos, dst, cond, then, then_reg, orelse, orelse_reg = ins
    test = f.get(cond)
    one, other = f.run(then), f.run(orelse)
    if one or other:
        f.step(Branch(pos, test, one, other))
    either = choice(f.get(then_reg), f.get(orelse_reg))
    f.put(dst, Choice(either.terms, test) if isinstance(either, Choice) else either)


def _for(f: Follower, ins: Instruction) -> None:
    _op, pos, iterable, element, body, orelse = ins
    over = f.get(iterable)
    f.put(element, Element(over))
    steps, after = f.arm(body)
    f.meet(after)
    f.step(Loop(pos, over, None, steps, f.run(orelse)))


def _while(f: Follower, ins: Instruction) -> None:
    _op, pos, test_block, test, body, orelse = ins
    head = f.run(test_block)
    held = f.get(test)
    steps, after = f.arm(body)
    f.meet(after)
    f.step(Loop(pos, None, held, (*head, *steps), f.run(orelse)))


def _try(f: Follower, ins: Instruction) -> None:
    _op, pos, body, handlers, orelse, final = ins
    before = dict(f.env)
    tried = f.run(body)
    handled, ends = [], []
    for types, name, block in handlers:
        here = f.env
        f.env = dict(before)
        f.meet(here)
        if name:
            f.env[name] = UNKNOWN
        steps = f.run(block)
        handled.append(Handler(types, name, steps))
        if not _leaves(steps):
            ends.append(f.env)
        f.env = here
    rest = f.run(orelse)
    f.meet(*ends)
    f.step(Attempt(pos, tried, tuple(handled), rest, f.run(final)))


def _with(f: Follower, ins: Instruction) -> None:
    _op, pos, context, value, body = ins
    term = f.get(context)
    f.put(value, term)
    f.step(Within(pos, term, f.run(body)))


def _comprehension(f: Follower, ins: Instruction) -> None:
    _op, pos, dst, kind, iterable, element, body, conditions, key, value, _nested = ins
    over = f.get(iterable)
    f.put(element, Element(over))
    before = dict(f.env)
    steps = f.run(body)
    tests = f.many(conditions)
    made = f.get(value)
    named = None if key is None else f.get(key)
    f.env = before
    if steps:
        f.step(Loop(pos, over, None, steps, ()))
    f.put(dst, Collected(kind, over, made, named, tests))


def _return(f: Follower, ins: Instruction) -> None:
    f.step(Return(ins[1], None if ins[2] is None else f.get(ins[2])))


def _yield(f: Follower, ins: Instruction) -> None:
    f.step(Return(ins[1], None if ins[3] is None else f.get(ins[3]), yields=True))
    f.put(ins[2], UNKNOWN)


def _raise(f: Follower, ins: Instruction) -> None:
    f.step(Raise(ins[1], ins[2], ins[3]))


def _assert(f: Follower, ins: Instruction) -> None:
    f.step(Assert(ins[1], f.get(ins[2])))


def _break(f: Follower, ins: Instruction) -> None:
    f.step(Leave(ins[1], "break"))


def _continue(f: Follower, ins: Instruction) -> None:
    f.step(Leave(ins[1], "continue"))


def _unpack(f: Follower, ins: Instruction) -> None:
    _op, _pos, src, dsts, star = ins
    of = f.get(src)
    known = of.items if isinstance(of, Group) and star is None and len(of.items) == len(dsts) else None
    for place, dst in enumerate(dsts):
        f.put(dst, Element(of, None if star is not None else place) if known is None else known[place])


def _import(f: Follower, ins: Instruction) -> None:
    _op, _pos, dst, module, top = ins
    f.put(dst, f.names.imported(module.partition(".")[0] if top else module, None, 0))


def _import_from(f: Follower, ins: Instruction) -> None:
    _op, _pos, dst, module, name, level = ins
    f.put(dst, f.names.imported(module, name, level))


def _import_star(f: Follower, ins: Instruction) -> None:
    f.env.update(f.names.starred(ins[2], ins[3]))


def _global(f: Follower, ins: Instruction) -> None:
    f.elsewhere |= frozenset(ins[2])


def _match(f: Follower, ins: Instruction) -> None:
    _op, pos, subject, cases = ins
    of = f.get(subject)
    ends = []
    steps: Steps = ()
    for literal, wildcard, block in reversed(cases):
        body, after = f.arm(block)
        ends.append(after)
        test = Op("==", (of, Const(literal, pos)), pos) if literal is not None else UNKNOWN
        steps = body if wildcard else (Branch(pos, test, body, steps),)
    for step in steps:
        f.step(step)
    f.meet(*ends)


_HANDLERS: Final[dict[int, Callable[[Follower, Instruction], None]]] = {
    ir.CONST: _const, ir.TEXT: _text, ir.NAME: _name, ir.STORE: _store, ir.DELETE: _delete, ir.ATTR: _attr,
    ir.SETATTR: _set_attr, ir.ITEM: _item, ir.SETITEM: _set_item, ir.SLICE: _slice, ir.TUPLE: _group("tuple"),
    ir.LIST: _group("list"), ir.SET: _group("set"), ir.DICT: _dict, ir.CALL: _call, ir.METHOD: _method,
    ir.BINARY: _binary, ir.UNARY: _unary, ir.COMPARE: _binary, ir.BOOLEAN: _boolean, ir.FORMAT: _format,
    ir.FUNCTION: _function, ir.CLASS: _class, ir.IF: _if, ir.IFEXP: _ifexp, ir.FOR: _for, ir.WHILE: _while,
    ir.TRY: _try, ir.WITH: _with, ir.COMPREHENSION: _comprehension, ir.RETURN: _return, ir.YIELD: _yield,
    ir.YIELD_FROM: _yield, ir.RAISE: _raise, ir.ASSERT: _assert, ir.BREAK: _break, ir.CONTINUE: _continue,
    ir.UNPACK: _unpack, ir.IMPORT: _import, ir.IMPORT_FROM: _import_from, ir.IMPORT_STAR: _import_star,
    ir.GLOBAL: _global, ir.NONLOCAL: _global, ir.MATCH: _match,
}  # fmt: skip
