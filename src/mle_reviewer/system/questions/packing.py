"""What is saved with a model: its preparation, names and versions beside it, and what it has to be installed with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.terms import Call, Param, Term
from mle_reviewer.system.questions.flowing import field_names
from mle_reviewer.system.questions.records import VERSION
from mle_reviewer.system.questions.sharing import ends_in_model
from mle_reviewer.system.questions.training import training

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

Part = Literal["preparation", "version", "data", "configuration", "signature", "packages"]
_DATA: Final = re.compile(
    r"data_?(?:set)?_?(?:version|hash|sha|path|id|uri|digest|ref)|train(?:ing|ed)?_?(?:data|rows)|snapshot"
)
_SETTINGS: Final = re.compile(r"config|params|threshold|features|columns|settings|schema")


@dataclass(frozen=True, slots=True)
class Packed:
    """One thing that goes with a saved model."""

    part: Part
    routine: Routine
    pos: int
    says: str


def packed(system: System) -> tuple[Packed, ...]:
    """What training saves beside its models."""
    return system.once(_packed)


def _packed(system: System) -> tuple[Packed, ...]:
    routines = training(system)
    return (*_pipelines(system, routines), *_beside(system, routines), *_registered(system))


def _pipelines(system: System, routines: tuple[Routine, ...]) -> Iterator[Packed]:
    for routine in routines:
        for call in routine.calls():
            if ends_in_model(system, call):
                yield Packed("preparation", routine, call.pos, "preparation and model are one pipeline")


def _beside(system: System, routines: tuple[Routine, ...]) -> Iterator[Packed]:
    """The names in what is written: keys of a bundle, fields of a description."""
    trained = {_key(routine) for routine in routines}
    for artifact in system.artifacts:
        if artifact.how == "written" and artifact.what is not None and _key(artifact.routine) in trained:
            yield from _named(artifact.routine, artifact.call, artifact.what)
    for routine in routines:
        for call in routine.calls():
            if "json.dump" in system.indexed.names(call) and call.args:
                yield from _named(routine, call, call.args[0])


def _key(routine: Routine) -> tuple[str, int]:
    return routine.path, routine.function


def _named(routine: Routine, call: Call, what: Term) -> Iterator[Packed]:
    names = [name.lower() for name in field_names(what)] if not isinstance(what, Param) else []
    for part, pattern in (("version", VERSION), ("data", _DATA), ("configuration", _SETTINGS)):
        found = next((name for name in names if pattern.search(name)), None)
        if found is not None:
            yield Packed(part, routine, call.pos, f"`{found}` is saved with the model")  # type: ignore[arg-type]


def _registered(system: System) -> Iterator[Packed]:
    for sign in system.signed("log-model"):
        yield Packed("version", sign.routine, sign.pos, "the model is kept with a run, under an id")
        for name, value in sign.call.kwargs:
            if name in {"signature", "input_example"} and getattr(value, "value", value) is not None:
                yield Packed("signature", sign.routine, sign.pos, "the model is kept with the shape of its input")
            if name in {"pip_requirements", "conda_env", "extra_pip_requirements"}:
                yield Packed("packages", sign.routine, sign.pos, "the model is kept with its requirements")
