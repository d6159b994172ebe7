"""Which of several applications are started: an API whose code is only copied into an image answers nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.launching import entrances

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mle_reviewer.system.questions.answering.predicting import Path
    from mle_reviewer.system.system import System


def of_started(system: System, paths: Iterable[Path]) -> tuple[Path, ...]:
    """The ways of requests to applications that something starts; all where that is seen of none of them."""
    every = tuple(paths)
    documents = system.once(_started)
    routed = [one for one in every if one.handler.kind == "route"]
    started = [one for one in routed if any(start.path in documents for start in one.handler.starts)]
    return tuple(one for one in every if one not in routed or one in started) if started else every


def _started(system: System) -> frozenset[str]:
    """The documents of what containers, pipelines and servers start, with all that they import."""
    waiting = [one.target for one in entrances(system, system.started)]
    found: set[str] = set()
    while waiting:
        path = waiting.pop()
        module = system.indexed.module(path) if path not in found else None
        found.add(path)
        waiting += system.layout.imported(path, module.code.imports) if module is not None else ()
    return frozenset(found)
