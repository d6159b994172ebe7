"""Columns chosen by how their names are spelled: those that the code itself has written are told apart by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mle_reviewer.flow.context import names_in
from mle_reviewer.flow.facts.values import INEXACT, NOTHING_LEARNED, Data, Value
from mle_reviewer.flow.operations import adding_columns

SPELLED: Final = (
    "by spelling",
)  # the trait of columns that were chosen so: `cols` and `gone` tell of the written ones


def noted(names: Data, table: Data) -> Data:
    """Names of a table's columns, with those that the code has written."""
    names = adding_columns.noted(names, table)
    if not (table.cols or table.made):
        return names
    return names.but(cols=dict.fromkeys(table.cols, NOTHING_LEARNED), made=table.made)


def tested(names: Data, how: str, args: list[Value], kind: str) -> Data | None:
    """The test of a name, or the mask of names, that a method of texts or `text in name` gives; None if not known."""
    test = _TESTS.get(how)
    texts = _texts(args)
    if test is None or not texts or not names.cols:
        return None
    left_out = frozenset(name for name in names.cols if not any(test(name, text) for text in texts))
    return Data(kind=kind).but(source=INEXACT, gone=left_out, cols=names.cols, traits=frozenset({SPELLED}))


def masked(names: Data, how: str, args: list[Value]) -> Data | None:
    """The mask of names that a method of texts gives, of which nobody may know which those are; None of others."""
    if how not in _OF_TEXTS:
        return None
    return tested(names, how, args, "name-mask") or Data(kind="name-mask").but(source=INEXACT)


def turned(test: Data) -> Data | None:
    """The names that do not pass."""
    if SPELLED not in test.traits:
        return None
    return test.but(gone=frozenset(test.cols) - test.gone)


def kept(names: Data, test: Data) -> Data:
    """What is said of the names that a test let through, or of the columns of such names."""
    return names.but(traits=names.traits | {SPELLED}) if SPELLED in test.traits else names


def both(op: str, tests: list[Data]) -> Data | None:
    """One test of several: those left out by each of them (`or`), or by any (`and`)."""
    first = next((test for test in tests if SPELLED in test.traits), None)
    if first is None or any(SPELLED not in test.traits and test.source == INEXACT for test in tests):
        return None
    out = [test.gone if test.only is None else test.gone | (frozenset(first.cols) - test.only) for test in tests]
    gone = frozenset[str].intersection(*out) if op == "or" else frozenset[str]().union(*out)
    return first.but(gone=gone)


def _texts(args: list[Value]) -> list[str]:
    """The texts that a method is given: one, or a tuple of them."""
    given = names_in(args[0]) if len(args) == 1 else None
    return sorted(given) if given else []


_TESTS: Final[dict[str, Callable[[str, str], bool]]] = {
    "startswith": str.startswith,
    "endswith": str.endswith,
    "in": lambda name, text: text in name,
}
_OF_TEXTS: Final = frozenset({"contains", "endswith", "fullmatch", "match", "startswith"})
