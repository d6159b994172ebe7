"""Names that are written down: lists of texts, the name that a value is read by, and what changes either later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign, Call, SetItem
from mle_reviewer.system.code.terms import (
    Attr,
    Choice,
    Const,
    Element,
    Global,
    Group,
    Item,
    Lib,
    Op,
    Own,
    Pairs,
    Param,
    Result,
    Term,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.system import System

_DEEPEST: Final = 24
_FEWEST: Final = 2
_WRITTEN: Final = Const | Lib | Group | Pairs
_BY_NAME: Final = "loc"
_MOVING: Final = frozenset(
    {"insert", "pop", "drop", "rename", "update", "sort", "reverse", "append", "extend", "remove", "clear", "popitem",
     "move_to_end", "setdefault", "set_axis"}
)  # fmt: skip


def name_of(call: Call) -> str:
    """The last part of the name that a call calls."""
    return call.method or str(getattr(call.callee, "path", "")).rpartition(".")[2]


def is_object(call: Call) -> bool:
    """Whether a method is called on a value, not a function of a module."""
    return not isinstance(call.callee, Lib | Own)


def bound_once(system: System, term: Global) -> bool:
    """Whether a name of a module is bound by its top level alone."""
    module = system.indexed.module(term.path)
    return module is not None and not module.binding.get(term.name)


def texts(system: System, term: Term, depth: int = 0) -> tuple[str, ...]:
    """The texts of a list, in their order; () where they are not all known, or where something changes the list."""
    if depth > _DEEPEST or any(isinstance(one, Call) for one in changes_of(system, term)):
        return ()
    match term:
        case Group():
            return alone(term) if term.kind in {"list", "tuple"} and len(term.items) >= _FEWEST else ()
        case Global(term=one):
            return texts(system, one, depth + 1) if bound_once(system, term) else ()
        case Op(op="+", terms=terms):
            parts = [texts(system, one, depth + 1) or alone(one) for one in terms]
            return tuple(name for part in parts for name in part) if all(parts) else ()
        case Param():
            given = system.indexed.given(term) or (() if term.default is None else (term.default,))
        case Choice(terms=terms):
            given = terms
        case Attr(of=of, name=name):
            things = system.indexed.things(of)
            own = len(things) == 1 and isinstance(things[0], OwnThing) and things[0].kind == "class"
            given = system.indexed.attribute(things[0], name) if own and isinstance(things[0], OwnThing) else ()
        case Item(of=Pairs() as pairs, key=Const(value=str(name))):
            value = pairs.get(name)
            given = () if value is None else (value,)
        case Result(call=call):
            if name_of(call) in {"list", "tuple", "copy"}:
                given = call.args[:1] or ((call.callee,) if call.method is not None else ())
            else:
                given = tuple(one for routine in system.indexed.own(call) for one in routine.returned())
        case _:
            return ()
    found = {texts(system, one, depth + 1) for one in given}
    return found.pop() if len(found) == 1 else ()


def alone(term: Term) -> tuple[str, ...]:
    """The texts of a list that is written down, or one text; () where something else is among them."""
    items = term.items if isinstance(term, Group) else (term,)
    names = [one.value for one in items if isinstance(one, Const) and isinstance(one.value, str)]
    return tuple(names) if len(names) == len(items) else ()


def field_of(system: System, term: Term) -> str:
    """The one name that a value is read by, however it is cast or coded; "" where it is none, or of several."""
    names, waiting, seen = set[str](), [term], 0
    while waiting and seen < _DEEPEST:
        one = waiting.pop()
        seen += 1
        behind: list[Term] = []
        match one:
            case Item(key=Const(value=str(name))) | Attr(of=Param() | Element(), name=name):
                names.add(name)
            case Item(of=Pairs() | Global(), key=key):  # looked up by what was sent
                behind = [key]
            case Param(name=name):
                names.add(_given_as(system, one, _DEEPEST - seen) or name)
            case Result(call=call) if name_of(call) == "get" and isinstance(call.callee, Param | Result | Attr | Lib):
                names |= {*alone(call.args[0])} if call.args else {""}
            case Result(call=call):
                behind = list(_through(call))
                if all(isinstance(inner, _WRITTEN) for given in behind for inner in within(given)):
                    names.add(_bound_as(system, one))  # what a page asks a person for
                    behind = []
            case Choice(terms=terms, test=test):
                behind = [*terms, *(() if test is None else (test,))]
            case Op(terms=terms):
                behind = [*terms]
            case Const():
                continue
            case _:
                return ""
        waiting += behind
    return names.pop() if len(names) == 1 else ""


def _given_as(system: System, param: Param, depth: int) -> str:
    """The name of what all callers give a parameter."""
    given = system.indexed.given(param) if depth > _DEEPEST - 4 else ()
    names = {field_of(system, one) if not isinstance(one, Param) else one.name for one in given}
    return names.pop() if len(names) == 1 else ""


def _bound_as(system: System, term: Term) -> str:
    """The name of the variable that a value is bound to; "" where it is none, or of several."""
    names = system.once(_variables).get(id(term), set())
    return next(iter(names)) if len(names) == 1 else ""


def _variables(system: System) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for routine in system.routines("code"):
        for step in routine.every():
            if isinstance(step, Assign) and isinstance(step.term, Result):
                found.setdefault(id(step.term), set()).add(step.name)
    return found


def _through(call: Call) -> Iterator[Term]:
    """What a value was cast or worked out of."""
    if call.method == "get" and isinstance(call.callee, Pairs | Global):
        yield from call.args[:1]
    elif call.method != "get":
        yield from call.args
        if call.method is not None and is_object(call):
            yield call.callee


def changes_of(system: System, term: Term) -> list[SetItem | Call]:
    """The steps that change a table, a dict or a list where it stands, in the order in which they are written."""
    return system.once(_changing).get(id(term), [])


def _changing(system: System) -> dict[int, list[SetItem | Call]]:
    """What changes a table, a dict or a list where it stands, by what is changed."""
    found: dict[int, list[SetItem | Call]] = {}
    for path in (*system.code, *system.notebooks):
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for step in routine.every():
                if isinstance(step, SetItem):
                    of = step.of.of if isinstance(step.of, Attr) and step.of.name == _BY_NAME else step.of
                    found.setdefault(id(of), []).append(step)
                elif isinstance(step, Call) and step.method in _MOVING:
                    found.setdefault(id(step.callee), []).append(step)
    return found
