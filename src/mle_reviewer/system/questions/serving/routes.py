"""Routes of predictions as callers spell them: with the prefixes of their parts, and whether a text asks for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.packages import PREFIXES
from mle_reviewer.system.code.terms import Attr, Call, Const, Global, Op, Own, Result, Term, Text
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.roles import SPEAKS

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.handlers import Handler
    from mle_reviewer.system.system import System

_PLACED: Final = re.compile(r"\$\{[^}]*\}|\{[^}]*\}|<[^>]*>|:\w+")
_HOST: Final = re.compile(r"^(?:[a-z]+:)?//[^/]+")
_OPEN: Final = "*"
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint that answers with predictions: its words, and its path in parts (`*`: what a caller puts in)."""

    words: str
    parts: tuple[str, ...]
    handler: Location

    def asked_by(self, spelled: str) -> bool:
        """Whether an address, as it is spelled by a caller, ends in this route."""
        said = parts_of(spelled)
        if len(said) < len(self.parts):
            return False
        tail = said[len(said) - len(self.parts) :]
        named = [a for a, b in zip(self.parts, tail, strict=True) if a == b != _OPEN]
        fits = all(a == b or _OPEN in (a, b) for a, b in zip(self.parts, tail, strict=True))
        return fits and bool(named)


def parts_of(spelled: str) -> tuple[str, ...]:
    """A path in parts, without the host, what is asked of it, and what is put in."""
    bare = _PLACED.sub(_OPEN, spelled).partition("?")[0].partition("#")[0]
    return tuple(part if _OPEN not in part else _OPEN for part in _HOST.sub("", bare).split("/") if part)


def routes(system: System) -> tuple[Route, ...]:
    """The endpoints that answer with predictions."""
    return system.once(_routes)


def _routes(system: System) -> tuple[Route, ...]:
    found: dict[tuple[str, ...], Route] = {}
    for handler in answering(system):
        verb, _, path = handler.words.rpartition(" ")
        at = system.at(handler.first, handler.call.pos if handler.call is not None else handler.first.pos)
        for prefix in (*_prefixes(system, handler), ""):
            parts = parts_of(f"{prefix}{path}")
            if any(part != _OPEN for part in parts):
                found.setdefault(parts, Route(f"{verb} {prefix}{path}".strip(), parts, at))
    return tuple(found.values())


def answering(system: System) -> tuple[Handler, ...]:
    """The handlers of requests by which predictions are had: those that ask a model, or are asked under such a name."""
    asked = [path.handler for path in predictions(system) if path.handler.kind == "route"]
    seen = {id(one) for one in asked}
    serves = bool(system.roles.serves)
    others = (one for one in system.handlers if one.kind == "route" and id(one) not in seen)
    return (*asked, *(one for one in others if serves and SPEAKS.search(one.words.lower())))


def _prefixes(system: System, handler: Handler) -> Iterator[str]:
    """What stands before a path: the prefix of its part, and that under which an application takes the part."""
    made = made_by(handler.call.callee) if handler.call is not None else None
    if made is None:
        return
    own = _prefix(system, made)
    taken = [prefix for part, prefix in system.once(_taken) if part is made]
    for prefix in taken or [""]:
        if prefix or own:
            yield f"{prefix}{own}"


def _prefix(system: System, call: Call) -> str:
    for name in PREFIXES:
        given = call.given(name)
        for value in system.indexed.constants(given) if given is not None else ():
            if isinstance(value, str):
                return value.rstrip("/")
    return ""


def _taken(system: System) -> tuple[tuple[Call, str], ...]:
    """The parts that applications take under a prefix."""
    found: list[tuple[Call, str]] = []
    for routine in system.routines():
        for call in routine.calls():
            prefix = _prefix(system, call) if call.method is not None and call.args else ""
            part = _part(system, call.args[0]) if prefix else None
            if part is not None:
                found.append((part, prefix))
    return tuple(found)


def _part(system: System, term: Term) -> Call | None:
    if isinstance(term, Attr) and isinstance(term.of, Own) and term.of.kind == "module":
        module = system.indexed.module(term.of.path)
        found = module.top().names.get(term.name) if module is not None else None
        return made_by(found) if found is not None else None
    return made_by(term)


def made_by(term: Term) -> Call | None:
    """The call that made what a name stands for."""
    while isinstance(term, Global):
        term = term.term
    return term.call if isinstance(term, Result) else None


def spelled(term: Term, depth: int = 0) -> str:
    """An address as far as it is spelled, `*` for what is not known."""
    match term:
        case Const(value=str() as value):
            return value
        case Text(parts=parts):
            return "".join(part if isinstance(part, str) else spelled(part, depth + 1) for part in parts)
        case Op(op="+", terms=terms) if depth < _DEEPEST:
            return "".join(spelled(one, depth + 1) for one in terms)
        case _:
            return _OPEN
