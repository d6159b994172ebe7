"""Models that production reads and that only notebooks write, and what runs a notebook as a whole."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from mle_reviewer.system.artifacts import artifacts_of
from mle_reviewer.system.questions.learning.overwritten import Overwritten, fixed, nearest, readers_of, same
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.system.system import System


def by_notebooks(system: System) -> Iterator[Overwritten]:
    """Models that production reads and only notebooks write, which nothing runs from their first cell to their last."""
    readers = readers_of(system)
    if not readers:
        return
    programs = [text for one in system.artifacts if one.how == "written" for text in system.spelled.spelled(one.path)]
    trained = {one.at.path for one in system.roles.trains if one.where == "notebook"}
    seen: set[str] = set()
    for path in (
        one for one in system.notebooks if one in trained and tier(one) == "code" and not runs_whole(system, one)
    ):
        module = system.indexed.module(path)
        for one in artifacts_of(module.routines(), system.indexed) if module is not None else ():
            for text in fixed(system, one) if one.how == "written" else ():
                read = nearest(one, text, readers)
                if read is None or text in seen or any(same(text, other) for other in programs):
                    continue
                seen.add(text)
                yield Overwritten(text, one, read)


def runs_whole(system: System, notebook: str) -> bool:
    """Whether a pipeline, a command, a job or code runs a notebook from its first cell to its last.

    Jobs of platforms leave the ending of its name out.
    """
    name = posixpath.basename(notebook)
    stem = name.removesuffix(".ipynb")
    if any(posixpath.basename(launch.target) == name for stage in system.stages for launch in stage.launches):
        return True
    if any(_names(system, command, name) for _, command in system.ground.commands):
        return True
    given = [text for sign in system.signed("run-notebook") for text in system.spelled.spelled(sign.given("path"))]
    declared = [one.text("path") for one in system.manifests.get("notebook-run", ())]
    return any(posixpath.basename(text) in {name, stem} for text in (*given, *declared))


def _names(system: System, command: Command, name: str) -> bool:
    """Whether a command names a notebook, by a pattern too, or runs all that there are."""
    for word in command.words:
        if name in word:
            return True
        if word.endswith(".ipynb") and "*" in word and fnmatchcase(name, posixpath.basename(word)):
            return True
        known = system.conventions.command(posixpath.basename(word))
        if known is not None and known.sign == "run-notebook":
            return True
    return False
