"""What is written to the log: the calls that write there by default, and what of a term is written out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Call, Group, Op, Pairs, Result, Term, Text

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 8
_WRITING: Final = frozenset({"json.dumps", "builtins.str", "builtins.repr"})


def logs(system: System, call: Call) -> bool:
    """Whether a call writes to the log by default: not what is only for whoever looks for a fault."""
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign in {"log", "warn"}:
            return name.rpartition(".")[2] not in {"debug", "trace"}
    return False


def written_out(call: Call) -> Iterator[Term]:
    """What of its arguments a call writes out: parts of texts, tuples and dicts, nothing that is only worked from."""
    for term in (*call.args, *(value for _, value in call.kwargs)):
        yield from pieces(term)


def pieces(term: Term) -> Iterator[Term]:
    """A term, and what of it stands in the text, tuple or dict that it is."""
    yield from _of(term, 0)


def _of(term: Term, depth: int) -> Iterator[Term]:
    if depth > _DEEPEST:
        return
    yield term
    inner: tuple[Term, ...] = ()
    if isinstance(term, Text):
        inner = tuple(part for part in term.parts if isinstance(part, Term))
    elif isinstance(term, Pairs):
        inner = term.values
    elif isinstance(term, Group):
        inner = term.items
    elif isinstance(term, Op) and term.op in {"+", "%"}:
        inner = term.terms
    elif isinstance(term, Result) and term.call.method == "format":
        inner = (*term.call.args, *(value for _, value in term.call.kwargs))
    elif isinstance(term, Result) and getattr(term.call.callee, "path", "") in _WRITING:
        inner = term.call.args
    for one in inner:
        yield from _of(one, depth + 1)
