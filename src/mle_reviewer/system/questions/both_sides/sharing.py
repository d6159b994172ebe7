"""What training and serving share of the way from raw values to the model: functions, transformers, whole pipelines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Group, Result, Term
from mle_reviewer.system.doing import MODELS
from mle_reviewer.system.questions.answering.predicting import answered, asked_by_users, asks_model
from mle_reviewer.system.questions.both_sides.fed import asked_with, learned_from
from mle_reviewer.system.questions.both_sides.whole import Shared, saved_whole
from mle_reviewer.system.questions.learning.training import preparing, training
from mle_reviewer.system.questions.values.changing import CHANGING, changes, changes_rows, changes_values, spells
from mle_reviewer.system.questions.values.coming import coming
from mle_reviewer.system.questions.values.formulas import formulas
from mle_reviewer.system.questions.values.restoring import from_storage
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.questions.answering.predicting import Entered
    from mle_reviewer.system.system import System

_WHOLE: Final = frozenset({"pipeline", "union"})
_APPLIED: Final = frozenset({"transform", "tokenize", "code"})
_SEVERAL: Final = 2
_SPOKEN: Final = re.compile(  # files that hold what prepares values, by their names
    r"(?i)column|feature|encod|scal|vocab|map|preproc|pipeline|tokeniz|imputer|schema|stat|mean|category|categories|categorical"
)
_FILE: Final = re.compile(
    r"[\w-][\w .-]*\.(?:pkl|pickle|joblib|json|ya?ml|npy|npz|txt|csv|parquet|pt|pth|bin|model|h5|keras|onnx|ubj|cbm)"
)


def shared(system: System) -> tuple[Shared, ...]:
    """Functions that change values and are run on both sides, and what is saved whole and loaded."""
    return system.once(_shared)


def _shared(system: System) -> tuple[Shared, ...]:
    whole = tuple(saved_whole(system))
    found = (*_functions(system), *_views(system), *(whole or _pipelines(system)))
    return (*found, *_transformers(system, tokenizers=not found))


def packaged(system: System) -> tuple[Shared, ...]:
    """What prepares values and is saved with the model or beside it: pipelines, transformers, columns that are read."""
    return system.once(_packaged)


def _packaged(system: System) -> tuple[Shared, ...]:
    whole = tuple(saved_whole(system)) or tuple(_pipelines(system))
    read = [one for one in loaded(system) if _SPOKEN.search(one.says.partition("`,")[0])]
    return (*whole, *_transformers(system, tokenizers=not whole), *read)


def _functions(system: System) -> Iterator[Shared]:
    among = frozenset(key for path in asked_by_users(system) for key in path.among)
    every, learned = asked_with(system).routines, learned_from(system).routines
    asked = {key: one for key, one in every.items() if key in among} or every
    both = [one for key, one in asked.items() if key in learned and (changes_values(system, one) or spells(one))]
    both = [one for one in both if "train" not in one.name.lower()]
    for routine in [one for one in both if changes_rows(system, one)] or both:
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
    return {posixpath.basename(one) for one in named if _FILE.fullmatch(posixpath.basename(one))}


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
    if call.method is not None or system.indexed.own(call):
        return 0
    for thing in system.indexed.things(Result(call)):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) and thing.made else None
        if known is not None and known.role in _WHOLE:
            given = call.args[0] if call.args else next((value for _, value in call.kwargs), None)
            items = getattr(given, "items", ())
            return max(len(items), len(call.args)) if items or len(call.args) > 1 else 2
    return 0


def _transformers(system: System, *, tokenizers: bool) -> Iterator[Shared]:
    """Transformers that were saved by training and are loaded to transform a request."""
    for path in asked_by_users(system):
        for asked in path.calls:
            effects = {entry.effect for entry in system.indexed.entries(asked.call)}
            words = "tokenize" in effects
            applied = asked.call.method == "transform" or bool(effects & _APPLIED)
            if applied and (tokenizers or not words) and from_storage(system, asked.call.callee):
                what = "a tokenizer that was read from storage" if words else "a transformer that was saved"
                yield Shared(asked.routine, asked.call.pos, f"{what} is applied to the request")


def of_one_side(system: System) -> tuple[Shared, ...]:
    """The functions that prepare what a model is asked with and that nothing of its training runs."""
    return system.once(_of_one_side)


def _of_one_side(system: System) -> tuple[Shared, ...]:
    trained = {(one.path, one.function) for one in preparing(system)}
    found: dict[tuple[str, int], Shared] = {}
    fed = asked_with(system).routines
    for path in asked_by_users(system):
        entered_keys = {(one.routine.path, one.routine.function) for one in path.entered}
        for entered in path.entered:
            routine = entered.routine
            key = routine.path, routine.function
            alone = key in fed and key not in trained and routine.function >= 0
            near = (routine, *(one for call in routine.calls() for one in system.indexed.own(call)))
            asks = any(asks_model(system, call) for one in near for call in one.calls())
            works = _works_out(system, routine) or (spells(routine) and _just_before(system, entered))
            if alone and not asks and works and not _called_beside(system, routine, entered_keys):
                says = f"`{routine.name}` in what training runs"
                found.setdefault(key, Shared(routine, routine.pos, says))
    return tuple(sorted(found.values(), key=lambda one: -_reckoned(one.routine)))  # who works out most is the surest


def _reckoned(routine: Routine) -> int:
    """How many values a function works out under names of their own."""
    return len({one.name for one in formulas((routine,)) if one.arithmetic})


def _works_out(system: System, routine: Routine) -> bool:
    """Whether a function computes, fills or codes values by itself, and does not only apply what was saved."""
    effects = {entry.effect for call in routine.calls() for entry in system.indexed.entries(call)}
    arithmetic = any(one.arithmetic for one in formulas((routine,)))
    return bool(effects & (CHANGING - _APPLIED)) or arithmetic


def _just_before(system: System, entered: Entered) -> bool:
    """Whether a function is run by one that asks the model, or by what that runs for it."""
    above = (entered.by, entered.by.by if entered.by is not None else None)
    return any(one is not None and any(asks_model(system, call) for call in one.routine.calls()) for one in above)


def _called_beside(system: System, routine: Routine, entered: set[tuple[str, int]]) -> bool:
    """Whether something calls a function that answers no request: it may well prepare what training reads."""
    return any(
        (one.path, one.function) not in entered and tier(one.path) == "code"
        for one, _call in system.indexed.callers(routine)
    )


def transforms(system: System) -> bool:
    """Whether anything is done to values between their source and the model, on either side."""
    routines = (*preparing(system), *(one.routine for path in answered(system) for one in path.entered))
    if any(changes(system, routine) or _piped(system, routine) for routine in routines):
        return True
    if any(one.where == "notebook" for one in system.roles.trains):
        return True  # what a notebook does to rows before it trains is not followed
    return any(changes_rows(system, routine) for routine in system.routines("code"))


def prepared_at(system: System) -> Iterator[Shared]:
    """Where values are changed on the way of a request."""
    for path in answered(system):
        for one in path.entered:
            if changes(system, one.routine):
                yield Shared(one.routine, one.routine.pos, "what the model is asked with is prepared here")


def _piped(system: System, routine: Routine) -> bool:
    return any(steps_of(system, call) > 1 for call in routine.calls())
