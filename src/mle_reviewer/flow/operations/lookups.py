"""Lookups: values found under a key that another row holds, and rows found by labels that stand elsewhere."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, mix
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Rows, Step, contains, is_single, narrow, of_all, one_element, roots, same
from mle_reviewer.flow.facts.values import (
    ANSWER,
    AROUND,
    CALLED,
    FROM,
    NEAREST,
    NO_IDS,
    OPAQUE,
    Const,
    Data,
    Learned,
    Map,
    Parts,
    Seq,
    Value,
    state,
)

OTHERS: Final = ("others",)  # the trait of numbers of the rows nearest to each row, less that row itself
IN_TURN: Final = ("in-turn",)  # the trait of what a dict holds under the key that a loop is at
_STORED: Final = frozenset({"array", "archive"})
_WHOLE: Final = frozenset({"array", "series"})
SELECTING: Final = frozenset({"mask", "indices", "index", "name-mask"})


def foreign(data: Data, key: Data) -> bool:
    """Whether a key is a value of rows elsewhere: what stands under it in a table of results then tells of those."""
    if not key.rows or key.kind in SELECTING or data.picks is not None:
        return False
    if key.kind == ANSWER:
        return True  # the number of a row that was found for each question
    if data.kind in _STORED and key.kind == "row" and key.column is not None and one_element(key.rows):
        return roots(data.rows).isdisjoint(roots(key.rows))  # what a file of arrays holds for one row of a table
    return not data.rows or (bool(data.fits) and key.kind == "row" and not contains(data.rows, key.rows))


def composed(data: Data, key: Value) -> Data | None:
    """What the fields of one row elsewhere say that are the labels of a table together; None where they are not that.

    One such field may be the row's own name in that table; several, as the season and a team of a game, are a key.
    """
    if not isinstance(key, Seq) or key.kind != "tuple" or len(key.items) < 2 or key.rest is not None or not data.rows:
        return None
    fields = [field for field in map(state, key.items) if not isinstance(field, Const)]
    told = [field for field in fields if isinstance(field, Data) and field.kind == "row" and field.rows]
    if not told or len(told) < len(fields) or any(field.fits for field in told):
        return None
    return mix(told)


def names_elsewhere(data: Data, key: Data) -> bool:
    """Whether a table is asked for what another table holds: names of its columns, nobody knows which."""
    if data.kind != "frame" or key.kind not in {"array", "index", "series"} or key.picks is not None or not key.rows:
        return False
    whole = key.kind == "index" and data.source > 0 and data.column is None  # an index asks a table for columns
    return whole or roots(data.rows).isdisjoint(roots(key.rows))


def may_name(data: Data, key: Data) -> bool:
    """Whether a table is asked for what nobody knows (a field of a request): names of its columns as well as rows."""
    untold = key.kind == "" and key.picks is None and bool(key.rows)
    return untold and data.kind == "frame" and roots(data.rows).isdisjoint(roots(key.rows))


def listed_elsewhere(data: Data, names: Seq, one: Data) -> bool:
    """Whether a table is asked for a list of what the lines of a file, or a field of its rows, hold: names again."""
    if data.kind != "frame" or names.items or one.kind not in {"row", "series", ""} or one.picks is not None:
        return False
    return bool(one.rows) and roots(data.rows).isdisjoint(roots(one.rows))


def told_elsewhere(data: Data, key: Data) -> bool:
    """Whether numbers of a stored file, or of an unknown call, say which elements of a list of rows are taken."""
    return key.kind in {"", OPAQUE} and not key.fits and roots(data.rows).isdisjoint(roots(key.rows))


def looked_up(data: Data, key: Data) -> Data:
    """What a table of statistics says of a value of a row: it belongs to that row.

    What was found out of rows is not worked out of the value; only what the code itself writes there is.
    """
    learned = key.all_learned() | data.all_learned()
    parts = None if data.rows or data.all_learned() else key.parts
    fits = key.fits | data.fits
    said = {trait for trait in data.traits if trait[0] in {"forward", *AROUND}}  # still a network's words, or a graph's
    made = key.but(learned=learned, fits=fits, cols={}, column=None, parts=parts, type=None, kind="row")
    if key.kind in _WHOLE:  # of each of many values
        made = made.but(kind=key.kind, type=key.type)
    own = frozenset(trait for trait in made.traits if trait[0] not in {CALLED, FROM} or not data.rows)
    return made.but(traits=own | said) if said or own != made.traits else made


def answered(data: Data, key: object) -> Data | None:
    """What a list of rows holds under the numbers that an index gave for a question: what was found for that question.

    None where it is no list of rows, or nothing that an index gave.
    """
    if not isinstance(key, Data) or key.kind != ANSWER or not key.fits or not data.rows:
        return None
    return key.but(learned=key.all_learned() | data.all_learned(), cols={}, column=None, parts=None, picks=None)


def of_neighbours(cx: Context, data: Data, numbers: Data) -> Data | None:
    """What the rows nearest to others hold: it says of those others what was learned of the rows that were searched.

    None where the numbers are not those of neighbours that a fitted search gave.
    """
    if OTHERS in numbers.traits and numbers.rows:
        told = numbers.but(learned=numbers.all_learned() | data.all_learned(), cols={}, column=None, picks=None)
        return told.but(traits=told.traits - {OTHERS}, kind="row" if one_element(told.rows) else "array")
    acts = [cx.record.acts[number] for number in sorted(numbers.fits)]
    if numbers.kind != "predictions" or not numbers.rows or not acts:
        return None
    if any(act.kind != "fit" or not act.rows for act in acts):
        return None
    roles = {act.detail.get("role") for act in acts}
    if NEAREST in numbers.traits and roles == {"estimator"}:  # what such a model says is made of these
        said = numbers.but(learned=numbers.all_learned() | data.all_learned(), cols={}, column=None, picks=None)
        return said.but(traits=said.traits - {NEAREST})
    if roles != {"clusterer"}:
        return None
    learned = _less_models(cx, numbers.all_learned() | data.all_learned() | {_taken(cx, acts[0])})
    return Data(numbers.rows, learned, "array").but(traits=numbers.traits)


def without_itself(cx: Context, numbers: Data) -> Data | None:
    """Those of the rows nearest to each row, or of how far they are, that are not that row itself, the nearest of all.

    None where the rows that were searched are others than those that ask, or these are no such numbers.
    """
    acts = [cx.record.acts[number] for number in sorted(numbers.fits)]
    if NEAREST not in numbers.traits or not acts:
        return None
    if any(act.kind != "fit" or not same(act.rows, of_all(numbers.rows)) for act in acts):
        return None
    learned = _less_models(cx, numbers.all_learned() | {_taken(cx, acts[0])})
    traits = numbers.traits - {NEAREST} | {OTHERS}
    return numbers.but(fits=NO_IDS, learned=learned, cols={}, parts=None, picks=None, kind="", traits=traits)


def _taken(cx: Context, searched: Act) -> int:
    return cx.record.add(
        "learn", searched.place, key=("neighbours", searched.rows), rows=searched.rows, what="statistic",
        words=f"{searched.words.removesuffix(' trains')} learns what neighbours hold", strong=True,
    ).number  # fmt: skip


def _less_models(cx: Context, learned: Learned) -> Learned:
    return frozenset(number for number in learned if cx.record.acts[number].what != "model")


def in_turn(data: Data, key: Data) -> Data:
    """What a dict of rows holds under a key that a loop takes in its turn: one of them, in the same turn."""
    turns = {steps[-1] if steps else ("",) for _root, steps, _arms in key.rows}
    if len(turns) != 1 or not is_single(turn := min(turns)) or any(turn in steps for _root, steps, _arms in data.rows):
        return data
    return data.but(rows=narrow(data.rows, turn), column=data.column, traits=data.traits | {IN_TURN})


def of_constants(mapped: Map) -> bool:
    """Whether a dict says a plain value for each of several others, as one that numbers labels does."""
    values = [*mapped.items.values(), *([mapped.rest] if mapped.rest is not None else [])]
    return bool(values) and all(isinstance(one, Const) for one in values)


def parts_left(key: Data, among: object) -> Parts:
    """The columns that an answer is worked out from which looks a value up among others, given as their state.

    Where these stand in the code it is the value alone; what other rows hold, or a file, says something of its own.
    """
    if isinstance(among, Const):
        return key.parts
    if isinstance(among, Data) and among.kind == "indices" and not among.rows and not among.all_learned():
        return key.parts  # `range(2012, 2020)`
    if isinstance(among, Map):
        return key.parts if of_constants(among) and among.rest is None else None
    written = isinstance(among, Seq) and among.rest is None and all(isinstance(one, Const) for one in among.items)
    return key.parts if written else None


def flag(data: Data, selector: Data) -> Step | None:
    """The condition that a column of truth values is, when it selects rows of its own table; None of any other."""
    if selector.kind != "series" or not selector.column or selector.picks is not None or selector.rows != data.rows:
        return None
    return ("where", selector.column, "==", ("literal", True))


def drawn_from(rows: Rows, chosen: Rows) -> bool:
    """Whether rows are a part of a draw from these, some of them again, or cut of them in another order."""
    last = (steps[-1] if steps else ("",) for _root, steps, _arms in chosen)
    dealt = all(step[0] == "side" or (step[0] == "slice" and bool(step[1])) for step in last)
    return rows != chosen and (dealt or _again(chosen)) and contains(rows, chosen)


def _again(chosen: Rows) -> bool:
    """Whether rows that were put behind each other are some, and a part of these once more."""
    if any(not steps or steps[-1][0] != "grown" for _root, steps, _arms in chosen):
        return False
    before = [(root, steps[:-1]) for root, steps, _arms in chosen]
    return any(
        one == other and first != second and second[: len(first)] == first
        for one, first in before for other, second in before
    )  # fmt: skip


def transferred(rows: Rows, chosen: Rows) -> Rows:
    """The rows of an index, as long as they belong to the table that it indexes."""
    known = {atom[0] for atom in rows}
    return frozenset(atom for atom in chosen if atom[0] in known)


def beside(rows: Rows, chosen: Rows) -> Rows:
    """Rows of one field of what was loaded, chosen by the index of another field of it: the fields lie side by side.

    Empty if `rows` are no such field, or the index is of what was loaded itself.
    """
    found = set()
    for root, steps, arms in rows:
        for other, taken, _arms in chosen:
            at = len(steps) - 1
            if root != other or not 0 <= at < len(taken) or steps[:at] != taken[:at]:
                continue
            if _fields(steps[at], taken[at]):
                found.add((root, (*steps, *taken[at + 1 :]), arms))
    return frozenset(found)


def _fields(one: Step, other: Step) -> bool:
    """Whether two steps each take a field by its name."""
    return all(
        step[0] == "some" and isinstance(step[1], tuple) and step[1][0] == "item" and isinstance(step[1][1], str)
        for step in (one, other)
    )
