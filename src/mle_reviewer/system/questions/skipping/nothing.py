"""Gates and evaluations over what may be empty: of nothing everything holds, and a mean is no number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assert, Assign, Branch, Loop, Return, Routine, every
from mle_reviewer.system.code.terms import (
    Call,
    Choice,
    Collected,
    Const,
    Group,
    Item,
    Op,
    Pairs,
    Result,
    Term,
    all_within,
    within,
)
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.questions.measuring.measures import ORDERING
from mle_reviewer.system.questions.skipping.becoming import ADDING
from mle_reviewer.system.questions.skipping.mattering import known_of, matter
from mle_reviewer.system.questions.skipping.refusing import refuses, uncaught

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ENTRIES: Final = frozenset({"items", "values", "keys", "copy"})
_ORDERING: Final = frozenset({
    "builtins.sorted", "builtins.list", "builtins.tuple", "builtins.set", "builtins.enumerate", "builtins.reversed",
})  # fmt: skip
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class Vacuous:
    """A test or loop that passes where there is nothing to look at: why it may be so, and what passes."""

    routine: Routine
    pos: int
    may_be: str
    source: int  # the position of what may be empty
    passes: str


def vacuous(system: System) -> Iterator[Vacuous]:
    """Every such test and loop."""
    gates = system.once(Gates)
    for routine in system.routines():
        yield from _claims(system, gates, routine)
        yield from _loops(system, gates, routine)
        yield from _means(system, gates, routine)


def _claims(system: System, gates: Gates, routine: Routine) -> Iterator[Vacuous]:
    """`all(figure >= limit for ... in what may be empty)`."""
    for call in routine.calls():
        if "builtins.all" not in system.indexed.names(call) or len(call.args) != 1:
            continue
        asked = call.args[0]
        if not isinstance(asked, Collected) or not any(gates.measures.comparisons(asked.value)):
            continue
        may_be = empty_source(system, routine, asked.of)
        if may_be is not None and _decides(routine, call) and not _asks(routine, asked.of, call):
            yield Vacuous(routine, call.pos, *may_be, "`all` of nothing is true")


def _decides(routine: Routine, call: Call) -> bool:
    """Whether something hangs on what a call says."""
    for step in routine.every():
        if isinstance(step, (Branch, Assert, Return)) and any(
            isinstance(one, Result) and one.call is call for term in step.terms() for one in within(term)
        ):
            return True
    return False


def _loops(system: System, gates: Gates, routine: Routine) -> Iterator[Vacuous]:
    """A loop over what may be empty, in which alone a figure is held against a limit or data is checked."""
    for loop in (one for one in routine.every() if isinstance(one, Loop) and one.over is not None):
        checks = _checked_in(system, gates, routine, loop)
        may_be = empty_source(system, routine, loop.over) if checks and loop.over is not None else None
        if may_be is None or loop.over is None or _asks(routine, loop.over, None) or _counts(routine, loop):
            continue
        yield Vacuous(routine, loop.pos, *may_be, f"{checks} in the loop alone, which then is gone through no time")


def _checked_in(system: System, gates: Gates, routine: Routine, loop: Loop) -> str:
    steps = {id(one) for one in uncaught(system, loop.body)}
    if any(id(gate.step) in steps and _refuses(system, gate.step) for gate in gates.of(routine)):
        return "figures are held against limits"
    for step in every(loop.body):
        if isinstance(step, Call):
            one = matter(system, step)
            if one is not None and one.kind == "validates" and _of_table(system, step):
                return "data is checked"
    return ""


def _refuses(system: System, step: Branch | Assert) -> bool:
    """Whether an arm of a test refuses, which ends the loop and more: whatever else is done on it is no verdict."""
    return isinstance(step, Assert) or any(refuses(system, block) for block in step.blocks())


def _of_table(system: System, call: Call) -> bool:
    """Whether what is checked is a table that was loaded: files of settings may well be none."""
    for one in all_within(call.terms()):
        for entry in known_of(system, one.call) if isinstance(one, Result) else ():
            kind = entry.slots.get("type")
            known = system.table.find_class(kind) if isinstance(kind, str) else None
            if entry.effect in {"load", "query"} and known is not None and known.role in {"frame", "series", "array"}:
                return True
    return False


def _means(system: System, gates: Gates, routine: Routine) -> Iterator[Vacuous]:
    """`if mean(figures) < limit: refuse`, the figures put together in a loop over what may be empty."""
    for branch in (one for one in routine.every() if isinstance(one, Branch) and not one.orelse):
        compared = [one for one in _conditions(branch.test) if isinstance(one, Op) and one.op in ORDERING]
        calls = [one.call for op in compared for side in op.terms for one in within(side) if isinstance(one, Result)]
        filled = next((found for call in calls if (found := _filled(system, gates, routine, call))), None)
        if filled is None or not refuses(system, branch.then) or _asks(routine, filled[1], None):
            continue
        yield Vacuous(routine, branch.pos, *filled[0], "the mean of nothing is NaN, which no limit refuses")


def _conditions(test: Term) -> tuple[Term, ...]:
    """What each by itself makes a test hold."""
    return test.terms if isinstance(test, Op) and test.op == "or" else (test,)


def _filled(system: System, gates: Gates, routine: Routine, call: Call) -> tuple[tuple[str, int], Term] | None:
    """The list that a mean is of, where it is filled in a loop over what may be empty."""
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is None or entry.sign not in {"mean-or-nan", "mean-of-present"} or not call.args:
            continue
        of = call.args[0]
        if (
            isinstance(of, Collected)
            and gates.measures.measured(of.value)
            and (may_be := empty_source(system, routine, of.of)) is not None
        ):
            return may_be, of.of
        for loop in (one for one in routine.every() if isinstance(one, Loop) and one.over is not None):
            adds = any(
                isinstance(one, Call) and one.method in ADDING and one.callee is of
                and any(map(gates.measures.measured, one.args)) for one in every(loop.body)
            )  # fmt: skip
            may_be = empty_source(system, routine, loop.over) if adds and loop.over is not None else None
            if may_be is not None and loop.over is not None:
                return may_be, of
    return None


def empty_source(system: System, routine: Routine, term: Term, depth: int = 0) -> tuple[str, int] | None:
    """Why a term may hold nothing, and where that is decided; None where it is not known to."""
    if depth > _DEEPEST:
        return None
    match term:
        case Choice(terms=terms) | Op(op="or", terms=terms):
            if any(isinstance(one, (Group, Pairs)) and not _items(one) for one in terms):
                return "nothing stands for it where it is missing", routine.pos
            return next((found for one in terms if (found := empty_source(system, routine, one, depth + 1))), None)
        case Collected(of=of, tests=tests):
            if tests and not isinstance(of, (Group, Pairs)):
                return "a condition may leave none of them", routine.pos
            return empty_source(system, routine, of, depth + 1)
        case Result(call=call):
            return _of_call(system, routine, call, depth)
        case Item(of=of, key=Group(kind="slice")):
            return empty_source(system, routine, of, depth + 1)
        case _:
            return None


def _of_call(system: System, routine: Routine, call: Call, depth: int) -> tuple[str, int] | None:
    names = (*system.indexed.names(call), f"*.{call.method}")
    listed = any((sign := system.conventions.call(name)) is not None and sign.sign == "list-files" for name in names)
    if listed or any(entry.effect == "list-files" for entry in known_of(system, call)):
        return "there may be no such files", call.pos
    if call.method == "get" and not system.indexed.own(call):
        usual = call.given("default", 1)
        empty = isinstance(usual, (Group, Pairs)) and not _items(usual)
        return ("it may not be there, and nothing stands for it", call.pos) if empty else None
    if call.method in _ENTRIES and not call.args:
        return empty_source(system, routine, call.callee, depth + 1)
    if set(system.indexed.names(call)) & _ORDERING and call.args:
        return empty_source(system, routine, call.args[0], depth + 1)
    for own in system.indexed.own(call):
        for given in own.returned():
            found = empty_source(system, own, given, depth + 3)
            if found is not None and not any(isinstance(one, Branch) for one in own.steps):
                return found[0], call.pos
    return None


def _items(term: Group | Pairs) -> tuple[Term | None, ...]:
    return term.items if isinstance(term, Group) else term.keys


def _asks(routine: Routine, term: Term, but: Call | None) -> bool:
    """Whether something else asks about the same, or about what it is made of."""
    made = {id(one) for one in within(term) if isinstance(one, (Result, Collected, Choice))}
    for step in routine.every():
        if not isinstance(step, (Branch, Assert)):
            continue
        for asked in step.terms():
            for one in _beside(asked, but):
                if id(one) in made:
                    return True
    return False


def _beside(term: Term, but: Call | None) -> Iterator[Term]:
    """A test and what it is made of, what `but` is given left out, and elements of a loop."""
    waiting, seen = [term], {id(term)}
    while waiting:
        one = waiting.pop()
        if isinstance(one, Result) and one.call is but:
            continue
        yield one
        inner = one.call.terms() if isinstance(one, Result) and _sizes(one.call) else ()
        parts = one.terms if isinstance(one, (Op, Choice)) else inner
        for each in parts:
            if id(each) not in seen:
                seen.add(id(each))
                waiting.append(each)


def _sizes(call: Call) -> bool:
    """Whether a call only says how many, or whether there are any."""
    name = getattr(call.callee, "path", "")
    return name in {"builtins.len", "builtins.bool", "builtins.any", "builtins.list"} or call.method in _ENTRIES


def _counts(routine: Routine, loop: Loop) -> bool:
    """Whether the rounds are counted or kept, and a test behind the loop asks."""
    counted = [
        one for one in every(loop.body)
        if (isinstance(one, Assign) and isinstance(one.term, (Op, Const)))
        or (isinstance(one, Call) and one.method in ADDING)
    ]  # fmt: skip
    behind = [one for one in routine.every() if isinstance(one, (Branch, Assert)) and one.pos > _end(loop)]
    return bool(counted) and bool(behind)


def _end(loop: Loop) -> int:
    return max((one.pos for one in every(loop.body)), default=loop.pos)


__all__ = ["Vacuous", "empty_source", "vacuous"]
