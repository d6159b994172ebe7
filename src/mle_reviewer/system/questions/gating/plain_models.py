"""Plain models that are built beside intricate ones, in programs and in notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.groups import INTRICATE, LINEAR, TAKING_IN
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Assign, Routine, SetAttr
from mle_reviewer.system.code.terms import Call, Result, Term, within
from mle_reviewer.system.questions.gating.baselines import Place, is_model, scores_one
from mle_reviewer.system.questions.measuring.measured import figures
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_SELECTING: Final = frozenset({"selection", "selector", "importance", "importances", "rfe"})
_PARTS: Final = frozenset({"meta", "stacker", "blender", "final", "calibrator", "selector", "imputer"})


def plain_beside(system: System) -> tuple[Place, ...]:
    """Linear models that are built in one document with a model of many trees or layers, where figures are known."""
    if not figures(system):
        return ()
    plain, intricate = _built(system, system.routines())
    return tuple(place for path, place in plain.items() if path in intricate and _is_scored(system, path))


def plain_elsewhere(system: System) -> tuple[Place, ...]:
    """Linear models that something runs and scores, where a model of many trees or layers is built in another place."""
    plain, intricate = _built(system, system.routines())
    if not intricate:
        return ()
    return tuple(
        place for path, place in plain.items() if system.reached.how(place[0]) is not None and _is_scored(system, path)
    )


def plain_in_notebooks(system: System) -> tuple[Place, ...]:
    """The same in notebooks, where figures are worked out beside."""
    modules = {path: system.indexed.module(path) for path in system.notebooks}
    routines = [one for module in modules.values() if module is not None for one in module.routines()]
    plain, intricate = _built(system, routines)
    scored = {one.path for one in routines if any(scores_one(system, call) for call in one.calls())}
    return tuple(place for path, place in plain.items() if path in intricate and path in scored)


def _built(system: System, routines: Iterable[Routine]) -> tuple[dict[str, Place], set[str]]:
    """The first plain model of each document, and the documents that build another kind."""
    plain: dict[str, Place] = {}
    intricate: set[str] = set()
    for routine in routines:
        if _SELECTING & {*words(routine.name), *words(routine.path.rpartition("/")[2])}:
            continue
        inner = _handed_to_another(system, routine)
        for call in routine.calls():
            for name in system.indexed.names(call):
                if name.startswith(INTRICATE) and name.endswith(".train"):
                    intricate.add(routine.path)
                if not is_model(system, name):
                    continue
                if name.startswith(INTRICATE):
                    intricate.add(routine.path)
                elif name.startswith(LINEAR) and id(call) not in inner:
                    plain.setdefault(routine.path, (routine, call.pos, f"`{name.rpartition('.')[2]}`"))
    return plain, intricate


def _is_scored(system: System, path: str) -> bool:
    """Whether a document, or one that imports it, works figures out."""
    for one in (path, *system.imports.get(path, ())):
        module = system.indexed.module(one)
        for routine in module.routines() if module is not None and tier(one) == "code" else ():
            if any(scores_one(system, call) for call in routine.calls()):
                return True
    return False


def _handed_to_another(system: System, routine: Routine) -> set[int]:
    """The models that are part of another by where they are given: of a stack, a selector of columns, a calibration."""
    given: list[Term] = []
    for step in routine.every():
        if isinstance(step, (Assign, SetAttr)) and _PARTS & set(words(step.name)):
            given.append(step.term)
        elif isinstance(step, Call):
            given += [term for key, term in step.kwargs if key is not None and "estimator" in key]
            if any(name.startswith(TAKING_IN) for name in system.indexed.names(step)):
                given += step.args
    return {id(one.call) for term in given for one in within(term, calls=False) if isinstance(one, Result)}
