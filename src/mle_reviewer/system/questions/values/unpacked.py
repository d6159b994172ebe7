"""What documents of settings say under the names by which code takes its settings out of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Attr, Choice, Const, Item, Op, Param, Result, Term
from mle_reviewer.system.manifests import location
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mle_reviewer.program.entries import Entry
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_DEEPEST: Final = 6
_MOST: Final = 60  # terms that one value is followed through
_LEVELS: Final = 6  # of mappings within mappings
_ENTRIES: Final = 5_000
_MAKING: Final = frozenset({"dict", "copy", "to_container", "to_dict", "model_dump", "deepcopy"})


def stated_in(system: System, term: Term, names: Iterable[str]) -> Location | None:
    """Where a document of settings states one of these names, under the name that a value was taken out by."""
    known = system.once(_stated)
    wanted = frozenset(names)
    for key in _keys(system, term):
        for inner, at in known.get(key, {}).items():
            if inner in wanted:
                return at
    return None


def _keys(system: System, term: Term) -> Iterator[str]:
    """The names by which a value was taken out of settings: `settings["model"]`, `cfg.model`, `.get("model")`."""
    waiting: list[tuple[Term, int]] = [(term, 0)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST:
        one, depth = waiting.pop(0)
        if id(one) in seen or depth > _DEEPEST:
            continue
        seen.add(id(one))
        match one:
            case Item(key=Const(value=str() as key)):
                yield key
            case Attr(name=name):
                yield name
            case Param():
                waiting += [(given, depth + 1) for given in system.indexed.given(one)]
            case Choice(terms=terms) | Op(op="or" | "|", terms=terms):
                waiting += [(inner, depth + 1) for inner in terms]
            case Result(call=call):
                if call.method == "get" and call.args and isinstance(call.args[0], Const):
                    yield str(call.args[0].value)
                elif call.method in _MAKING:
                    waiting += [(inner, depth + 1) for inner in (call.callee, *call.args)]
                elif any(name.rpartition(".")[2] in _MAKING for name in system.indexed.names(call)):
                    waiting += [(inner, depth + 1) for inner in call.args]
                for routine in system.indexed.own(call):
                    waiting += [(inner, depth + 1) for inner in routine.returned()]


def _stated(system: System) -> dict[str, dict[str, Location]]:
    """The plain values of documents of settings, by the names that they stand under: two levels of it."""
    found: dict[str, dict[str, Location]] = {}
    for path in system.of_kind("yaml", "toml"):
        if tier(path) != "code" or path.startswith("."):
            continue
        for root in system.roots(path):
            for key, name, entry in _under(root):
                found.setdefault(key, {}).setdefault(name, location(path, entry.line))
    return found


def _under(root: Entry) -> Iterator[tuple[str, str, Entry]]:
    waiting: list[tuple[str, Entry, int]] = [("", root, 0)]
    for _ in range(_ENTRIES):
        if not waiting:
            return
        key, entry, depth = waiting.pop()
        if not isinstance(entry.value, dict) or depth > _LEVELS:
            continue
        for name, inner in entry.value.items():
            if isinstance(inner.value, dict):
                waiting.append((str(name), inner, depth + 1))
            elif inner.value is not None and key:
                yield key, str(name), inner
