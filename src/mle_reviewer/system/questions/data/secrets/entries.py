"""Variables that hold no credential but the name of one: a store of secrets is asked for the entry of that name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Const, Item, Lib, Param, Result, Term, within

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_VARIABLES: Final = "os.environ"
_DEEPEST: Final = 4  # functions that a name is handed through


def entry_names(system: System) -> frozenset[str]:
    """The variables of the environment whose value a store of secrets is given as the name of an entry."""
    asked = {id(sign.call): sign.given("name") for sign in system.signed("environment")}
    given = (sign.given("name") for sign in system.signed("credential"))
    return frozenset(name for term in given if term is not None for name in _variables(system, term, asked, 0))


def _variables(system: System, term: Term, asked: dict[int, Term | None], depth: int) -> Iterator[str]:
    """The variables that a term is made of, what other calls make of them left out."""
    for one in within(term, calls=False):
        if isinstance(one, Param) and depth < _DEEPEST:
            for value in system.indexed.given(one):
                yield from _variables(system, value, asked, depth + 1)
        elif (name := variable(one, asked)) is not None:
            yield name


def variable(term: Term, asked: dict[int, Term | None]) -> str | None:
    """The variable that a term is the value of; `asked` are the calls that look one up, with its name."""
    key: Term | None = None
    if isinstance(term, Result):
        key = asked.get(id(term.call))
    elif isinstance(term, Item) and isinstance(term.of, Lib) and term.of.path == _VARIABLES:
        key = term.key
    return key.value if isinstance(key, Const) and isinstance(key.value, str) else None
