"""Gates that ask the record of a run for a figure of a name that nothing here records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Attr, Const, Item, Result, Term, Text, within
from mle_reviewer.system.questions.gating.decisions import Decision, Decisions

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_SHORTEST: Final = 2  # letters of a part that a name may be put together from


@dataclass(frozen=True, slots=True)
class Unlogged:
    """A figure that a decision asks for by a name that stands nowhere else."""

    decision: Decision
    routine: Routine
    pos: int
    name: str


def unlogged(system: System) -> tuple[Unlogged, ...]:
    """The decisions by such figures; none where the names of what is recorded cannot be known."""
    return system.once(_unlogged)


def _unlogged(system: System) -> tuple[Unlogged, ...]:
    if not system.signed("log-metrics"):
        return ()
    alone = _logs_by_itself(system)
    found: list[Unlogged] = []
    for decision in system.once(Decisions).all:
        asked: dict[str, int] = {}
        for one in decision.compared:
            for side in one.op.terms:
                asked.update((name, one.op.pos) for name in _asked(side))
        found += [
            Unlogged(decision, decision.routine, pos or decision.step.pos, name)
            for name, pos in asked.items()
            if not (alone and name[:1].islower()) and not _stands_elsewhere(system, name)
        ]
    return tuple(found)


def _asked(side: Term) -> Iterator[str]:
    """The names by which a side is looked up among the figures of a recorded run."""
    for one in within(side):
        if isinstance(one, Item) and isinstance(one.key, Const) and _is_record(one.of):
            name = one.key.value
        elif isinstance(one, Result) and one.call.method == "get" and one.call.args and _is_record(one.call.callee):
            key = one.call.args[0]
            name = key.value if isinstance(key, Const) else None
        else:
            continue
        if isinstance(name, str):
            yield name


def _is_record(term: Term) -> bool:
    """Whether it is `run.data.metrics`."""
    return isinstance(term, Attr) and term.name == "metrics" and isinstance(term.of, Attr) and term.of.name == "data"


def _logs_by_itself(system: System) -> bool:
    """Whether figures are recorded under names that the tracker makes itself: of its functions, which are small."""
    return any(
        name.rpartition(".")[2] == "autolog"
        for routine in system.routines()
        for call in routine.calls()
        for name in system.indexed.names(call)
    )


def _stands_elsewhere(system: System, name: str) -> bool:
    """Whether a text of the code is the name, or may be put together to it, but where runs are asked for it."""
    for routine in system.routines():
        keys: set[int] = set()
        some: list[Term] = []
        for one, _step in routine.spoken():
            if isinstance(one, Item) and _is_record(one.of):
                keys.add(id(one.key))
            elif isinstance(one, Result) and one.call.method == "get" and _is_record(one.call.callee):
                keys |= {id(arg) for arg in one.call.args[:1]}
            elif isinstance(one, (Const, Text)):
                some.append(one)
        if any(id(one) not in keys and _may_be(one, name) for one in some):
            return True
    return False


def _may_be(one: Term, name: str) -> bool:
    if isinstance(one, Const):
        return isinstance(one.value, str) and one.value == name
    parts = [part for part in one.parts if isinstance(part, str)] if isinstance(one, Text) else []
    return any(len(part) >= _SHORTEST and part in name for part in parts)
