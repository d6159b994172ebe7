"""Orders of pipelines: which documents are run before another one, by stages of pipeline and CI definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.tree.plan import target_of

if TYPE_CHECKING:
    from mle_reviewer.program.pipelines.stage import Stage
    from mle_reviewer.system.system import System

_MOST: Final = 200


def run_before(system: System, path: str) -> tuple[str, ...]:
    """The documents that stages run before this one: earlier in the same stage, or in stages that come before it."""
    found: dict[str, None] = {}
    for stage in system.stages:
        targets = [target_of(system.layout, launch) for launch in stage.launches]
        if path not in targets:
            continue
        some = targets[: targets.index(path)]
        for one in _earlier(system, stage):
            some += [target_of(system.layout, launch) for launch in one.launches]
        found.update(dict.fromkeys(one for one in some if one is not None))
    return tuple(found)


def _earlier(system: System, stage: Stage) -> list[Stage]:
    """The stages before one: those it names, and those that give what it takes."""
    found: list[Stage] = []
    waiting = [stage]
    while waiting and len(found) < _MOST:
        one = waiting.pop()
        for other in system.stages:
            same = other.document == one.document and other.name in one.after
            if other not in found and other is not stage and (same or other.gives & one.takes):
                found.append(other)
                waiting.append(other)
    return found
