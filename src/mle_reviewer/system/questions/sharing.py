"""What training and serving share of the way from raw values to the model: functions, transformers, whole pipelines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Attr, Element, Group, Item, Param, Result, Term, within
from mle_reviewer.system.doing import MODELS
from mle_reviewer.system.questions.flowing import returned
from mle_reviewer.system.questions.formulas import formulas
from mle_reviewer.system.questions.predicting import asks_model, loads_model, predictions
from mle_reviewer.system.questions.training import preparing, training
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_CHANGING: Final = frozenset({"transform", "fit-transform", "fill", "code", "levels", "learn-apply", "tokenize"})
_WHOLE: Final = frozenset({"pipeline", "union"})
_APPLIED: Final = frozenset({"transform", "tokenize", "code"})
_SEVERAL: Final = 2
_MOST_FOLLOWED: Final = 600  # terms that one question of where values come from looks at
_READ: Final = frozenset({"load", "restore"})
_SPELLED: Final = frozenset({"lower", "upper", "strip", "replace", "casefold", "translate", "split"})


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that both sides use, at the place that shows it."""

    routine: Routine
    pos: int
    says: str


def shared(system: System) -> tuple[Shared, ...]:
    """Functions that change values and are run on both sides, and what is saved whole and loaded."""
    return system.once(_shared)


def _shared(system: System) -> tuple[Shared, ...]:
    return (*_functions(system), *_pipelines(system), *_transformers(system))


def _functions(system: System) -> Iterator[Shared]:
    trained = {(one.path, one.function) for one in preparing(system)}
    seen: set[tuple[str, int]] = set()
    for path in predictions(system):
        fed = {key for one in path.predicts for key in feeding(system, one.call)}
        for entered in path.entered:
            routine = entered.routine
            key = routine.path, routine.function
            if key not in trained or key in seen or routine.function < 0:
                continue
            if changes_values(system, routine) or (key in fed and _spells(routine)):
                seen.add(key)
                yield Shared(routine, routine.pos, f"`{routine.name}` prepares values for training and for serving")


def _pipelines(system: System) -> Iterator[Shared]:
    """Pipelines of training that end in a model, where something is saved and serving loads."""
    if not any(one.how == "written" for one in system.artifacts):
        return
    for routine in training(system):
        for call in routine.calls():
            if ends_in_model(system, call):
                yield Shared(routine, call.pos, "the steps before the model are in one pipeline with it")


def ends_in_model(system: System, call: Call) -> bool:
    """Whether a pipeline of several steps is made here whose last one predicts, or is nothing that only transforms."""
    if steps_of(system, call) < _SEVERAL:
        return False
    roles = [
        known.role
        for thing in system.indexed.things(Result(call))
        if isinstance(thing, Thing) and (known := system.table.find_class(thing.path)) is not None
    ]
    if "pipeline" not in roles:
        return False
    last = _last(call)
    found = [
        known.role
        for thing in (system.indexed.things(last) if last is not None else ())
        if isinstance(thing, Thing) and (known := system.table.find_class(thing.path)) is not None
    ]
    return not found or any(role in MODELS for role in found)


def _last(call: Call) -> Term | None:
    """The last step of a pipeline: the second of the last pair, or the last argument."""
    given = call.args[0] if call.args else next((value for _, value in call.kwargs), None)
    last = call.args[-1] if len(call.args) > 1 else given
    if isinstance(last, Group) and last.items:
        last = last.items[-1]
    return last.items[-1] if isinstance(last, Group) and last.items else last


def steps_of(system: System, call: Call) -> int:
    """How many steps a pipeline is made of where it is made; 0 for what is none."""
    if call.method is not None:
        return 0
    for thing in system.indexed.things(Result(call)):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) and thing.made else None
        if known is not None and known.role in _WHOLE:
            given = call.args[0] if call.args else next((value for _, value in call.kwargs), None)
            items = getattr(given, "items", ())
            return max(len(items), len(call.args)) if items or len(call.args) > 1 else 2
    return 0


def _transformers(system: System) -> Iterator[Shared]:
    """Transformers that were saved by training and are loaded to transform a request."""
    for path in predictions(system):
        for asked in path.calls:
            applied = asked.call.method == "transform" or any(
                entry.effect in _APPLIED for entry in system.indexed.entries(asked.call)
            )
            if applied and from_storage(system, asked.call.callee):
                yield Shared(asked.routine, asked.call.pos, "a transformer that was saved is applied to the request")


def from_storage(system: System, term: Term) -> bool:
    """Whether a term is what was read from storage, or a part of it."""
    held: Term | None = term
    while held is not None:
        if any(isinstance(one, Result) and loads_model(system, one.call) for one in within(held)):
            return True
        for thing in system.indexed.things(held):
            if isinstance(thing, Thing) and thing.made and _reads(system, thing.path):
                return True
        held = held.of if isinstance(held, (Attr, Item, Element)) else None
    return False


def _reads(system: System, path: str) -> bool:
    """Whether what a path names was given by a call that reads a model (`joblib.load()`), or is a part of that."""
    maker = path.partition("()")[0]
    entry = system.table.find_call(maker) if maker != path else None
    known = system.conventions.call(maker) if maker != path else None
    return (entry is not None and entry.effect in _READ) or (
        known is not None and known.sign in {"load-model", "load-registered", "unsafe-load"}
    )


def of_one_side(system: System) -> tuple[Shared, ...]:
    """The functions that prepare what a model is asked with and that nothing of its training runs."""
    return system.once(_of_one_side)


def _of_one_side(system: System) -> tuple[Shared, ...]:
    trained = {(one.path, one.function) for one in preparing(system)}
    found: dict[tuple[str, int], Shared] = {}
    for path in predictions(system):
        entered_keys = {(one.routine.path, one.routine.function) for one in path.entered}
        fed = {key for one in path.predicts for key in feeding(system, one.call)}
        for entered in path.entered:
            routine = entered.routine
            key = routine.path, routine.function
            alone = key in fed and key not in trained and routine.function >= 0
            asks = any(asks_model(system, call) for call in routine.calls())
            if alone and not asks and _works_out(system, routine) and not _called_beside(system, routine, entered_keys):
                says = f"`{routine.name}` in what training runs"
                found.setdefault(key, Shared(routine, routine.pos, says))
    return tuple(found.values())


def _works_out(system: System, routine: Routine) -> bool:
    """Whether a function computes, fills or codes values by itself, and does not only apply what was saved."""
    effects = {entry.effect for call in routine.calls() for entry in system.indexed.entries(call)}
    return bool(effects & (_CHANGING - _APPLIED)) or any(one.arithmetic for one in formulas((routine,)))


def _called_beside(system: System, routine: Routine, entered: set[tuple[str, int]]) -> bool:
    """Whether something calls a function that answers no request: it may well prepare what training reads."""
    return any(
        (one.path, one.function) not in entered and tier(one.path) == "code"
        for one, _call in system.indexed.callers(routine)
    )


def feeding(system: System, call: Call) -> frozenset[tuple[str, int]]:
    """The functions of the repository through which the values go that a call is given."""
    found: set[tuple[str, int]] = set()
    waiting: list[Term] = [*call.args, *(value for _, value in call.kwargs)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_FOLLOWED:
        for one in within(waiting.pop()):
            if id(one) in seen:
                continue
            seen.add(id(one))
            if isinstance(one, Param):
                waiting += system.indexed.given(one)
            elif isinstance(one, Result):
                for routine in system.indexed.own(one.call):
                    if (routine.path, routine.function) not in found:
                        found.add((routine.path, routine.function))
                        waiting += returned(routine)
    return frozenset(found)


def changes_values(system: System, routine: Routine) -> bool:
    """Whether a function changes the values that a model is given, and does not ask the model itself."""
    return not any(asks_model(system, call) for call in routine.calls()) and _changes(system, routine)


def _changes(system: System, routine: Routine) -> bool:
    for call in routine.calls():
        if any(entry.effect in _CHANGING for entry in system.indexed.entries(call)):
            return True
    return any(one.arithmetic for one in formulas((routine,)))


def _spells(routine: Routine) -> bool:
    """Whether a function gives back a text that it was given, spelled in another way."""
    spelled = any(
        call.method in _SPELLED
        and isinstance(call.callee, (Param, Result))
        and any(isinstance(one, Param) and one.function == routine.function for one in within(call.callee))
        for call in routine.calls()
    )
    return spelled and any(
        isinstance(one, Param) and one.function == routine.function
        for term in returned(routine)
        for one in within(term)
        if not isinstance(term, Param)
    )


def transforms(system: System) -> bool:
    """Whether anything is done to values between their source and the model, on either side."""
    routines = (*training(system), *(one.routine for path in predictions(system) for one in path.entered))
    return any(_changes(system, routine) or _piped(system, routine) for routine in routines)


def _piped(system: System, routine: Routine) -> bool:
    return any(steps_of(system, call) > 1 for call in routine.calls())
