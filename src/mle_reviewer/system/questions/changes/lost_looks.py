"""Looks at drift and quality that a change takes away: the call, whoever calls it, or what starts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.findings.finding import Step
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.answering.predicting import entering
from mle_reviewer.system.questions.changes.guards import called, functions_named, pairs, qualified
from mle_reviewer.system.questions.changes.lost_on_the_way import ways
from mle_reviewer.system.questions.changes.uncalled import only_brought_in, spoken_of, uncalled
from mle_reviewer.system.questions.monitoring.looking import Look, looks
from mle_reviewer.system.questions.monitoring.signals import about_drift, about_quality

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System


@dataclass(frozen=True, slots=True)
class LostLook:
    """A look that is gone: at what, by what, where it stood, how it went, how many are left, and what goes on."""

    signal: str
    says: str
    at: Location
    stood: str
    how: str
    left: int
    goes_on: Step | None


@dataclass(frozen=True, slots=True)
class _Cause:
    at: Location
    stood: str
    how: str


def lost_looks(systems: Systems) -> Iterator[LostLook]:
    """Looks of base that something ran, and that nothing runs after the change, with no other in their place."""
    was = [one for one in looks(systems.before) if one.scheduled]
    if not was:
        return
    orphans = {(systems.renamed(one.routine.path), one.says) for one in was if only_brought_in(systems, one.routine)}
    now = [one for one in looks(systems.after) if one.scheduled and (one.routine.path, one.says) not in orphans]
    goes_on = _goes_on(systems)
    before, after = (Counter((_kind(one), one.says) for one in some) for some in (was, now))
    instead = {kind for kind, _says in (after - before)} | _called_instead(systems)
    gone = before - after
    said: set[tuple[str, str]] = set()
    for one in was:
        key = _kind(one), one.says
        if gone[key] <= 0 or key[0] in instead or key in said or _stays(systems, one, now):
            continue
        cause = _cause(systems, one)
        if cause is None or goes_on is None or _whole_service(systems, one.routine.path):
            continue
        said.add(key)
        left = sum(other.signal == one.signal for other in now)
        yield LostLook(one.signal, one.says, cause.at, cause.stood, cause.how, left, goes_on)


def _called_instead(systems: Systems) -> set[str]:
    """What functions of both sides call from now on for a look of some kind, by names that speak of it."""
    found: set[str] = set()
    for pair in pairs(systems):
        before = {called(one) for one in pair.old.calls()}
        new = [name for one in pair.new.calls() if (name := called(one)) not in before]
        found |= {"drift"} if any(about_drift(name) for name in new) else set()
        found |= {"delayed quality"} if any(about_quality(name) for name in new) else set()
    return found


def _kind(look: Look) -> str:
    return "drift" if look.signal.endswith("drift") else look.signal


def _stays(systems: Systems, look: Look, now: list[Look]) -> bool:
    """Whether the same signal is looked at in the same document after the change, in other words."""
    path = systems.renamed(look.routine.path)
    return any(one.routine.path == path and one.signal == look.signal for one in now)


def _goes_on(systems: Systems) -> Step | None:
    """What is watched, on both sides: a way on which a model is asked, or a place that serves or trains one."""
    way = next(iter(ways(systems)), None)
    if way is not None:
        return way.new.way(way.new.entered[0])[0]
    before, after = systems.before.roles, systems.after.roles
    for was, now in ((before.serves, after.serves), (before.trains, after.trains)):
        paths = {systems.renamed(one.at.path) for one in was if one.reached is not None}
        role = next((one for one in now if one.at.path in paths and one.reached is not None), None)
        if role is not None:
            return Step(role.at, role.says)
    return None


def _whole_service(systems: Systems, path: str) -> bool:
    """Whether a folder around a document is gone with all that it held, and it held what trains or serves."""
    if systems.renamed(path) is not None:
        return False
    roles = (*systems.before.roles.serves, *systems.before.roles.trains)
    folder = path.rpartition("/")[0]
    while folder:
        within = [one.at.path for one in roles if one.at.path.startswith(f"{folder}/")]
        if within and not any(one.startswith(f"{folder}/") for one in systems.after.paths):
            return True
        folder = folder.rpartition("/")[0]
    return False


def _cause(systems: Systems, look: Look) -> _Cause | None:
    """What the change took away so that a look is gone; None where it cannot be shown."""
    routine = look.routine
    path = systems.renamed(routine.path)
    changed = {one.old_path or one.path for one in systems.files}
    place = systems.before.at(routine, look.pos)
    name = next((one.name for one in _signs(systems.before) if look.says.startswith(f"`{one.name}`")), "")
    here = routine.path in changed
    if name and _times(systems.after, name) < _times(systems.before, name):
        return _Cause(place, "looked at here before", "The call is gone.") if here else None
    if not name and (path is None or qualified(systems.before, routine) not in functions_named(systems.after, path)):
        gone = here and not spoken_of(systems.after, routine.name, "")
        return _Cause(place, "looked at here before", "The function is gone.") if gone else None
    return _called_before(systems, routine) or _unstarted(systems, routine, changed)


def _signs(system: System) -> list[Sign]:
    return system.signed("drift", "quality")


def _times(system: System, name: str) -> int:
    return sum(one.name == name for one in _signs(system))


def _called_before(systems: Systems, routine: Routine) -> _Cause | None:
    found = uncalled(systems, routine)
    if found is None:
        return None
    by, pos, name = found
    return _Cause(systems.before.at(by, pos), f"`{name}` was called here before", f"`{name}` is no longer called here.")


def _unstarted(systems: Systems, routine: Routine, changed: set[str]) -> _Cause | None:
    """A command, job or schedule of a changed document that started what looks, where nothing starts it any more."""
    before, after = systems.before.reached.entrances, systems.after.reached.entrances
    for target, one in before.items():
        now = after.get(systems.renamed(target) or "")
        if one.how != "run" or (now is not None and now.how == "run") or one.at[0] not in changed:
            continue
        module = systems.before.indexed.module(target)
        if module is None or systems.renamed(target) is None:
            continue
        tops = [one for one in module.routines() if one.function < 0 or one.name == "main"]
        entered = {(one.path, one.function) for one in entering(systems.before).all(*tops)}
        file = target.rpartition("/")[2]
        if (routine.path, routine.function) in entered | {(target, -1)} and not spoken_of(systems.after, file, ""):
            return _Cause(location(*one.at), f"{target} was started here before", f"Nothing starts {target} any more.")
    return None


def lost_monitors(systems: Systems) -> Iterator[Manifest]:
    """Monitors that changed documents declared, of which none of the same kind is declared after the change."""
    changed = {one.old_path or one.path for one in systems.files}
    before = [one for one in systems.before.manifests.get("monitor", ()) if one.path in changed]
    if not before:
        return
    after = systems.after.manifests.get("monitor", ())
    was = systems.before.manifests.get("monitor", ())
    new = {one.text("kind") for one in after} if len(after) >= len(was) else set()
    names = {one.name for one in after}
    for one in before:
        if one.name not in names and one.text("kind") not in new and _served_by(systems, one):
            yield one


def _served_by(systems: Systems, gone: Manifest) -> bool:
    """Whether what a monitor may stand for is declared still: its document is there, or something else is served."""
    roles = ("service", "workload", "function", "rollout")
    return systems.renamed(gone.path) is not None or any(systems.after.manifests.get(role) for role in roles)
