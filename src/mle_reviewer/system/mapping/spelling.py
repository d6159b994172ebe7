"""How a stored thing is spelled: the texts that a term may stand for, with `*` where something is known only later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from itertools import product
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Const,
    Element,
    Group,
    Item,
    Op,
    Pairs,
    Param,
    Result,
    Term,
    Text,
)

if TYPE_CHECKING:
    from mle_reviewer.system.code.world import World

UNKNOWN: Final = "*"
_BRACES: Final = re.compile(r"\{[^{}]{0,40}\}")
_DEEPEST: Final = 9
_MOST: Final = 6
_LONGEST: Final = 300  # of what is compared
_LONGEST_TEXT: Final = 8_000
_STARS: Final = 4


def spellings(world: World, term: Term, here: str = "") -> tuple[str, ...]:
    """The texts that a term of a document may stand for; `("*",)` where nothing is known."""
    return _bounded(_Speller(world, here).texts(term, 0)) or (UNKNOWN,)


def told(texts: Iterable[str]) -> tuple[str, ...]:
    """Those that name something: their last part is known in part at least."""
    return tuple(one for one in texts if last_part(one).strip("*. "))


def last_part(text: str) -> str:
    """The file or table that a spelling names."""
    return next(reversed(parts_of(text)), "")


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a path; a table's name has its dots as parts where it is one word."""
    cut = text.partition("://")[2] or text
    return tuple(part for part in cut.replace("\\", "/").split("/") if part not in {"", ".", ".."})


def alike(one: str, other: str) -> int:
    """How surely two spellings mean one stored thing: 0 not, 1 by the name of the file alone, more by its folders."""
    mine, others = parts_of(one), parts_of(other)
    if not mine or not others or not _same(mine[-1], others[-1]):
        return 0
    common = 0
    for left, right in zip(reversed(mine), reversed(others), strict=False):
        if not _same(left, right):
            return 1
        common += 1
    return common + 1


def _same(one: str, other: str) -> bool:
    if one == other:
        return one.strip("*") != ""
    short, pattern = (one, other) if "*" in other else (other, one)
    if "*" not in pattern or pattern.count("*") > _STARS or len(pattern) > _LONGEST or len(short) > _LONGEST:
        return False
    literal = pattern.replace("*", "").strip(". ")
    if pattern == UNKNOWN:
        return "." not in short  # an unknown folder may be any; an unknown file is nobody's
    return len(literal) > 1 and fnmatchcase(short, pattern)


def _bounded(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        found[text[:_LONGEST_TEXT]] = None
        if len(found) >= _MOST:
            break
    return tuple(found)


class _Speller:
    """Spells the terms of one document."""

    def __init__(self, world: World, here: str) -> None:
        self.world = world
        self.here = here

    def texts(self, term: Term, depth: int) -> Iterator[str]:
        """The texts that a term may stand for."""
        if depth > _DEEPEST:
            yield UNKNOWN
            return
        inner = depth + 1
        match term:
            case Const(value=value):
                if isinstance(value, (str, int, float)) and not isinstance(value, bool):
                    yield str(value)
            case Text() | Op(op="/" | "+"):
                yield from self.put_together(term, inner)
            case Result(call=call):
                yield from self.called(call, inner)
            case Attr():
                yield from self.attribute(term, inner)
            case _:
                alternatives = self.alternatives(term)
                for one in alternatives:
                    yield from self.texts(one, inner)
                if not alternatives:
                    yield UNKNOWN

    def put_together(self, term: Text | Op, depth: int) -> Iterator[str]:
        """A text with values in it, texts joined, or a path joined by its operator."""
        pieces = term.parts if isinstance(term, Text) else term.terms
        between = "/" if isinstance(term, Op) and term.op == "/" else ""
        each = [(one,) if isinstance(one, str) else self.known(one, depth) for one in pieces]
        yield from (between.join(some) for some in _products(each))

    def alternatives(self, term: Term) -> tuple[Term, ...]:
        """The terms of which a term is one; () where nothing is known of it."""
        match term:
            case Choice(terms=terms) | Op(op="or" | "and", terms=terms):
                return terms
            case Param(default=default):
                return self.world.given(term) or (() if default is None else (default,))
            case Item(of=Pairs() as pairs, key=Const(value=str() as key)):
                found = pairs.get(key)
                return () if found is None else (found,)
            case Element(of=Group(items=items)):
                return items
        return ()

    def known(self, term: Term, depth: int) -> tuple[str, ...]:
        return _bounded(self.texts(term, depth)) or (UNKNOWN,)

    def called(self, call: Call, depth: int) -> Iterator[str]:
        effects = {entry.effect: entry for entry in self.world.entries(call)}
        given = [*call.args, *(value for key, value in call.kwargs if key not in {"mode", "encoding"})]
        if "environment" in effects:
            default = call.given("default", 1)
            yield from (UNKNOWN,) if default is None else self.texts(default, depth)
        elif "path" in effects:
            first = [call.callee] if call.method is not None and _is_value(self.world, call) else []
            each = [self.known(one, depth) for one in (*first, *given)]
            yield from ("/".join(some) for some in _products(each))
        elif "open" in effects or "number" in effects or "as-given" in effects:
            of = given[0] if given and not (call.method is not None and _is_value(self.world, call)) else call.callee
            yield from self.texts(of, depth)
        elif call.method == "format":
            yield from (_BRACES.sub(UNKNOWN, text) for text in self.known(call.callee, depth))
        elif "self" in effects or "keep" in effects:
            yield from self.texts(call.callee if call.method is not None else given[0] if given else call.callee, depth)
        else:
            returned = [
                term
                for target in self.world.targets(call)
                if isinstance(target, OwnThing) and target.kind == "function"
                for term in self.world.returns(target)
            ]
            for term in returned:
                yield from self.texts(term, depth)
            if not returned:
                yield UNKNOWN

    def attribute(self, term: Attr, depth: int) -> Iterator[str]:
        found = False
        for option in self.option(term):
            found = True
            yield from self.texts(option, depth)
        for thing in () if found else self.world.things(term.of):
            if isinstance(thing, OwnThing) and thing.kind == "class":
                for bound in self.world.attribute(thing, term.name):
                    found = True
                    yield from self.texts(bound, depth)
        if not found:
            yield UNKNOWN

    def option(self, term: Attr) -> Iterator[Term]:
        """The default of an option of the command line, where that is what an attribute is."""
        call = term.of.call if isinstance(term.of, Result) else None
        if call is None:
            return
        if self.parses(call):
            yield from _defaults(self.world, self.here, term.name)
        for target in self.world.targets(call):
            if isinstance(target, OwnThing) and target.kind == "function":
                returned = self.world.returns(target)
                if any(isinstance(one, Result) and self.parses(one.call) for one in returned):
                    yield from _defaults(self.world, target.path, term.name)

    def parses(self, call: Call) -> bool:
        """Whether a call gives the options of the command line."""
        return any(one.effect == "parse-options" for one in self.world.entries(call))


def _is_value(world: World, call: Call) -> bool:
    """Whether a method is called on a value, not a function of a module."""
    return any(getattr(thing, "made", False) for thing in world.things(call.callee))


def _products(each: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Every way to take one of each, bounded; of a long row only the first of each."""
    if len(each) > _MOST:
        yield tuple(some[0] for some in each)
        return
    for number, some in enumerate(product(*(one[:3] for one in each))):
        if number >= _MOST:
            return
        yield some


def _defaults(world: World, path: str, name: str) -> Iterator[Term]:
    module = world.module(path)
    for routine in module.routines() if module is not None else ():
        for call in routine.calls():
            if not any(one.effect == "declare-option" for one in world.entries(call)):
                continue
            named = [one.value for one in call.args if isinstance(one, Const) and isinstance(one.value, str)]
            stated = call.given("dest")
            spelled = (
                [stated.value] if isinstance(stated, Const) else [one.lstrip("-").replace("-", "_") for one in named]
            )
            default = call.given("default")
            if name in spelled and default is not None:
                yield default
