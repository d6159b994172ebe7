"""EP5: whether what is reported was measured on rows that nothing was chosen by."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.speaking import Spoken, at_step
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.code.steps import Call, Loop, Routine, every
from mle_reviewer.system.doing import scores, trains
from mle_reviewer.system.questions.kept_out import Parts, Scored
from mle_reviewer.system.system import System

ITEM = "EP5"
_PARTS = frozenset({"split", "folds"})


def answer(system: System) -> Answer:
    """Scores of a part that nothing is chosen by; what flow finds chosen by test rows is a violation."""
    if not system.roles.trains:
        return Answer(ITEM, reason="no model is trained here")
    parts = system.once(Parts)
    named = {id(one.call): one for one in parts.scored}
    tested, once, steering = Spoken(), Spoken(), Spoken()
    splits = [(routine, call) for routine, call in _calls(system) if _is_split(system, call)]
    documents = {routine.path for routine, _ in splits}
    for routine, call in sorted(_calls(system), key=lambda one: _order(system, named, *one)):
        if not scores(system.indexed, call):
            continue
        known = named.get(id(call))
        part = known.part if known is not None else ""
        if _in_training_loop(system, routine, call) and part != "test":
            steering += at_step(system, ITEM, routine, call.pos, "scored while training goes on")
        elif known is not None and part == "test":
            tested += at_step(system, ITEM, routine, call.pos, _kept(known, splits=documents))
        elif (
            part != "train" and documents and (routine.path in documents or _imports(system, routine.path) & documents)
        ):
            says = "scored outside of training" + (f", on `{known.name}`" if known is not None else "")
            once += at_step(system, ITEM, routine, call.pos, says)
    for routine, pos, name in parts.looped() if not tested else ():
        tested += at_step(system, ITEM, routine, pos, f"the model answers for the part kept out (`{name}`)")
    found = tested or once
    missing = list(found.missing) if any(one.reached for one in system.roles.trains) else []
    chosen = Spoken()
    for routine, pos, says in parts.chosen() if tested else ():
        chosen += at_step(system, ITEM, routine, pos, says)
    if chosen:
        missing.append("rows that nothing is chosen by: the test part is what the choice is made on")
    elif once and not tested and steering:
        missing.append("a part beside the one that is scored while training goes on")
    split = Spoken()
    if not found and splits and steering:
        split = at_step(system, ITEM, splits[0][0], splits[0][1].pos, "a part is split off")
        missing.append("a score outside of training: the part is scored while training goes on")
    return Answer(
        ITEM,
        evidence=(*chosen.evidence[:2], *found.evidence, *split.evidence),
        missing=tuple(missing),
        looked_for="a part that is split off and scored once, outside of training and search",
        next_step="Split off a test part before anything is tuned, and score it in one function that nothing "
        "loops over.",
    )


def _kept(one: Scored, *, splits: set[str]) -> str:
    if one.routine.path in splits and not one.handed:
        return "measured outside of training, on a part that was split off"
    return f"scored on the part kept out (`{one.name}`{', as a caller names it' if one.handed else ''})"


def _order(system: System, named: dict[int, Scored], routine: Routine, call: Call) -> tuple[bool, bool, bool]:
    """What is reached and says itself on which part it is comes first; reports of one class each come last."""
    known = named.get(id(call))
    shows = any(entry.effect == "curve" for entry in system.indexed.entries(call))
    return system.reached.how(routine) is None, known is None or known.handed, shows


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
