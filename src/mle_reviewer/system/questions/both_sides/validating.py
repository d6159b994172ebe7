"""Where data is checked: before training, on the way of a request, and what is done with what a validator says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.terms import Attr, Const, Item, Param, Term, within
from mle_reviewer.system.doing import closure
from mle_reviewer.system.handlers import decorated
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import Path, params_of, predictions
from mle_reviewer.system.questions.both_sides.refused_by_hand import refused_by_hand
from mle_reviewer.system.questions.data.preparing import judging
from mle_reviewer.system.questions.data.refusing import looks_at_table
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.serving.entered import fields_entered
from mle_reviewer.system.questions.serving.sending import open_param, shape_of, validated
from mle_reviewer.system.questions.serving.shapes import bounded

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.code.meaning import OwnThing
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_DECORATED: Final = 12  # lines between what says that a function answers, and the function
_SHOWING: Final = frozenset({"dashboard", "dashboards", "monitoring", "metrics", "report", "reports"})
_ASIDE: Final = frozenset({
    "key", "token", "auth", "authorization", "password", "credentials", "user", "role", "secret", "signature", "method",
    "filename", "session", "content", "accept", "mime", "type", "model", "ready", "state", "loaded",
})  # fmt: skip


def checked_for_training(system: System) -> tuple[Sign, ...]:
    """The validators in functions that train, around them, and in steps that something runs to no answer."""
    known = {(one.path, one.function) for one in training(system)}
    some = system.signed("validate", "validate-result")
    serving = {(one.routine.path, one.routine.function) for path in predictions(system) for one in path.entered}
    return tuple(
        one
        for one in some
        if (one.path, one.routine.function) in known
        or _decorates(system, one, known)
        or (
            (one.path, one.routine.function) not in serving
            and one.path not in judging(system)
            and not _SHOWING & set(words(one.path))
            and system.reached.how(one.routine) == "run"
        )
    )


def checking_types(system: System) -> tuple[Routine, ...]:
    """The functions whose tables a bare decorator checks (`@check_types`), where something runs them."""
    serving = {(one.routine.path, one.routine.function) for path in predictions(system) for one in path.entered}
    known = {(one.path, one.function) for one in training(system)}
    return tuple(
        routine
        for routine, _ in decorated(system, "validate")
        if not any(hasattr(one, "call") for one in routine.decorators)
        and system.reached.how(routine) is not None
        and ((key := (routine.path, routine.function)) in known or key not in serving)
    )


def _decorates(system: System, sign: Sign, known: set[tuple[str, int]]) -> bool:
    """Whether it stands over a function that trains, as its decorator."""
    module = system.indexed.module(sign.path)
    return module is not None and any(
        getattr(one, "call", None) is sign.call and (routine.path, routine.function) in known
        for routine in module.routines()
        for one in routine.decorators
    )


@dataclass(frozen=True, slots=True)
class Served:
    """Where what a model is asked about is checked before it answers, and how."""

    name: str  # what answers
    says: str
    at: Location
    values: bool = True  # not only types and names are looked at


def checked_when_served(system: System) -> Iterator[Served]:
    """Checks on the way of requests and of batches: shapes, validators, and what code refuses by itself."""
    for path in answering(system):
        first, name = path.handler.first, path.handler.name
        shapes = [one for param in params_of(first) if (one := shape_of(system, param)) is not None]
        if any(_bounded(system, one) for one in shapes):
            ranges = any(bounded(system, one) for one in shapes)
            yield Served(name, f"what is sent to `{name}` is held to a shape", system.at(first, first.pos), ranges)
        elif validated(system, path):
            yield Served(name, f"what is sent to `{name}` is checked by a validator", system.at(first, first.pos))
        refused = next(
            (one for one in refused_by_hand(Flowing(system, path), plainly=True) if _of_values(one[2])), None
        )
        if refused is not None:
            says = f"what `{name}` is sent is looked at, and what is wrong is refused"
            yield Served(name, says, system.at(refused[0], refused[1]))
        fields = [one for one in fields_entered(system, path) if one.bounded] if path.handler.kind == "page" else []
        if fields:
            says = f"what is entered on `{name}` is held to bounds or choices"
            yield Served(name, says, system.at(fields[0].routine, fields[0].call.pos))
        for entered in path.entered:
            looked = next(looks_at_table(system, entered.routine), None)
            if looked is not None and (refused is None or refused[:2] != (entered.routine, looked.pos)):
                says = f"a table is looked at before `{name}` answers, and what is wrong is refused"
                yield Served(name, says, system.at(entered.routine, looked.pos))
                break
    yield from _checked_in_batches(system)


def answering(system: System) -> Iterator[Path]:
    """The paths on which a model is seen to be asked; where there is none, those that are taken for such."""
    found = predictions(system)
    yield from found
    if not found:
        known = [one.at for one in system.roles.serves if one.where == "code"]
        for handler in system.handlers:
            at = system.at(handler.first, handler.first.pos)
            beneath = (one for one in known if one.path == at.path and 0 <= at.line - one.line <= _DECORATED)
            if handler.kind == "route" and next(beneath, None) is not None:
                yield Path(system, handler)


def _scoring(system: System) -> Iterator[Routine]:
    """The functions that score in batches, as far as no request leads to them."""
    entered = {(one.routine.path, one.routine.function) for path in predictions(system) for one in path.entered}
    for role in system.roles.serves:
        module = system.indexed.module(role.at.path) if role.where == "code" else None
        for routine in module.routines() if module is not None else ():
            if (routine.path, routine.function) not in entered and any(
                system.at(routine, call.pos) == role.at for call in routine.calls()
            ):
                yield routine


def _checked_in_batches(system: System) -> Iterator[Served]:
    validators = {(one.path, one.routine.function): one for one in system.signed("validate", "validate-result")}
    for routine in _scoring(system):
        name = routine.name
        for one in closure(system.indexed, routine):
            sign = validators.get((one.path, one.function))
            looked = next(looks_at_table(system, one), None)
            if sign is not None:
                says = f"`{name}`, which scores in batches, checks its rows ({sign.name})"
                yield Served(name, says, system.at(one, sign.pos))
                break
            if looked is not None:
                says = f"`{name}`, which scores in batches, looks at its rows and refuses what is wrong"
                yield Served(name, says, system.at(one, looked.pos))
                break


def _of_values(test: Term) -> bool:
    """Whether a condition asks for values that are sent, not for who sends them or what kind of file it is."""
    named = [one.name for one in within(test) if isinstance(one, (Attr, Param))]
    named += [str(one.key.value) for one in within(test) if isinstance(one, Item) and isinstance(one.key, Const)]
    return not any(_ASIDE & set(words(one)) for one in named)


def _bounded(system: System, shape: OwnThing) -> bool:
    """Whether a shape has a field of its own that is no open mapping: a text that has to be there is one."""
    known = system.world.class_of(shape)
    typed = known is not None and any(
        not open_param(spelled) or spelled == "str" for spelled in known.annotations.values()
    )
    return typed or bool(bounded(system, shape))
