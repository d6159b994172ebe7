"""Tests of branches taken apart: what they join and compare, and whether they keep the best so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.system.code.steps import Assert, Assign, Branch, Loop, Raise, Routine, SetAttr, SetItem, Steps, every
from mle_reviewer.system.code.terms import Attr, Const, Group, Item, Lib, Op, Own, Result, Self, Term, within
from mle_reviewer.system.questions.measuring.measures import ORDERING

_TURNING: Final = frozenset({"bool", "float", "int", "str", "round", "all", "any", "abs"})


def joined(test: Term) -> tuple[Term, ...]:
    """The tests that a test joins by `and` and `or`."""
    if isinstance(test, Op) and test.op in {"and", "or"}:
        return tuple(inner for one in test.terms for inner in joined(one))
    return (test,)


def raises(steps: Steps) -> bool:
    """Whether something is raised in a block."""
    return any(isinstance(step, Raise) for step in every(steps))


def repeated(routine: Routine) -> Iterator[Op]:
    """The comparisons of tests in loops: searches, epochs, the rows of a table."""
    for loop in routine.every():
        for step in every(loop.body) if isinstance(loop, Loop) else ():
            if isinstance(step, Branch):
                yield from (one for one in within(step.test, calls=False) if isinstance(one, Op))


def tested(step: Branch | Assert) -> tuple[Term, ...]:
    """The sides of the comparisons that a test itself makes."""
    test = step.test if isinstance(step, Branch) else step.term
    some = (one for one in within(test, calls=False) if isinstance(one, Op) and one.op in ORDERING)
    return tuple(side for op in some for side in op.terms)


def keeps_best(step: Branch | Assert) -> bool:
    """Whether a test keeps the best so far: an arm binds one side of it anew."""
    if isinstance(step, Assert):
        return False
    return binds_anew(step, tested(step))


def binds_anew(branch: Branch, sides: tuple[Term, ...]) -> bool:
    """Whether an arm binds one of these values anew: to a name, an attribute or a key."""
    return any(
        isinstance(one, (Assign, SetAttr, SetItem)) and any(alike(one.term, side) for side in sides)
        for arm in branch.blocks()
        for one in arm
    )


def alike(one: Term, other: Term) -> bool:
    """Whether two terms are the same value as they are written: the same key or attribute of the same thing."""
    if one is other:
        return True
    match one, other:
        case Item(of=mine, key=Const(value=key)), Item(of=its, key=Const(value=same)):
            return bool(key == same) and alike(mine, its)
        case Attr(of=mine, name=name), Attr(of=its, name=named):
            return name == named and alike(mine, its)
        case Self(path=path, index=index), Self(path=there, index=number):
            return path == there and index == number
        case Lib(path=path), Lib(path=there):
            return path == there
        case Own(path=path, name=name), Own(path=there, name=named):
            return path == there and name == named
        case _:
            return False


def asked_itself(test: Term) -> set[int]:
    """What a test asks itself, and not what a call in it is given: conversions left out."""
    found: set[int] = set()
    waiting = [test]
    while waiting:
        for one in within(waiting.pop(), calls=False):
            if id(one) in found:
                continue
            found.add(id(one))
            callee = one.call.callee if isinstance(one, Result) and one.call.method is None else None
            if isinstance(one, Result) and isinstance(callee, Lib) and callee.path.rpartition(".")[2] in _TURNING:
                waiting += one.call.args[:1]
    return found


def counted(term: Term) -> set[int]:
    """What is only counted: how many there are says nothing of how good they are."""
    found: set[int] = set()
    for one in within(term):
        if isinstance(one, Result) and isinstance(one.call.callee, Lib) and one.call.callee.path == "builtins.len":
            found |= {id(inner) for arg in one.call.args for inner in within(arg)}
    return found


def is_said(term: Term) -> bool:
    """Whether a value is written out, as the answer of a test is."""
    some = term.items if isinstance(term, Group) else (term,)
    return bool(some) and all(isinstance(one, Const) and isinstance(one.value, (bool, str)) for one in some)


def asks_for_text(term: Term) -> bool:
    """Whether something is held against a text."""
    return any(
        isinstance(one, Op) and one.op in {"==", "!=", "in", "not in"}
        and any(isinstance(side, Const) and isinstance(side.value, str) for side in one.terms)
        for one in within(term, calls=False)
    )  # fmt: skip


def is_end(term: Term, sides: tuple[Term, ...]) -> bool:
    """Whether a side is an end of the figure's range, or no number; a difference may well be held against 0."""
    if not isinstance(term, Const):
        return False
    if term.value in (0, 1) and not isinstance(term.value, bool):
        return not any(isinstance(side, Op) and side.op == "-" for side in sides)
    return not isinstance(term.value, (int, float))
