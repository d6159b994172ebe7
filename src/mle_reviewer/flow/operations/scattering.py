"""Numbers that rows are dealt by: hashes of keys and random draws, and the conditions that are put on them."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import CHANCE, DRAW, Rows, Step, roots
from mle_reviewer.flow.facts.values import CUT_OUT, LAST, LISTED, Data

# The trait of such numbers: the column of the table that they stand in ("" for the numbers themselves), what they are.
DEALING: Final = "dealing"
_HASH: Final = "hash of "
WHOLE_NAME: Final = "(name)"  # what is hashed where that is the name of a listed file
Traits = frozenset[tuple[str, ...]]


def hashed(data: Data) -> Data:
    """The hash of each row's value: it names the columns that the value came from, as far as they are known."""
    names = {data.column} if data.column is not None else {name for _source, name, _how in data.parts or ()}
    named = not data.traits.isdisjoint({LISTED, LAST}) and CUT_OUT not in data.traits
    whole = (WHOLE_NAME,) if named else ()
    told = "+".join(sorted(names or data.only or whole))
    return data.but(traits=marked(data.traits, _HASH + told), column=data.column)


def drawn(cx: Context, place: Place, words: str, *, seeded: bool) -> Data:
    """Random numbers, one for each row that they will be put beside."""
    act = cx.record.add("arm", place, words=words)
    act.detail.update(shuffled=True)
    return Data(kind="array").but(traits=marked(frozenset(), f"{DRAW}{act.number}{'' if seeded else CHANCE}"))


def marked(traits: Traits, what: str) -> Traits:
    """The traits of numbers that rows are dealt by."""
    return frozenset(trait for trait in traits if trait[0] != DEALING or trait[1]) | {(DEALING, "", what)}


def deals(data: Data) -> bool:
    """Whether a value is made of such numbers."""
    return (DEALING, "") in [trait[:2] for trait in data.traits]


def of_two(one: Data, other: Data, made: Data) -> Data:
    """What was made of such numbers and other values: noise on these, or a key of two parts, it deals no rows."""
    if not (deals(one) or deals(other)):
        return made
    return made.but(traits=made.traits - brought(made.traits))


def brought(traits: Traits) -> Traits:
    """What the result of a function brings along of what it scattered a row to."""
    return frozenset(trait for trait in traits if trait[0] == DEALING and not trait[1])


def kept(name: str, value: Data) -> Traits:
    """The trait of a table into which such numbers are written as a column."""
    what = _of(value)
    return frozenset() if what is None else frozenset([(DEALING, name, what)])


def written_over(cx: Context, data: Data, name: str, part: Data) -> Traits:
    """The trait of a table whose column no longer holds what a condition has asked of it, for some of its rows.

    They were picked by that condition and by more than conditions on columns (drawn, cut off): what is asked of the
    column from now on selects others.
    """
    steps = {step for atom in part.rows for step in atom[1]}
    asked = any(step[0] == "where" and step[1] == name for step in steps)
    if not asked or all(step[0] == "where" for step in steps) or roots(part.rows).isdisjoint(roots(data.rows)):
        return frozenset()
    return frozenset([(DEALING, name, f"{name} once written {cx.row_set(part.rows)}")])


def column_of(data: Data) -> str | None:
    """The column that a condition on a value is on: such numbers are none of the table's own."""
    what = _of(data)
    return data.column if what is None else what


def _of(data: Data) -> str | None:
    told = sorted([trait[1:] for trait in data.traits if trait[0] == DEALING])
    return next((what for name, what in told if name in {"", data.column}), None)


def noted(cx: Context, data: Data, step: Step, place: Place) -> Step:
    """A condition as it is; one on a hash is where rows are dealt."""
    if is_dealt(step) and step[1].startswith(_HASH):
        act = cx.record.add("arm", place, key=step[1], words=step[1], rows=data.rows)
        act.detail.update(shuffled=True, hashed=tuple(step[1].removeprefix(_HASH).split("+")))
        act.detail.setdefault("asked of", set()).add(data.rows)
        cx.record.cut(step, act)
    return step


def asked_of(cx: Context, step: Step, rows: Rows) -> bool:
    """Whether a condition is one on the hash of the very rows that are drawn."""
    if not rows or not is_dealt(step) or not step[1].startswith(_HASH):
        return False
    told = [act for act in cx.record.of("arm") if act.words == step[1]]
    return any(rows in act.detail.get("asked of", ()) for act in told)


def on(cx: Context, data: Data, step: Step, place: Place) -> Step:
    """A condition that names a column, put to a table."""
    column = column_of(data.but(column=step[1]))
    return step if column == step[1] else noted(cx, data, ("where", column, *step[2:]), place)


def of_table(cx: Context, data: Data, mask: Data, place: Place) -> Data:
    """The mask of an expression, put to a table whose columns may be such numbers."""
    if mask.picks is None or not any(trait[0] == DEALING for trait in data.traits):
        return mask
    return mask.but(picks=tuple(on(cx, data, s, place) if s[0] == "where" else s for s in mask.picks))


def is_dealt(step: Step) -> bool:
    """Whether a step is a condition on such numbers."""
    return step[0] == "where" and isinstance(step[1], str) and step[1].startswith((_HASH, DRAW))


def is_drawn(step: Step) -> bool:
    """Whether a step is a condition on numbers that were drawn for each row."""
    return is_dealt(step) and str(step[1]).startswith(DRAW)


def act_of(cx_places: dict[Step, int], step: Step) -> int | None:
    """The act of the draw, or of the condition on a hash, that a step is on."""
    if not is_dealt(step):
        return None
    return int(step[1].removeprefix(DRAW).removesuffix(CHANCE)) if step[1].startswith(DRAW) else cx_places.get(step)


def places(cx: Context, numbers: Data) -> Step | None:
    """The step to the rows at places drawn one by one, the same one more than once; None for any other numbers."""
    what = _of(numbers) if not numbers.rows else None
    number = act_of({}, ("where", what)) if what is not None else None
    return ("some", number) if number is not None and cx.record.acts[number].detail.get("replaced") else None


def by_keys(cx: Context, keys: Rows) -> None:
    """Such numbers were drawn for the keys of groups, so whole groups are dealt."""
    for _root, steps, _arms in keys:
        for step in steps:
            number = act_of(cx.record.step_places, step)
            if number is not None:
                cx.record.acts[number].detail["grouped"] = True
