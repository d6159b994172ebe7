"""Endpoints that a change adds or takes away, and fields that come and go in what they are sent and answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.alteration import Alteration, AlterationKind
from mle_reviewer.program.code import line_of
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Choice, Collected, Const, Global, Group, Own, Pairs, Result, Term
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.serving.shapes import fields_of, is_shape, shapes_in

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.handlers import Handler
    from mle_reviewer.system.system import System

_DEEPEST: Final = 5
_NAMED: Final = re.compile(r"/[\w.-]")  # not what takes every address
_NESTED: Final = 2  # shapes within a shape


@dataclass(frozen=True, slots=True)
class _Endpoint:
    """How it is asked, where it stands, and the fields of its requests and answers, each with its place."""

    words: str
    at: Location
    sent: Mapping[str, Location]
    answered: Mapping[str, Location]
    known: bool  # whether what it answers can be told on this side


def endpoints(systems: Systems) -> tuple[Alteration, ...]:
    """What a change does to what callers see."""
    return tuple(_alterations(systems))


def _alterations(systems: Systems) -> Iterator[Alteration]:
    before, after = _endpoints(systems.before), _endpoints(systems.after)
    changed = {file.path for file in systems.files}
    old = {file.old_path for file in systems.files}
    beside = tuple(one.at for words, one in after.items() if words in before)
    for words, one in after.items():
        if words not in before and one.at.path in changed:
            yield Alteration("endpoint added", words, one.at, "is new", _spelled(words), beside)
    for words, one in before.items():
        if words not in after and one.at.path in old:
            stood = systems.stood(one.at.path, one.at.line)
            at = location(*stood) if stood is not None else one.at
            yield Alteration("endpoint removed", words, at, "is gone", _spelled(words))
    told: set[tuple[str, str]] = set()
    for words in (one for one in after if one in before):
        for field in _fields(systems, words, before[words], after[words]):
            if (field.name, str(field.at)) not in told:
                told.add((field.name, str(field.at)))
                yield field


def _fields(systems: Systems, words: str, old: _Endpoint, new: _Endpoint) -> Iterator[Alteration]:
    sides = [("request", old.sent, new.sent)]
    sides += [("answer", old.answered, new.answered)] if old.known and new.known else []
    for which, was, is_ in sides:
        for name in (*(one for one in is_ if one not in was), *(one for one in was if one not in is_)):
            added = name in is_
            at = is_[name] if added else _stood(systems, was[name]) or new.at
            verb = {"request": ("takes", "no longer takes"), "answer": ("answers with", "no longer answers with")}
            kind: AlterationKind = "field added" if added else "field removed"
            yield Alteration(kind, name, at, f"`{words}` {verb[which][not added]} it", (name,), of=words)


def _stood(systems: Systems, was: Location) -> Location | None:
    stood = systems.stood(was.path, was.line)
    return location(*stood) if stood is not None else None


def _spelled(words: str) -> tuple[str, ...]:
    """How documents name an endpoint: by its path, up to what a caller puts in."""
    path = words.rpartition(" ")[2]
    plain = path.partition("{")[0].partition("<")[0]
    return tuple(one for one in dict.fromkeys((path, plain)) if one.strip("/"))


def _endpoints(system: System) -> dict[str, _Endpoint]:
    """The endpoints by how they are asked."""
    found: dict[str, _Endpoint] = {}
    for one in system.handlers:
        path = one.words.rpartition(" ")[2]
        if one.kind == "route" and path.startswith("/") and _NAMED.search(path):
            at = system.at(one.first, one.call.pos if one.call is not None else one.first.pos)
            answered, known = _answered(system, one)
            found.setdefault(one.words, _Endpoint(one.words, at, dict(_sent(system, one)), answered, known))
    return found


def _sent(system: System, handler: Handler) -> Iterator[tuple[str, Location]]:
    module = system.indexed.module(handler.first.path)
    if module is None or handler.first.function < 0:
        return
    for spelled in module.code.functions[handler.first.function].annotations.values():
        for shape in shapes_in(system, module.annotated(spelled)):
            yield from _of_shape(system, shape)


def _of_shape(system: System, shape: OwnThing, depth: int = 0) -> Iterator[tuple[str, Location]]:
    """The fields of a shape, and those of the shapes in it."""
    known, module = system.indexed.class_of(shape), system.indexed.module(shape.path)
    if known is None or module is None or depth > _NESTED or not is_shape(system, shape):
        return
    lines = _lines(system, known.path)
    first = line_of(known.pos)
    for name in fields_of(system, shape):
        own = known.annotations.get(name)
        begins = f"{name}:"
        line = next(
            (n for n, text in enumerate(lines[first:], first + 1) if text.replace(" ", "").startswith(begins)), first
        )
        yield name, location(known.path, line if own is not None else first)
        if own is not None:
            for inner in shapes_in(system, module.annotated(own)):
                yield from _of_shape(system, inner, depth + 1)


def _lines(system: System, path: str) -> list[str]:
    document = system.reader.tree.read(path)
    text = decode(document) if isinstance(document, Document) else ""
    return text.split("\n") if isinstance(text, str) else []


def _answered(system: System, handler: Handler) -> tuple[dict[str, Location], bool]:
    """The fields of what a handler answers: of the shape that it declares, or of the mappings that it gives back."""
    shapes = list(_declared(system, handler))
    if shapes:
        return dict(pair for shape in shapes for pair in _of_shape(system, shape)), True
    found: dict[str, Location] = {}
    known = False
    for term in handler.first.returned():
        for each in _mappings(term):
            if isinstance(each, OwnThing):
                found.update(_of_shape(system, each))
                known = True
            elif isinstance(each, Pairs):
                known = True
                for key in each.keys:
                    if isinstance(key, Const) and isinstance(key.value, str):
                        found.setdefault(key.value, system.at(handler.first, key.pos or handler.first.pos))
    return found, known


def _declared(system: System, handler: Handler) -> Iterator[OwnThing]:
    slot = handler.entry.slots.get("response") if handler.entry is not None else None
    given = handler.call.given(slot) if handler.call is not None and isinstance(slot, str) else None
    if given is not None:
        yield from shapes_in(system, given)
        return
    module = system.indexed.module(handler.first.path)
    if module is not None and handler.first.function >= 0:
        spelled = module.code.functions[handler.first.function].returns
        if spelled:
            yield from shapes_in(system, module.annotated(spelled))


def _mappings(term: Term, depth: int = 0) -> Iterator[Pairs | OwnThing]:
    """The mappings that a value is made of: given back as they are, in a list, or as one answer of several."""
    if depth > _DEEPEST:
        return
    match term:
        case Pairs():
            yield term
        case Choice(terms=terms) | Group(items=terms):
            for one in terms:
                yield from _mappings(one, depth + 1)
        case Collected(value=value):
            yield from _mappings(value, depth + 1)
        case Global(term=inner):
            yield from _mappings(inner, depth + 1)
        case Result(call=call):
            if isinstance(call.callee, Own) and call.callee.kind == "class" and call.method is None:
                yield OwnThing(call.callee.path, call.callee.name, "class", call.callee.index)
            elif call.method is None and call.args:  # `jsonify({…})`
                yield from _mappings(call.args[0], depth + 1)
