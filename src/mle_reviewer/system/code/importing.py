"""Modules that code imports by a text: `import_module("serve.model")`, `import_module(f"models.{name}")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from mle_reviewer.system.code.terms import UNKNOWN, Choice, Const, Lib, Op, Own, Term, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_IMPORTS: Final = frozenset({"importlib.import_module", "builtins.__import__"})


class Packages(Protocol):
    """The modules of a tree, as one of its documents finds them."""

    def imported(self, module: str, name: str | None, level: int) -> Term:
        """What an import binds."""

    def inside(self, package: str) -> tuple[Term, ...]:
        """The modules that a package holds."""


def named_module(
    names: Packages, callee: Term, args: Sequence[Term], kwargs: Sequence[tuple[str | None, Term]]
) -> Term:
    """What such a call gives: a module of the repository, or one of those in a folder; UNKNOWN for all else."""
    if not isinstance(callee, Lib) or callee.path not in _IMPORTS:
        return UNKNOWN
    spelled = next(iter(args), None) or next((value for name, value in kwargs if name == "name"), None)
    if isinstance(spelled, Const) and isinstance(spelled.value, str) and not spelled.value.startswith("."):
        found = names.imported(spelled.value, None, 0)
        return found if isinstance(found, Own) else UNKNOWN
    package, dot, rest = _beginning(spelled).rpartition(".")
    inner = names.inside(package) if dot and not rest and not package.startswith(".") else ()
    return inner[0] if len(inner) == 1 else Choice(inner) if inner else UNKNOWN


def _beginning(term: Term | None) -> str:
    """The text that a term begins with, whatever follows it."""
    match term:
        case Const(value=str() as value):
            return value
        case Text(parts=(first, *_)):
            return first if isinstance(first, str) else _beginning(first)
        case Op(op="+", terms=(first, *_)):
            return _beginning(first)
        case _:
            return ""
