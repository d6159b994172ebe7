"""Times of rows that code is explicit about: in typed tables, and as the moment that rows are made for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Attr, Op, Param, Result, within
from mle_reviewer.system.questions.data.cut_by_hand import timely
from mle_reviewer.system.questions.data.preparing import prepares
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.code.modules import Class
    from mle_reviewer.system.system import System

_TYPES: Final = ("datetime", "timestamp", "date")
_MADE: Final = frozenset({"Datetime", "Date"})
_TABLES: Final = ("DataFrameModel", "SchemaModel", "patito.Model", "dataframely.Schema")
_RESULTS: Final = frozenset({"prediction", "predictions", "metric", "metrics", "score", "scores", "monitoring", "log"})
_WRITTEN: Final = frozenset({"created", "updated", "inserted", "ingested", "loaded", "modified"})
_SEEN: Final = (
    {"t", "obs"}, {"observation"}, {"obs", "date"}, {"snapshot"}, {"cutoff"}, {"cut", "off"}, {"as", "of"},
)  # fmt: skip
_AHEAD: Final = frozenset({"horizon", "performance", "outcome", "label"})
_SPANS: Final = frozenset(
    {"DateOffset", "timedelta", "Timedelta", "relativedelta", "duration", "MonthEnd", "offset_by"}
)
_SHOWN: Final = 2


@dataclass(frozen=True, slots=True)
class Times:
    """Where times are explicit, in words; `told` where it is said which one the label has and which the features."""

    says: str
    at: Location
    told: bool


def typed_rows(system: System) -> Iterator[Times]:
    """Tables whose types name the times of a row, beside when it was written."""
    for shape in system.shapes.get("schema", ()):
        known = system.indexed.class_of(shape.thing) if shape.base.endswith(_TABLES) else None
        if known is None or tier(known.path) != "code" or _RESULTS & set(words(known.name)):
            continue
        named = [name for name in _of_times(known) if timely(name) and not _WRITTEN & set(words(name))]
        module = system.indexed.module(known.path)
        routine = module.top() if module is not None else None
        if named and routine is not None:
            shown = ", ".join(f"`{one}`" for one in named[:_SHOWN])
            says = f"a typed table holds the times of its rows: {shown} (`{known.name}`)"
            yield Times(says, system.at(routine, known.pos), told=len(named) > 1)


def _of_times(known: Class) -> Iterator[str]:
    """The columns of a typed table that hold a time, as they are annotated or made."""
    for name, spelled in known.annotations.items():
        if any(one in spelled.lower() for one in _TYPES):
            yield name
    for name, term in known.names.items():
        made = str(getattr(term.call.callee, "path", "")) if isinstance(term, Result) else ""
        if made.rpartition(".")[2] in _MADE and name not in known.annotations:
            yield name


def moments_of_rows(system: System) -> Iterator[Times]:
    """Where code that makes rows works out a window from the moment that they are made for, and takes a horizon."""
    found = sorted(_moments(system), key=lambda one: not one.told)
    yield from found[:_SHOWN]


def _moments(system: System) -> Iterator[Times]:
    for routine in system.routines("code"):
        if system.reached.how(routine) is None or not prepares(system, routine):
            continue
        name = next((one for one in _worked_from(routine) if _moment(one)), None)
        if name is not None:
            asked = (one.name for one, _ in routine.spoken() if isinstance(one, (Param, Attr)))
            ahead = next((one for one in asked if _AHEAD & set(words(one))), None)
            says = f"rows are made for a moment, and a window is worked out from it: `{name}`"
            says += f", with the label's `{ahead}`" if ahead is not None else ""
            yield Times(says, system.at(routine, routine.pos), told=ahead is not None)


def _worked_from(routine: Routine) -> Iterator[str]:
    """The parameters that a span of time is taken from or added to."""
    for one, _ in routine.spoken():
        if isinstance(one, Op) and one.op in {"+", "-"} and any(map(_span, one.terms)):
            yield from (inner.name for term in one.terms for inner in within(term) if isinstance(inner, Param))


def _span(term: object) -> bool:
    call = term.call if isinstance(term, Result) else None
    return call is not None and str(call.method or getattr(call.callee, "path", "")).rpartition(".")[2] in _SPANS


def _moment(name: str) -> bool:
    some = set(words(name))
    return any(one <= some for one in _SEEN) and not some & {"months", "days", "model", "id"}
