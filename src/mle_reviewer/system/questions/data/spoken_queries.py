"""The queries that code runs: each with its text in pieces, what is put into it, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Choice, Const, Global, Group, Op, Result, Term, Text

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import SignEntry
    from mle_reviewer.system.code.steps import Call, Routine
    from mle_reviewer.system.system import System

_SQL: Final = re.compile(
    r"\s*(?:--[^\n]*\n\s*)*\(?\s*(?:select|with|insert|update|delete|merge|create|alter|drop|copy|replace|truncate)\b",
    re.IGNORECASE,
)
_KEEPS: Final = frozenset({"strip", "lstrip", "rstrip"})
_DEEPEST: Final = 8
_MOST: Final = 200
Pieces = tuple["str | Term", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """One call that runs a query: its text with the values that are put into it in their places."""

    routine: Routine
    call: Call
    pieces: Pieces

    @property
    def text(self) -> str:
        """The text, with a name for each value that is put in."""
        return "".join(one if isinstance(one, str) else "{value}" for one in self.pieces)

    @property
    def holes(self) -> tuple[Term, ...]:
        """What is put into the text."""
        return tuple(one for one in self.pieces if not isinstance(one, str))


def spoken(system: System) -> tuple[Spoken, ...]:
    """Every query that code, examples and notebooks run, in their order."""
    return system.once(_spoken)


def _spoken(system: System) -> tuple[Spoken, ...]:
    return tuple(one for routine in system.taught() for call in routine.calls() if (one := said(system, routine, call)))


def form_of(system: System, call: Call) -> SignEntry | None:
    """What a page says of a call of a database, of a method of whatever object where that is all that is known."""
    for name in system.indexed.names(call):
        entry = system.conventions.form(name)
        if entry is None and call.method is not None and not name.startswith("?"):
            entry = system.conventions.form(f"*.{call.method}")
        if entry is not None:
            return entry
    return None


def said(system: System, routine: Routine, call: Call) -> Spoken | None:
    """The query that a call runs; None where it runs none, or nothing of its text is known."""
    entry = form_of(system, call)
    named = entry.slots.get("query") if entry is not None and entry.sign == "runs-query" else None
    if entry is None or not isinstance(named, str):
        return None
    term = call.given(named, entry.params.index(named))
    found = tuple(_pieces(system, term, 0))[:_MOST] if term is not None else ()
    text = next((one for one in found if isinstance(one, str) and one.strip()), "")
    return Spoken(routine, call, found) if _SQL.match(text) else None


def _pieces(system: System, term: Term, depth: int) -> Iterator[str | Term]:
    if depth > _DEEPEST:
        yield term
        return
    match term:
        case Const(value=str(text)):
            yield text
        case Const(value=value):
            yield str(value)
        case Text(parts=parts):
            yield from parts
        case Global(term=of):
            yield from _pieces(system, of, depth + 1)
        case Choice(terms=terms):
            texts = [
                one for one in terms if isinstance(one, (Text, Op)) or isinstance(getattr(one, "value", None), str)
            ]
            yield from _pieces(system, texts[-1], depth + 1) if texts else (term,)
        case Op(op="+" | "+=", terms=terms):
            for one in terms:
                yield from _pieces(system, one, depth + 1)
        case Op(op="%", terms=(of, given)):
            yield from _pieces(system, of, depth + 1)
            yield from given.items if isinstance(given, Group) else (given,)
        case Result(call=call):
            yield from _called(system, term, call, depth)
        case _:
            yield term


def _called(system: System, term: Term, call: Call, depth: int) -> Iterator[str | Term]:
    entry = form_of(system, call)
    if entry is not None and entry.sign == "query-text" and call.args:
        yield from _pieces(system, call.args[0], depth + 1)
    elif call.method in _KEEPS:
        yield from _pieces(system, call.callee, depth + 1)
    elif call.method == "format" and isinstance(call.callee, (Const, Global, Op)):
        yield from _pieces(system, call.callee, depth + 1)
        yield from (*call.args, *(value for _, value in call.kwargs))
    else:
        yield term
