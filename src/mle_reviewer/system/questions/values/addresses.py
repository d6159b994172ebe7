"""Addresses that a term spells: which hosts they name, and whether that is the machine that asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Attr, Choice, Const, Global, Op, Self, Term, Text

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_HOST: Final = re.compile(r"https?://(?:[^/?#\s]*@)?(\[[^\]\s]*\]|[\w.-]+)(?:[:/?#]|$)", re.IGNORECASE)
_THIS_MACHINE: Final = re.compile(r"localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]", re.IGNORECASE)
_DEEPEST: Final = 6
_MOST: Final = 16
_ELSEWHERE: Final = "\0"


def is_here(system: System, term: Term) -> bool:
    """Whether a term is an address of the machine that reads it, whatever is set."""
    hosts = hosts_of(system, term)
    return bool(hosts) and all(host is not None and is_this_machine(host) for host in hosts)


def is_this_machine(host: str) -> bool:
    """Whether a host is the machine that asks for it, by name or by number."""
    return _THIS_MACHINE.fullmatch(host) is not None


def hosts_of(system: System, term: Term) -> list[str | None]:
    """The hosts that a term may name, None for one that is not written out."""
    found: list[str | None] = []
    for text in _texts(system, term, 0):
        match = _HOST.match(text)
        found.append(match[1].lower() if match is not None else None)
    return found


def _texts(system: System, term: Term, depth: int) -> Iterator[str]:
    """The texts that a term spells, with a mark where something is put in from elsewhere."""
    match term:
        case Const(value=str() as value):
            yield value
        case Text(parts=parts) | Op(op="+", terms=parts):
            made = [""]
            for part in parts:
                each = [part] if isinstance(part, str) else list(_inner(system, (part,), depth))
                made = [f"{left}{right}" for left in made for right in each][:_MOST]
            yield from made
        case Choice(terms=terms):
            yield from _inner(system, terms, depth)
        case Global(term=inner):
            yield from _inner(system, (inner,), depth)
        case Attr(of=Self()):
            yield from _inner(system, _bound(system, term), depth)
        case _:
            yield _ELSEWHERE


def _inner(system: System, terms: Sequence[Term], depth: int) -> Iterator[str]:
    if not terms or depth > _DEEPEST:
        yield _ELSEWHERE
        return
    for one in terms:
        yield from _texts(system, one, depth + 1)


def _bound(system: System, one: Attr) -> list[Term]:
    return [
        term
        for thing in system.indexed.things(one.of)
        if isinstance(thing, OwnThing) and thing.kind == "class"
        for term in system.indexed.attribute(thing, one.name)
    ]
