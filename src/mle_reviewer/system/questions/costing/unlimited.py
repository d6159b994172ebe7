"""Requests to other services that nothing ends, and those of them for which somebody waits."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.system.code.steps import Assign, Attempt, Handler, calls_in, every
from mle_reviewer.system.code.terms import Const, Lib, Own
from mle_reviewer.system.questions.answering.predicting import Path, predictions
from mle_reviewer.system.questions.learning.absent import behind_what_is_there, only_where_absent
from mle_reviewer.system.signs import Sign

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_NO_MODULE: Final = frozenset({"ImportError", "ModuleNotFoundError"})


def never_ends(sign: Sign) -> bool:
    """Whether nothing ends a request that gets no answer."""
    default, timeout = sign.given("default"), sign.given("timeout")
    never = isinstance(default, Const) and default.value == "never"
    unlimited = isinstance(timeout, Const) and timeout.value is None
    spread = any(name is None for name, _ in sign.call.kwargs)
    return (timeout is None and never and not spread) or unlimited


def waited_for(system: System) -> dict[int, tuple[Step, ...]]:
    """The calls that are made while a request for a prediction waits, each with the way to it."""
    found: dict[int, tuple[Step, ...]] = {}
    for path in predictions(system):
        for asked in path.calls:
            if not asked.once:
                found.setdefault(id(asked.call), tuple(path.way(asked.entered)))
    return found


def in_service(system: System, sign: Sign) -> bool:
    """Whether a call is made for requests, of whatever kind."""
    key = sign.routine.path, sign.routine.function
    return any(key in Path(system, one).among for one in system.handlers if one.kind in {"route", "server"})


def kept(system: System, sign: Sign) -> bool:
    """Whether what a call fetches is kept as a file, and fetched only where that is not there yet."""
    routine, call = sign.routine, sign.call
    return behind_what_is_there(system, routine, call) or only_where_absent(system, routine, call)


def never_made(sign: Sign) -> bool:
    """Whether a call stands where the import of a module has failed that the repository holds itself."""
    for attempt in (one for one in sign.routine.every() if isinstance(one, Attempt)):
        caught = next((one for one in attempt.handlers if any(call is sign.call for call in calls_in(one.body))), None)
        if caught is not None and _of_imports(caught):
            bound = [one.term for one in every(attempt.body) if isinstance(one, Assign)]
            imported = [one for one in bound if isinstance(one, (Own, Lib))]
            others = (one for one in imported if isinstance(one, Lib))
            if any(isinstance(one, Own) for one in imported) and all(_comes_along(one) for one in others):
                return True
    return False


def _of_imports(caught: Handler) -> bool:
    """Whether a handler catches nothing but failed imports."""
    return all(one.strip(" ()") in _NO_MODULE for one in caught.types.split(","))


def _comes_along(library: Lib) -> bool:
    """Whether a module comes with Python."""
    return library.path.partition(".")[0] in {*sys.stdlib_module_names, "builtins"}
