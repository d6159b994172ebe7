"""Requests that are answered out of what a batch predicted before: handlers that read a file which a batch writes."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from mle_reviewer.system.questions.answering.predicting import Path, answered
from mle_reviewer.system.questions.values.coming import coming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.artifacts import Artifact
    from mle_reviewer.system.system import System


def looked_up(system: System) -> tuple[Path, ...]:
    """The ways of requests that are answered out of predictions which a batch has kept."""
    return system.once(_looked_up)


def _looked_up(system: System) -> tuple[Path, ...]:
    kept = {key for path in answered(system) if path.handler.kind == "batch" for key in path.among}
    if not kept:
        return ()
    put_away = [one for one in system.artifacts if one.how == "written" and _in(one, kept)]
    written = {name for one in put_away for name in _names(system, one)}
    read = [one for one in system.artifacts if one.how == "read" and not one.model]
    found = []
    for handler in system.handlers if written else ():
        path = Path(system, handler)
        if any(_in(one, path.among) and written & set(_names(system, one)) for one in read):
            found.append(path)
    return tuple(found)


def _in(one: Artifact, keys: set[tuple[str, int]] | frozenset[tuple[str, int]]) -> bool:
    return (one.routine.path, one.routine.function) in keys


def _names(system: System, one: Artifact) -> Iterator[str]:
    """The names of files that a path may end with."""
    for text in coming(system, (one.path,)).texts if one.path is not None else ():
        name = posixpath.basename(text)
        if "." in name:
            yield name
