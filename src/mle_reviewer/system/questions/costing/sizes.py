"""How large a table is, where that is known: a committed file, a grouped or counted table, one that is written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.terms import Attr, Choice, Const, Element, Global, Group, Item, Pairs, Param, Result, Term
from mle_reviewer.system.doing import scores
from mle_reviewer.system.paths import UNKNOWN, normal
from mle_reviewer.system.questions.costing.rounds import few
from mle_reviewer.system.questions.values.coming import coming

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_DEEPEST: Final = 24
_ROWS: Final = 50_000  # what is done for fewer rows, one by one, takes about a second
_BYTES: Final = 1_000_000
_MANY: Final = 500_000  # rows, one by one, for which Python takes longer than anybody waits without asking why
_MUCH: Final = 50_000_000
IN_PARTS: Final = frozenset({"chunksize", "iterator"})
_ROWS_READ: Final = ("nrows", "n_rows")
_LINES: Final = (".csv", ".tsv", ".jsonl", ".txt")
_LESSENS: Final = frozenset({"group-aggregate", "aggregate", "aggregate-named", "describe", "cross-validate"})
_POINTER: Final = ".dvc"


def small(system: System, table: Term | None) -> bool:
    """Whether a table is known to have so few rows that it takes no time to go through them one by one."""
    return table is not None and _small(system, table, 0)


def _small(system: System, term: Term, depth: int) -> bool:
    if depth > _DEEPEST:
        return False
    if few(system, term):
        return True
    match term:
        case Global(term=of) | Attr(of=of) | Item(of=of) | Element(of=of):
            return _small(system, of, depth + 1)
        case Choice(terms=terms):
            return all(_small(system, one, depth + 1) for one in terms)
        case Param():
            given = system.indexed.given(term)
            return bool(given) and all(_small(system, one, depth + 1) for one in given)
        case Pairs(values=values):
            return bool(values) and all(isinstance(one, (Const, Group)) for one in values)
        case Group(items=items):
            return bool(items) and all(isinstance(one, (Const, Group, Pairs)) for one in items)
        case Result(call=call):
            return _given_back(system, call, depth)
        case _:
            return False


def _given_back(system: System, call: Call, depth: int) -> bool:
    """Whether a call gives a small table: it counts or groups, reads a small file, or keeps the rows of a small one."""
    entries = system.indexed.entries(call)
    if any(entry.effect in _LESSENS for entry in entries):
        return True
    for entry in entries:
        if entry.effect == "load":
            size = committed(system, bound(entry, call, "path"))
            return size is not None and size.few
    if own := system.indexed.own(call):
        returned = [term for routine in own for term in routine.returned()]
        return bool(returned) and all(_small(system, one, depth + 1) for one in returned)
    if call.method is not None:
        return _small(system, call.callee, depth + 1)
    given = next(iter((*call.args, *(value for _, value in call.kwargs))), None)
    if given is None:
        return False
    # a table of scores has a row for each model, fold or setting
    return _small(system, given, depth + 1) or any(scores(system.indexed, one) for one in coming(system, [given]).calls)


def large(system: System, table: Term | None) -> bool:
    """Whether a table is known to have so many rows that each thing done for one of them counts.

    A file whose size the tree tells of, or one that somebody reads in parts because it is too much at once.
    """
    calls = coming(system, [table]).calls if table is not None else []
    effects = [(call, entry) for call in calls for entry in system.indexed.entries(call)]
    if any(entry.effect in _LESSENS for _, entry in effects):
        return False
    for call, entry in effects:
        if entry.effect != "load":
            continue
        rows = [given.value for name in _ROWS_READ if isinstance(given := call.given(name), Const)]
        if any(isinstance(given, int) and given >= _MANY for given in rows):
            return True
        parts = (call.given(name) for name in IN_PARTS)
        if any(given is not None and not (isinstance(given, Const) and not given.value) for given in parts):
            return True
        size = committed(system, bound(entry, call, "path"))
        if size is not None and size.many:
            return True
    return False


class Size:
    """The size of a file: its bytes, and its lines where those are rows."""

    def __init__(self, count: int, lines: int | None = None) -> None:
        self.bytes = count
        self.lines = lines

    @property
    def few(self) -> bool:
        """Whether a table that is read from it has few rows."""
        return self.lines <= _ROWS if self.lines is not None else self.tiny

    @property
    def many(self) -> bool:
        """Whether a table that is read from it has very many rows."""
        return self.lines >= _MANY if self.lines is not None else self.bytes >= _MUCH

    @property
    def tiny(self) -> bool:
        """Whether it is read in a moment."""
        return self.bytes < _BYTES


def committed(system: System, path: Term | None) -> Size | None:
    """The size of a file that the tree holds, or that a pointer in it tells of; None where that is not known."""
    for text in system.spelled.spelled(path):
        name = normal(text).lstrip(f"{UNKNOWN}/")
        if not name or UNKNOWN in name:
            continue
        for one in (name, f"{name}{_POINTER}"):
            found = [each for each in system.paths if each == one or each.endswith(f"/{one}")]
            if len(found) == 1:
                return _pointed(system, found[0]) if one.endswith(_POINTER) else _size(system, found[0])
    return None


def _size(system: System, path: str) -> Size | None:
    document = system.reader.tree.read(path)
    if isinstance(document, Gap):  # larger than what is read of one file
        return None
    text = path.lower().endswith(_LINES)
    return Size(len(document.data), document.data.count(b"\n") if text else None)


def _pointed(system: System, path: str) -> Size | None:
    """What a pointer of DVC says of the file that it stands for."""
    for root in system.roots(path):
        outs = root.get("outs")
        for one in outs.elements() if outs is not None else ():
            size = one.get("size")
            if size is not None and isinstance(size.value, int):
                return Size(size.value)
    return None
