"""Where people are shown what a model says: pages that score, templates that are given a prediction, front ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.program.markup import Literal, Markup, Script, is_markup, read_markup
from mle_reviewer.sources.document import Document
from mle_reviewer.system.code.terms import Const, Result, Term, within
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.answering.predicting import Path, predictions
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_TEMPLATE: Final = re.compile(r"[\w./-]+\.(?:html?|jinja2?|j2)")
_OF_PAGES: Final = "pages"  # what the convention page of such frameworks is about
_SHOWS: Final = frozenset({"show-template"})
_MOST: Final = 400  # pages and scripts that are read
_CALLS: Final = re.compile(r"(?:\bfetch|\.(?:post|get|put|request))\s*(?:<[^()]{0,40}>)?\s*\(\s*(?:[\w.$]+\s*\+\s*)?$")
_PLACE: Final = re.compile(r"[<{(\[:]")


@dataclass(frozen=True, slots=True)
class Asking:
    """A script that asks one of the repository's handlers for a prediction, and the literal that names its route."""

    path: str
    markup: Markup
    script: Script
    literal: Literal
    route: str
    handler: Location


@dataclass(frozen=True, slots=True)
class Shown:
    """A template that is given what a model says, and where it is."""

    path: str
    markup: Markup
    given: Location


def screens(system: System) -> tuple[Step, ...]:
    """The places where a prediction is shown, each with how it comes there."""
    return system.once(_screens)


def _screens(system: System) -> tuple[Step, ...]:
    found = [
        Step(system.at(path.handler.first, path.handler.first.pos), "a page that shows what the model says")
        for path in predictions(system)
        if path.handler.page == _OF_PAGES
    ]
    found += [
        Step(location(one.path, 1), f"a template that is given a prediction ({one.given})") for one in shown(system)
    ]
    found += [
        Step(location(one.path, one.literal.line), f"asks `{one.route}` for a prediction ({one.handler})")
        for one in asking(system)
    ]
    return tuple({step.at.path: step for step in reversed(found)}.values())[::-1]


def asking(system: System) -> tuple[Asking, ...]:
    """The scripts of pages and components that ask a handler of the repository for a prediction."""
    return system.once(_asking)


def _asking(system: System) -> tuple[Asking, ...]:
    routes = dict(_routes(system))
    if not routes:
        return ()
    return tuple(one for path, markup in pages(system).items() for one in _asked_in(path, markup, routes))


def _asked_in(path: str, markup: Markup, routes: Mapping[str, Location]) -> Iterator[Asking]:
    for script in markup.scripts:
        for literal in script.literals:
            asked = literal.value.partition("?")[0].rstrip("/")
            route = next((one for one in routes if asked.endswith(one)), None)
            if route is not None and _is_asked(script, literal):
                yield Asking(path, markup, script, literal, route, routes[route])


def _is_asked(script: Script, literal: Literal) -> bool:
    """Whether a literal is what `fetch` or a method of a client is called with."""
    return _CALLS.search(script.code[max(literal.start - 80, 0) : literal.start]) is not None


def _routes(system: System) -> Iterator[tuple[str, Location]]:
    for path in predictions(system):
        route = path.handler.words.rpartition(" ")[2].rstrip("/")
        if route.startswith("/") and route.strip("/") and not _PLACE.search(route):
            yield route, system.at(path.handler.first, path.handler.first.pos)


def shown(system: System) -> tuple[Shown, ...]:
    """The templates that are given what a model says."""
    return system.once(_shown)


def _shown(system: System) -> tuple[Shown, ...]:
    found: dict[str, Shown] = {}
    signs = {id(sign.call): sign for sign in system.signed(*_SHOWS)}
    for path in predictions(system) if signs else ():
        made = _made(path)
        for asked in path.calls:
            if id(asked.call) not in signs or not _gives(system, asked.call.terms(), made):
                continue
            for name in _templates(asked.call.terms()):
                there = [one for one in pages(system) if one == name or one.endswith(f"/{name}")]
                if len(there) == 1:
                    markup = pages(system)[there[0]]
                    found.setdefault(there[0], Shown(there[0], markup, system.at(asked.routine, asked.call.pos)))
    return tuple(found.values())


def _made(path: Path) -> tuple[frozenset[int], frozenset[tuple[str, int]]]:
    """The calls that predict, and the functions in which they stand."""
    calls = frozenset(id(asked.call) for asked in path.predicts)
    first = path.handler.first
    inside = {(one.routine.path, one.routine.function) for one in path.predicts}
    return calls, frozenset(inside - {(first.path, first.function)})


def _gives(system: System, terms: tuple[Term, ...], made: tuple[frozenset[int], frozenset[tuple[str, int]]]) -> bool:
    calls, functions = made
    for term in terms:
        for one in within(term):
            if isinstance(one, Result) and (
                id(one.call) in calls
                or any((own.path, own.function) in functions for own in system.indexed.own(one.call))
            ):
                return True
    return False


def _templates(terms: tuple[Term, ...]) -> Iterator[str]:
    for term in terms:
        if isinstance(term, Const) and isinstance(term.value, str) and _TEMPLATE.fullmatch(term.value):
            yield term.value.removeprefix("./")


def pages(system: System) -> Mapping[str, Markup]:
    """The pages, components and scripts of the repository that people wrote."""
    return system.once(_pages)


def _pages(system: System) -> dict[str, Markup]:
    named = [path for path in system.paths if is_markup(path) and tier(path) == "code"][:_MOST]
    found: dict[str, Markup] = {}
    for path in named:
        document = system.reader.tree.read(path)  # a page that cannot be read is no gap of a review of models
        markup = read_markup(document) if isinstance(document, Document) else None
        if markup is not None:
            found[path] = markup
    return found
