"""The ways in which predictions are asked for: endpoints and pages, what each enters, and which tests ask so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.packages import ASKING
from mle_reviewer.system.questions.answering.predicting import Path, predictions
from mle_reviewer.system.questions.serving.routes import Route, answering, routes, spelled

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_MOST_TESTS: Final = 3


@dataclass(frozen=True, slots=True)
class Way:
    """How it is asked for, where, the functions that it enters (name, place, last line), and tests that ask so."""

    words: str
    at: Location
    enters: tuple[tuple[str, Location, int], ...]
    tests: tuple[Location, ...] = ()


def asked_ways(system: System) -> tuple[Way, ...]:
    """The ways, those that ask a model first."""
    return system.once(_ways)


def _ways(system: System) -> tuple[Way, ...]:
    known = {one.handler: one for one in routes(system)}
    tests = dict(_tests(system))
    found: dict[Location, Way] = {}
    paths = {id(path.handler): path for path in predictions(system)}
    for handler in answering(system):
        path = paths.get(id(handler)) or Path(system, handler)
        at = system.at(handler.first, handler.call.pos if handler.call is not None else handler.first.pos)
        route = known.get(at)
        words = f"`{route.words if route is not None else handler.words or handler.name}`"
        found.setdefault(at, Way(words, at, tuple(_enters(system, path)), tests.get(at, ())))
    for path in predictions(system):
        if path.handler.kind != "route":
            first = path.handler.first
            at = system.at(first, first.pos)
            name = f"`{first.name}`" if first.name else f"the page `{first.path}`"
            found.setdefault(at, Way(name, at, tuple(_enters(system, path))))
    return tuple(found.values())


def _enters(system: System, path: Path) -> Iterator[tuple[str, Location, int]]:
    """The functions that are run on the way; the module level of a page is no function of its own."""
    for one in path.entered:
        module = system.indexed.module(one.routine.path)
        if module is not None and one.routine.function >= 0:
            code = module.code.functions[one.routine.function]
            yield code.qualname, system.at(one.routine, code.pos), code.end_line


def _tests(system: System) -> Iterator[tuple[Location, tuple[Location, ...]]]:
    """The endpoints that tests ask, by where those are answered."""
    found: dict[Location, list[Location]] = {}
    for routine in system.routines("test"):
        for call in routine.calls():
            if call.method in ASKING and call.args:
                said = spelled(call.args[0])
                route: Route | None = next((one for one in routes(system) if one.asked_by(said)), None)
                if route is not None:
                    found.setdefault(route.handler, []).append(system.at(routine, call.pos))
    for handler, places in found.items():
        ordered = sorted(places, key=lambda at: not at.path.rpartition("/")[2].startswith("test"))
        yield handler, tuple(dict.fromkeys(ordered))[:_MOST_TESTS]
