"""EP5: whether what is reported was measured on rows that nothing was chosen by."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.speaking import Spoken, at_step
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.code.steps import Call, Loop, Routine, every
from mle_reviewer.system.doing import scores, trains
from mle_reviewer.system.questions.measuring.choosing import Choosing
from mle_reviewer.system.questions.measuring.kept_out import Parts, Scored
from mle_reviewer.system.questions.measuring.limits import finds_a_limit
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

ITEM = "EP5"
_PARTS = frozenset({"split", "folds"})
_MOST = 40  # functions that a call is followed back through
_IN_NOTEBOOKS = "a program that scores a part kept out: a notebook alone does so"


def answer(system: System) -> Answer:
    """Scores of a part that nothing is chosen by; what flow finds chosen by test rows is a violation."""
    if not system.roles.trains:
        return Answer(ITEM, reason="no model is trained here")
    parts = system.once(Parts)
    splits = [(routine, call) for routine, call in _calls(system) if _is_split(system, call)]
    documents = {routine.path for routine, _ in splits}
    tested = _on_test(system, parts, documents)
    once, steering = _others(system, parts, documents)
    for routine, pos, name in parts.looped() if not tested else ():
        tested += at_step(system, ITEM, routine, pos, f"the model answers for the part kept out (`{name}`)")
    found = tested or once
    missing = list(found.missing)
    chosen, split, anew = Spoken(), Spoken(), Spoken()
    for routine, pos, says in system.once(Choosing).found() if tested else ():
        chosen += at_step(system, ITEM, routine, pos, says)
    if chosen:
        missing.append("rows that nothing is chosen by: the test part is what the choice is made on")
    elif once and not tested and steering:
        missing.append("a part beside the one that is scored while training goes on")
    if not found and splits and steering:
        split = at_step(system, ITEM, splits[0][0], splits[0][1].pos, "a part is split off")
        missing.append("a score outside of training: the part is scored while training goes on")
    elif not found:
        for routine, pos, name in parts.again():
            anew += at_step(system, ITEM, routine, pos, f"a model is fitted anew and asked for `{name}` each time")
        missing += [*anew.missing, "a part that is scored once, beside those that are gone through"] if anew else []
    aside = () if found or split or anew else _in_notebooks(system)
    if aside:
        missing.append(_IN_NOTEBOOKS)
    return Answer(
        ITEM,
        evidence=(*chosen.evidence[:2], *found.evidence, *split.evidence, *anew.evidence, *aside),
        missing=tuple(missing),
        looked_for="a part that is split off and scored once, outside of training and search",
        next_step="Split off a test part before anything is tuned, and score it in one function that nothing "
        "loops over.",
    )


def _on_test(system: System, parts: Parts, documents: set[str]) -> Spoken:
    """What is scored on the test part: what is reached first, and what says itself on which part it is."""
    found = Spoken()
    some = [one for one in parts.scored if one.part == "test" and not _steers(system, one)]
    for one in sorted(some, key=lambda one: _order(system, one)):
        reached = _runs(system, one.routine) and _runs(system, one.by)
        ground = evidence(ITEM, system.at(one.routine, one.call.pos), _kept(one, splits=documents))
        found += Spoken((ground,), reached)
    return found


def _runs(system: System, routine: Routine) -> bool:
    """Whether a function is run, or stands in a script that somebody runs by its name."""
    waiting, seen = [routine], {(routine.path, routine.function)}
    while waiting and len(seen) < _MOST:
        one = waiting.pop()
        if system.reached.how(one) is not None or (one.function < 0 and tier(one.path) == "code"):
            return True
        for who, _ in system.indexed.callers(one):
            if (who.path, who.function) not in seen:
                seen.add((who.path, who.function))
                waiting.append(who)
    return False


def _steers(system: System, one: Scored) -> bool:
    """Whether a function of the repository does more with the test part than to score it."""
    return any(trains(system.indexed, call) for own in system.indexed.own(one.call) for call in own.calls())


def _others(system: System, parts: Parts, documents: set[str]) -> tuple[Spoken, Spoken]:
    """The scores that do not say that they are of the test part: outside of training, and while it goes on."""
    named = {id(one.call): one for one in parts.scored}
    once, steering = Spoken(), Spoken()
    for routine, call in sorted(_calls(system), key=lambda one: system.reached.how(one[0]) is None):
        known = named.get(id(call))
        part = known.part if known is not None else ""
        if part == "test" or not (scores(system.indexed, call) or (known is not None and part == "val")):
            continue
        if part == "val" and _searches(system, routine):
            continue
        if _in_training_loop(system, routine, call):
            steering += at_step(system, ITEM, routine, call.pos, "scored while training goes on")
        elif part != "train" and documents and {routine.path, *_imports(system, routine.path)} & documents:
            says = "scored outside of training" + (f", on `{known.name}`" if known is not None else "")
            ground = evidence(ITEM, system.at(routine, call.pos), says)
            once += Spoken((ground,), _runs(system, routine))
    return once, steering


def _searches(system: System, routine: Routine) -> bool:
    """Whether the document looks for settings or for a cut-off: its validation part is what it does so on."""
    module = system.indexed.module(routine.path)
    calls = (call for one in module.routines() for call in one.calls()) if module is not None else ()
    return any(
        any(entry.effect == "optimize" for entry in system.indexed.entries(call))
        or any(finds_a_limit(system, own) for own in system.indexed.own(call))
        for call in calls
    )


def _in_notebooks(system: System) -> tuple[Evidence, ...]:
    """What notebooks score on a test part, where no program does."""
    modules = (system.indexed.module(path) for path in system.notebooks)
    parts = Parts(system, (one for module in modules if module is not None for one in module.routines()))
    some = [one for one in parts.scored if one.part == "test"]
    return tuple(
        evidence(ITEM, system.at(one.routine, one.call.pos), f"scored on the part kept out (`{one.name}`), by hand")
        for one in some[:3]
    )


def _kept(one: Scored, *, splits: set[str]) -> str:
    if one.routine.path in splits and not one.handed:
        return "measured outside of training, on a part that was split off"
    return f"scored on the part kept out (`{one.name}`{', as a caller names it' if one.handed else ''})"


def _order(system: System, one: Scored) -> tuple[bool, bool, bool, bool]:
    """What is reached and says itself on which part it is comes first; reports of one class each come last."""
    shows = any(entry.effect == "curve" for entry in system.indexed.entries(one.call))
    reached = _runs(system, one.routine) and _runs(system, one.by)
    return not reached, one.handed, shows, not scores(system.indexed, one.call)


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
