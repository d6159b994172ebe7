"""The machine: runs register code over symbolic values, statement by statement."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.flow import arithmetic, attributes, calls, containers
from mle_reviewer.flow.call import kind_of
from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.values import NONE, UNKNOWN, Cls, Const, Func, Lib, Module, Obj, Seq, Slice, Symbol, Value
from mle_reviewer.knowledge.table import ClassEntry
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.project import Project
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.code import Block, Instruction

FUEL: Final = 400_000  # instructions per entry point; beyond it the rest is a gap
_DEEPEST_CALL: Final = 14
_MOST_UNROLLED: Final = 12

# What a block ended with; everything but _ON stops the enclosing block.
_ON, _RETURNED, _BROKE, _CONTINUED, _RAISED = range(5)


class OutOfFuel(Exception):  # noqa: N818 - a bound that was reached, not an error
    """The analysis of one entry point took more steps than it may."""


class Machine(Context):
    """Follows one project: its modules, its store and the record of acts."""

    def __init__(self, project: Project, table: Table) -> None:
        super().__init__(table)
        self.project = project
        self.fuel = FUEL
        self.stack: list[Any] = []
        self.entered: set[int] = set()

    def call(self, frame: Frame, callee: Value, args: list[Value], kwargs: dict[str, Value], pos: int) -> Value:
        """Calls any value."""
        return calls.call(self, frame, callee, args, kwargs, pos)

    def method(
        self, frame: Frame, receiver: Value, name: str, args: list[Value], kwargs: dict[str, Value], pos: int
    ) -> Value:
        """Calls a method of any value."""
        return calls.method(self, frame, receiver, name, args, kwargs, pos)

    def library_names(self, module: str) -> dict[str, Value]:
        """What `from library import *` binds: the names that knowledge has under it."""
        prefix = module + "."
        known = (*self.table.packed["functions"], *self.table.packed["classes"])
        names = {path.removeprefix(prefix) for path in known if path.startswith(prefix)}
        return {name: Lib(prefix + name) for name in sorted(names) if "." not in name}

    def annotated(self, module: Module, annotation: str) -> Value | str | None:
        """What a parameter's annotation says: the path of a table's class, or an object of a class."""
        head, _, rest = annotation.strip("'\"").partition(".")
        value = module.names.get(head)
        for name in rest.split(".") if rest else []:
            if isinstance(value, Lib):
                value = Lib(f"{value.path}.{name}")
            elif isinstance(value, Module):
                value = value.names.get(name)
            else:
                return None
        if isinstance(value, Lib):
            entry = self.table.find(value.path)
            if isinstance(entry, ClassEntry):
                return entry.path if kind_of(self, entry.path) else self.fresh(Obj(entry.path, entry))
        return None

    def kind(self, path: str) -> str:
        """The role of a data class."""
        return kind_of(self, path)

    def read(self, frame: Frame, obj: Value, name: str, pos: int) -> Value:
        """An attribute of any value."""
        return attributes.read(self, frame, obj, name, pos)

    # --- running

    def run_module(self, module: Module) -> None:
        """Runs a module's top level once."""
        if module.ran or module.code is None:
            return
        module.ran = True
        module.names["__name__"] = Const("__main__" if module.path == self.reader else module.name)
        module.names["__file__"] = Const(module.path)
        for cell in module.code.cells:
            frame = Frame(module, module.names, cell.registers, module.code, ())
            self.run(frame, cell.body)

    def run(self, frame: Frame, block: Block) -> int:
        """Runs a block; returns what it ended with."""
        self.fuel -= len(block)
        if self.fuel < 0:
            raise OutOfFuel
        regs, env = frame.regs, frame.env
        for ins in block:
            op = ins[0]
            if op == ir.NAME:
                value = env.get(ins[3])
                regs[ins[2]] = value if value is not None else self.lookup(frame, ins[3])
            elif op == ir.CONST:
                regs[ins[2]] = Const(ins[3])
            elif op == ir.STORE:
                value = regs[ins[3]]
                if ins[2] in frame.globals:
                    frame.module.names[ins[2]] = value
                else:
                    env[ins[2]] = value
            else:
                ended = _HANDLERS[op](self, frame, ins)
                if ended:
                    return ended  # type: ignore[no-any-return]
        return _ON

    def lookup(self, frame: Frame, name: str) -> Value:
        """A name that is not local: an enclosing function's, the module's, or a builtin."""
        env: Any = frame.env.get(None)
        while env is not None:
            value = env.get(name)
            if value is not None:
                return value  # type: ignore[no-any-return]
            env = env.get(None)
        value = frame.module.names.get(name)
        if value is not None:
            return value
        path = f"builtins.{name}"
        return Lib(path) if self.table.find(path) is not None else UNKNOWN

    # --- calls into the repository's functions

    def enter(self, func: Func, args: list[Value], kwargs: dict[str, Value], frame: Frame | None, pos: int) -> Value:
        """Calls a function of the repository."""
        code = func.code
        if len(self.stack) >= _DEEPEST_CALL or self.stack.count(code) > 1:
            return containers.mixed(self, [*args, *kwargs.values()])
        self.entered.add(id(code))
        chain = () if frame is None else (*frame.chain[-6:], (frame.module.path, pos))
        env: dict[Any, Value] = {}
        if func.env is not None:
            env[None] = func.env  # type: ignore[assignment]
        inner = Frame(func.module, env, code.registers, code, chain)
        calls.bind(func, args, kwargs, env)
        self.stack.append(code)
        try:
            self.run(inner, code.body)
        finally:
            self.stack.pop()
        if code.generator:
            items = tuple(inner.yielded)
            if len(items) == 1:
                return self.fresh(Seq((), items[0], "generator"))
            return self.fresh(Seq(items, None, "generator"))
        return inner.returned if inner.returned is not None else NONE

    # --- branches

    def truth(self, value: Value) -> bool | None:
        """Whether a value is true, where that is known."""
        if isinstance(value, Const):
            return None if isinstance(value.value, Symbol) else bool(value.value)
        if isinstance(value, (Func, Cls, Module)):
            return True
        return None

    def condition(self, value: Value) -> tuple[Hashable, bool]:
        """What identifies a condition, and whether `value` is it or its opposite."""
        if isinstance(value, Const) and isinstance(value.value, Symbol):
            key = value.value.key
            if isinstance(key, tuple) and key[0] == "not":
                return key[1], False
            return key, True
        return self.identity(value), True

    def fork(self, frame: Frame, cond: Value, arms: tuple[Any, Any]) -> int:
        """Runs both arms from the same state and joins what they leave."""
        key, positive = self.condition(cond)
        env: dict[Any, Value] = frame.env
        results: list[Any] = []
        before = dict(env)
        returned = frame.returned
        for arm in arms:
            mark = self.store.branch()
            frame.returned = None
            ended = arm()
            changed = self.store.take_back(mark)
            results.append((ended, dict(env), changed, _returned_by(frame)))
            env.clear()
            env.update(before)
        frame.returned = returned
        (one, one_env, one_boxes, one_value), (two, two_env, two_boxes, two_value) = results
        if not positive:
            one, one_env, one_boxes, one_value, two, two_env, two_boxes, two_value = (
                two, two_env, two_boxes, two_value, one, one_env, one_boxes, one_value,
            )  # fmt: skip
        for value, polarity in ((one_value, True), (two_value, False)):
            if value is not None:
                self.give_back(frame, value, (key, polarity))
        self.store.join_arms(None if one == _RAISED else one_boxes, None if two == _RAISED else two_boxes, key)
        if one and two:
            env.update(one_env)
            return int(one if one == two else min(one, two))
        if one or two:
            env.clear()
            env.update(two_env if one else one_env)
            return _ON
        for name in [*one_env, *(name for name in two_env if name not in one_env)]:
            a, b = one_env.get(name), two_env.get(name)
            env[name] = a if a is b and a is not None else self.store.join(a, b, key)
        return _ON

    def give_back(self, frame: Frame, value: Value, arm: tuple[Hashable, bool] | None) -> None:
        """Adds a returned value to what the function may return."""
        if frame.returned is None:
            frame.returned = value
        else:
            key = arm[0] if arm else None
            first, second = (value, frame.returned) if arm and arm[1] else (frame.returned, value)
            frame.returned = self.store.join(first, second, key)


def _returned_by(frame: Frame) -> Value | None:
    """What a frame returned while a block ran (asked afresh: the block changed it)."""
    return frame.returned


# --- one handler per instruction


def _delete(_machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.env.pop(ins[2], None)
    return _ON


def _attribute(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = attributes.read(machine, frame, frame.regs[ins[3]], ins[4], ins[1])
    return _ON


def _set_attribute(machine: Machine, frame: Frame, ins: Instruction) -> int:
    attributes.write(machine, frame, frame.regs[ins[2]], ins[3], frame.regs[ins[4]], ins[1])
    return _ON


def _item(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = containers.item(machine, frame, frame.regs[ins[3]], frame.regs[ins[4]], ins[1])
    return _ON


def _set_item(machine: Machine, frame: Frame, ins: Instruction) -> int:
    containers.set_item(machine, frame, frame.regs[ins[2]], frame.regs[ins[3]], frame.regs[ins[4]], ins[1])
    return _ON


def _delete_item(machine: Machine, frame: Frame, ins: Instruction) -> int:
    containers.delete_item(machine, frame.regs[ins[2]], frame.regs[ins[3]])
    return _ON


def _slice(_machine: Machine, frame: Frame, ins: Instruction) -> int:
    low, high, step = (None if r is None else frame.regs[r] for r in ins[3:6])
    frame.regs[ins[2]] = Slice(low, high, step)
    return _ON


def _sequence(kind: str) -> Any:
    def build(machine: Machine, frame: Frame, ins: Instruction) -> int:
        items, rest = containers.spread(machine, frame, ins[3], ins[1])
        made = Seq(items, rest, kind)
        frame.regs[ins[2]] = made if kind == "tuple" else machine.fresh(made)
        return _ON

    return build


def _dictionary(machine: Machine, frame: Frame, ins: Instruction) -> int:
    regs = frame.regs
    pairs = [(None if k is None else regs[k], regs[v]) for k, v in zip(ins[3], ins[4], strict=True)]
    frame.regs[ins[2]] = machine.fresh(containers.mapping(machine, pairs))
    return _ON


def _call(machine: Machine, frame: Frame, ins: Instruction) -> int:
    args, kwargs = calls.arguments(machine, frame, ins[4], ins[5], ins[1])
    frame.regs[ins[2]] = calls.call(machine, frame, frame.regs[ins[3]], args, kwargs, ins[1])
    return _ON


def _method(machine: Machine, frame: Frame, ins: Instruction) -> int:
    args, kwargs = calls.arguments(machine, frame, ins[5], ins[6], ins[1])
    frame.regs[ins[2]] = calls.method(machine, frame, frame.regs[ins[3]], ins[4], args, kwargs, ins[1])
    return _ON


def _binary(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = arithmetic.binary(machine, frame, ins[3], frame.regs[ins[4]], frame.regs[ins[5]], ins[1])
    return _ON


def _unary(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = arithmetic.unary(machine, ins[3], frame.regs[ins[4]])
    return _ON


def _compare(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = arithmetic.compare(machine, frame, ins[3], frame.regs[ins[4]], frame.regs[ins[5]], ins[1])
    return _ON


def _boolean(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = arithmetic.boolean(machine, ins[3], [frame.regs[r] for r in ins[4]])
    return _ON


def _format(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = arithmetic.formatted(machine, [p if isinstance(p, str) else frame.regs[p] for p in ins[3]])
    return _ON


def _function(machine: Machine, frame: Frame, ins: Instruction) -> int:
    regs = frame.regs
    code = frame.module.code.functions[ins[3]]
    defaults = tuple(regs[r] for r in ins[4])
    kwdefaults = tuple(None if r is None else regs[r] for r in ins[5])
    env = None if frame.env is frame.module.names else frame.env
    made: Value = Func(code, frame.module, env, defaults, kwdefaults)
    for decorator in reversed(ins[6]):
        made = calls.decorate(machine, frame, regs[decorator], made, ins[1])
    regs[ins[2]] = made
    return _ON


def _class(machine: Machine, frame: Frame, ins: Instruction) -> int:
    code = frame.module.code.classes[ins[3]]
    names: dict[Any, Value] = {}
    if frame.env is not frame.module.names:
        names[None] = frame.env  # type: ignore[assignment]
    inner = Frame(frame.module, names, code.registers, code, frame.chain)
    machine.run(inner, code.body)
    names.pop(None, None)
    for value in names.values():
        if isinstance(value, Func) and value.env is names:
            value.env = None if frame.env is frame.module.names else frame.env
    bases = tuple(frame.regs[r] for r in ins[4] if r >= 0)
    frame.regs[ins[2]] = Cls(code, frame.module, bases, names)
    return _ON


def _if(machine: Machine, frame: Frame, ins: Instruction) -> int:
    cond = frame.regs[ins[2]]
    truth = machine.truth(cond)
    if truth is not None:
        return machine.run(frame, ins[3] if truth else ins[4])
    calls.chosen(machine, frame, cond, ins[1])
    return machine.fork(frame, cond, (lambda: machine.run(frame, ins[3]), lambda: machine.run(frame, ins[4])))


def _if_expression(machine: Machine, frame: Frame, ins: Instruction) -> int:
    _op, _pos, dst, cond_reg, then, then_reg, orelse, orelse_reg = ins
    cond = frame.regs[cond_reg]
    truth = machine.truth(cond)
    if truth is not None:
        ended = machine.run(frame, then if truth else orelse)
        frame.regs[dst] = frame.regs[then_reg if truth else orelse_reg]
        return ended
    machine.run(frame, then)
    machine.run(frame, orelse)
    key, positive = machine.condition(cond)
    one, two = frame.regs[then_reg], frame.regs[orelse_reg]
    joined = machine.store.join(one if positive else two, two if positive else one, key)
    frame.regs[dst] = containers.influenced(machine, joined, cond)
    return _ON


def _for(machine: Machine, frame: Frame, ins: Instruction) -> int:
    _op, pos, iterable, element, body, orelse = ins
    elements = containers.iterate(machine, frame, frame.regs[iterable], pos)
    for value in elements[:_MOST_UNROLLED]:
        frame.regs[element] = value
        ended = machine.run(frame, body)
        if ended == _BROKE:
            break
        if ended == _RETURNED or (ended == _RAISED and len(elements) == 1):
            return ended
    return machine.run(frame, orelse) if orelse else _ON


def _while(machine: Machine, frame: Frame, ins: Instruction) -> int:
    _op, _pos, test_block, test, body, orelse = ins
    machine.run(frame, test_block)
    if machine.truth(frame.regs[test]) is not False:
        ended = machine.run(frame, body)
        if ended == _RETURNED:
            return ended
    return machine.run(frame, orelse) if orelse else _ON


def _try(machine: Machine, frame: Frame, ins: Instruction) -> int:
    _op, _pos, body, handlers, orelse, final = ins
    before = dict(frame.env)
    ended = machine.run(frame, body)
    if not ended and orelse:
        ended = machine.run(frame, orelse)
    if handlers and not final and all(_trivial(block) for _types, _name, block in handlers):
        return ended if ended != _RAISED else _ON
    for types, name, block in handlers:
        after = dict(frame.env)
        mark = machine.store.branch()
        value = frame.returned
        frame.returned = None
        frame.env.clear()
        frame.env.update(before)
        if name:
            frame.env[name] = UNKNOWN
        failed = machine.run(frame, block)
        handled = dict(frame.env)
        changed = machine.store.take_back(mark)
        other, frame.returned = _returned_by(frame), value
        frame.env.clear()
        frame.env.update(after)
        if other is not None:
            machine.give_back(frame, other, None)
        if failed:
            continue
        key = ("try", ins[1], types)
        if ended:
            frame.env.clear()
            frame.env.update(handled)
            machine.store.join_arms(changed, None, key)
            ended = _ON
            continue
        machine.store.join_arms({}, changed, key)
        for variable, second in handled.items():
            first = frame.env.get(variable)
            if first is not second:
                frame.env[variable] = machine.store.join(first, second, key)
    if final:
        finished = machine.run(frame, final)
        return finished or ended
    return ended


def _trivial(block: Block) -> bool:
    return all(ins[0] in {ir.RAISE, ir.NAME, ir.CONST, ir.ATTR, ir.FORMAT} for ins in block)


def _with(machine: Machine, frame: Frame, ins: Instruction) -> int:
    _op, pos, context, value, body = ins
    manager = frame.regs[context]
    frame.regs[value] = calls.entered_context(machine, frame, manager, pos)
    return machine.run(frame, body)


def _comprehension(machine: Machine, frame: Frame, ins: Instruction) -> int:
    _op, pos, dst, kind, iterable, element, body, conditions, key, value, nested = ins
    elements = containers.iterate(machine, frame, frame.regs[iterable], pos)
    exact = containers.exact(frame.regs[iterable]) and not conditions
    results: list[tuple[Value | None, Value]] = []
    for each in elements[:_MOST_UNROLLED]:
        frame.regs[element] = each
        machine.run(frame, body)
        made = frame.regs[value]
        for condition in conditions:
            made = containers.influenced(machine, made, frame.regs[condition])
        results.append((None if key is None else frame.regs[key], made))
    frame.regs[dst] = containers.comprehended(machine, kind, results, exact=exact, nested=nested)
    return _ON


def _return(machine: Machine, frame: Frame, ins: Instruction) -> int:
    machine.give_back(frame, NONE if ins[2] is None else frame.regs[ins[2]], None)
    return _RETURNED


def _yield(_machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.yielded.append(NONE if ins[3] is None else frame.regs[ins[3]])
    frame.regs[ins[2]] = UNKNOWN
    return _ON


def _yield_from(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.yielded.extend(containers.iterate(machine, frame, frame.regs[ins[3]], ins[1]))
    frame.regs[ins[2]] = UNKNOWN
    return _ON


def _raise(_machine: Machine, _frame: Frame, _ins: Instruction) -> int:
    return _RAISED


def _break(_machine: Machine, _frame: Frame, _ins: Instruction) -> int:
    return _BROKE


def _continue(_machine: Machine, _frame: Frame, _ins: Instruction) -> int:
    return _CONTINUED


def _unpack(machine: Machine, frame: Frame, ins: Instruction) -> int:
    _op, pos, src, dsts, star = ins
    for dst, value in zip(dsts, containers.unpack(machine, frame, frame.regs[src], len(dsts), star, pos), strict=True):
        frame.regs[dst] = value
    return _ON


def _import(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = machine.project.imported(machine, frame.module, ins[3], top=ins[4])
    return _ON


def _import_from(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.regs[ins[2]] = machine.project.imported_from(machine, frame.module, ins[3], ins[4], ins[5])
    return _ON


def _import_star(machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.env.update(machine.project.all_names(machine, frame.module, ins[2], ins[3]))
    return _ON


def _global(_machine: Machine, frame: Frame, ins: Instruction) -> int:
    frame.globals |= set(ins[2])
    return _ON


def _nothing(_machine: Machine, _frame: Frame, _ins: Instruction) -> int:
    return _ON


def _match(machine: Machine, frame: Frame, ins: Instruction) -> int:
    _op, _pos, subject, cases = ins
    value = frame.regs[subject]
    if isinstance(value, Const) and not isinstance(value.value, Symbol):
        for literal, wildcard, block in cases:
            if wildcard or (literal is not None and literal == value.value):
                return machine.run(frame, block)
    return _cases(machine, frame, ins, cases)


def _cases(machine: Machine, frame: Frame, ins: Instruction, cases: Any) -> int:
    if not cases:
        return _ON
    (literal, wildcard, block), rest = cases[0], cases[1:]
    if wildcard:
        return machine.run(frame, block)
    cond = Const(Symbol(("case", machine.identity(frame.regs[ins[2]]), literal)))
    return machine.fork(frame, cond, (lambda: machine.run(frame, block), lambda: _cases(machine, frame, ins, rest)))


_HANDLERS: Final[dict[int, Any]] = {
    ir.DELETE: _delete, ir.ATTR: _attribute, ir.SETATTR: _set_attribute, ir.ITEM: _item, ir.SETITEM: _set_item,
    ir.DELITEM: _delete_item, ir.SLICE: _slice, ir.TUPLE: _sequence("tuple"), ir.LIST: _sequence("list"),
    ir.SET: _sequence("set"), ir.DICT: _dictionary, ir.CALL: _call, ir.METHOD: _method, ir.BINARY: _binary,
    ir.UNARY: _unary, ir.COMPARE: _compare, ir.BOOLEAN: _boolean, ir.FORMAT: _format, ir.FUNCTION: _function,
    ir.CLASS: _class, ir.IF: _if, ir.IFEXP: _if_expression, ir.FOR: _for, ir.WHILE: _while, ir.TRY: _try,
    ir.WITH: _with, ir.COMPREHENSION: _comprehension, ir.RETURN: _return, ir.YIELD: _yield,
    ir.YIELD_FROM: _yield_from, ir.RAISE: _raise, ir.BREAK: _break, ir.CONTINUE: _continue, ir.UNPACK: _unpack,
    ir.IMPORT: _import, ir.IMPORT_FROM: _import_from, ir.IMPORT_STAR: _import_star, ir.GLOBAL: _global,
    ir.NONLOCAL: _nothing, ir.MATCH: _match,
}  # fmt: skip

__all__ = ["FUEL", "Frame", "Machine", "OutOfFuel"]
