"""Where figures of models are worked out, and how long answers take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import same, words
from mle_reviewer.system.code.steps import Assert, Assign, Routine
from mle_reviewer.system.code.terms import Call, Const, Op, Result, Term, within
from mle_reviewer.system.doing import closure, predicts, trains
from mle_reviewer.system.questions.figures import figure, is_figure

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_LOOKS: Final = 2  # at a clock
_NEAR: Final = 12  # functions that a prediction may stand in
_CLOCKS: Final = frozenset({
    "time.time", "time.perf_counter", "time.monotonic", "time.perf_counter_ns", "time.time_ns", "time.process_time",
    "timeit.default_timer", "datetime.datetime.now", "datetime.datetime.utcnow",
})  # fmt: skip
_RECKONS: Final = frozenset({"/", "-", "*", "**"})
_OF_NUMBERS: Final = frozenset({
    "squared error", "absolute error", "MAPE", "sMAPE", "WAPE", "RMSLE",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One place where a figure is worked out, and what it is called."""

    routine: Routine
    pos: int
    name: str


def figures(system: System) -> tuple[Figure, ...]:
    """All figures in code, in the order of the documents."""
    return system.once(_figures)


def _figures(system: System) -> tuple[Figure, ...]:
    found: list[Figure] = []
    for routine in system.routines():
        for call in routine.calls():
            name = figure(system, call)
            if name:
                found.append(Figure(routine, call.pos, name))
    return tuple(found)


def by_hand(system: System) -> Iterator[Figure]:
    """Figures that are reckoned in place and bound to their names, in functions that work others out."""
    some = {(one.routine.path, one.routine.function): one.routine for one in figures(system)}
    for routine in some.values():
        for step in routine.every():
            if (
                isinstance(step, Assign)
                and is_figure(step.name)
                and same(step.name) not in {"", "loss"}
                and not isinstance(step.term, Const)
            ):
                inner = tuple(within(step.term, calls=False))
                reckoned = any(isinstance(one, Op) and one.op in _RECKONS for one in inner)
                if reckoned and not any(isinstance(one, Result) and figure(system, one.call) for one in inner):
                    yield Figure(routine, step.pos, step.name)


def of_numbers_alone(some: tuple[Figure, ...]) -> bool:
    """Whether all figures that are known by name are errors of numbers: no probability has to be true there."""
    known = {same(one.name) for one in some} - {""}
    return bool(known) and known <= _OF_NUMBERS


def timed(system: System) -> Iterator[tuple[Routine, int]]:
    """Where code measures how long a prediction takes: the difference of two looks at a clock around one."""
    for routine in system.routines():
        clocks = [call for call in routine.calls() if _CLOCKS & set(system.indexed.names(call))]
        if len(clocks) >= _LOOKS and (pos := _span(system, routine)) and _asks(system, routine):
            yield routine, pos


def latency_tests(system: System) -> Iterator[tuple[Routine, int]]:
    """Tests that hold how long an answer may take: named so, with a comparison that they claim."""
    for routine in system.routines("test"):
        if "latency" in words(routine.name.rpartition(".")[2]) and any(
            isinstance(one, Op) and one.op in {"<", "<="}
            for step in routine.every()
            if isinstance(step, Assert)
            for one in within(step.term)
        ):
            yield routine, routine.pos


def _span(system: System, routine: Routine) -> int:
    for step in routine.every():
        terms = (step.term,) if isinstance(step, Assign) else (*step.args,) if isinstance(step, Call) else ()
        for term in terms:
            for one in within(term, calls=False):
                if isinstance(one, Op) and one.op == "-" and all(_is_clock(system, part) for part in one.terms):
                    return one.pos or step.pos
    return 0


def _is_clock(system: System, term: Term) -> bool:
    return isinstance(term, Result) and bool(_CLOCKS & set(system.indexed.names(term.call)))


def _asks(system: System, routine: Routine) -> bool:
    asked = False
    for number, inner in enumerate(closure(system.indexed, routine)):
        if number >= _NEAR:
            break
        for call in inner.calls():
            if trains(system.indexed, call):
                return False
            asked = asked or bool(predicts(system.indexed, call))
    return asked
