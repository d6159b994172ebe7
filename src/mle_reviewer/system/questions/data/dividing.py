"""How rows are divided and joined: splits that respect time or groups, cuts at a time, joins as of a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import UNKNOWN, Const, Op, Result, Term, within
from mle_reviewer.system.doing import trains
from mle_reviewer.system.questions.data.cut_by_hand import cut_by_hand, timely
from mle_reviewer.system.questions.data.ordered import in_order_of_time
from mle_reviewer.system.questions.data.parted import (
    groups_given,
    held_to_time,
    kept_apart,
    of_answers,
    stated_folds,
    walks_forward,
)
from mle_reviewer.system.questions.data.preparing import answering, draws, prepares, shows
from mle_reviewer.system.questions.data.querying import asked
from mle_reviewer.system.questions.learning.training import training

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_OF_TABLES: Final = frozenset({"shift", "rolling", "join", "asof-join"})
_BY_HAND: Final[dict[str, tuple[Literal["time", "groups", "plain"], str]]] = {
    "time": ("time", "rows are cut at a time"),
    "groups": ("groups", "rows are divided by their ids, so that an id stays on one side"),
    "order": ("plain", "rows are cut at a place in the order that they stand in"),
}
_KEYED: Final = {"": "", "time": " by a key that holds a time", "row": ", one row to one row"}
_HOW: Final = ("left", "inner", "right", "outer", "left_outer", "full")
_JOINED_BY: Final = frozenset({"on", "left_on", "right_on", "left_index"})
_SIZES: Final = frozenset({"test_size", "train_size"})
_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Division:
    """One split or join, and whether it respects time or groups; `plain` where nothing is known to be respected."""

    kind: Literal["split", "join", "history"]
    respects: Literal["time", "groups", "plain"]
    says: str
    at: Location
    reached: bool
    trains: bool  # it stands where a model is trained, or around it
    prepares: bool = False  # it is run, and not to answer a request: a step that makes rows for another one
    keyed: Literal["", "time", "row"] = ""  # of a join: by a column of times, or one row to one row


def divisions(system: System) -> tuple[Division, ...]:
    """The splits and joins of code and notebooks."""
    return system.once(_divisions)


def _divisions(system: System) -> tuple[Division, ...]:
    found: list[Division] = []
    around = {(one.path, one.function) for one in training(system)}
    aside, ahead = _without_training(system), _looking_ahead(system)
    for routine in (*system.routines(), *_cells(system)):
        reached = system.reached.how(routine) is not None and not routine.path.endswith(".ipynb")
        learns = (routine.path, routine.function) in around or routine.path.endswith(".ipynb")
        ready = prepares(system, routine)
        shifted = frozenset(
            id(one.call)
            for call in routine.calls()
            if _moves(system, call)
            for one in within(call.callee)
            if isinstance(one, Result)
        )
        if shows(routine) and (not learns or draws(routine)):
            continue
        skipped = routine.path in aside
        for call in routine.calls():
            for kind, respects, says in _of(system, routine, call, shifted):
                if kind != "split" and (skipped or (kind == "join" and of_answers(routine, call))):
                    continue
                later = kind == "history" and respects == "plain" and routine.path in ahead
                keyed = _keyed(call) if kind == "join" and respects == "plain" else ""
                also = ", for a label that is taken from a later row" if later else _KEYED[keyed]
                at = system.at(routine, call.pos)
                how = "time" if later else respects
                found.append(Division(kind, how, says + also, at, reached, learns, ready, keyed))
        if (routine.path, routine.function) not in answering(system):
            found += _by_hand(system, routine, reached, learns, ready)
    for says, at, asking in stated_folds(system):
        reached = system.reached.how(asking) is not None
        found.append(Division("split", "time", says, at, reached, trains=False, prepares=True))
    found += (
        Division(
            one.kind,
            "time" if one.timely else "plain",
            one.says,
            one.at,
            one.reached,
            trains=False,
            prepares=True,
            keyed=one.keyed,
        )
        for one in asked(system)
    )
    return tuple(found)


def _by_hand(system: System, routine: Routine, *how: bool) -> Iterator[Division]:
    """What a function divides or holds to a time itself; `how` are whether it is reached, trains and prepares."""
    reached, learns, ready = how
    if ready or learns:
        for pos in held_to_time(system, routine):
            says = "what is joined is held to a time: rows are kept by which of two times comes first"
            yield Division("join", "time", says, system.at(routine, pos), reached, learns, ready)
    if walks_forward(routine):
        says = f"`{routine.name}` trains anew for each of the folds that it goes through in time"
        yield Division("split", "time", says, system.at(routine, routine.pos), reached, learns, ready)
    cut = cut_by_hand(routine)
    if cut is not None:
        respects, says = _BY_HAND[cut.respects]
        if cut.respects == "order" and in_order_of_time(system, routine, cut.rows):
            respects, says = "time", "rows that were sorted by time are cut at a place"
        yield Division("split", respects, says, system.at(routine, cut.pos), reached, learns, ready)


def _without_training(system: System) -> frozenset[str]:
    """The notebooks in which nothing is trained: their joins and windows look at data."""
    learning = {one.path for one in _cells(system) if any(trains(system.indexed, call) for call in one.calls())}
    return frozenset(path for path in system.notebooks if path not in learning)


def _looking_ahead(system: System) -> frozenset[str]:
    """The documents that take a label from a later row: there a window may hold the row itself."""
    ahead, drawn = set[str](), set[str]()
    shifts, draws = system.table.names(("shift",)), system.table.names(("sample",))
    for routine in (*system.routines(), *_cells(system)):
        for call in routine.calls():
            if call.method in shifts and _ahead(call.given("periods", 0)):
                ahead.add(routine.path)
            elif call.method in draws and not system.indexed.own(call):
                drawn.add(routine.path)  # rows that were drawn follow each other no longer
    return frozenset(ahead - drawn)


def _ahead(periods: Term | None) -> bool:
    if isinstance(periods, Const):
        return isinstance(periods.value, (int, float)) and periods.value < 0
    return isinstance(periods, Op) and periods.op == "-" and len(periods.terms) == 1


def _says_how(term: Term) -> bool:
    return isinstance(term, Const) and term.value in _HOW


def _keyed(call: Call) -> Literal["", "time", "row"]:
    """Whether the key of a join holds a column of times, or each row is joined to one row."""
    given = [value for name, value in call.kwargs if name in {"on", "left_on", "by", "left_by"}]
    held = (one.value for term in (*given, *call.args[1:2]) for one in within(term) if isinstance(one, Const))
    if any(isinstance(one, str) and timely(one) for one in held):
        return "time"
    checked = call.given("validate")
    return "row" if isinstance(checked, Const) and checked.value in {"one_to_one", "1:1"} else ""


def _cells(system: System) -> Iterator[Routine]:
    for path in system.notebooks[:_MOST]:
        module = system.indexed.module(path)
        yield from module.routines() if module is not None else ()


_Found = tuple[Literal["split", "join", "history"], Literal["time", "groups", "plain"], str]


def _of(system: System, routine: Routine, call: Call, shifted: frozenset[int]) -> Iterator[_Found]:
    for target in system.indexed.targets(call):
        owner = system.table.find_class(target.path) if isinstance(target, Thing) and not target.made else None
        if owner is not None and owner.role == "splitter":
            slots = owner.making.slots
            if slots.get("ordered"):
                yield "split", "time", f"folds follow each other in time ({owner.path})"
            elif slots.get("grouped") and groups_given(routine):
                yield "split", "groups", f"groups stay on one side ({owner.path})"
            else:
                yield "split", "plain", f"rows are divided ({owner.path})"
            return
    yield from _of_entries(system, routine, call, shifted)


def _of_entries(system: System, routine: Routine, call: Call, shifted: frozenset[int]) -> Iterator[_Found]:
    entries = system.indexed.entries(call) or tuple(_of_a_table(system, call))
    if not entries:
        yield from _of_unknown(system, call)
    for entry in entries:
        if entry.effect == "split" and entry.slots.get("ordered") and _of_series(entry):
            if not kept_apart(routine, call):
                continue
            yield "split", "time", f"rows are divided in the order of their times ({entry.path})"
        elif entry.effect == "split" and entry.slots.get("ordered"):
            continue  # an array that is taken apart is no split of a table
        elif entry.effect == "split" and not entry.path.startswith("?."):
            ordered = _given(entry, call, "shuffle") is False and any(
                in_order_of_time(system, routine, one) for one in call.args
            )
            says = f"sorted rows are divided in their order ({entry.path})"
            yield "split", "time" if ordered else "plain", says if ordered else f"rows are divided ({entry.path})"
        elif entry.effect == "asof-join" and _given(entry, call, "direction") in {None, "backward"}:
            yield "join", "time", f"what was known before is joined ({entry.path})"
        elif entry.effect == "shift" and _looks_back(_given(entry, call, "periods")):
            yield "history", "time", f"values of rows before are taken ({entry.path.removeprefix('?.')})"
        elif entry.effect == "rolling" and not _given(entry, call, "center"):
            before = _given(entry, call, "closed") == "left" or id(call) in shifted or _moved(system, call.callee)
            says = f"values of a window {'before the row' if before else 'that ends with the row'} are taken"
            yield "history", "time" if before else "plain", f"{says} ({entry.path.removeprefix('?.')})"
        elif entry.effect == "join":
            yield "join", "plain", f"tables are joined ({entry.path.removeprefix('?.')})"
        else:
            continue
        return


def _of_unknown(system: System, call: Call) -> Iterator[_Found]:
    """What a method does to rows whose type was lost, by its name and what it is given."""
    if call.method in system.table.names(("join",)) and not system.indexed.own(call):
        said = any(name in _JOINED_BY for name, _ in call.kwargs) or any(map(_says_how, call.args[2:3]))
        if said:  # of something whose type was lost
            yield "join", "plain", f"tables are joined ({call.method})"
    elif _is_parted(system, call):  # of rows whose type was lost
        yield "split", "plain", f"rows are divided ({call.method})"
    elif _moves(system, call):
        yield "history", "time", f"values of rows before are taken ({call.method})"


def _is_parted(system: System, call: Call) -> bool:
    """Whether a method that nobody knows splits rows, by its name and how large the parts are to be."""
    sized = any(name in _SIZES for name, _ in call.kwargs)
    return sized and "split" in words(call.method or "") and not system.indexed.own(call)


def _of_series(entry: CallEntry) -> bool:
    """Whether what is divided are the rows of a series, into the parts to train and to test on."""
    return entry.slots.get("layout") == "pairs" or str(entry.slots.get("type", "")).endswith("TimeSeries")


def _of_a_table(system: System, call: Call) -> Iterator[CallEntry]:
    """What a lag, window or join is by the table that it starts from, where steps between them lose the type."""
    for one in within(call.callee) if call.method is not None else ():
        for made in system.indexed.entries(one.call) if isinstance(one, Result) else ():
            kind = made.slots.get("type")
            entry = system.table.find_call(f"{kind}.{call.method}") if isinstance(kind, str) else None
            if entry is not None and entry.effect in _OF_TABLES:
                yield entry
                return


def _given(entry: CallEntry, call: Call, slot: str) -> object:
    named = entry.slots.get(slot)
    if not isinstance(named, str):
        return None
    given = call.given(named, entry.params.index(named) if named in entry.params else None)
    return given.value if isinstance(given, Const) else entry.defaults.get(named) if given is None else given


def _moved(system: System, term: Term) -> bool:
    """Whether a term is made of values of rows before: `sold.shift(1).rolling(7)`."""
    return any(isinstance(one, Result) and _moves(system, one.call) for one in within(term))


def _moves(system: System, call: Call) -> bool:
    entries = system.indexed.entries(call) or tuple(_of_a_table(system, call))
    if entries or call.method not in system.table.names(("shift",)) or system.indexed.own(call):
        return any(entry.effect == "shift" and _looks_back(_given(entry, call, "periods")) for entry in entries)
    back = call.given("periods", 0)  # of something whose type was lost
    return _looks_back(back.value if isinstance(back, Const) else 1 if back is None else back)


def _looks_back(periods: object) -> bool:
    """Whether a lag takes rows before: a number above nought, or one that is not written as turned round (`-lag`)."""
    if isinstance(periods, Term):
        return not isinstance(periods, Op) and periods is not UNKNOWN
    return isinstance(periods, (int, float)) and periods > 0
