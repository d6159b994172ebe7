"""EP5: whether what is reported was measured on rows that nothing was chosen by."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.speaking import Spoken, at_step
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.code.steps import Call, Loop, Routine, every
from mle_reviewer.system.doing import scores, trains
from mle_reviewer.system.system import System

ITEM = "EP5"
_PARTS = frozenset({"split", "folds"})


def answer(system: System) -> Answer:
    """Scores outside of training's loops, beside a split; what flow finds chosen by test rows is a violation."""
    if not system.roles.trains:
        return Answer(ITEM, reason="no model is trained here")
    splits = [(routine, call) for routine, call in _calls(system) if _is_split(system, call)]
    documents = {routine.path for routine, _ in splits}
    once, steering = Spoken(), False
    for routine, call in _calls(system):
        if not scores(system.indexed, call):
            continue
        if _in_training_loop(system, routine, call):
            steering = True
        elif documents and (routine.path in documents or _imports(system, routine.path) & documents):
            once += at_step(
                system, ITEM, routine, call.pos, "measured outside of training, on a part that was split off"
            )
    any_started = any(one.reached for one in system.roles.trains)
    missing = list(once.missing) if any_started else []
    if once and steering:
        missing.append("scores inside of the training loop stand beside it: that part must not be the reported one")
    parts = Spoken()
    if not once and splits and steering:
        parts = at_step(system, ITEM, splits[0][0], splits[0][1].pos, "a part is split off")
        missing.append("the only part that is scored is scored while training goes on")
    return Answer(
        ITEM,
        evidence=(*once.evidence, *parts.evidence),
        missing=tuple(missing),
        looked_for="a part that is split off and scored once, outside of training and search",
        next_step="Split off a test part before anything is tuned, and score it in one function that nothing "
        "loops over.",
    )


def _calls(system: System) -> Iterator[tuple[Routine, Call]]:
    for routine in system.routines():
        for call in routine.calls():
            yield routine, call


def _is_split(system: System, call: Call) -> bool:
    return any(entry.effect in _PARTS for entry in system.indexed.entries(call))


def _in_training_loop(system: System, routine: Routine, call: Call) -> bool:
    for step in routine.every():
        if isinstance(step, Loop) and any(one is call for one in every(step.body)):
            inner = [one for one in every(step.body) if isinstance(one, Call)]
            if any(trains(system.indexed, one) for one in inner):
                return True
    return False


def _imports(system: System, path: str) -> set[str]:
    module = system.indexed.module(path)
    return set(system.layout.imported(path, module.code.imports)) if module is not None else set()
