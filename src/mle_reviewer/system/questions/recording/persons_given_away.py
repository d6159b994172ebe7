"""Columns that tell a person, on their way out of the data: into logs, records of runs, telemetry, and prompts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.person_words import tells_person
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Collected,
    Const,
    Element,
    Item,
    Param,
    Result,
    Term,
    Text,
    within,
)
from mle_reviewer.system.questions.recording.written_out import pieces
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_SINKS: Final = {
    "log": "the log",
    "warn": "the log",
    "telemetry": "a service that watches the program",
    "log-parameters": "the record of a run",
    "log-metrics": "the record of a run",
    "tag-run": "the record of a run",
    "record-prediction": "the record of predictions",
}
_ONLY_SHOWN: Final = frozenset({"builtins.print"})  # on a terminal; the prints of a service are the payload check's
_SAME: Final = frozenset({
    "head", "tail", "sample", "to_string", "to_dict", "to_json", "to_markdown", "tolist", "to_list", "unique", "item",
    "strip", "lower", "title", "join", "iterrows", "itertuples", "iter_rows", "to_dicts", "copy", "reset_index",
    "format", "squeeze", "get", "astype", "fillna", "dropna", "drop_duplicates", "sort_values", "query",
    "filter", "items",
})  # fmt: skip
_WRITES: Final = frozenset(
    {"builtins.str", "builtins.repr", "json.dumps", "builtins.list", "builtins.zip", "builtins.enumerate"}
)
_VIEWS: Final = frozenset({"iloc", "loc", "values", "str", "at", "T"})
_DEEPEST: Final = 10
_HEADER: Final = 20_000


@dataclass(frozen=True, slots=True)
class GivenAway:
    """A column that tells a person: where it was loaded, where it goes and into what."""

    column: str
    loaded: Location
    source: str
    at: Location
    into: str
    prompt: bool
    routine: Routine
    call: Call


def given_away(system: System) -> Iterator[GivenAway]:
    """The columns that reached code gives away, each call once."""
    for routine in system.routines():
        if tier(routine.path) not in {"code", "docs"}:
            continue
        for call in routine.calls():
            into, prompt = _sink(system, call)
            if not into:
                continue
            found = next(_told(system, call), None)
            if found is not None:
                column, load, where = found
                yield GivenAway(column, where, load, system.at(routine, call.pos), into, prompt, routine, call)


def _sink(system: System, call: Call) -> tuple[str, bool]:
    """What a call writes to, in words, and whether it asks a language model."""
    if any(entry.effect == "ask" for entry in system.indexed.entries(call)):
        return "what a language model is asked", True
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and name not in _ONLY_SHOWN:
            if entry.sign == "llm-call":
                return "what a language model is asked", True
            if entry.sign in _SINKS and name.rpartition(".")[2] not in {"debug", "trace"}:
                return _SINKS[entry.sign], False
    return "", False


def _told(system: System, call: Call) -> Iterator[tuple[str, str, Location]]:
    """The columns that tell a person among what a call is given, with what was loaded and where."""
    for term in (*call.args, *(value for _, value in call.kwargs)):
        yield from _of(system, term, 0)


def _of(system: System, term: Term, depth: int) -> Iterator[tuple[str, str, Location]]:
    if depth > _DEEPEST:
        return
    for one in pieces(term):
        column = _column(one)
        if column:
            origin = _loaded(system, one, 0)
            if origin is not None:
                yield column, origin[0], origin[1]
        elif _is_frame(one):
            yield from _of_frame(system, one)
        for inner in _inner(system, one):
            yield from _of(system, inner, depth + 1)


def _column(term: Term) -> str:
    """The column that tells a person which a term is; "" where it is none."""
    name: object = None
    if isinstance(term, Item) and isinstance(term.key, Const):
        name = term.key.value
    elif isinstance(term, Attr):
        name = term.name
    elif isinstance(term, Result) and term.call.method == "get" and term.call.args:
        first = term.call.args[0]
        name = first.value if isinstance(first, Const) else None
    return name if isinstance(name, str) and tells_person(name) else ""


def _inner(system: System, term: Term) -> Iterator[Term]:
    """What a term says the same as: through parameters, the repository's own functions, and forms of one value."""
    if isinstance(term, Param):
        yield from system.indexed.given(term)
    elif isinstance(term, Choice):
        yield from term.terms
    elif isinstance(term, Collected):
        yield term.value
    elif isinstance(term, (Item, Attr)) and not _column(term):
        if isinstance(term, Item) or term.name in _VIEWS:
            yield term.of
    elif isinstance(term, Result):
        for routine in system.indexed.own(term.call):
            yield from routine.returned()
        if term.call.method in _SAME:
            yield term.call.callee
            yield from (one for one in term.call.args if isinstance(one, (Collected, Text)))


def _loaded(system: System, term: Term, depth: int) -> tuple[str, Location] | None:
    """Which load of rows a value comes from: what was loaded, and where; None where it comes from elsewhere.

    What parameters are given and functions give back branches: each term is followed once.
    """
    if depth > _DEEPEST:
        return None
    known = system.once(_known)
    key = (term, depth)
    if key not in known:
        known[key] = None  # what comes from itself alone was loaded nowhere
        known[key] = _load_of(system, term, depth)
    return known[key]


def _known(_system: System) -> dict[tuple[Term, int], tuple[str, Location] | None]:
    """What has been found out of terms so far."""
    return {}


def _load_of(system: System, term: Term, depth: int) -> tuple[str, Location] | None:
    match term:
        case Item(of=of) | Attr(of=of) | Element(of=of):
            return _loaded(system, of, depth + 1)
        case Param():
            return next(filter(None, (_loaded(system, one, depth + 1) for one in system.indexed.given(term))), None)
        case Choice(terms=terms):
            return next(filter(None, (_loaded(system, one, depth + 1) for one in terms)), None)
        case Collected(of=of):
            return _loaded(system, of, depth + 1)
        case Result(call=call):
            if any(entry.effect in {"load", "query"} for entry in system.indexed.entries(call)):
                path = next((one.value for one in call.args if isinstance(one, Const)), None)
                return (str(path)[:80] if isinstance(path, str) else "rows", _place(system, call))
            for routine in system.indexed.own(call):
                found = next(filter(None, (_loaded(system, one, depth + 1) for one in routine.returned())), None)
                if found is not None:
                    return found
            names = frozenset(system.indexed.names(call))
            if call.method is not None and call.method in _SAME:
                return _loaded(system, call.callee, depth + 1)
            if names & _WRITES and call.args:
                return _loaded(system, call.args[0], depth + 1)
    return None


def _place(system: System, call: Call) -> Location:
    return system.at(system.once(_routines)[id(call)], call.pos)


def _routines(system: System) -> dict[int, Routine]:
    """The function that each call stands in."""
    return {id(call): routine for routine in system.routines() for call in routine.calls()}


def _is_frame(term: Term) -> bool:
    """Whether a term may be a whole table, or its first rows."""
    return isinstance(term, Result)


def _of_frame(system: System, term: Term) -> Iterator[tuple[str, str, Location]]:
    """The columns that tell a person of a table as it was loaded, where its header stands in the repository."""
    if isinstance(term, Result) and (term.call.method is None or term.call.method in _SAME):
        origin = _loaded(system, term, 0)
        if origin is not None and not any(isinstance(one, Item) for one in within(term)):
            yield from ((name, *origin) for name in _header(system, origin[0]) if tells_person(name))


def _header(system: System, path: str) -> list[str]:
    plain = path.removeprefix("./")
    known = next((one for one in system.paths if one == plain or one.endswith(f"/{plain}")), None)
    if known is None or not known.endswith(".csv"):
        return []
    document = system.reader.tree.read(known)
    if isinstance(document, Gap):
        return []
    line = document.data[:_HEADER].decode("utf-8-sig", "replace").partition("\n")[0].rstrip("\r")
    return next(csv.reader([line]), [])
