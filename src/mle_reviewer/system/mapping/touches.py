"""Touches: the calls by which code reads, writes, trains, scores or exposes, and how those things are spelled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.sql.naming import tables_named
from mle_reviewer.system.artifacts import entries_of
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Call, Const, Group, Term
from mle_reviewer.system.doing import answers, predicts, scores, trains
from mle_reviewer.system.mapping.spelling import spellings, told
from mle_reviewer.system.questions.gating.gates import Gates

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_MODELS: Final = frozenset({"estimator", "clusterer", "search", "meta", "pipeline", "network"})
_LEARNED: Final = frozenset({"transformer", "selector", "union"})
_TABLES: Final = frozenset({"frame", "series", "array", "dataset", "splits"})
_MOST: Final = 40  # names in one list
_WORDS: Final = 3  # what has more of them is a text, not the name of a thing
_STORING: Final = frozenset({"save", "persist", "load", "restore", "read-settings"})
_SPLITS: Final = frozenset({"split", "folds"})
_BY_SIGN: Final = {
    "register": ("registers", "name"), "promote": ("promotes", "name"), "load-registered": ("takes", "path"),
    "load-model": ("loads", "path"), "save-model": ("saves", "path"), "unsafe-load": ("loads", "path"),
    "log-model": ("tracks", "registered"), "log-metrics": ("tracks", ""), "log-parameters": ("tracks", ""),
    "autolog": ("tracks", ""), "start-run": ("tracks", ""), "service-metric": ("exposes", "name"),
    "record-prediction": ("records", ""), "capture": ("records", ""),
    "drift": ("watches", ""), "quality": ("watches", ""),
    "profile": ("watches", ""), "llm-call": ("asks", "model"), "feature-view": ("features", "name"),
    "features-offline": ("takes-features", "what"), "features-online": ("takes-features", "what"),
    "data-source": ("sources", "path"), "load-versioned": ("reads", "path"), "compare-models": ("gates", ""),
    "condition": ("gates", ""), "deploy": ("deploys", "name"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Touch:
    """One call or declaration: what it does (`kind`), by what, to things spelled so, and what kind of thing that is."""

    kind: str
    at: Location
    by: str
    spelled: tuple[str, ...] = ()
    what: str = ""  # "model", "transformation", "data", "somewhere" (no place is known), "" where nothing tells
    about: str = ""  # the tool, where a convention page knows it


def touches(system: System, routine: Routine) -> Iterator[Touch]:
    """Every touch of one function."""
    signs = system.once(_signs).get((routine.path, routine.function), {})
    for gate in system.once(Gates).of(routine):
        yield Touch("gates", system.at(routine, gate.step.pos), routine.name or basename(routine.path))
    by_hand = system.once(_by_hand)
    for one in by_hand.answering.get((routine.path, routine.function), ()):
        at = system.at(routine, routine.pos)
        yield Touch("predicts", at, one)
        if one in by_hand.tables:
            yield Touch("loads", at, one, (one,))
    for call in routine.calls():
        if id(call) in by_hand.calls:
            yield from _kept(system, routine, call, by_hand.calls[id(call)])
            continue
        sign = signs.get(id(call))
        if sign is not None:
            yield from _signed(system, routine, sign)
            if sign.sign != "llm-call":
                continue
        yield from _known(system, routine, call)


@dataclass(frozen=True, slots=True)
class _ByHand:
    """Models that no library fits, by what keeps and reads them, and by the functions that answer."""

    calls: dict[int, tuple[str, str]]  # what a call does, and with what
    answering: dict[tuple[str, int], list[str]]
    tables: frozenset[str]  # those that are rows of a table


def _by_hand(system: System) -> _ByHand:
    calls: dict[int, tuple[str, str]] = {}
    answering: dict[tuple[str, int], list[str]] = {}
    for one in system.homemade:
        calls |= {id(call): ("saves", one.name) for _, call in one.kept}
        calls |= {id(call): ("loads", one.name) for _, call in one.read}
        for handler in one.answers:
            answering.setdefault((handler.first.path, handler.first.function), []).append(one.name)
    return _ByHand(calls, answering, frozenset(one.name for one in system.homemade if not one.read))


def _kept(system: System, routine: Routine, call: Call, what: tuple[str, str]) -> Iterator[Touch]:
    """A call that keeps a model that no library fits, or takes it back."""
    kind, name = what
    at = system.at(routine, call.pos)
    entry = next((one for one in entries_of(system.indexed, call) if one.effect in _STORING), None)
    stored = _stored(system, routine, call, entry) if entry is not None else ()
    if kind == "saves":
        yield Touch("trains", at, name)
    yield Touch(kind, at, name, stored or (name,), "model")


def _signs(system: System) -> dict[tuple[str, int], dict[int, Sign]]:
    """The signs that are touches, by the function and call that they are."""
    found: dict[tuple[str, int], dict[int, Sign]] = {}
    for one in system.signed(*_BY_SIGN):
        found.setdefault((one.path, one.routine.function), {})[id(one.call)] = one
    return found


def _signed(system: System, routine: Routine, sign: Sign) -> Iterator[Touch]:
    kind, slot = _BY_SIGN[sign.sign]
    given = sign.given(slot) if slot else None
    several = given.items if isinstance(given, Group) else () if given is None else (given,)
    texts = (text for term in several[:_MOST] for text in spellings(system.indexed, term, routine.path))
    named = (table for text in texts for table in (tables_named(text) or (text,)))
    spelled = told(dict.fromkeys(named))
    what = sign.given("what")
    sort = sort_of(system, what) if what is not None else ""
    at = system.at(routine, sign.pos)
    if sign.sign == "log-model" and spelled:
        yield Touch("registers", at, sign.name, spelled, "model", sign.entry.about)
    yield Touch(kind, at, sign.name, spelled, sort, sign.entry.about)


def _known(system: System, routine: Routine, call: Call) -> Iterator[Touch]:
    world = system.indexed
    at = system.at(routine, call.pos)
    for kind, name in (
        ("trains", trains(world, call)),
        ("scores", scores(world, call)),
        ("asks", answers(world, call)),
    ):
        if name:
            yield Touch(kind, at, name, _model_asked(system, routine, call) if kind == "asks" else ())
            return
    entries = world.entries(call)
    for entry in entries:
        if entry.effect in {"load", "query", "list-files", "search", "open-index"}:
            stored = _stored(system, routine, call, entry)
            placed = bool(stored) or not {"path", "query", "files"} & set(entry.slots)
            yield Touch("reads", at, entry.path, stored, "data" if placed else "somewhere")
            return
        if entry.effect in {"save", "persist"}:
            what = _slot(entry, call, "what")
            yield Touch("writes", at, entry.path, _stored(system, routine, call, entry), sort_of(system, what))
            return
        if entry.effect == "restore":
            yield Touch("loads", at, entry.path, _stored(system, routine, call, entry))
            return
        if entry.effect in _SPLITS:
            yield Touch("splits", at, entry.path)
            return
    if name := predicts(world, call):
        yield Touch("predicts", at, name)


def _model_asked(system: System, routine: Routine, call: Call) -> tuple[str, ...]:
    given = call.given("model")
    return told(spellings(system.indexed, given, routine.path)) if given is not None else ()


def _stored(system: System, routine: Routine, call: Call, entry: CallEntry) -> tuple[str, ...]:
    given = _slot(entry, call, "path") or _slot(entry, call, "query")
    found = spellings(system.indexed, given, routine.path) if given is not None else ()
    named: list[str] = []
    for text in found:
        tables = tables_named(text)
        prose = any(mark in text for mark in "\n\r;") or text.count(" ") > _WORDS
        named += tables if tables is not None else () if prose else (text,)
    return told(dict.fromkeys(named))


def _slot(entry: CallEntry, call: Call, slot: str) -> Term | None:
    """The argument that an entry names for a slot; a constant of the page as one."""
    named = entry.slots.get(slot)
    for one in named if isinstance(named, tuple) else (named,):
        if not isinstance(one, str):
            continue
        if one.startswith("="):
            return Const(one[1:])
        if one == "self":
            return call.callee
        if one.startswith("*") and call.args:
            return call.args[-1]
        found = call.given(one, entry.params.index(one) if one in entry.params else None)
        if found is not None:
            return found
    return None


def sort_of(system: System, term: Term | None) -> str:
    """What a term is that is stored: a model, a fitted transformation, data; "" where nothing tells."""
    for thing in system.indexed.things(term) if term is not None else ():
        if not isinstance(thing, Thing):
            if any(_role(system, base) in _MODELS for base in system.indexed.bases(thing) if isinstance(base, Thing)):
                return "model"
            continue
        role = _role(system, thing)
        if role in _MODELS:
            return "model"
        if role in _LEARNED:
            return "transformation"
        if role in _TABLES:
            return "data"
    return ""


def _role(system: System, thing: Thing) -> str:
    known = system.table.find_class(thing.path)
    return known.role if known is not None else ""
