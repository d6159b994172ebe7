"""Records that somebody reads again: the table, the file or the class of rows that a record is written to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Own, Result, literals, within
from mle_reviewer.system.questions.answering.flowing import spoken
from mle_reviewer.system.questions.data.tables_read import last, reads
from mle_reviewer.system.questions.recording.records import row_of, texts_of, written_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Call
    from mle_reviewer.system.questions.recording.records import Record
    from mle_reviewer.system.system import System

_INTO: Final = re.compile(r"\binto\s{1,20}([\w.\"`]{1,120})", re.IGNORECASE)
_FILE: Final = re.compile(r"[\w-]+\.(?:jsonl?|ndjson|csv|parquet|db|sqlite3?|log|txt)$")


def read_again(system: System, record: Record) -> bool:
    """Whether code or a query of the repository reads what a record is written to: somebody works with it."""
    call = record.asked.call
    tables = {table for table, _column in reads(system)}
    if any(table in tables for table in _tables(system, call)):
        return True
    files = set(_files(call))
    rows = {(one.path, one.name) for one in _rows(system, call)}
    return any(
        (files and files & set(_files(other))) or (rows and _asks_for(other, rows))
        for routine in system.routines()
        if tier(routine.path) != "test"
        for other in routine.calls()
        if routine is not record.asked.routine
    )


def _tables(system: System, call: Call) -> Iterator[str]:
    """The tables that a statement puts rows into."""
    for term in call.args[:1]:
        for text in (text for one in spoken(term) for text in texts_of(system, one)):
            yield from (last(found.strip('"`')) for found in _INTO.findall(text))


def _files(call: Call) -> Iterator[str]:
    """The files that a call names, or that what it is given was opened by."""
    for term in written_of(call):
        for text in literals(term):
            name = text.rpartition("/")[2]
            if _FILE.fullmatch(name):
                yield name


def _rows(system: System, call: Call) -> Iterator[Own]:
    """The classes of rows whose objects a call keeps."""
    for term in written_of(call):
        for one in spoken(term):
            if row_of(system, one) is not None and isinstance(one, Result) and isinstance(one.call.callee, Own):
                yield one.call.callee


def _asks_for(call: Call, rows: set[tuple[str, str]]) -> bool:
    """Whether a class of rows is asked for: it is named, and no row of it is made."""
    for term in written_of(call):
        for one in within(term, calls=False):
            if isinstance(one, Own) and (one.path, one.name) in rows:
                return True
    return False
