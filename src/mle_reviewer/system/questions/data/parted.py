"""Parts of rows: what is kept of a split, folds that settings state, rows that are held to a time after a join."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.steps import Assign, Call, Loop, Routine, calls_in
from mle_reviewer.system.code.terms import Attr, Const, Element, Item, Op, Param, Result, Term, within
from mle_reviewer.system.questions.data.cut_by_hand import BEGINS, ENDS, TESTED, TRAINED, time_column
from mle_reviewer.system.questions.values.behind import behind
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.system import System

_BACKTESTS: Final = frozenset({"backtest", "backtests", "backtesting"})
_WALKS: Final = (frozenset({"walk", "forward"}), frozenset({"rolling", "origin"}), frozenset({"expanding", "window"}))
_FITS: Final = frozenset({"fit", "train"})
_ASKS: Final = frozenset({"predict", "predict_proba", "forecast"})
_ANSWERS: Final = frozenset({
    "pred", "preds", "prediction", "predictions", "predicted", "forecast", "forecasts", "actual", "actuals",
})  # fmt: skip
_FILTERS: Final = frozenset({"filter", "where", "query"})
_FROM: Final = frozenset({"start", "from", "begin", "open", "opened", "pickup", "departure", "created", "checkin"})
_UNTIL: Final = frozenset({"end", "to", "until", "close", "closed", "dropoff", "arrival", "resolved", "checkout"})
_COMPARES: Final = frozenset({"<", "<=", ">", ">="})
_DAY: Final = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:[T ][\d:.+Z-]{1,20})?")
_DEEPEST: Final = 4
_MOST: Final = 200  # documents of settings


def walks_forward(routine: Routine) -> bool:
    """Whether a backtest trains and asks a model in each round of a loop."""
    named = set(words(routine.name.rpartition(".")[2]))
    if not (named & _BACKTESTS or any(one <= named for one in _WALKS)):
        return False
    for step in routine.every():
        done = {call.method for call in calls_in(step.body)} if isinstance(step, Loop) else set()
        if done & _FITS and done & _ASKS:
            return True
    return False


def groups_given(routine: Routine) -> bool:
    """Whether something in the function is given groups: by name, or as the third argument of `split`."""
    return any(
        call.given("groups") is not None or (call.method == "split" and len(call.args) > 2)  # noqa: PLR2004 - X, y, groups
        for call in routine.calls()
    )


def kept_apart(routine: Routine, call: Call) -> bool:
    """Whether both sides of a split are taken: of a series that is only shortened, one is thrown away."""
    places: set[object] = set()
    whole = False
    for step in routine.every():
        if not isinstance(step, Assign):
            continue
        term = step.term
        if isinstance(term, Element) and isinstance(term.of, Result) and term.of.call is call:
            places |= {term.place} if step.name != "_" else set()
        whole = whole or (isinstance(term, Result) and term.call is call)
    for one, _ in routine.spoken():
        if isinstance(one, Item) and isinstance(one.of, Result) and one.of.call is call and isinstance(one.key, Const):
            places.add(one.key.value)
            whole = False
    return whole or len(places) != 1


def held_to_time(system: System, routine: Routine) -> Iterator[int]:
    """Where rows that were joined are kept by which of two times of theirs comes first."""
    chosen = [(one.of, one.key, step.pos) for one, step in routine.spoken() if isinstance(one, Item)]
    chosen += [(call.callee, arg, call.pos) for call in routine.calls() if call.method in _FILTERS for arg in call.args]
    for rows, mask, pos in chosen:
        if _two_times(mask) and (
            any(_joins(system, Result(call)) for call in routine.calls())
            or any(_joins(system, one) for _, one in behind(system, routine, rows))
        ):
            yield pos


def _two_times(mask: Term) -> bool:
    """Whether a condition holds two columns of times against each other."""
    for one in within(mask):
        if isinstance(one, Op) and one.op in _COMPARES and len(one.terms) == 2:  # noqa: PLR2004 - two sides
            names = [time_column(side) for side in one.terms]
            if all(names) and names[0] != names[1] and not _of_a_span(*names):
                return True
    return False


def _of_a_span(one: str, other: str) -> bool:
    """Whether two times are the ends of one span, of which the first has to lie before the last."""
    first, last = set(words(one)), set(words(other))
    return any(a & _FROM and b & _UNTIL for a, b in ((first, last), (last, first)))


def _joins(system: System, one: Term) -> bool:
    if not isinstance(one, Result):
        return False
    entries = system.indexed.entries(one.call)
    if entries:
        return any(entry.effect in {"join", "asof-join"} for entry in entries)
    return one.call.method in system.table.names(("join",)) and any(
        name in {"on", "left_on", "how"} for name, _ in one.call.kwargs
    )


def of_answers(routine: Routine, call: Call) -> bool:
    """Whether what is joined are answers of a model and what became of them, by the names they go by."""
    sides = (call.callee, *call.args[:1])
    if any(
        isinstance(one, (Param, Attr)) and _ANSWERS & set(words(one.name)) for side in sides for one in within(side)
    ):
        return True
    first = {id(one.of if isinstance(one, Item) else one) for one in sides}
    bound = (step for step in routine.every() if isinstance(step, Assign) and id(step.term) in first)
    return any(_ANSWERS & set(words(step.name)) for step in bound)


def stated_folds(system: System) -> Iterator[tuple[str, Location, Routine]]:
    """Settings by which training ends before the test begins, the names of both, and where code takes them."""
    found = [
        (ends, begins, Location(path, entry.line, raw_line=entry.line))
        for path in system.of_kind("yaml", "toml", "json")[:_MOST]
        if tier(path) == "code" and not path.startswith(".")
        for root in system.roots(path)
        for ends, begins, entry in _folds(root, 0)
    ]
    for ends, begins, at in found[:2]:
        for routine in _asking(system, ends, begins):
            yield f"settings end training before the test begins (`{ends}`, `{begins}`)", at, routine
            break


def _folds(entry: Entry, depth: int) -> Iterator[tuple[str, str, Entry]]:
    ends = begins = None
    for key, inner in entry.items():
        some, text = set(words(key)), inner.text() or ""
        if _DAY.fullmatch(text):
            if some & TRAINED and some & ENDS:
                ends = key, text, inner
            elif some & TESTED and some & BEGINS:
                begins = begins or (key, text, inner)
    if ends is not None and begins is not None and ends[1][:10] <= begins[1][:10]:
        yield ends[0], begins[0], ends[2]
    for inner in (*(one for _, one in entry.items()), *entry.elements()) if depth < _DEEPEST else ():
        yield from _folds(inner, depth + 1)


def _asking(system: System, ends: str, begins: str) -> Iterator[Routine]:
    """The functions that are run and ask for both settings, or for one of them where the other is asked beside."""
    asked: dict[str, set[str]] = {}
    for routine in system.routines("code"):
        document = system.document(routine.path)
        if document is None or ends.encode() not in document.data or begins.encode() not in document.data:
            continue
        named = {one.name for one, _ in routine.spoken() if isinstance(one, Attr)}
        named |= {
            str(one.key.value) for one, _ in routine.spoken() if isinstance(one, Item) and isinstance(one.key, Const)
        }
        asked.setdefault(routine.path, set()).update(named & {ends, begins})
        if {ends, begins} <= asked[routine.path]:
            yield routine
