"""Ways back that put a model under a name which nothing that answers requests loads."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.questions.serving.loading import served_loads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call, Term
    from mle_reviewer.system.system import System

_PLACED: Final = {  # calls that put a file somewhere, and the argument that says where
    "shutil.copy": 1, "shutil.copy2": 1, "shutil.copyfile": 1, "shutil.move": 1, "os.replace": 1, "os.rename": 1,
    "os.symlink": 1,
}  # fmt: skip
_FILE: Final = re.compile(r"[\w.-]{1,120}\.(?:pkl|pickle|joblib|pt|pth|bin|h5|keras|onnx|ubj|cbm|model)")
_MOST: Final = 20


def unloaded(system: System, routine: Routine) -> str:
    """The file of a model that a function puts in place, where what answers is seen to load others; "" otherwise."""
    near = [routine, *(one for call in routine.calls() for one in system.indexed.own(call))]
    placed = {name for one in near[:_MOST] for call in one.calls() for name in _names(system, (_placed(system, call),))}
    if not placed:
        return ""
    loads = [load.path for load in served_loads(system)]
    loaded = [set(_names(system, (one,))) for one in loads]
    if not loaded or not all(loaded) or any(placed & names for names in loaded):
        return ""
    return min(placed)


def _placed(system: System, call: Call) -> Term | None:
    for name in system.indexed.names(call):
        if name in _PLACED:
            return call.given("dst", _PLACED[name])
    return call.given("target", 0) if call.method in {"rename", "replace"} and len(call.args) == 1 else None


def _names(system: System, terms: Iterable[Term | None]) -> set[str]:
    """The names of files of models that paths end with; nothing where one of them is known only in the run."""
    found: set[str] = set()
    for term in terms:
        for text in system.spelled.spelled(term) if term is not None else ():
            name = posixpath.basename(text)
            if _FILE.fullmatch(name):
                found.add(name)
    return found
