"""Terms: what an expression stands for, as far as the code around it says; and calls, which terms come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

Steps = tuple["Step", ...]


@dataclass(slots=True, eq=False)
class Term:
    """Anything of which nothing is known."""

    inner: tuple[Term, ...] | None = field(
        default=None, init=False, repr=False
    )  # nearly every question walks through it


@dataclass(slots=True, eq=False)
class Step:
    """One thing a function does, at a packed position of its document."""

    pos: int

    def blocks(self) -> tuple[Steps, ...]:
        """The blocks that stand in it."""
        return ()

    def terms(self) -> tuple[Term, ...]:
        """The terms that it names itself, those in its blocks left out."""
        return ()


@dataclass(slots=True, eq=False)
class Call(Step):
    """A call: of a term, or of a method of it (then `callee` is the object and `method` its name).

    `used` is False where nothing looks at what it gives back.
    """

    callee: Term
    method: str | None
    args: tuple[Term, ...]
    kwargs: tuple[tuple[str | None, Term], ...]
    used: bool = True
    starred: bool = False  # some arguments are unpacked from something

    def terms(self) -> tuple[Term, ...]:
        """What is called, and what it is given."""
        return self.callee, *self.args, *(value for _, value in self.kwargs)

    def given(self, name: str, place: int | None = None) -> Term | None:
        """The argument of this name, or at this place."""
        for key, value in self.kwargs:
            if key == name:
                return value
        if place is not None and place < len(self.args) and not self.starred:
            return self.args[place]
        return None


@dataclass(slots=True, eq=False)
class Const(Term):
    """A constant."""

    value: Any
    pos: int = 0


@dataclass(slots=True, eq=False)
class Lib(Term):
    """Something of a library, by its dotted path; Python's own functions stand under `builtins`."""

    path: str


@dataclass(slots=True, eq=False)
class Own(Term):
    """A module ("" in `name`), function or class of the repository: the document and the qualified name in it."""

    path: str
    name: str
    kind: str  # "module", "function" or "class"
    index: int = -1  # of the function or class in its document


@dataclass(slots=True, eq=False)
class Self(Term):
    """The object that a method is called on: an instance of the class with this number in the document."""

    path: str
    index: int
    cls: bool = False  # the class itself (class methods)


@dataclass(slots=True, eq=False)
class Param(Term):
    """A parameter of a function, with its annotation as it is spelled and its default."""

    path: str
    function: int
    name: str
    annotation: str = ""
    default: Term | None = None


@dataclass(slots=True, eq=False)
class Global(Term):
    """A name of a module that functions bind as well (`global model`); `term` is what its top level binds."""

    path: str
    name: str
    term: Term


@dataclass(slots=True, eq=False)
class Result(Term):
    """What a call gives back."""

    call: Call


@dataclass(slots=True, eq=False)
class Attr(Term):
    """An attribute of something."""

    of: Term
    name: str
    pos: int = 0


@dataclass(slots=True, eq=False)
class Item(Term):
    """What stands under a key."""

    of: Term
    key: Term
    pos: int = 0


@dataclass(slots=True, eq=False)
class Element(Term):
    """One element of something; `place` where it is known which (unpacking)."""

    of: Term
    place: int | None = None


@dataclass(slots=True, eq=False)
class Group(Term):
    """A tuple, list, set or slice of terms."""

    kind: str
    items: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class Pairs(Term):
    """A dict as it is written; a key of None stands for a mapping that is unpacked into it."""

    keys: tuple[Term | None, ...]
    values: tuple[Term, ...]

    def get(self, name: str) -> Term | None:
        """The value under a constant key."""
        found = None
        for key, value in zip(self.keys, self.values, strict=True):
            if isinstance(key, Const) and key.value == name:
                found = value
        return found


@dataclass(slots=True, eq=False)
class Text(Term):
    """A text with values put in."""

    parts: tuple[str | Term, ...]


@dataclass(slots=True, eq=False)
class Op(Term):
    """An operator on terms: arithmetic, comparison, boolean."""

    op: str
    terms: tuple[Term, ...]
    pos: int = 0


@dataclass(slots=True, eq=False)
class Collected(Term):
    """A comprehension: what each element becomes, what is gone through, and what is asked of each."""

    kind: str
    of: Term
    value: Term
    key: Term | None = None
    tests: tuple[Term, ...] = ()  # no part of what it holds


@dataclass(slots=True, eq=False)
class Choice(Term):
    """One of several, by the way that was taken; `test` is what a conditional expression asks."""

    terms: tuple[Term, ...]
    test: Term | None = None


UNKNOWN: Final = Term()
_MOST_CHOICES: Final = 4


def choice(one: Term, other: Term) -> Term:
    """Either; what is the same stays one, and more than a few are unknown."""
    if one is other:
        return one
    terms = dict.fromkeys((*alternatives(one), *alternatives(other)))
    return UNKNOWN if len(terms) > _MOST_CHOICES else Choice(tuple(terms))


def alternatives(term: Term) -> tuple[Term, ...]:
    """What a term may stand for."""
    return term.terms if isinstance(term, Choice) else (term,)


def parts(term: Term) -> tuple[Term, ...]:
    """The terms that a term is made of, calls left out."""
    match term:
        case Global(term=of) | Attr(of=of) | Element(of=of):
            return (of,)
        case Item(of=of, key=key):
            return of, key
        case Group(items=terms) | Op(terms=terms) | Choice(terms=terms):
            return terms
        case Pairs(keys=keys, values=values):
            return (*(key for key in keys if key is not None), *values)
        case Text(parts=pieces):
            return tuple(piece for piece in pieces if isinstance(piece, Term))
        case Collected(of=of, value=value, key=key):
            return (of, value) if key is None else (of, key, value)
        case _:
            return ()


def made_of(term: Term) -> tuple[Term, ...]:
    """The terms that a term is made of, and what a call in it was given."""
    if term.inner is None:
        term.inner = parts(term)
        if isinstance(term, Result):
            term.inner = term.call.terms()
    return term.inner


_MOST_PARTS: Final = 400


def within(term: Term, *, calls: bool = True) -> Iterator[Term]:
    """A term and all that it is made of; with `calls`, what calls in it were given as well."""
    waiting, seen = [term], {id(term)}
    while waiting and len(seen) < _MOST_PARTS:
        one = waiting.pop()
        yield one
        for inner in made_of(one) if calls else parts(one):
            if id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)


def all_within(terms: Iterable[Term]) -> Iterator[Term]:
    """The terms, all that they are made of, and what calls in them were given: each once, however often it stands."""
    first = {id(one): one for one in terms}
    waiting, seen = [*first.values()], {*first}
    while waiting:
        one = waiting.pop()
        yield one
        for inner in made_of(one):
            if id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)


def literals(term: Term | None, *, calls: bool = True) -> Iterator[str]:
    """The texts that are written in a term: constants, and the fixed parts of formatted texts."""
    for one in within(term, calls=calls) if term is not None else ():
        if isinstance(one, Const) and isinstance(one.value, str):
            yield one.value
        elif isinstance(one, Text):
            yield from (part for part in one.parts if isinstance(part, str))
