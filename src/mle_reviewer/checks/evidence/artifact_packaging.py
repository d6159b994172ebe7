"""SD5: whether what is served brings its preparation, settings, version, data and packages with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.manifests import location
from mle_reviewer.system.pinning import floating
from mle_reviewer.system.questions.both_sides.packing import Packed, Part, packed, parts
from mle_reviewer.system.questions.both_sides.requiring import loose_for_serving
from mle_reviewer.system.questions.both_sides.sharing import shared, transforms
from mle_reviewer.system.questions.learning.training_ground import ground
from mle_reviewer.system.questions.serving.served import function_roles, served

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

ITEM = "SD5"
_EXACT: Final = "exact versions of the libraries that it is loaded with"
_ASKED: Final[dict[Part, str]] = {
    "preparation": "the preparation of values, saved with the model",
    "configuration": "its settings (parameters, columns, thresholds)",
    "version": "a version or run of the model",
    "data": "a reference to the data that it learned from",
    "packages": _EXACT,
}


def answer(system: System) -> Answer:
    """Evidence is what is saved with a model and what the service pins; open is what nothing says."""
    if not _packages(system):
        return Answer(ITEM, reason="nothing in the repository keeps a model or answers with one")
    found = packed(system)
    has = parts(found)
    first = [next(one for one in found if one.part == part) for part in _ASKED if part in has]
    grounds = [evidence(ITEM, one.at, one.says) for one in first]
    if "preparation" not in has:
        near = [one for one in shared(system) if one.routine.path in ground(system)]
        grounds += [evidence(ITEM, system.at(one.routine, one.pos), one.says) for one in near[:1]]
    missing = [words for part, words in _ASKED.items() if part not in has and not _needless(system, part)]
    loose = _loose(system, first)
    if loose:
        missing = [loose if one == _EXACT else one for one in missing]
        missing += [] if loose in missing else [loose]
    if "packages" not in has:
        for one in loose_for_serving(system)[:1]:
            says = f"{one.name}{one.specifier} bounds what is installed to serve"
            grounds.append(evidence(ITEM, location(one.path, one.line), says))
    return Answer(
        ITEM,
        evidence=tuple(dict.fromkeys(grounds)),
        missing=tuple(missing),
        looked_for="what training saves with the model (pipelines, bundles, descriptions, registered models), "
        "and what the service pins",
        next_step="Save one bundle: preparation, model, version, reference of the data; and pin its libraries.",
    )


def _packages(system: System) -> bool:
    """Whether a model is kept, or answers."""
    roles = system.roles
    if roles.serves or served(system) or function_roles(system):
        return True
    kept = any(one.how == "written" and one.entry.effect == "persist" for one in system.artifacts)
    return bool(roles.trains) and (kept or bool(system.signed("log-model", "register", "save-model")))


def _needless(system: System, part: Part) -> bool:
    """Whether nothing is prepared, or both sides run the same code for it."""
    return part == "preparation" and (not transforms(system) or bool(shared(system)))


def _loose(system: System, found: list[Packed]) -> str:
    """The libraries of models that some install takes in whatever version is newest; "" where none does."""
    held = any(one.part == "packages" and "keeps the versions" in one.says for one in found)
    for one in () if held else floating(system):
        if one.models:
            names = ", ".join(dict.fromkeys(each.name for each in one.models))
            return f"exact versions of {names} ({one.path}:{one.line})"
    return ""
