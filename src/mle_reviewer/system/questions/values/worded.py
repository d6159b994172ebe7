"""The words that a term may stand for: written as a text, as a member of an enum, or spelled by a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Attr, Choice, Const, Item, Pairs, Param, Result, Term

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 6
_NOTHING: Final = frozenset({""})  # a word that is not known


def words_of(system: System, term: Term, depth: int = 0) -> frozenset[str]:
    """The words, in small letters; "" for each that is not known. What brings a word into another spelling keeps it."""
    if depth > _DEEPEST:
        return _NOTHING
    if isinstance(term, Attr) and (known := system.indexed.constants(term)):
        return frozenset(one.lower() if isinstance(one, str) else "" for one in known)
    match term:
        case Const(value=value):
            return frozenset({str(value).lower()})
        case Param():  # its default alone says nothing of what others hand in
            given = system.indexed.given(term)
            given = (*given, term.default) if given and term.default is not None else given
            return frozenset(word for one in given for word in words_of(system, one, depth + 1)) or _NOTHING
        case Choice(terms=terms):
            return frozenset(word for one in terms for word in words_of(system, one, depth + 1))
        case Item(of=of, key=key):
            return _under(system, of, key, depth)
        case Attr(of=Attr() as of, name="value" | "name"):
            return words_of(system, of, depth + 1)
        case Attr(name=name) if name.isupper():  # a member of an enum, or a constant of another module
            return frozenset({name.lower()})
        case Result(call=call) if call.method == "get" and isinstance(call.callee, Pairs) and call.args:
            return _under(system, call.callee, call.args[0], depth)
        case Result(call=call):
            handed = (*call.args, *(value for _, value in call.kwargs))
            if len(handed) == 1:  # a function that spells it as the registry wants it
                return words_of(system, handed[0], depth + 1)
            return words_of(system, call.callee, depth + 1) if call.method is not None and not handed else _NOTHING
        case _:
            return _NOTHING


def _under(system: System, of: Term, key: Term, depth: int) -> frozenset[str]:
    """The word that stands under a key."""
    if isinstance(of, Pairs) and isinstance(key, Const) and isinstance(key.value, str):
        found = of.get(key.value)
        if found is not None:
            return words_of(system, found, depth + 1)
    return words_of(system, key, depth + 1)


__all__ = ["words_of"]
