"""Under which names something that is written holds values: keys, columns and fields, however it was put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.document import decode
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call, SetItem
from mle_reviewer.system.code.terms import (
    Attr,
    Choice,
    Collected,
    Const,
    Element,
    Global,
    Group,
    Item,
    Op,
    Pairs,
    Param,
    Result,
    Self,
    Term,
    Text,
    alternatives,
)
from mle_reviewer.system.questions.answering.flowing import spoken
from mle_reviewer.system.questions.answering.handing import handing
from mle_reviewer.system.questions.recording.records import filled, row_of, texts_of, written_of
from mle_reviewer.system.questions.recording.row_names import names_prediction

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MOST: Final = 600  # terms that one write is followed through
_DEEPEST: Final = 7
_FEW: Final = 4
_ADDS: Final = frozenset({"append", "appendleft", "extend", "insert", "add"})
_NAMING: Final = frozenset({"assign", "values", "create", "update", "insert"})  # their arguments are columns
_HOLDING: Final = frozenset({"defaults", "extra"})
_JOINING: Final = frozenset({"+", "or", "|"})
_INSERT: Final = re.compile(
    r"(?:insert|replace|upsert)\s{1,20}(?:or\s{1,20}\w{1,20}\s{1,20})?into\s{1,20}([\w.\"`\[\]]{1,120})\s{0,80}"
    r"\(([^()]{1,6000})\)",
    re.IGNORECASE,
)
_TABLE: Final = re.compile(
    r"create\s{1,20}table\s{1,20}(?:if\s{1,20}not\s{1,20}exists\s{1,20})?([\w.\"`\[\]]{1,120})\s{0,80}\(", re.IGNORECASE
)
_DEFAULT: Final = re.compile(r"^\s*[\"`]?(\w{1,60})[\"`]?\s[^\n]{0,200}\b(?:default|serial|identity)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-z_]\w{1,60}")
_LARGEST: Final = 200_000


def names_written(system: System, call: Call) -> frozenset[str]:
    """The names of the values that a call writes, as far as the code says them."""
    stated = {name for term in call.args[:2] for one in spoken(term) for name in _of_statements(system, one)}
    if stated:
        return frozenset(stated)
    found = {name for name, _ in call.kwargs if name is not None}
    columns = any(map(names_prediction, found))  # the arguments are columns, and what they are given is in them
    named = (
        {id(value) for name, value in call.kwargs if name is not None and name not in _HOLDING} if columns else set()
    )
    for term in written_of(call):
        found |= names_in(system, term) if id(term) not in named else set()
    return frozenset(found)


def names_in(system: System, term: Term) -> set[str]:
    """The names under which a value holds others."""
    put, added = system.once(_put), system.once(_added)
    found: set[str] = set()
    waiting: list[tuple[Term, int]] = [(term, 0)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST:
        one, depth = waiting.pop()
        if id(one) in seen or depth > _DEEPEST:
            continue
        seen.add(id(one))
        for key, value in put.get(_same(one), ()):
            found |= _spelled(key)
            waiting += [(value, depth + 1)] if isinstance(value, (Pairs, Group)) else []
        waiting += [(value, depth + 1) for value in added.get(_same(one), ())]
        found |= _own_names(system, one)
        waiting += [(inner, depth + 1) for inner in _inside(system, one)]
    return found


def _own_names(system: System, one: Term) -> set[str]:
    match one:
        case Pairs(keys=keys):
            return {name for key in keys if key is not None for name in _spelled(key)}
        case Item(key=Group(kind=kind, items=items)) if kind != "slice":
            return {name for item in items for name in _spelled(item)}
        case Item(key=key):
            return set() if _under(system, one) else _spelled(key)
        case Param(name=name):
            return {f"given {name}"}
        case Attr(name=name):
            return {name} | _of_statements(system, one)
        case Const() | Text():
            return _of_statements(system, one)
        case Result(call=call):
            return _of_call(system, call)
        case _:
            return set()


def _spelled(key: Term) -> set[str]:
    if isinstance(key, Const) and isinstance(key.value, str):
        return {key.value}
    if isinstance(key, Text):
        return {part for part in key.parts[:1] if isinstance(part, str)}
    return {name for item in key.items for name in _spelled(item)} if isinstance(key, Group) else set()


def _of_call(system: System, call: Call) -> set[str]:
    found: set[str] = set()
    if call.method in _NAMING:
        found |= {name for name, _ in call.kwargs if name is not None}
    for name, value in call.kwargs:
        if name == "columns" and isinstance(value, Group):
            found |= _spelled(value)
        elif name == "columns" and isinstance(value, Pairs):  # new names for old ones
            found |= {new for term in value.values for new in _spelled(term)}
    for thing in system.indexed.targets(call):
        if isinstance(thing, OwnThing) and thing.kind == "class":
            known = system.indexed.class_of(thing)
            found |= {name for name, _ in call.kwargs if name is not None} | filled(system, thing)
            found |= {f"row {thing.name}"} if row_of(system, Result(call)) is not None else set()
            found |= set(known.annotations) if known is not None and (call.args or known.decorators) else set()
    return found


def _under(system: System, item: Item) -> list[Term]:
    """What stands under a key of something that is put together in the code, here or by who gives it."""
    waiting: list[tuple[Term, int]] = [(item.of, 0)]
    found: list[Term] = []
    key = item.key.value if isinstance(item.key, Const) else None
    while waiting and isinstance(key, str):
        one, depth = waiting.pop()
        if isinstance(one, Pairs):
            pairs = zip(one.keys, one.values, strict=True)
            found += [value for name, value in pairs if isinstance(name, Const) and name.value == key]
        elif depth < _FEW and isinstance(one, (Param, Result, Global, Choice)):
            waiting += [(inner, depth + 1) for inner in _from(system, one)]
    return [one for one in found if not isinstance(one, Const)]


def _from(system: System, one: Param | Result | Global | Choice) -> Iterator[Term]:
    if isinstance(one, Param):
        yield from system.indexed.given(one)
    elif isinstance(one, Result):
        for routine in system.indexed.own(one.call):
            yield from routine.returned()
    elif isinstance(one, Global):
        yield one.term
    else:
        yield from one.terms


def _inside(system: System, one: Term) -> Iterator[Term]:
    """What of a value holds further names."""
    match one:
        case Item(key=Const(value=str())) if under := _under(system, one):
            yield from under
        case Pairs(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if key is None or isinstance(value, (Pairs, Group, Collected)):
                    yield value
        case Group(items=items) | Choice(terms=items):
            yield from items
        case Collected(value=value):
            yield value
        case Element(of=of) | Global(term=of):
            yield of
        case Item(of=of, key=key) if not isinstance(key, (Group, Const)) or getattr(key, "kind", "") == "slice":
            yield of
        case Op(op=op, terms=terms) if op in _JOINING:
            yield from terms
        case _:
            yield from _behind(system, one)


def _behind(system: System, one: Term) -> Iterator[Term]:
    """What a value that is only named here was made of elsewhere."""
    match one:
        case Param():
            yield from (*system.indexed.given(one), *handing(system).given(one))
        case Attr(of=Self() as of, name=name):
            for thing in system.indexed.things(of):
                if isinstance(thing, OwnThing):
                    yield from system.indexed.attribute(thing, name)
        case Attr(of=of, name=name):
            yield from _kept_in(system, of, name)
        case Result(call=call):
            yield from _made_of(system, call)


def _kept_in(system: System, of: Term, name: str) -> Iterator[Term]:
    """What an object of the repository was given under a name when it was made."""
    givens = (*system.indexed.given(of), *handing(system).given(of)) if isinstance(of, Param) else (of,)
    for given in givens:
        if isinstance(given, Result):
            value = given.call.given(name)
            if value is not None:
                yield value


def _made_of(system: System, call: Call) -> Iterator[Term]:
    own = system.indexed.own(call)
    if own:
        for routine in own:
            yield from routine.returned()
        return
    if any(isinstance(thing, OwnThing) for thing in system.indexed.targets(call)):
        return  # an object of the repository: its fields are what it was made with
    if call.method is not None:
        yield call.callee
    yield from call.args
    yield from (value for name, value in call.kwargs if name not in {"columns", "con", "index"})


def _of_statements(system: System, term: Term) -> set[str]:
    """The columns that a statement fills, and those that its table fills by itself."""
    found: set[str] = set()
    for text in texts_of(system, term):
        for statement in _INSERT.finditer(text[:_LARGEST]):
            found |= {*_WORD.findall(statement[2]), f"table {_bare(statement[1])}"}
            found |= system.once(_defaults).get(_bare(statement[1]), set())
    return found


def _bare(table: str) -> str:
    return table.rpartition(".")[2].strip('"`[]').lower()


def _defaults(system: System) -> dict[str, set[str]]:
    """The columns that tables fill by themselves, by the tables that SQL documents make."""
    found: dict[str, set[str]] = {}
    for path in system.paths:
        document = system.document(path) if path.endswith(".sql") else None
        known = decode(document) if document is not None else ""
        text = known[:_LARGEST] if isinstance(known, str) else ""
        for made in _TABLE.finditer(text):
            body = text[made.end() :].partition(");")[0]
            named = (_DEFAULT.match(line) for line in body.split("\n"))
            found.setdefault(_bare(made[1]), set()).update(name[1] for name in named if name is not None)
    return found


_Same = tuple[str, int, str] | int


def _same(term: Term) -> _Same:
    """What tells a container: itself; an attribute of an object by its class and name."""
    if isinstance(term, Attr) and isinstance(term.of, Self):
        return term.of.path, term.of.index, term.name
    return id(term)


def _put(system: System) -> dict[_Same, list[tuple[Term, Term]]]:
    found: dict[_Same, list[tuple[Term, Term]]] = {}
    for routine in system.routines("code"):
        for step in routine.every():
            if isinstance(step, SetItem):
                found.setdefault(_same(step.of), []).append((step.key, step.term))
    return found


def _added(system: System) -> dict[_Same, list[Term]]:
    found: dict[_Same, list[Term]] = {}
    for routine in system.routines("code"):
        for call in routine.calls():
            if call.method in _ADDS and call.args and not isinstance(call.args[-1], Const):
                for one in alternatives(call.callee):
                    found.setdefault(_same(one), []).append(call.args[-1])
    return found
