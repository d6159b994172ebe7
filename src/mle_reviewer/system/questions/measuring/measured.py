"""Where figures of models are worked out, and how long answers take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import is_measure, same, words
from mle_reviewer.system.code.steps import Assert, Assign, Routine
from mle_reviewer.system.code.terms import Call, Const, Group, Lib, Op, Pairs, Result, Term, within
from mle_reviewer.system.doing import closure, predicts, trains
from mle_reviewer.system.questions.measuring.figures import figure, is_figure
from mle_reviewer.system.signs import Shape, shapes_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_LOOKS: Final = 2  # at a clock
_NEAR: Final = 12  # functions that a prediction may stand in
_CLOCKS: Final = frozenset({
    "time.time", "time.perf_counter", "time.monotonic", "time.perf_counter_ns", "time.time_ns", "time.process_time",
    "timeit.default_timer", "datetime.datetime.now", "datetime.datetime.utcnow",
})  # fmt: skip
_FAR: Final = 60  # functions that training may stand in: how long it takes is no matter of an answer
_ASKING: Final = frozenset({"metric", "metrics", "scoring", "score_func", "scorer", "metric_fn"})
_SCORING: Final = frozenset({"metric", "score"})
_MEANS: Final = frozenset({"mean", "nanmean", "average"})
_UNSIGNED: Final = frozenset({"abs", "absolute", "fabs", "square"})
_RECKONS: Final = frozenset({"/", "-", "*", "**"})
_OF_NUMBERS: Final = frozenset({
    "squared error", "absolute error", "MAPE", "sMAPE", "WAPE", "RMSLE", "RMSPE", "MASE", "RMSSE",
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
            found += [Figure(routine, call.pos, one) for one in _compiled(system, call)]
            found += [Figure(routine, call.pos, one) for one in _handed(system, call)]
    return tuple(found)


def _handed(system: System, call: Call) -> Iterator[str]:
    """The metrics of libraries that a call is handed to work out: `model.backtest(series, metric=mae)`."""
    for key, given in call.kwargs:
        for one in (given.items if isinstance(given, Group) else (given,)) if key in _ASKING else ():
            entry = system.table.find_call(one.path) if isinstance(one, Lib) else None
            if entry is not None and entry.effect in _SCORING and is_measure(entry.path.rpartition(".")[2]):
                yield entry.path.rpartition(".")[2]


def _compiled(system: System, call: Call) -> Iterator[str]:
    """The metrics that a network is built to work out: `compile(metrics=["accuracy", AUC()])`."""
    known = any(one.path.endswith(".compile") and "metrics" in one.params for one in system.indexed.entries(call))
    alike = call.method == "compile" and call.given("loss") is not None and call.given("optimizer") is not None
    if known or alike:
        given = call.given("metrics")
        for one in within(given, calls=False) if given is not None else ():
            if isinstance(one, Const) and isinstance(one.value, str) and is_measure(one.value):
                yield one.value
            called = system.indexed.names(one.call) if isinstance(one, Result) else ()
            yield from (name.rpartition(".")[2] for name in called if is_measure(name.rpartition(".")[2]))


def load_tests(system: System) -> Iterator[Shape]:
    """Users of load tests, which time every answer, wherever they stand."""
    for path in system.code:
        if tier(path) in {"code", "test", "docs"}:
            yield from (one for one in shapes_of(path, system.indexed, system.conventions) if one.sign == "load-test")


def by_hand(system: System) -> Iterator[Figure]:
    """Figures that are reckoned in place and bound to their names: as errors, or in functions that work others out."""
    some = {(one.routine.path, one.routine.function) for one in figures(system)}
    for routine in system.routines():
        among = (routine.path, routine.function) in some
        for step in routine.every():
            if (
                isinstance(step, Assign)
                and is_figure(step.name)
                and same(step.name) not in {"", "loss"}
                and not isinstance(step.term, Const)
            ):
                inner = tuple(within(step.term, calls=False))
                reckoned = any(isinstance(one, Op) and one.op in _RECKONS for one in inner) and among
                reckoned = reckoned or is_mean_error(step.term)
                if reckoned and not any(isinstance(one, Result) and figure(system, one.call) for one in inner):
                    yield Figure(routine, step.pos, step.name)


def is_mean_error(term: Term) -> bool:
    """Whether it is a mean of differences that are squared, or taken without their sign."""
    means = (one.call for one in within(term) if isinstance(one, Result) and _short(one.call) in _MEANS)
    for mean in means:
        given = (*mean.args, mean.callee)
        if any(isinstance(one, Op) and one.op == "-" for each in given for one in within(each)) and any(
            (isinstance(one, Op) and one.op == "**") or (isinstance(one, Result) and _short(one.call) in _UNSIGNED)
            for each in given
            for one in within(each)
        ):
            return True
    return False


def _short(call: Call) -> str:
    path = call.callee.path if call.method is None and isinstance(call.callee, Lib) else call.method or ""
    return path.rpartition(".")[2]


def recorded(system: System) -> Iterator[Figure]:
    """Figures that are reckoned for a record of several: `{"mae": abs(e).mean(), "rmse": sqrt((e ** 2).mean())}`."""
    for routine in system.routines():
        for step in routine.every():
            terms = step.terms()
            for one in (inner for term in terms for inner in within(term, calls=False) if isinstance(inner, Pairs)):
                pairs = zip(one.keys, one.values, strict=True)
                named = [key for key, value in pairs if isinstance(key, Const) and _reckoned(key, value)]
                if len(named) > 1:
                    yield from (Figure(routine, key.pos or step.pos, str(key.value)) for key in named)


def _reckoned(key: Const, value: Term) -> bool:
    """Whether a key names a figure, and what stands under it is worked out there from errors."""
    if not isinstance(key.value, str) or not is_figure(key.value) or same(key.value) in {"", "loss"}:
        return False
    return any(isinstance(one, Result) and one.call.method in {"mean", "sum"} for one in within(value)) or any(
        isinstance(one, Op) and one.op in {"/", "**"} for one in within(value)
    )


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
        if number >= _FAR:
            break
        for call in inner.calls():
            if trains(system.indexed, call):
                return False
            asked = asked or (number < _NEAR and bool(predicts(system.indexed, call)))
    return asked
