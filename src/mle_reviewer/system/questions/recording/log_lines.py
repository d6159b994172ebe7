"""What a line of the log says by name, and whether it holds what a model predicted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Attr, Call, Const, Lib, Pairs, Result, Term, Text
from mle_reviewer.system.questions.answering.flowing import Flowing, spoken
from mle_reviewer.system.questions.recording.names_written import names_in
from mle_reviewer.system.questions.recording.records import written_of

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_COUNTING: Final = frozenset({"builtins.len", "builtins.type", "builtins.id", "collections.Counter"})
_BEFORE: Final = re.compile(r"([A-Za-z_]\w{0,60})[\"']?\s{0,3}[=:]\s{0,3}[\"']?$")
_FORMATTED: Final = re.compile(r"([A-Za-z_]\w{0,60})[\"']?\s{0,3}[=:]\s{0,3}[\"']?%[(sdfri.0-9]")
_OPTIONS: Final = frozenset({"extra", "exc_info", "stacklevel"})


def log_names(system: System, call: Call) -> Iterator[str]:
    """The names under which a line of the log holds values: its fields, and words that stand before what is put in."""
    yield from (name for name, _ in call.kwargs if name is not None and name not in _OPTIONS)
    for term in written_of(call)[: len(call.args) + len(call.kwargs)]:
        for one in spoken(term):
            if isinstance(one, Pairs):
                yield from names_in(system, one)
            elif isinstance(one, Const) and isinstance(one.value, str):
                yield from _FORMATTED.findall(one.value[:2_000])
            elif isinstance(one, Text):
                before = (part for part in one.parts if isinstance(part, str))
                yield from (found[1] for part in before if (found := _BEFORE.search(part[-80:])) is not None)


def holds(way: Flowing, term: Term) -> bool:
    """Whether a value is put into a line that a model predicted; how many there are says nothing of any."""
    for one in spoken(term):
        for part in one.parts if isinstance(one, Text) else (one,):
            if not isinstance(part, Term) or isinstance(part, (Const, Lib)):
                continue
            if isinstance(part, Attr) and part.name in {"shape", "size", "ndim"}:
                continue
            counted = isinstance(part, Result) and set(way.system.indexed.names(part.call)) & _COUNTING
            if not counted and way.predicted(part):
                return True
    return False
