"""Where the rows of a table were read: the loads behind it, and whether the repository itself writes what they read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.groups import AS_TEXT, OPENING
from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Collected,
    Const,
    Element,
    Global,
    Group,
    Item,
    Op,
    Param,
    Result,
    Self,
    Term,
)
from mle_reviewer.system.paths import UNKNOWN, normal
from mle_reviewer.system.questions.skipping.mattering import known_of
from mle_reviewer.system.questions.values.coming import put
from mle_reviewer.system.questions.values.origins import origin

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MOST: Final = 300  # terms that one table is followed through
_LOADS: Final = frozenset({"load", "query"})
_JOINS: Final = frozenset({"join", "asof-join"})
_SEVERAL: Final = _JOINS | {"concat"}
# What has other values, or other rows, than it was given.
_WORKED_OUT: Final = frozenset({
    "aggregate", "group", "group-aggregate", "group-transform", "group-apply", "window-aggregate", "rolling",
    "expanding", "pivot", "pivot-table", "crosstab", "generate", "augment", "resample", "code", "learn-apply",
})  # fmt: skip
_PLACES: Final = frozenset({"loc", "iloc"})
_OTHERS: Final = frozenset({"request", "address", "download", "option"})
_WRITING: Final = re.compile(r"[wax]")


@dataclass(frozen=True, slots=True)
class Source:
    """A call that reads rows, and whether those of other calls were joined to them."""

    call: Call
    joined: bool


def sources(system: System, table: Term) -> tuple[Source, ...]:
    """The loads that the rows of a table come from, as far as nothing else was worked out of them on the way."""
    found: list[Source] = []
    kept = put(system)
    waiting, seen = [(table, False)], set[int]()
    while waiting and len(seen) < _MOST:
        term, joined = waiting.pop()
        if id(term) in seen:
            continue
        seen.add(id(term))
        if isinstance(term, Result) and any(one.effect in _LOADS for one in known_of(system, term.call)):
            found.append(Source(term.call, joined))
            continue
        joined = joined or _joins(system, term)
        waiting += ((one, joined) for one in _rows_of(system, term))
        if isinstance(term, Group) and term.kind == "list":
            waiting += ((one, joined) for one in kept.get(id(term), ()))
    return tuple(found)


def _joins(system: System, term: Term) -> bool:
    return isinstance(term, Result) and any(one.effect in _JOINS for one in known_of(system, term.call))


def _rows_of(system: System, term: Term) -> Iterator[Term]:
    """What a table has its rows from, one step back."""
    match term:
        case Result(call=call):
            yield from _given_to(system, call)
        case Param():
            yield from system.indexed.given(term)
        case Item(of=of, key=key) if not (isinstance(key, Const) and isinstance(key.value, str)):
            yield of
        case Attr():
            yield from _of_attribute(system, term)
        case Element(of=of, place=place):
            yield from _part_of(system, of, place)
        case Choice(terms=terms) | Op(op="or", terms=terms) | Group(items=terms):
            yield from terms
        case Collected(value=of) | Global(term=of):
            yield of
        case _:
            return


def _given_to(system: System, call: Call) -> Iterator[Term]:
    """The tables whose rows a call gives back."""
    own = system.indexed.own(call)
    effects = {one.effect for one in known_of(system, call)}
    if own:
        yield from (one for routine in own for one in routine.returned())
    elif not effects & _WORKED_OUT:
        if call.method is not None:
            yield call.callee
        if call.method is None or effects & _SEVERAL:
            yield from call.args[:2]


def _of_attribute(system: System, term: Attr) -> Iterator[Term]:
    """The table of which `loc` takes a part, or what the objects of a class of the repository hold."""
    if term.name in _PLACES:
        yield term.of
        return
    for thing in system.indexed.things(term.of):
        if isinstance(thing, OwnThing) and thing.kind == "class":
            yield from system.indexed.attribute(thing, term.name)


def _part_of(system: System, of: Term, place: int | None) -> Iterator[Term]:
    """One of several things: of those that a function gives back, the one at this place."""
    own = system.indexed.own(of.call) if isinstance(of, Result) and place is not None else ()
    for one in (term for routine in own for term in routine.returned()):
        if isinstance(one, Group) and place is not None and place < len(one.items):
            yield one.items[place]
    if not own:
        yield of


def read_as_text(system: System, table: Term) -> tuple[Routine, Call] | None:
    """The load by which the values of a table come in as text from outside; None where that is not known of it.

    Of tables that were joined, all are to be text: the column may be of either.
    """
    found = sources(system, table)
    if any(one.joined for one in found) and not all(_is_text(system, one.call) for one in found):
        return None
    text = {id(one.call) for one in found if _is_text(system, one.call)}
    loads = ((one.routine, one.call) for one in system.artifacts if id(one.call) in text)
    return next((one for one in loads if from_outside(system, *one)), None)


def _is_text(system: System, call: Call) -> bool:
    return not AS_TEXT.isdisjoint(system.indexed.names(call))


def from_outside(system: System, routine: Routine, load: Call) -> bool:
    """Whether a load reads a file that the repository neither writes nor holds: others say what stands in it.

    Where code does not name the file, whoever starts the program or asks it has to be the one who does.
    """
    names = paths_of(system, load)
    if not names:
        named = origin(system, routine, _path(system, load))
        return named is not None and named.kind in _OTHERS
    here = system.once(_held)
    return not any(same_file(name, other) for name in names for other in system.once(written)) and not any(
        posixpath.basename(name) in here for name in names
    )


def paths_of(system: System, call: Call) -> tuple[str, ...]:
    """The files that a load reads or a call writes, as far as they are spelled."""
    return tuple(normal(one) for one in system.spelled.spelled(_path(system, call)))


def _path(system: System, call: Call) -> Term | None:
    return next((found for one in known_of(system, call) if (found := bound(one, call, "path")) is not None), None)


def same_file(one: str, other: str) -> bool:
    """Whether two paths may spell one file: by its name, and by its folder too where the name is not known."""
    names = posixpath.basename(one), posixpath.basename(other)
    one, other = names if all(map(_says, names)) else (one, other)
    return _says(one) and _says(other) and (_fits(one, other) or _fits(other, one))


def _says(path: str) -> bool:
    return re.search(r"\w", posixpath.splitext(path)[0].replace(UNKNOWN, "")) is not None


def _fits(pattern: str, name: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split(UNKNOWN))), name) is not None


def fills_itself(system: System, routine: Routine, load: Call) -> bool:
    """Whether a load reads a file that the repository writes: no file yet is then the first time, and no loss."""
    names = paths_of(system, load)
    if any(same_file(name, other) for name in names for other in system.once(written)):
        return True
    path = _path(system, load)
    return path is not None and any(
        _same_place(path, other) for place, other in system.once(_places) if place == routine.path
    )


def _same_place(one: Term, other: Term) -> bool:
    """Whether two terms of one document say the same place: a field of the object, a parameter of that name."""
    match one, other:
        case Attr(of=Self(index=left), name=name), Attr(of=Self(index=right), name=known):
            return left == right and name == known
        case Param(name=name), Param(name=known):
            return name == known
        case _:
            return one is other


def written(system: System) -> tuple[str, ...]:
    """The files that production code writes, as tables or by what it writes into them."""
    spelled = (normal(text) for _, path in system.once(_places) for text in system.spelled.spelled(path))
    return tuple(dict.fromkeys(spelled))


def _places(system: System) -> tuple[tuple[str, Term], ...]:
    """Where production code writes to, by the documents that do so."""
    found = [(one.routine.path, one.path) for one in system.artifacts if one.how == "written" and not one.model]
    for routine in system.routines():
        found += [(routine.path, _opened_to_write(system, call)) for call in routine.calls()]
    return tuple((document, path) for document, path in found if path is not None)


def _opened_to_write(system: System, call: Call) -> Term | None:
    if call.method == "open" and OPENING.isdisjoint(system.indexed.names(call)):
        mode, path = call.given("mode", 0), call.callee
    elif not OPENING.isdisjoint(system.indexed.names(call)) and call.args:
        mode, path = call.given("mode", 1), call.args[0]
    else:
        return None
    return path if isinstance(mode, Const) and _WRITING.search(str(mode.value)) else None


def _held(system: System) -> frozenset[str]:
    """The last names of the files that lie in the repository: who reads one of them can see what stands in it."""
    return frozenset(posixpath.basename(path) for path in system.reader.tree.paths())


__all__ = ["Source", "fills_itself", "from_outside", "paths_of", "read_as_text", "same_file", "sources", "written"]
