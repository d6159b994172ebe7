"""Where the version in use and a candidate answer for the same rows and are both scored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.knowledge.measures import IN_USE, words
from mle_reviewer.system.code.terms import Call, Const, Result, Text, within
from mle_reviewer.system.doing import closure, predicts, scores

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_NEAR = 8  # functions that a score may stand in


def scored_beside(system: System) -> Iterator[tuple[Routine, int]]:
    """The calls by which answers of the version in use and of another model are scored alike."""
    loads: dict[tuple[str, int], list[Sign]] = {}
    for sign in system.signed("load-registered"):
        if _in_use(sign):
            loads.setdefault((sign.path, sign.routine.function), []).append(sign)
    for some in loads.values():
        routine = some[0].routine
        loaded = {id(sign.call) for sign in some}
        met: dict[object, set[bool]] = {}
        for call in routine.calls():
            if not _scores(system, call):
                continue
            used, other = _whose(system, call, loaded)
            key = tuple(sorted(map(str, system.indexed.targets(call)))) or call.method
            met.setdefault(key, set()).update(({True} if used else set()) | ({False} if other else set()))
            if met[key] == {True, False}:
                yield routine, call.pos
                break


def _in_use(sign: Sign) -> bool:
    """Whether it is the version in use that is taken, by its alias or stage."""
    said: set[str] = set()
    for slot in ("path", "alias", "stage"):
        given = sign.given(slot)
        for one in () if given is None else within(given, calls=False):
            if isinstance(one, Const) and isinstance(one.value, str):
                said |= set(words(one.value))
            elif isinstance(one, Text):
                said |= {word for part in one.parts if isinstance(part, str) for word in words(part)}
    return bool(said & IN_USE)


def _scores(system: System, call: Call) -> bool:
    if scores(system.indexed, call):
        return True
    for own in system.indexed.own(call)[:1]:
        for number, inner in enumerate(closure(system.indexed, own)):
            if number >= _NEAR:
                break
            if any(scores(system.indexed, one) for one in inner.calls()):
                return True
    return False


def _whose(system: System, call: Call, loaded: set[int]) -> tuple[bool, bool]:
    """Whether a call is given something of the version in use, and something of another model."""
    used = other = False
    for arg in (*call.args, *(value for _, value in call.kwargs)):
        inner = [one.call for one in within(arg) if isinstance(one, Result)]
        mine = any(id(one) in loaded for one in inner)
        used = used or mine
        other = other or (not mine and any(predicts(system.indexed, one) for one in inner))
    given_other = not used and bool(call.args)
    return used, other or given_other
