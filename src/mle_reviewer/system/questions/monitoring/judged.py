"""Where code holds what was predicted against what came true later: the quality of a model that answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.groups import NUMBERS
from mle_reviewer.system.code.steps import Assign, Routine
from mle_reviewer.system.code.terms import Attr, Const, Item, Pairs, Param, all_within
from mle_reviewer.system.doing import closure, predicts, scores, trains
from mle_reviewer.system.questions.learning.training_ground import TRAINS, ground
from mle_reviewer.system.questions.monitoring.signals import words_of

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_Found = tuple[Routine, int, str, bool]
# What a function does with a figure that is there already.
_ABOUT: Final = frozenset({
    "load", "read", "get", "fetch", "format", "build", "save", "plot", "print", "send", "render", "log", "write",
    "report", "parse", "create", "make", "show", "display", "notify", "alert", "trigger", "handle", "test",
    "generate", "simulate", "mock",
})  # fmt: skip
# What code is about that scores predictions once outcomes are there, and what only shows figures.
_LATER: Final = frozenset({
    "monitor", "monitoring", "performance", "quality", "backfill", "outcome", "outcomes", "actual", "actuals",
    "feedback", "production", "realized", "degradation", "predictions", "live", "drift", "resolve", "resolved",
})  # fmt: skip
_SHOWN: Final = frozenset({"demo", "dashboard", "dashboards", "pages", "chart", "charts", "plots", "backtest"})
_TRUE: Final = frozenset({
    "actual", "actuals", "truth", "outcome", "outcomes", "observed", "observation", "observations", "realized",
    "feedback", "resolved",
})  # fmt: skip
_SAID: Final = frozenset(
    {"prediction", "predictions", "predicted", "pred", "preds", "forecast", "forecasts", "score", "scores", "archive"}
)
_METRIC: Final = re.compile(
    r"(?:^|_)(?:accuracy|f1|auc|auroc|rmse|mae|mape|smape|wape|mase|pinball|brier|log_?loss|mean_(?:absolute|squared)_\w+|"
    r"precision|recall|r2)(?:_|$)"
)


def judged(system: System) -> Iterator[_Found]:
    """Functions that hold predictions against what came true and score them, without asking a model anew."""
    found: dict[tuple[str, int], tuple[Routine, list[Routine]]] = {}
    for routine in system.routines():
        if not _candidate(system, routine):
            continue
        entered = list(closure(system.indexed, routine))
        if any(_asks(system, one) for one in entered) or not any(_scores(system, one) for one in entered):
            continue
        names = frozenset(word for one in entered for name in system.once(Names).of(one) for word in words_of(name))
        if names & _TRUE and names & _SAID:
            found[routine.path, routine.function] = routine, entered
    for key, (routine, entered) in found.items():
        if any((one.path, one.function) in found and (one.path, one.function) != key for one in entered):
            continue
        how = system.reached.how(routine)
        yield (
            routine,
            routine.pos,
            f"`{routine.name}` holds predictions against what came true and scores them",
            how == "run",
        )


def _candidate(system: System, routine: Routine) -> bool:
    if routine.function < 0 or system.reached.how(routine) is None or ground(system).get(routine.path) == TRAINS:
        return False
    first = routine.name.rpartition(".")[2].strip("_").partition("_")[0].lower()
    of = words_of(routine.path, routine.name)
    return first not in _ABOUT and bool(of & _LATER) and not of & _SHOWN


def _asks(system: System, routine: Routine) -> bool:
    return any(predicts(system.indexed, call) or trains(system.indexed, call) for call in routine.calls())


def _scores(system: System, routine: Routine) -> bool:
    """Whether a function works out a figure of quality: by a library, or by one of the repository that is called so."""
    for call in routine.calls():
        if scores(system.indexed, call):
            return True
        called = [name.rpartition(".")[2] for name in system.indexed.names(call) if not name.startswith("?.")]
        called += [one.name.rpartition(".")[2] for one in system.indexed.own(call)]
        if any(_METRIC.search(name.lower()) for name in called):
            return True
    named = any(_METRIC.search(name.lower()) for name in system.once(Names).of(routine))
    return named and any(name.startswith(NUMBERS) for call in routine.calls() for name in system.indexed.names(call))


class Names:
    """The names that functions speak of: columns, keys, attributes, and what they call their values."""

    def __init__(self, _system: System) -> None:
        self._known: dict[tuple[str, int], frozenset[str]] = {}

    def of(self, routine: Routine) -> frozenset[str]:
        """The names of one function."""
        key = routine.path, routine.function
        if key not in self._known:
            self._known[key] = frozenset(_names(routine))
        return self._known[key]


def _names(routine: Routine) -> Iterator[str]:
    yield from routine.params
    for step in routine.every():
        if isinstance(step, Assign):
            yield step.name
    for one in all_within(term for step in routine.every() for term in step.terms()):
        if isinstance(one, (Attr, Param)):
            yield one.name
        elif isinstance(one, Item) and isinstance(one.key, Const):
            yield str(one.key.value)
        elif isinstance(one, Pairs):
            yield from (key.value for key in one.keys if isinstance(key, Const) and isinstance(key.value, str))
