"""The prediction path: what a handler enters, where in it a model is asked, and where one is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step as Stop
from mle_reviewer.system.batches import Batch, batches
from mle_reviewer.system.code.steps import Assign, Routine, SetAttr, SetItem
from mle_reviewer.system.code.terms import Call, Const, Param, Result, Self, Term, within
from mle_reviewer.system.doing import answers, predicts
from mle_reviewer.system.entering import Entering, dependencies
from mle_reviewer.system.handed import handed, made_later
from mle_reviewer.system.handlers import Handler, kept, named_functions
from mle_reviewer.system.questions.answering.once import calls_of

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_WATCHING: Final = re.compile(
    r"(?:^|[/_.-])(?:model_?)?(?:monitor(?:ing|s)?|drift|evaluat(?:e|ion)|watch(?:er)?)(?:[/_.-]|$)"
)
_FUNCTIONS: Final = frozenset({"handler", "lambda_handler"})
_MOST_ENTERED: Final = 160
_DEEPEST: Final = 8
_LOADING: Final = frozenset({"load-model", "load-registered", "unsafe-load"})
_FITTING: Final = frozenset({"fit", "fit-transform", "partial-fit", "fit-predict"})


@dataclass(frozen=True, slots=True)
class Entered:
    """A function on the way of a request: by which call, from where, and whether it is run once or each time."""

    routine: Routine
    call: Call | None
    by: Entered | None
    once: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A call on the way of a request."""

    entered: Entered
    call: Call
    once: bool = False  # guarded: only where it has not been done before

    @property
    def routine(self) -> Routine:
        """Where it stands."""
        return self.entered.routine


class Path:
    """All that happens between a request and its answer."""

    def __init__(self, system: System, handler: Handler) -> None:
        self.system = system
        self.handler = handler

    @cached_property
    def entered(self) -> tuple[Entered, ...]:
        """The functions that are run for a request, the handler first."""
        waiting = [(Entered(start, None, None, once=False), 0) for start in self.handler.starts]
        found: dict[tuple[str, int], Entered] = {}
        while waiting and len(found) < _MOST_ENTERED:
            one, depth = waiting.pop(0)
            key = one.routine.path, one.routine.function
            if key in found:
                continue
            found[key] = one
            if depth < _DEEPEST:
                waiting += [(inner, depth + 1) for inner in self._onwards(one)]
        return tuple(found.values())

    def _onwards(self, one: Entered) -> Iterator[Entered]:
        for routine in dependencies(self.system, one.routine):
            yield Entered(routine, None, one, one.once or kept(self.system, routine))
        for call, guarded in calls_of(one.routine):
            own = self.system.indexed.entered(call) or entering(self.system).kept_methods(call)
            for routine in (*own, *self._handed(call)):
                yield Entered(routine, call, one, one.once or guarded or kept(self.system, routine))

    def _handed(self, call: Call) -> Iterator[Routine]:
        """Functions that a call is given: it is the one who calls them."""
        for term in (*call.args, *(value for _, value in call.kwargs)):
            yield from named_functions(self.system, term)
        yield from (one for one, _call in handed(self.system, call))

    @cached_property
    def among(self) -> frozenset[tuple[str, int]]:
        """The functions that are run for a request, by document and number."""
        return frozenset((one.routine.path, one.routine.function) for one in self.entered)

    @cached_property
    def calls(self) -> tuple[Asked, ...]:
        """Every call that is made for a request."""
        return tuple(
            Asked(one, call, one.once or guarded) for one in self.entered for call, guarded in calls_of(one.routine)
        )

    @cached_property
    def predicts(self) -> tuple[Asked, ...]:
        """Where a model is asked."""
        return tuple(one for one in self.calls if self._asks(one.call))

    def _asks(self, call: Call) -> bool:
        """Whether a call asks a model, or has it asked in a thread or worker."""
        later = made_later(self.system, call)
        return asks_model(self.system, call) or (later is not None and asks_model(self.system, later))

    @cached_property
    def loads(self) -> tuple[Asked, ...]:
        """Where a model or transformer is read from storage while a request waits, or (`once`) at the first."""
        return tuple(one for one in self.calls if loads_model(self.system, one.call))

    def way(self, one: Entered) -> list[Stop]:
        """How a request comes to a function, as the steps of a trace."""
        if one.by is None or one.call is None:
            where = self.system.at(one.routine, one.routine.pos)
            if one.by is not None:
                return [*self.way(one.by), Stop(where, f"`{one.routine.name}` is asked for each request")]
            if self.handler.kind == "batch":
                return [Stop(where, f"`{self.handler.name}` scores in batches")]
            asked = f" ({self.handler.words})" if self.handler.words else ""
            called = f"`{one.routine.name}` answers requests" if one.routine.name else "the script answers requests"
            return [Stop(where, f"{called}{asked}")]
        place = self.system.at(one.by.routine, one.call.pos)
        return [*self.way(one.by), Stop(place, f"calls `{one.routine.name}`")]


def entering(system: System) -> Entering:
    """The ways between functions that calls alone do not show."""
    return system.once(_entering)


def _entering(system: System) -> Entering:
    return Entering(system)


def predictions(system: System) -> tuple[Path, ...]:
    """The ways of all requests that a model is asked for."""
    return system.once(_predictions)


def _predictions(system: System) -> tuple[Path, ...]:
    paths = (Path(system, one) for one in system.handlers if not is_job(one))
    return tuple(path for path in paths if path.predicts)


def is_job(handler: Handler) -> bool:
    """Whether a function of a platform gives nothing back: a schedule calls it, and nobody waits for what it says."""
    given = [term for start in handler.starts for term in start.returned()]
    function = handler.kind == "server" and all(start.name in _FUNCTIONS for start in handler.starts)
    return function and all(isinstance(one, Const) and one.value is None for one in given)


def answered(system: System) -> tuple[Path, ...]:
    """The ways of all requests that a model is asked for, and of the batches that it scores."""
    return system.once(_answered)


def _answered(system: System) -> tuple[Path, ...]:
    requests = predictions(system)
    answering = {start.path for one in system.handlers for start in one.starts}
    found = [
        Path(system, Handler("batch", (one.start,), (), "batches"))
        for one in _batched(system)
        if system.reached.how(one.start) is not None and one.start.path not in answering
    ]
    found += [Path(system, Handler("batch", one.starts, (), "batches")) for one in system.handlers if is_job(one)]
    return (*requests, *(path for path in found if path.predicts))


def asked_by_users(system: System) -> tuple[Path, ...]:
    """The ways of requests and batches, without those by which a monitor or a test of quality asks the model."""
    return tuple(path for path in answered(system) if path.handler.kind != "batch" or not _watches(path.handler))


def _watches(handler: Handler) -> bool:
    """Whether a batch stands in a document, or has a name, that speaks of monitoring."""
    return any(_WATCHING.search(f"{start.path}/{start.name}".lower()) is not None for start in handler.starts)


def _batched(system: System) -> Iterator[Batch]:
    started = system.reached.started()
    return batches(system.indexed, system.conventions, entering(system), system.routines("code"), started)


def asks_model(system: System, call: Call) -> bool:
    """Whether a call asks a model for predictions."""
    world = system.indexed
    if predicts(world, call) or answers(world, call) or id(call) in system.once(_asked_by_hand):
        return True
    names = (*world.names(call), *((f"*.{call.method}",) if call.method is not None else ()))
    known = (system.conventions.call(name) for name in names)
    return any(entry is not None and entry.sign in {"predict", "llm-call"} for entry in known)


def _asked_by_hand(system: System) -> frozenset[int]:
    """The calls by which answers come to a model that no library fitted."""
    return frozenset(id(call) for one in system.homemade for call in one.asked)


def loads_model(system: System, call: Call) -> bool:
    """Whether a call reads a model or transformer from storage."""
    for entry in system.indexed.entries(call):
        if entry.effect == "restore" and not entry.slots.get("initial"):
            return True
        if entry.effect == "load" and entry.slots.get("unsafe"):
            return True
    for name in system.indexed.names(call):
        known = system.conventions.call(name)
        if known is not None and known.sign in _LOADING:
            return True
    return False


def puts_away(routine: Routine, call: Call) -> bool:
    """Whether what a call gives is put where later requests find it: a global name, an attribute, an entry."""
    for step in routine.every():
        if isinstance(step, Assign) and step.name in routine.elsewhere and _holds(step.term, call):
            return True
        made = isinstance(step, SetAttr) and isinstance(step.of, Self) and routine.name.endswith("__init__")
        if isinstance(step, (SetAttr, SetItem)) and not made and _holds(step.term, call):
            return True
    return False


def _holds(term: Term, call: Call) -> bool:
    return any(isinstance(one, Result) and one.call is call for one in within(term))


def fits(system: System, call: Call) -> bool:
    """Whether a call learns something from rows."""
    return any(entry.effect in _FITTING for entry in system.indexed.entries(call))


def learned_from(system: System, asked: Asked) -> bool:
    """Whether a model is asked for the very rows that it was fitted on here: it is trained, and nobody's answer."""
    rows = {id(one) for one in asked.call.args}
    return any(
        one.callee is asked.call.callee and any(id(each) in rows for each in one.args)
        for one in asked.routine.calls()
        if one is not asked.call and fits(system, one)
    )


def params_of(routine: Routine) -> Iterator[Param]:
    """The parameters of a function as terms that its steps use."""
    seen: set[str] = set()
    for step in routine.every():
        for term in step.terms():
            for inner in within(term):
                if isinstance(inner, Param) and inner.function == routine.function and inner.name not in seen:
                    seen.add(inner.name)
                    yield inner
