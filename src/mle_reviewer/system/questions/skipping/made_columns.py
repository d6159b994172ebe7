"""The columns that the code itself works out: what is cast of them was a number before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import SetItem, Step
from mle_reviewer.system.code.terms import Call, Collected, Const, Group, Item, Pairs, Term, within
from mle_reviewer.system.questions.skipping.columns_of import column_of
from mle_reviewer.system.questions.skipping.reactions import TABLES

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ROWS: Final = frozenset({"append", "extend", "writerow", "writerows"})


def made_columns(system: System) -> frozenset[str]:
    """The names under which code puts something that is not made of the column itself, worked out once."""
    return system.once(_made)


def _made(system: System) -> frozenset[str]:
    named = {name for routine in system.routines() for call in routine.calls() for name in _headed(call)}
    return frozenset(named) | frozenset(
        name for routine in system.routines() for step in routine.every() for name, term in _put(system, step)
        if not any(isinstance(one, Item) and name in column_of(one.key).names for one in within(term))
    )  # fmt: skip


def _headed(call: Call) -> Iterator[str]:
    """The names that stand at the head of a file which is written row by row."""
    heads = [call.given("fieldnames"), *(call.args if call.method == "writerow" else ())]
    for head in (one for one in heads if isinstance(one, Group)):
        yield from column_of(head).names


def _put(system: System, step: Step) -> Iterator[tuple[str, Term]]:
    if isinstance(step, SetItem):
        yield from ((name, step.term) for name in column_of(step.key).names)
    elif isinstance(step, Call) and step.method == "assign":
        yield from ((name, term) for name, term in step.kwargs if name is not None)
    elif isinstance(step, Call) and (step.method in _ROWS or _is_table(system, step)):
        for given in step.args:
            for row in given.items if isinstance(given, Group) else (given,):
                one = row.value if isinstance(row, Collected) else row
                for key, value in zip(one.keys, one.values, strict=True) if isinstance(one, Pairs) else ():
                    if isinstance(key, Const) and isinstance(key.value, str):
                        yield key.value, value


def _is_table(system: System, call: Call) -> bool:
    """Whether a call makes a table of what it is given."""
    known = (system.table.find_class(name) for name in system.indexed.names(call))
    return any(one is not None and one.role in TABLES for one in known)


__all__ = ["made_columns"]
