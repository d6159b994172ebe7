"""What is kept of predictions, for whoever joins labels to them later: rows, events, files, lines of the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Attr, Call, Const, Own, Pairs, Param, Result, Term, Text, within
from mle_reviewer.system.doing import trains
from mle_reviewer.system.inserting import INSERT
from mle_reviewer.system.questions.answering.flowing import Flowing, spoken
from mle_reviewer.system.questions.answering.predicting import Path, asked_by_users
from mle_reviewer.system.questions.learning.training_ground import AROUND, TRAINS, ground
from mle_reviewer.system.questions.monitoring.signals import words_of
from mle_reviewer.system.questions.recording.log_lines import holds, log_names
from mle_reviewer.system.questions.recording.names_written import names_in, names_written
from mle_reviewer.system.questions.recording.records import kind_of, row_of, texts_of, written_of
from mle_reviewer.system.questions.recording.row_names import (
    names_entity,
    names_key,
    names_prediction,
    names_time,
    names_truth,
    names_version,
    surely_prediction,
)
from mle_reviewer.system.roles import speaks

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MANAGED: Final = frozenset({"create", "bulk_create", "update_or_create", "get_or_create", "insert", "insert_many"})
_STORING: Final = ("record-prediction", "append-rows")
_RUNNING: Final = frozenset({"execute", "executemany", "fetchrow", "fetchval", "exec", "query", "execute_query"})
_METHODS: Final = frozenset({
    "add", "add_all", "merge", "save", "bulk_save_objects", *_RUNNING, *_MANAGED,
})  # fmt: skip
_MOST_CALLERS: Final = 8
_SEVERAL: Final = 2
_FIGURES: Final = frozenset({
    "summary", "stats", "statistics", "total", "average", "avg", "distribution", "num", "count", "counts",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """One way in which predictions are kept: where, under which names, and what of it is only with other rows."""

    kind: Literal["store", "log"]
    routine: Routine
    call: Call
    names: frozenset[str]
    scheduled: bool  # something runs it by itself; otherwise a person does
    beside: frozenset[str] = frozenset()
    batch: bool = False

    @property
    def has_key(self) -> bool:
        """Whether it says whom or what a prediction was for."""
        names = self.names | self.beside
        entity = any(map(names_entity, names)) and any(map(names_time, names))
        return entity or any(map(names_key, names))

    @property
    def has_version(self) -> bool:
        """Whether it says which version of the model predicted."""
        return any(map(names_version, self.names | self.beside))

    @property
    def has_time(self) -> bool:
        """Whether it says when."""
        return any(map(names_time, self.names | self.beside))

    @property
    def parts(self) -> int:
        """How much of what a join with labels needs is there."""
        return self.has_key + self.has_version + self.has_time


def kept_answers(system: System) -> tuple[KeptAnswer, ...]:
    """What is kept of predictions, by what does it: the way of a request, batches, and whatever writes such rows."""
    return system.once(_kept_answers)


def _kept_answers(system: System) -> tuple[KeptAnswer, ...]:
    ways = _ways(system)
    found: dict[int, KeptAnswer] = {}
    for routine, call, kind in _writes(system):
        way = ways.get(id(call))
        one = _logged(system, routine, call, way) if kind == "log" else _stored(system, routine, call, way)
        if one is not None:
            found.setdefault(id(one.call), one)
    together: dict[int, frozenset[str]] = {}
    for one in found.values():
        way = ways.get(id(one.call))
        if way is not None and one.kind == "store":
            together[id(way.path)] = together.get(id(way.path), frozenset()) | one.names
    kept = []
    for one in found.values():
        way = ways.get(id(one.call))
        beside = together.get(id(way.path), frozenset()) - one.names if way is not None else frozenset()
        batch = way is not None and way.path.handler.kind == "batch"
        kept.append(replace(one, beside=beside if one.kind == "store" else frozenset(), batch=batch))
    first = sorted(kept, key=lambda one: (one.kind != "store", one.batch, not one.scheduled, -one.parts))
    return tuple(
        one for one in first
        if (one.scheduled or not first[0].scheduled) and (one.parts or not first[0].parts)
        and (not one.batch or first[0].batch)
    )  # fmt: skip


def _ways(system: System) -> dict[int, Flowing]:
    """The calls on the way of a prediction, each with the values of that way."""
    paths = list(asked_by_users(system))
    known = {start.path + start.name for path in paths for start in path.handler.starts}
    paths += [
        Path(system, one)
        for one in system.handlers
        if speaks(one) and not {start.path + start.name for start in one.starts} & known
    ]
    found: dict[int, Flowing] = {}
    for path in paths:
        flowing = Flowing(system, path)
        for asked in path.calls:
            found.setdefault(id(asked.call), flowing)
    return found


def _writes(system: System) -> Iterator[tuple[Routine, Call, Literal["store", "log"]]]:
    """The calls that write rows, events or files, or to the log."""
    seen: set[int] = set()
    for sign in system.signed(*_STORING, "log"):
        runs = sign.call.method in _RUNNING and not _states_rows(system, sign.call)
        kind = None if runs else kind_of(system, sign.call)
        if kind is not None and id(sign.call) not in seen:
            seen.add(id(sign.call))
            yield sign.routine, sign.call, kind
    tables = frozenset(name.rpartition(".")[2] for name in system.conventions.named("append-rows"))
    for routine in system.routines("code"):
        for call in routine.calls():
            if id(call) in seen or (call.method not in _METHODS and call.method not in tables):
                continue
            runs = call.method in _RUNNING and not _states_rows(system, call)
            if _managed(system, call) or (not runs and kind_of(system, call) == "store"):
                seen.add(id(call))
                yield routine, call, "store"


def _managed(system: System, call: Call) -> bool:
    """Whether a class of rows is told to keep one: `Row.objects.create(…)`, `Row.create(…)`."""
    of = call.callee.of if isinstance(call.callee, Attr) and call.callee.name == "objects" else call.callee
    if call.method not in _MANAGED or not isinstance(of, Own) or of.kind != "class":
        return False
    return row_of(system, Result(Call(call.pos, of, None, (), ()))) is not None


def _stored(system: System, routine: Routine, call: Call, way: Flowing | None) -> KeptAnswer | None:
    how = system.reached.how(routine)
    rank = ground(system).get(routine.path)
    if how is None or rank == TRAINS or (way is None and (rank == AROUND or not made(system, routine))):
        return None
    if _into_memory(system, routine, call):
        return None
    here = _direct(system, call, surely=way is None)
    if _sums_up(names_written(system, call)):
        return None
    if here and (way is not None or not any(map(names_truth, here))):
        return KeptAnswer("store", routine, call, here, how == "run")
    if (found := _given_by_callers(system, routine, call)) is not None:
        return found
    names = names_written(system, call) if way is not None else frozenset()
    batch = way is not None and way.path.handler.kind == "batch"
    rows = batch and any(map(surely_prediction, names)) and not any(map(names_truth, names))
    if way is not None and (rows or any(way.predicted(term) for term in written_of(call))):
        told = any(map(names_prediction, names))
        batch = batch and not any(trains(system.indexed, one) for one in routine.calls())
        if told or (batch and not any(map(_telling, names))):
            return KeptAnswer("store", routine, call, names, how == "run")
    return None


def _sums_up(names: Iterable[str]) -> bool:
    """Whether it is figures about many predictions that are written, and no rows."""
    some = frozenset(names)
    figures = sum(bool(words_of(name) & _FIGURES) for name in some)
    return figures >= _SEVERAL and not any(map(names_key, some))


def _into_memory(system: System, routine: Routine, call: Call) -> bool:
    """Whether a table is written into memory, and nothing in the function stores what is there."""
    given = (*call.args[:1], *(value for name, value in call.kwargs if name in {"path_or_buf", "path", "buf"}))
    buffers = any(
        isinstance(thing, Thing) and thing.path in {"io.StringIO", "io.BytesIO"}
        for term in given
        for thing in system.indexed.things(term)
    )
    return buffers and not any(one is not call and kind_of(system, one) == "store" for one in routine.calls())


def _answering(system: System) -> frozenset[str]:
    """The documents that answer requests, with all that they import."""
    found: set[str] = set()
    waiting = [start.path for one in system.handlers for start in one.starts]
    while waiting:
        path = waiting.pop()
        module = system.indexed.module(path) if path not in found else None
        found.add(path)
        waiting += system.layout.imported(path, module.code.imports) if module is not None else ()
    return frozenset(found)


def _telling(name: str) -> bool:
    return names_key(name) or names_version(name) or names_time(name) or names_truth(name)


def _given_by_callers(system: System, routine: Routine, call: Call) -> KeptAnswer | None:
    """A helper that writes what it is given: the caller that gives it predictions."""
    params = {one.name: one for term in written_of(call) for one in within(term) if isinstance(one, Param)}
    if not params:
        return None
    for caller, outer in system.indexed.callers(routine)[:_MOST_CALLERS]:
        how = system.reached.how(caller)
        if how is None or ground(system).get(caller.path) in {TRAINS, AROUND}:
            continue
        names: set[str] = set()
        for term in (*outer.args, *(value for _, value in outer.kwargs)):
            names |= names_in(system, term)
        if strong(names) and not any(map(names_truth, names)):
            return KeptAnswer("store", caller, outer, frozenset(names), how == "run")
    return None


def _direct(system: System, call: Call, *, surely: bool) -> frozenset[str]:
    """The names that a call writes, apart from those that it was given by whoever calls its function."""
    names = names_written(system, call)
    return names if strong(names, surely=surely) and not _passed_on(call) else frozenset()


def _passed_on(call: Call) -> bool:
    """Whether all that a call writes is what its function was given, as it is."""
    if any(name is not None and names_prediction(name) for name, _ in call.kwargs):
        return False
    params = [term for term in written_of(call) if isinstance(term, (Param, Result, Attr))]
    return any(isinstance(one, Param) for one in params) and not any(
        isinstance(one, (Pairs, Const, Text)) and (isinstance(one, Pairs) or _inserts(one))
        for term in written_of(call)
        for one in spoken(term)
    )


def _inserts(term: Term) -> bool:
    if isinstance(term, Const):
        return isinstance(term.value, str) and INSERT.match(term.value) is not None
    return isinstance(term, Text) and isinstance(term.parts[0], str) and INSERT.match(term.parts[0]) is not None


def strong(names: Iterable[str], *, surely: bool = True) -> bool:
    """Whether names alone say that predictions are recorded: what was said, for whom, and when or by what."""
    some = frozenset(names)
    key = any(map(names_key, some)) or any(map(names_entity, some))
    when, which = any(map(names_time, some)), any(map(names_version, some))
    if not key or not any(map(names_prediction, some)):
        return False
    return (when or which) and (not surely or any(map(surely_prediction, some)))


def made(system: System, routine: Routine) -> bool:
    """Whether something makes an object of the class of a method: without one, the method never runs."""
    if routine.owner is None:
        return True
    thing = OwnThing(routine.path, "", "class", routine.owner)
    return (thing.path, thing.index) in system.once(_mentioned)


def _mentioned(system: System) -> frozenset[tuple[str, int]]:
    """The classes that production code makes objects of, with those that they stand on."""
    found: set[tuple[str, int]] = set()
    for routine in system.routines("code"):
        for call in routine.calls():
            for thing in system.indexed.targets(call):
                if isinstance(thing, OwnThing) and thing.kind == "class":
                    bases = system.indexed.bases(thing) if (thing.path, thing.index) not in found else ()
                    found |= {(one.path, one.index) for one in bases if isinstance(one, OwnThing)}
    return frozenset(found)


def _logged(system: System, routine: Routine, call: Call, way: Flowing | None) -> KeptAnswer | None:
    """A line of the log that says what was predicted, or by which model, with what it was for."""
    if way is None:
        return None
    names = frozenset(log_names(system, call))
    said = [name for name in names if names_prediction(name)]
    if not said and not any(holds(way, term) for term in written_of(call)):
        return None
    one = KeptAnswer("log", routine, call, names, system.reached.how(routine) == "run")
    return one if one.has_key else None


def _states_rows(system: System, call: Call) -> bool:
    """Whether a statement that is run inserts rows: as text, or as an object that stands for one."""
    for term in call.args[:2]:
        for one in spoken(term):
            if isinstance(one, Result) or any(INSERT.match(text) for text in texts_of(system, one)):
                return True
    return False
