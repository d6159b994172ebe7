"""Where people are shown what a model says: pages that score, templates that are given a prediction, front ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.program.markup import Literal, Markup, Script, is_markup, read_markup
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.system.code.terms import Const, Pairs, Result, Term, within
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.answering.predicting import Entered, Path, predictions
from mle_reviewer.system.questions.serving.asking_pages import asking_pages
from mle_reviewer.system.questions.serving.components import shown_in
from mle_reviewer.system.questions.serving.routes import routes
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_TEMPLATE: Final = re.compile(r"[\w./-]+\.(?:html?|jinja2?|j2)")
_OF_PAGES: Final = "pages"  # what the convention page of such frameworks is about
_SHOWS: Final = frozenset({"show-template"})
_MOST: Final = 400  # pages and scripts that are read
_CALLS: Final = re.compile(
    r"(?:\bfetch|\.(?:post|get|put|request)|\bnew\s+\w*(?:client|api|service)\w*)\s*(?:<[^()]{0,80}>)?\s*\(\s*"
    r"(?:[\w.$]+\s*\+\s*)?$",
    re.IGNORECASE,
)


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
    line: int = 1  # where it shows what it is given, as far as that can be told


def screens(system: System) -> tuple[Step, ...]:
    """The places where a prediction is shown, each with how it comes there."""
    return system.once(_screens)


def _screens(system: System) -> tuple[Step, ...]:
    found = [
        Step(_on_page(system, path), "a page that shows what the model says")
        for path in predictions(system)
        if path.handler.page == _OF_PAGES
    ]
    found += asking_pages(system)
    found += [
        Step(location(one.path, one.line), f"a template that is given a prediction ({one.given})")
        for one in shown(system)
    ]
    for one in asking(system):
        words = f"what `{one.route}` answers as a prediction ({one.handler})"
        found += [
            Step(location(path, line), f"shows {words}" if path != one.path else f"asks for and shows {words}")
            for path, line in shown_in(pages(system), one.path, one.script, one.literal.start)
        ]
    return tuple({step.at.path: step for step in reversed(found)}.values())[::-1]


def _on_page(system: System, path: Path) -> Location:
    """Where a page asks the model, or comes to what does."""
    first = path.handler.first
    for asked in path.predicts:
        one, call = asked.entered, asked.call
        while one.routine.path != first.path and one.by is not None and one.call is not None:
            call, one = one.call, one.by
        if one.routine.path == first.path:
            return system.at(one.routine, call.pos)
    return system.at(first, first.pos)


def asking(system: System) -> tuple[Asking, ...]:
    """The scripts of pages and components that ask a handler of the repository for a prediction."""
    return system.once(_asking)


def _asking(system: System) -> tuple[Asking, ...]:
    if not routes(system):
        return ()
    return tuple(one for path, markup in pages(system).items() for one in _asked_in(system, path, markup))


def _asked_in(system: System, path: str, markup: Markup) -> Iterator[Asking]:
    for script in markup.scripts:
        for literal in script.literals:
            if "/" in literal.value and _is_asked(script, literal):
                route = next((one for one in routes(system) if one.asked_by(literal.value)), None)
                if route is not None:
                    yield Asking(path, markup, script, literal, route.words.rpartition(" ")[2], route.handler)


def _is_asked(script: Script, literal: Literal) -> bool:
    """Whether a literal is what `fetch`, a method of a client or the maker of one is called with."""
    return _CALLS.search(script.code[max(literal.start - 120, 0) : literal.start]) is not None


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
                    line = _filled(system, there[0], _names(system, asked.call, made))
                    given = system.at(asked.routine, asked.call.pos)
                    found.setdefault(there[0], Shown(there[0], markup, given, line))
    return tuple(found.values())


def _names(system: System, call: Call, made: _Made) -> tuple[str, ...]:
    """Under which names a template is given what the model says."""
    named = [(key, value) for key, value in call.kwargs if key is not None]
    for term in (*call.args, *(value for _, value in call.kwargs)):
        if isinstance(term, Pairs):
            named += [(str(key.value), value) for key, value in zip(term.keys, term.values, strict=True)
                      if isinstance(key, Const)]  # fmt: skip
    return tuple(key for key, value in named if _gives(system, (value,), made))


def _filled(system: System, path: str, names: tuple[str, ...]) -> int:
    """The first line of a template that puts out one of these names."""
    document = system.reader.tree.read(path)
    text = decode(document) if isinstance(document, Document) else ""
    put_out = re.compile(rf"\{{\{{[^}}]*\b(?:{'|'.join(map(re.escape, names))})\b") if names else None
    lines = text.split("\n") if isinstance(text, str) and put_out is not None else []
    return next((number for number, line in enumerate(lines, 1) if put_out is not None and put_out.search(line)), 1)


_Made = tuple[frozenset[int], frozenset[tuple[str, int]]]


def _made(path: Path) -> _Made:
    """The calls that predict, and the functions through which what they say comes back to the handler."""
    calls = frozenset(id(asked.call) for asked in path.predicts)
    first = path.handler.first
    inside: set[tuple[str, int]] = set()
    for asked in path.predicts:
        one: Entered | None = asked.entered
        while one is not None:
            inside.add((one.routine.path, one.routine.function))
            one = one.by
    return calls, frozenset(inside - {(first.path, first.function)})


def _gives(system: System, terms: tuple[Term, ...], made: _Made) -> bool:
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
