"""The first thing that matters for models among what becomes of a value, and whether somebody counts it before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assert, Branch, Routine
from mle_reviewer.system.code.terms import Attr, Call, Result, Term, within
from mle_reviewer.system.questions.skipping.mattering import Kind, Matter, known_of, matter

if TYPE_CHECKING:
    from mle_reviewer.system.questions.skipping.becoming import Becoming
    from mle_reviewer.system.system import System

# What decides, then what is kept: of several, the first of these is told.
_ORDER: Final[tuple[Kind, ...]] = ("trains", "examples", "releases", "scores", "predicts", "writes", "records")
_SIZES: Final = frozenset({"shape", "size", "empty", "height"})
_COUNTING: Final = frozenset({"count", "value_counts", "info", "describe", "sum", "mean", "any", "all"})
# Methods that say what is missing, of whatever table.
MISSING: Final = frozenset({"isna", "isnull", "notna", "notnull", "is_null", "is_not_null", "null_count"})
_SAID: Final = frozenset({"log", "warn", "log-metrics", "log-parameters", "service-metric", "notify", "stop"})


@dataclass(frozen=True, slots=True)
class Reached:
    """A call that a value comes to, where it stands, and what it means."""

    routine: Routine
    call: Call
    matter: Matter


def reached(system: System, becoming: Becoming, *kinds: Kind) -> Reached | None:
    """The call that matters most among those the value comes to."""
    found: dict[Kind, Reached] = {}
    for use in becoming.uses:
        if not isinstance(use.step, Call):
            continue
        one = matter(system, use.step)
        if one is None or one.kind not in (kinds or _ORDER):
            continue
        if one.kind != "writes" or use.routine is becoming.routine or _keeps(system, becoming, use.step):
            found.setdefault(one.kind, Reached(use.routine, use.step, one))
    return next((found[kind] for kind in _ORDER if kind in found), None)


def _keeps(system: System, becoming: Becoming, call: Call) -> bool:
    """Whether a call keeps a table, an array or a model: what else is written may have to do with anything."""
    if call.method is not None and becoming.holds(call.callee):
        return True
    kept = [entry for entry in known_of(system, call) if entry.effect in {"save", "persist"}]
    return any("what" in entry.slots for entry in kept) and any(map(becoming.holds, call.args))


def counted(system: System, becoming: Becoming) -> bool:
    """Whether somebody asks how many there are, says it, or has the data checked."""
    for use in becoming.uses:
        step = use.step
        if isinstance(step, (Branch, Assert)):
            if any(_counts(system, becoming, one) for term in step.terms() for one in within(term)):
                return True
        elif isinstance(step, Call):
            one = matter(system, step)
            if one is not None and one.kind == "validates":
                return True
            if _says(system, step) and any(
                _counts(system, becoming, one) for term in (*step.args, *(value for _, value in step.kwargs))
                for one in within(term)
            ):  # fmt: skip
                return True
    return False


def asked(becoming: Becoming) -> bool:
    """Whether some branch or claim asks about it at all."""
    return any(isinstance(use.step, (Branch, Assert)) for use in becoming.uses)


def _says(system: System, call: Call) -> bool:
    names = system.indexed.names(call)
    entries = [entry for name in names if (entry := system.conventions.call(name)) is not None]
    if any(entry.sign in _SAID for entry in entries):
        return True
    return call.method in {"info", "warning", "debug", "error"} and not entries


def _counts(system: System, becoming: Becoming, term: Term) -> bool:
    """Whether a term says how many of the value there are, or how many are missing."""
    if isinstance(term, Attr) and term.name in _SIZES:
        return becoming.holds(term.of)
    if not isinstance(term, Result):
        return False
    call = term.call
    if call.method in MISSING or any(entry.effect in {"missing-mask", "length"} for entry in known_of(system, call)):
        return any(map(becoming.holds, (call.callee, *call.args)))
    if call.method in _COUNTING:
        return becoming.holds(call.callee)
    return "builtins.len" in system.indexed.names(call) and any(map(becoming.holds, call.args))


def every_call(routines: Iterator[Routine]) -> Iterator[tuple[Routine, Call]]:
    """All calls with the functions that they stand in."""
    return ((routine, call) for routine in routines for call in routine.calls())
