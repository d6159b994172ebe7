"""Whether the rows that are cut at a place stand in the order of their times: who sorted these rows, and by what."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Attr, Const, Item, Param, Result, Term, within
from mle_reviewer.system.questions.data.cut_by_hand import timely
from mle_reviewer.system.questions.values.behind import behind

if TYPE_CHECKING:
    from mle_reviewer.system.artifacts import Artifact
    from mle_reviewer.system.system import System

_ORDERING: Final = frozenset({"sort", "set-index"})
_READING: Final = frozenset({"load", "restore", "query"})
_WRITING: Final = frozenset({"save", "persist"})
_BY_QUERY: Final = re.compile(r"\border\s+by\s+([\w.]{1,60})", re.IGNORECASE)
_FILES: Final = 2  # stages of a pipeline that rows are followed back through


def in_order_of_time(system: System, routine: Routine, rows: Term) -> bool:
    """Whether these rows were put in the order of a column of times, here, by callers, or before they were stored."""
    if any(isinstance(one, Thing) and "TimeSeries" in one.path.split(".") for one in system.indexed.things(rows)):
        return True
    waiting, seen = [(routine, rows, 0)], set[str]()
    while waiting:
        here, term, stage = waiting.pop()
        met: set[int] = set()
        around: dict[tuple[str, int], Routine] = {}
        for inner, one in behind(system, here, term):
            met.add(id(one))
            around.setdefault((inner.path, inner.function), inner)
            if isinstance(one, Result) and (_sorts(system, one.call) or _sorted_by_query(system, one.call)):
                return True
            if isinstance(one, Result) and stage < _FILES and (name := _file(system, one.call)) and name not in seen:
                seen.add(name)
                waiting += [(*writer, stage + 1) for writer in system.once(written).get(name, ())]
        if any(id(call.callee) in met and _sorts(system, call) for inner in around.values() for call in inner.calls()):
            return True
    return False


def _sorts(system: System, call: Call) -> bool:
    """Whether a call puts rows in the order of a column of times, or says which order that is."""
    if not _tells_order(call) and not _does(system, call, _ORDERING):
        return False
    given = (*call.args, *(value for _, value in call.kwargs))
    return any(_names_time(system, one) for term in given for one in within(term))


def _tells_order(call: Call) -> bool:
    """Whether a call says in which order values stand: `np.argsort(dates)`."""
    return (call.method or str(getattr(call.callee, "path", "")).rpartition(".")[2]) == "argsort"


def _does(system: System, call: Call, effects: frozenset[str]) -> bool:
    """Whether a call has one of these effects: as it is known, or by its method where the receiver's type is lost."""
    entries = system.indexed.entries(call)
    if entries or call.method is None:
        return any(entry.effect in effects for entry in entries)
    return not system.indexed.own(call) and call.method in system.table.names(effects)


def _names_time(system: System, term: Term) -> bool:
    if isinstance(term, Item) and isinstance(term.key, Const):  # what settings name: `settings["date_column"]`
        return isinstance(term.key.value, str) and timely(term.key.value)
    values = (term.value,) if isinstance(term, Const) else system.indexed.constants(term)
    if any(isinstance(one, str) and timely(one) for one in values):
        return True
    return isinstance(term, (Attr, Param)) and timely(term.name)


def _sorted_by_query(system: System, call: Call) -> bool:
    """Whether rows come from a query that says in which order of times."""
    if not any(entry.effect in _READING for entry in system.indexed.entries(call)):
        return False
    for term in (*call.args, *(value for _, value in call.kwargs)):
        for one in within(term, calls=False):
            values = (one.value,) if isinstance(one, Const) else system.indexed.constants(one)
            found = (_BY_QUERY.search(text) for text in values if isinstance(text, str))
            if any(one is not None and timely(one[1].rpartition(".")[2]) for one in found):
                return True
    return False


def _file(system: System, call: Call) -> str:
    """The name of the file that a call reads a table from; "" where it is not known."""
    return next((_name(system, one.path) for one in system.once(_read).get(id(call), ())), "")


def _read(system: System) -> dict[int, list[Artifact]]:
    found: dict[int, list[Artifact]] = {}
    for one in system.artifacts:
        if one.how == "read":
            found.setdefault(id(one.call), []).append(one)
    return found


def written(system: System) -> dict[str, list[tuple[Routine, Term]]]:
    """What is written to files, by their names; of a table whose type was lost, by the method that writes it."""
    some = [(one.routine, one.call, one.path, one.what) for one in system.artifacts if one.how == "written"]
    some += [
        (routine, call, call.args[0], None)
        for routine in system.routines()
        for call in routine.calls()
        if call.method is not None and call.args and not system.indexed.entries(call) and _does(system, call, _WRITING)
    ]
    found: dict[str, list[tuple[Routine, Term]]] = {}
    for routine, call, path, what in some:
        name = _name(system, path)
        if name:
            found.setdefault(name, []).append((routine, call.callee if what is None else what))
    return found


def _name(system: System, path: Term | None) -> str:
    return next((name for text in system.spelled.spelled(path) if "?" not in (name := posixpath.basename(text))), "")
