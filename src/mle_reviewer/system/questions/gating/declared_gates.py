"""Gates that documents declare: what a figure has to reach, and whether anything reads that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import better, words
from mle_reviewer.program.prose.placeholders import empty
from mle_reviewer.system.code.steps import Assign, Call, Routine
from mle_reviewer.system.code.terms import Const, Term, within
from mle_reviewer.system.manifests import location

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

_LIMITS: Final = frozenset({
    "threshold", "min", "max", "minimum", "maximum", "limit", "bound", "at_least", "at_most", "value", "floor",
    "ceiling", "lower", "upper", "lower_bound", "upper_bound", "min_value", "max_value",
})  # fmt: skip
_CHANGES: Final = frozenset({"min_absolute_change", "min_relative_change"})
_OTHER: Final = frozenset({"version", "n", "min_n", "min_rows", "seed", "window", "days", "timeout"})
_LEAST: Final = frozenset({"min", "minimum", "least", "floor", "lower"})
_GREATEST: Final = frozenset({"max", "maximum", "most", "ceiling", "upper"})
_DEEPEST: Final = 5
_MOST: Final = 400  # gates of one tree
_SHARED: Final = "params.yaml"  # a document that everybody reads for everything


@dataclass(frozen=True, slots=True)
class DeclaredGate:
    """What a figure has to reach. `change` is what it has to gain on the version in use, instead of a bound.

    `higher` says whether more is better, None where neither the document nor the figure's name tells.
    """

    metric: str
    limit: float
    higher: bool | None
    change: bool
    part: str
    at: Location


@dataclass(frozen=True, slots=True)
class Reader:
    """Something that takes a document of gates in hand, and whether something runs it."""

    at: Location
    started: bool


def declared_gates(system: System) -> tuple[DeclaredGate, ...]:
    """The numbers that documents of gates state; a place that holds none declares nothing."""
    return system.once(_declared)


def _declared(system: System) -> tuple[DeclaredGate, ...]:
    found: list[DeclaredGate] = []
    for one in system.manifests.get("gates", ()):
        found += _gates(one, one.entry, ())
    return tuple(found[:_MOST])


def _gates(document: Manifest, entry: Entry, names: tuple[str, ...]) -> Iterator[DeclaredGate]:
    if len(names) > _DEEPEST:
        return
    if isinstance(entry.value, list):
        for one in entry.value:
            title = one.get("metric") or one.get("name")
            if title is not None and title.text():
                yield from _gates(document, one, (*names, title.text() or ""))
        return
    for key, inner in entry.items():
        if isinstance(inner.value, (dict, list)):
            yield from _gates(document, inner, (*names, key))
        elif isinstance(inner.value, (int, float)) and not isinstance(inner.value, bool):
            word = key.lower().replace("-", "_")
            alone = word not in _LIMITS | _CHANGES
            metric = key if alone else names[-1] if names else ""
            if metric and not empty(metric) and word not in _OTHER:
                part = _part(entry, names)
                higher = _higher(entry, key, metric)
                yield DeclaredGate(metric, float(inner.value), higher, word in _CHANGES, part, document.place(inner))


def _part(entry: Entry, names: tuple[str, ...]) -> str:
    """The part of the rows that a gate is about, "" for all of them."""
    stated = entry.get("slice")
    text = stated.text() if stated is not None else None
    if text and not empty(text):
        return text
    return next((one for one in names if words(one)[:1] in {("slice",), ("slices",)}), "")


def _higher(entry: Entry, key: str, metric: str) -> bool | None:
    flag = entry.get("greater_is_better")
    if flag is not None and isinstance(flag.value, bool):
        return flag.value
    some = set(words(key))
    if some & _LEAST:
        return True
    if some & _GREATEST:
        return False
    known = better(metric)
    return known == "higher" if known else None


def readers(system: System, path: str) -> tuple[Reader, ...]:
    """What reads a document of gates: code that hands its name to something, and commands that are given it."""
    name = path.rpartition("/")[2]
    found: list[Reader] = []
    for routine in system.routines():
        pos = _mentions(routine, name)
        if pos is not None:
            found.append(Reader(system.at(routine, pos), system.reached.how(routine) is not None))
    commands = [(one.path, one.line, one.words) for one in system.started]
    commands += [(where, one.line, one.words) for where, one in system.ground.commands]
    for where, line, given in commands:
        if any(word.rpartition("=")[2].rpartition("/")[2] == name for word in given):
            found.append(Reader(location(where, line), started=True))
    return tuple(sorted(found, key=lambda one: not one.started))


def unread(system: System) -> tuple[str, ...]:
    """The documents that declare gates and that nothing which is run reads."""
    return system.once(_unread)


def _unread(system: System) -> tuple[str, ...]:
    some = dict.fromkeys(one.at.path for one in declared_gates(system))
    return tuple(path for path in some if not any(one.started for one in readers(system, path)))


def _mentions(routine: Routine, name: str) -> int | None:
    """Where a function names a document: in a call, or as a constant; of one that holds more, with the key `gates`."""
    shared = name == _SHARED
    for step in routine.every():
        terms: tuple[Term, ...] = ()
        if isinstance(step, Call):
            terms = (step.callee, *step.args, *(value for _, value in step.kwargs))
        elif isinstance(step, Assign):
            terms = (step.term,)
        for term in terms:
            for one in within(term):
                if isinstance(one, Const) and isinstance(one.value, str) and _is_name(one.value, name, shared=shared):
                    return step.pos
    return None


def _is_name(text: str, name: str, *, shared: bool) -> bool:
    return text == "gates" if shared else text == name or text.endswith(f"/{name}")
