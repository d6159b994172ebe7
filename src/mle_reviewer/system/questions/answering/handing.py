"""Functions that are handed on to run later, with what they will be given: background tasks, threads, queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.code.terms import Call, Param, Term
from mle_reviewer.system.handed import handed

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


class Handing:
    """What functions are given by those who hand them on instead of calling them."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._given: dict[tuple[str, int], list[Call]] = {}
        for routine in system.routines("code"):
            for call in routine.calls():
                for one, later in handed(system, call):
                    self._given.setdefault((one.path, one.function), []).append(later)

    def given(self, param: Param) -> tuple[Term, ...]:
        """What a parameter will be given."""
        calls = self._given.get((param.path, param.function), ())
        module = self.system.indexed.module(param.path) if calls else None
        if module is None:
            return ()
        code = module.code.functions[param.function]
        params = code.params[1:] if code.owner is not None and "staticmethod" not in code.decorators else code.params
        if params and code.owner is None and params[0] == "self":  # a task that is bound to its queue
            params = params[1:]
        place = params.index(param.name) if param.name in params else None
        return tuple(term for call in calls if (term := call.given(param.name, place)) is not None)


def handing(system: System) -> Handing:
    """What functions are given later, worked out once."""
    return system.once(Handing)
