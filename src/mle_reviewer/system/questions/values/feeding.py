"""What models learn from or score in batches: the calls and values that their rows come from, also by way of files."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.doing import predicts, trains
from mle_reviewer.system.paths import UNKNOWN
from mle_reviewer.system.questions.values.coming import coming

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Term
    from mle_reviewer.system.system import System

_HOPS: Final = 3  # files between a value and the model
_MOST: Final = 300  # places where models are asked or taught

Sink = tuple[str, int, int]  # document, function, position of the call that asks or teaches a model


@dataclass(slots=True)
class Fed:
    """By calls and terms: the places at which what they give reaches a model."""

    sinks: dict[int, set[Sink]] = field(default_factory=dict)

    def feeds(self, what: object, routine: Routine, pos: int) -> bool:
        """Whether a call or term of a function reaches a model that is not asked or taught before it."""
        for path, function, at in self.sinks.get(id(what), ()):
            if (path, function) != (routine.path, routine.function) or at > pos:
                return True
        return False


def fed(system: System) -> Fed:
    """What the rows of all models come from that production code teaches or asks."""
    return system.once(_fed)


def _fed(system: System) -> Fed:
    found = Fed()
    count = 0
    for routine in system.routines("code"):
        for call in routine.calls():
            if count < _MOST and (trains(system.indexed, call) or predicts(system.indexed, call)):
                count += 1
                sink = routine.path, routine.function, call.pos
                _follow(system, found, (*call.args, *(value for _, value in call.kwargs)), sink)
    return found


def _follow(system: System, found: Fed, rows: Iterable[Term], sink: Sink) -> None:
    """Goes back from the rows of a model to what they are made of; what was read from a file, to what writes it."""
    waiting, names = list(rows), set[str]()
    for _ in range(_HOPS):
        came = coming(system, waiting)
        for key in (*came.terms, *map(id, came.calls)):
            found.sinks.setdefault(key, set()).add(sink)
        read = {id(call) for call in came.calls}
        more = {name for one in system.once(_read) if id(one[0]) in read for name in one[1]} - names
        if not more:
            return
        names |= more
        waiting = [what for what, written in system.once(_written) if more & set(written)]


def _read(system: System) -> tuple[tuple[object, tuple[str, ...]], ...]:
    """The calls that read tables, with the last names of their files."""
    some = (one for one in system.artifacts if one.how == "read" and not one.model)
    return tuple((one.call, _names(system, one.path)) for one in some)


def _written(system: System) -> tuple[tuple[Term, tuple[str, ...]], ...]:
    """The tables that are written, with the last names of their files; a table that writes itself is what is called."""
    some = (one for one in system.artifacts if one.how == "written" and not one.model)
    return tuple((one.what or one.call.callee, _names(system, one.path)) for one in some)


def _names(system: System, path: Term | None) -> tuple[str, ...]:
    names = (posixpath.basename(text) for text in system.spelled.spelled(path))
    return tuple(name for name in names if "." in name and UNKNOWN not in name)
