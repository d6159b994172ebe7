"""What a change no longer does on the way of a request that goes on: numbers that it gave out, rows that it kept."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Attr, Result, Term, within
from mle_reviewer.system.questions.answering.predicting import answered
from mle_reviewer.system.questions.changes.guards import called, pairs
from mle_reviewer.system.questions.changes.uncalled import only_brought_in, uncalled
from mle_reviewer.system.questions.monitoring.exported import metric_name
from mle_reviewer.system.questions.monitoring.signals import signal_of, words_of
from mle_reviewer.system.questions.recording.records import records

if TYPE_CHECKING:
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.questions.answering.predicting import Path
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

# What functions are called that may keep or give out something in a way that no page knows.
_KEEPS: Final = frozenset({
    "log", "logs", "logger", "record", "records", "save", "store", "publish", "emit", "track", "tracker", "audit",
    "persist", "write", "insert", "add", "send", "produce", "enqueue", "capture", "observe", "metric", "metrics",
    "monitor", "push", "report", "event", "events", "inc", "increment", "count", "collect", "collector", "telemetry",
    "history", "background", "task", "delay", "stats", "commit", "execute", "put", "append", "trace", "span",
})  # fmt: skip
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Way:
    """One way of requests on both sides of a change."""

    old: Path
    new: Path


@dataclass(frozen=True, slots=True)
class Missed:
    """What a way did and does no more: what that was, in which function and where in it, and the way."""

    what: str
    signal: str
    routine: Routine
    pos: int
    way: Way


@dataclass(frozen=True, slots=True)
class Given:
    """A number that is given out: its name, and where that is done."""

    name: str
    routine: Routine
    pos: int


def ways(systems: Systems) -> tuple[Way, ...]:
    """The ways on which a model is asked before and after, by the function or the address that answers."""
    after = answered(systems.after)
    by_name = {(one.handler.first.path, one.handler.name): one for one in after}
    by_words = {one.handler.words: one for one in after if one.handler.words}
    found = []
    for one in answered(systems.before):
        path = systems.renamed(one.handler.first.path)
        now = by_name.get((path or "", one.handler.name)) or by_words.get(one.handler.words)
        if now is not None:
            found.append(Way(one, now))
    return tuple(found)


def lost_metrics(systems: Systems) -> Iterator[Missed]:
    """Numbers that a service gave out before and gives out nowhere after, with no other in their place."""
    both = ways(systems)
    if not both or not systems.before.signed("service-metric"):
        return
    was = [
        (one, way) for one in given_out(systems.before, systems.before.routines()) if (way := _of(one, systems, both))
    ]
    orphans = {
        (systems.renamed(one.routine.path), one.routine.name)
        for one, _way in was if only_brought_in(systems, one.routine)
    }  # fmt: skip
    after = {
        one.name
        for one in given_out(systems.after, systems.after.routines())
        if (one.routine.path, one.routine.name) not in orphans
    }
    known = {one.name for one, _way in was}
    instead = {signal_of(name) for name in after - known}
    seen: set[str] = set()
    for one, way in was:
        gone = one.name not in after and one.name not in seen and signal_of(one.name) not in instead
        if gone and not _traced(systems, one) and not _done_otherwise(systems, one.routine, way):
            seen.add(one.name)
            yield Missed(one.name, signal_of(one.name), one.routine, one.pos, way)


def _of(one: Given, systems: Systems, both: tuple[Way, ...]) -> Way | None:
    """The way that a number is given out on, or beside: by something that runs in the document or folder of it."""
    key = one.routine.path, one.routine.function
    on = next((way for way in both if key in way.old.among), None)
    if on is not None or systems.before.reached.how(one.routine) != "run":
        return on
    if any(key in path.among for path in answered(systems.before)):
        return None
    folder = posixpath.dirname(one.routine.path)
    importers = systems.before.imports.get(one.routine.path, ())
    paths = [(way.old.handler.first.path, way) for way in both]
    return next((way for path, way in paths if posixpath.dirname(path) == folder or path in importers), None)


def _traced(systems: Systems, one: Given) -> bool:
    """Whether traces or a whole instrumentation come in place of a number about requests."""
    before, after = (len(side.signed("trace")) for side in (systems.before, systems.after))
    return signal_of(one.name) in {"service health", ""} and after > before


def given_out(system: System, routines: Iterator[Routine]) -> Iterator[Given]:
    """The numbers that functions give out: by methods of what makes them, as context or decorator, or at once."""
    signs = {id(one.call): one for one in system.signed("service-metric")}
    if not signs:
        return
    for routine in routines:
        for call in routine.calls():
            sign = signs.get(id(call)) or (_made(system, call.callee, signs) if call.method is not None else None)
            name = metric_name(system, sign) if sign is not None else ""
            if sign is not None and name and (sign.call is not call or _at_once(sign)):
                yield Given(name, routine, call.pos)
        for term in routine.decorators:
            sign = _made(system, term, signs)
            name = metric_name(system, sign) if sign is not None else ""
            if name:
                yield Given(name, routine, routine.pos)


def _at_once(sign: Sign) -> bool:
    """Whether a call gives out by itself: it sends the number, or stands for all requests of an application."""
    name = sign.entry.slots.get("name")
    return "value" in sign.entry.params or (isinstance(name, str) and name.startswith("="))


def _made(system: System, term: Term, signs: dict[int, Sign], depth: int = 0) -> Sign | None:
    """The number that something is, or is a method of."""
    for one in within(term):
        if isinstance(one, Result) and id(one.call) in signs:
            return signs[id(one.call)]
        if isinstance(one, Attr) and depth < _DEEPEST:
            for thing in system.indexed.things(one.of):
                for bound in system.indexed.attribute(thing, one.name) if isinstance(thing, OwnThing) else ():
                    found = _made(system, bound, signs, depth + 1)
                    if found is not None:
                        return found
    return None


def lost_records(systems: Systems) -> Iterator[Missed]:
    """Rows of predictions that a request kept before and none keeps after, while a model is asked for them still."""
    was = [one for one in records(systems.before) if one.kind == "store"]
    if not was:
        return
    kept = {_key(one.path) for one in records(systems.after) if one.kind == "store"}
    several = {_key(one.path) for one in was}
    for way in ways(systems):
        mine = [one for one in was if one.path is way.old]
        if mine and not kept - several and _key(way.new) not in kept:
            first = mine[0].asked
            if not _done_otherwise(systems, first.routine, way):
                yield Missed(called(first.call), "", first.routine, first.call.pos, way)


def _key(path: Path) -> tuple[str, str]:
    return path.handler.first.path, path.handler.name


def _done_otherwise(systems: Systems, routine: Routine, way: Way) -> bool:
    """Whether the way, or the function, calls something from now on that may do in its place what is missed."""
    before = {called(one.call) for one in way.old.calls} | {called(one) for one in routine.calls()}
    after = [one.call for one in way.new.calls]
    for pair in pairs(systems):
        if pair.old is routine:
            after += pair.new.calls()
    return any(words_of(called(one)) & _KEEPS for one in after if called(one) not in before)


def taken_away(systems: Systems, missed: Missed) -> tuple[Routine, int] | None:
    """Where the change took away what is missed, or the call that led there; None where it cannot be shown."""
    if _rewritten(systems, missed.routine, missed.pos):
        return missed.routine, missed.pos
    found = uncalled(systems, missed.routine)
    return found[:2] if found is not None else None


def _rewritten(systems: Systems, routine: Routine, pos: int) -> bool:
    line = systems.before.at(routine, pos).line
    new = systems.renamed(routine.path)
    if new is None:
        return True
    hunks = next((one.hunks for one in systems.files if one.path == new), ())
    return any(one.old_start <= line < one.old_start + one.old_count for one in hunks)
