"""Pages in Python that ask an endpoint of the repository for a prediction and show what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.knowledge.packages import ASKING, CLIENTS
from mle_reviewer.system.code.terms import Param
from mle_reviewer.system.questions.serving.routes import Route, parts_of, routes, spelled

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call, Term
    from mle_reviewer.system.system import System

_DEEPEST: Final = 4
_MOST: Final = 40


def asking_pages(system: System) -> Iterator[Step]:
    """Where a page calls what asks an endpoint for a prediction."""
    shown = {sign.path for sign in system.signed("script-page")}
    if not shown:
        return
    for routine in system.routines():
        for call in routine.calls():
            for route, by in _asked(system, routine, call):
                yield from _pages(system, shown, route, by)


def _asked(system: System, routine: Routine, call: Call) -> Iterator[tuple[Route, tuple[Routine, Call]]]:
    """The routes that a call of a client asks for, each with the call that says which."""
    method = call.method or ""
    if not (method in ASKING or any(name.rpartition(".")[2] in ASKING for name in system.indexed.names(call))):
        return
    if not any(name.startswith(CLIENTS) for name in system.indexed.names(call)):
        return
    for term in call.args[:2]:
        for said, by in _spellings(system, term, (routine, call)):
            route = next((one for one in routes(system) if one.asked_by(said)), None)
            if route is not None:
                yield route, by


def _spellings(system: System, term: Term, by: tuple[Routine, Call]) -> Iterator[tuple[str, tuple[Routine, Call]]]:
    said = spelled(term)
    yield said, by
    if not any(
        part.strip("*") for part in parts_of(said)
    ):  # the path is a parameter: those say it who call the function
        routine = by[0]
        for caller, call in system.indexed.callers(routine)[:_MOST]:
            for given in (*call.args, *(value for _, value in call.kwargs)):
                if not isinstance(given, Param):
                    yield spelled(given), (caller, call)


def _pages(system: System, shown: set[str], route: Route, by: tuple[Routine, Call]) -> Iterator[Step]:
    """The nearest calls on a page's own ground by which the answer comes there."""
    waiting, seen = [(by, 0)], {id(by[1])}
    while waiting:
        (routine, call), depth = waiting.pop(0)
        if routine.path in shown:
            words = f"a page that shows what `{route.words}` answers ({route.handler})"
            yield Step(system.at(routine, call.pos), words)
            continue
        for caller, other in system.indexed.callers(routine)[:_MOST] if depth < _DEEPEST else ():
            if id(other) not in seen:
                seen.add(id(other))
                waiting.append(((caller, other), depth + 1))
