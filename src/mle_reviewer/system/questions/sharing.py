"""What training and serving share of the way from raw values to the model: functions, transformers, whole pipelines."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import SetItem
from mle_reviewer.system.code.terms import Attr, Element, Group, Item, Op, Param, Result, Term, within
from mle_reviewer.system.doing import MODELS
from mle_reviewer.system.questions.coming import Coming, coming
from mle_reviewer.system.questions.flowing import returned
from mle_reviewer.system.questions.formulas import formulas
from mle_reviewer.system.questions.predicting import answered, asks_model, loads_model
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
    return (*_functions(system), *_views(system), *_pipelines(system), *_transformers(system))


def asked_with(system: System) -> Coming:
    """What the values come from that models are asked with where they answer."""
    return system.once(_asked_with)


def _asked_with(system: System) -> Coming:
    asked = [one.call for path in answered(system) for one in path.predicts]
    return coming(system, [term for call in asked for term in (*call.args, *(value for _, value in call.kwargs))])


def _functions(system: System) -> Iterator[Shared]:
    trained = {(one.path, one.function) for one in preparing(system)}
    both = [routine for key, routine in asked_with(system).routines.items() if key in trained]
    both = [one for one in both if changes_values(system, one) or _spells(one)]
    for routine in [one for one in both if _changes_rows(system, one)] or both:
        if not any(entry.effect == "split" for call in routine.calls() for entry in system.indexed.entries(call)):
            yield Shared(routine, routine.pos, f"`{routine.name}` prepares values for training and for serving")


def _views(system: System) -> Iterator[Shared]:
    """Features of one store that are taken as of a time for training, and as they are for serving."""
    for offline in system.signed("features-offline")[:1]:
        for online in system.signed("features-online")[:1]:
            for sign, says in ((offline, "training takes features from the store"), (online, "and serving does")):
                yield Shared(sign.routine, sign.pos, f"{says} (`{sign.name}`)")


def _pipelines(system: System) -> Iterator[Shared]:
    """Pipelines of training that end in a model and are what is saved; all of them where that cannot be followed."""
    written = [one for one in system.artifacts if one.how == "written"]
    kept = [one.what for one in written if one.what is not None]
    kept += [what for sign in system.signed("log-model", "save-model") if (what := sign.given("what")) is not None]
    if not written and not kept:
        return
    saved = {id(call) for call in coming(system, kept).calls}
    every = [(routine, call) for routine in training(system) for call in routine.calls() if ends_in_model(system, call)]
    tied = [(routine, call) for routine, call in every if id(call) in saved]
    # where what is saved cannot be followed: those of which it is known that a model stands last
    for routine, call in tied or [one for one in every if _known_model(system, one[1])]:
        yield Shared(routine, call.pos, "the steps before the model are in one pipeline with it")


def loaded(system: System) -> tuple[Shared, ...]:
    """What training wrote beside the model (columns, encodings) and serving reads to prepare what it asks with."""
    return system.once(_loaded)


def _loaded(system: System) -> tuple[Shared, ...]:
    trained = {(one.path, one.function) for one in training(system)}
    written = {
        name
        for one in system.artifacts
        if one.how == "written" and one.path is not None and (one.routine.path, one.routine.function) in trained
        for name in _files(system, one.path)
    }
    asked = asked_with(system)
    models = coming(system, [one.call.callee for path in answered(system) for one in path.predicts]).calls
    came = {id(call) for call in asked.calls} - ({id(call) for call in models} - asked.taken_apart)
    found: list[Shared] = []
    for one in system.artifacts:
        if one.how == "read" and one.model and id(one.call) in came and one.path is not None:
            names = sorted(_files(system, one.path) & written)
            if names:
                says = f"training writes `{names[0]}`, and serving prepares with what it reads from it"
                found.append(Shared(one.routine, one.call.pos, says))
    return tuple(found)


def _files(system: System, path: Term) -> set[str]:
    named = {one for one in system.indexed.constants(path) if isinstance(one, str)} | coming(system, (path,)).texts
    return {posixpath.basename(one) for one in named if "." in one}


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
    found = _roles_last(system, call)
    return not found or any(role in MODELS for role in found)


def _known_model(system: System, call: Call) -> bool:
    return any(role in MODELS for role in _roles_last(system, call))


def _roles_last(system: System, call: Call) -> list[str]:
    """What the last step of a pipeline is, as far as libraries say."""
    last = _last(call)
    return [
        known.role
        for thing in (system.indexed.things(last) if last is not None else ())
        if isinstance(thing, Thing) and (known := system.table.find_class(thing.path)) is not None
    ]


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
    for path in answered(system):
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
    fed = asked_with(system).routines
    for path in answered(system):
        entered_keys = {(one.routine.path, one.routine.function) for one in path.entered}
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


def changes_values(system: System, routine: Routine) -> bool:
    """Whether a function changes the values that a model is given, and does not ask the model itself."""
    return not any(asks_model(system, call) for call in routine.calls()) and _changes(system, routine)


def _changes_rows(system: System, routine: Routine) -> bool:
    """Whether it puts what it works out into rows, or fills and codes them; what only names values is a weaker sign."""
    effects = {entry.effect for call in routine.calls() for entry in system.indexed.entries(call)}
    worked = any(isinstance(step, SetItem) and isinstance(step.term, (Op, Result)) for step in routine.every())
    return worked or bool(effects & _CHANGING)


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
    routines = (*preparing(system), *(one.routine for path in answered(system) for one in path.entered))
    return any(_changes(system, routine) or _piped(system, routine) for routine in routines)


def _piped(system: System, routine: Routine) -> bool:
    return any(steps_of(system, call) > 1 for call in routine.calls())
