"""Whether the file that a load reads may come from outside of a project: what is deployed is told which one it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.questions.answering.predicting import Path
from mle_reviewer.system.questions.values.behind import behind
from mle_reviewer.system.tiers import beside

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_FILE: Final = re.compile(r"[^?/\\]{1,120}\.[A-Za-z0-9]{1,12}$")  # a name that is written out


def may_be_foreign(system: System, sign: Sign) -> bool:
    """Whether a load of something deployed reads a file that the code nowhere names.

    What trains, evaluates or is started by hand loads what the project made itself; a file with a name of its own in
    the code, if only as the default, is the project's too.
    """
    deployed = sign.path in system.once(_deployed) or (sign.path, sign.routine.function) in system.once(_asked)
    return deployed and not beside(sign.path) and not _named_here(system, sign)


def _named_here(system: System, sign: Sign) -> bool:
    path = sign.given("path")
    if path is None:
        return True
    for _routine, one in behind(system, sign.routine, path):
        for text in system.spelled.spelled(one):
            name = text.replace("\\", "/").rpartition("/")[2]
            if _FILE.fullmatch(name):
                return True
    return False


def _deployed(system: System) -> frozenset[str]:
    """The documents of what images and workloads start, with all that they import."""
    declared = {one.path for one in system.dockerfiles}
    declared |= {one.path for role in ("workload", "service", "function") for one in system.manifests.get(role, ())}
    run = (one for one in system.reached.entrances.values() if one.how == "run" and one.at[0] in declared)
    return system.with_imports(one.target for one in run)


def _asked(system: System) -> frozenset[tuple[str, int]]:
    """The functions that are run for requests."""
    some = (one for one in system.handlers if one.kind in {"route", "server"})
    return frozenset(key for one in some for key in Path(system, one).among)
