"""Repeats: lists that get more than one example of the same row, and what that does to their rows."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal
from mle_reviewer.flow.facts import windows
from mle_reviewer.flow.facts.rows import Rows, Step, contains, each, each_since, is_element, narrow
from mle_reviewer.flow.facts.values import (
    CLASS,
    COME_TO,
    COUNTED,
    LISTED,
    OPAQUE,
    WITHIN,
    Box,
    Const,
    Data,
    Map,
    Obj,
    Seq,
    Value,
    state,
)
from mle_reviewer.flow.operations import scattering, taught, writings

BY_LOOP: Final = "the loop"  # the words of the act that makes several rows of one
_FIELDS: Final = frozenset({"row", "", "mask", OPAQUE})
CHOSEN: Final = ("some", "chosen")  # the step of rows that were looked up by what nobody knows
KEPT: Final = "kept"  # the key of what a loop keeps of rows that it does not go over
PIECE: Final = ("piece",)  # the trait of something that an element of a running loop holds several of


def again(cx: Context, box: Box, seq: Seq, value: Value) -> bool:
    """Whether a list that outlives a loop gets a second example made of one and the same element of the loop."""
    new = data_of(value)
    if not new.rows or any(step[0] == "grown" for atom in new.rows for step in atom[1]):
        return False
    began = _outlived(cx, box, new.rows)
    if began is None or not (_of_one(value) or writings.named(cx, value)):
        return False
    if _inside(cx, began) and all(is_element(atom[1][-1]) for atom in new.rows):
        return not _counted_through(cx, value)  # a loop within the round puts it there again and again
    known = [data_of(item) for item in (*seq.items, *([seq.rest] if seq.rest is not None else []))]
    return any(
        each(one.rows) == each(new.rows)
        and (one.column, one.only) == (new.column, new.only)
        and not one.kind == new.kind == OPAQUE  # two things made of it in a way nobody knows may be two parts of it
        for one in known
    )


def yielded(cx: Context, began: int, value: Value) -> Value:
    """What a generator gives in a round of its loops: of one element, again and again where an inner loop does so."""
    element = data_of(value).rows
    twice = again(cx, Box(Seq(()), began), Seq(()), value)
    given = in_arms(cx, value, element)
    if not twice:
        return given
    (_seq, (one,)) = marked(cx, Seq(()), given, each_since(data_of(given).rows, cx.began, began))
    return one


def _outlived(cx: Context, box: Box, rows: Rows) -> int | None:
    """When the loops began whose elements rows are, if the list was there before; None otherwise."""
    if not cx.began:
        return None
    last = {next((step for step in reversed(atom[1]) if step in cx.began), None) for atom in rows}
    if not last or any(step is None or box.number > cx.began[step] for step in last):
        return None
    return max(cx.began[step] for step in last if step is not None)


def _inside(cx: Context, began: int) -> bool:
    """Whether a further loop runs within the round of the loop that `began` so, and does so in any case."""
    unrolled = bool(cx.rounds) and literal(cx.rounds[-1].element) is not None  # what comes again then comes again here
    return cx.store.sure and bool(cx.loops) and cx.loops[-1] > began and not unrolled


def _counted_through(cx: Context, value: Value) -> bool:
    """Whether an example holds what stands at the place that a running loop has come to: another one each time."""
    inner = state(value)
    fields = inner.items if isinstance(inner, Seq) else tuple(inner.items.values()) if isinstance(inner, Map) else ()
    told = {int(trait[1]) for one in (*fields, value) for trait in data_of(one).traits if trait[0] == COME_TO}
    return any(began >= cx.loops[-1] for began in told)


def in_pieces(cx: Context, box: Box, value: Value) -> Value:
    """A window of a row that a loop within the round puts into a list, where it is a piece of that row."""
    data = data_of(value)
    began = _outlived(cx, box, _less_slices(data.rows)) if windows.are_cut(data.traits) else None
    if began is None or not _inside(cx, began):
        return value
    return _examples(cx, widened(cx, value, each(_less_slices(data.rows))))


def _of_one(value: Value) -> bool:
    """Whether all of an example is made of one element: a pair with something drawn elsewhere is another example."""
    inner = state(value)
    if isinstance(inner, Data):
        return True
    fields = inner.items if isinstance(inner, Seq) else tuple(inner.items.values()) if isinstance(inner, Map) else ()
    if isinstance(inner, Map) and inner.rest is not None:
        fields = (*fields, inner.rest)
    if isinstance(inner, Obj) and is_record(inner):
        fields = tuple(inner.attrs.values())
    return sum(1 for field in fields if data_of(field).rows) > 1


def extended(cx: Context, box: Box, other: Seq) -> Seq:
    """What a list gets that is extended in every round of a loop: as many examples of each element as `other` holds."""
    parts = [*other.items, *([other.rest] if other.rest is not None else [])]
    held = [data_of(part) for part in parts]
    live = [n for n, data in enumerate(held) if data.rows and _outlived(cx, box, data.rows) is not None]
    if not live or any(step[0] == "grown" for n in live for atom in held[n].rows for step in atom[1]):
        return other
    first, whole = held[live[0]], each(held[live[0]].rows)
    if windows.are_cut(first.traits):
        return Seq((), _examples(cx, widened(cx, parts[live[0]], each(_less_slices(whole)))), other.kind)
    alike = [
        n for n in live if each(held[n].rows) == whole and (held[n].column, held[n].only) == (first.column, first.only)
    ]
    if not _of_one(parts[live[0]]):
        return other
    if len(alike) > 1 or (not other.items and PIECE not in first.traits):
        (_seq, (one,)) = marked(cx, Seq(()), parts[live[0]], whole)
        return Seq((), one, other.kind)
    if not other.items and cx.store.sure and _some_for_all(parts[live[0]]):
        return Seq((), taken_apart(cx, widened(cx, parts[live[0]], whole), always=True), other.kind)
    return other


def _some_for_all(value: Value) -> bool:
    """Whether an example holds one of several things made of a row beside what is the same in all of them (a label)."""
    inner = state(value)
    fields = inner.items if isinstance(inner, Seq) else tuple(inner.items.values()) if isinstance(inner, Map) else ()
    told = {PIECE in data.traits for data in map(data_of, fields) if data.rows}
    return len(told) > 1


def windowed(cx: Context, seq: Seq, began: int) -> Seq | None:
    """What a list of windows of each element of a loop holds: pieces of these. None of any other list."""
    parts = [*seq.items, *([seq.rest] if seq.rest is not None else [])]
    first = data_of(parts[0]) if parts else data_of(None)
    if not windows.are_cut(first.traits):
        return None
    uncut = _less_slices(first.rows)
    whole = each_since(uncut, cx.began, began)
    return None if whole == uncut else Seq((), _examples(cx, widened(cx, parts[0], whole)), seq.kind)


def _less_slices(rows: Rows) -> Rows:
    """Rows without the windows that were cut of each."""
    found = set()
    for root, steps, arms in rows:
        end = next((n for n, step in enumerate(steps) if step[0] == "slice"), len(steps))
        dealt = tuple(step for step in steps[end:] if step[0] == "side")  # to the sides of a split of what holds them
        found.add((root, steps[:end] + dealt, arms))
    return frozenset(found)


def _examples(cx: Context, value: Value, depth: int = 0) -> Value:
    """Windows of one row, or a tuple or dict of what was made of one, as examples of their own."""
    inner = state(value)
    if isinstance(inner, Data):
        return cx.fresh(inner.but(traits=windows.as_examples(inner.traits))) if inner.rows else value
    if isinstance(inner, Seq) and depth < 4:
        return Seq(tuple(_examples(cx, item, depth + 1) for item in inner.items), inner.rest, inner.kind)
    if isinstance(inner, Map) and depth < 4:
        named = {key: _examples(cx, item, depth + 1) for key, item in inner.items.items()}
        return cx.fresh(Map(named, inner.rest, inner.keys))
    if isinstance(inner, Obj) and depth < 4 and is_record(inner):
        fields = {name: _examples(cx, item, depth + 1) for name, item in inner.attrs.items()}
        return cx.fresh(inner.but(attrs=fields))
    return value


def opposable(step: Step) -> bool:
    """Whether another condition can be told to exclude the rows that a step selects."""
    if step[0] != "mask":
        return True
    return isinstance(step[1], tuple) and (
        step[1][0] in {"member", "missing"} or (step[1][0] == "condition" and _counts(step[1])) or _of_class(step[1])
    )


def _of_class(key: tuple[object, ...]) -> bool:
    """Whether a condition asks one row after the other for one and the same value."""
    return key[-1] == CLASS


def _counts(key: object) -> bool:
    """Whether a condition asks at which place a row comes."""
    return isinstance(key, tuple) and (key[:1] in {(COUNTED,), (windows.COUNTER,)} or any(map(_counts, key)))


def in_arms(cx: Context, value: Value, element: Rows) -> Value:
    """An element of a loop that is kept under conditions: of the rows that these select."""
    if not cx.arms:
        return value
    began = [cx.began[step] for atom in element for step in atom[1] if step in cx.began]
    if not began and _in_some_rounds(cx, value):
        kept = cx.number(("kept", tuple(cx.arms)))
        return narrowed(cx, value, ("some", (KEPT, kept, 0)))
    if began:
        asked = [(step, count) for holds, count in cx.arms if count >= max(began) for step in holds]
        steps = tuple(step for step, _count in asked)
        if asked and cx.taught:
            taught.kept(cx, data_of(value), asked)
    else:  # what is drawn anew in each round, and kept where its own hash says so
        steps = tuple(step for holds, _count in cx.arms for step in holds if scattering.asked_of(cx, step, element))
    for step in steps:
        if step[0] == "side" and not cx.record.acts[step[1]].rows:
            dealt(cx, step[1], each(element), data_of(value).traits)
    return narrowed(cx, value, *steps) if steps else value


def _in_some_rounds(cx: Context, value: Value) -> bool:
    """Whether a loop keeps, in some rounds, something of rows that it does not go over: nobody knows of which."""
    chosen = cx.loops and any(count >= cx.loops[-1] for _holds, count in cx.arms)
    data = data_of(value)
    told = any(step[0] == "some" and str(step[1])[2 : 2 + len(KEPT)] == KEPT for atom in data.rows for step in atom[1])
    return bool(chosen) and data.kind in {"row", "mask", "array", ""} and not told


def dealt(cx: Context, number: int, rows: Rows, traits: frozenset[tuple[str, ...]]) -> None:
    """A random number was drawn for each of these rows to deal them to two sides: what is known of them."""
    act = cx.record.acts[number]
    act.rows = rows
    act.detail["traits"] = traits


def several(cx: Context, seq: Seq, began: int) -> Seq:
    """What a list of several pieces of each element of a loop holds: examples of the same row if they are alike."""
    parts = [*seq.items, *([seq.rest] if seq.rest is not None else [])]
    held = [data_of(part) for part in parts]
    wholes = [each_since(data.rows, cx.began, began) for data in held]
    first = next((n for n, whole in enumerate(wholes) if whole), None)
    if first is None or any(step[0] == "grown" for whole in wholes for atom in whole for step in atom[1]):
        return seq
    tells = any(isinstance(state(part), Map) for part in parts)  # a word in it may say what each is for
    alike = [
        n for n, whole in enumerate(wholes)
        if (whole == wholes[first] or (not tells and contains(wholes[first], whole)))
        and (held[n].column, held[n].only) == (held[first].column, held[first].only)
    ]  # fmt: skip
    if len(alike) < 2 or wholes[first] == held[first].rows:
        return seq
    (_seq, (one,)) = marked(cx, Seq(()), parts[first], wholes[first])
    return Seq((), one, seq.kind)


def copied(cx: Context, seq: Seq, began: int) -> Seq:
    """What a list holds that got as many of each element of a loop as an inner loop counted."""
    data = data_of(seq.rest)
    whole = each_since(data.rows, cx.began, began)
    pieces = any(trait[0] == "pieces" for trait in data.traits)
    if seq.rest is None or whole == data.rows or pieces or not _of_one(seq.rest):
        return seq
    if any(step[0] == "grown" for atom in whole for step in atom[1]):
        return seq
    (_seq, (one,)) = marked(cx, Seq(()), seq.rest, whole)
    return Seq((), one, seq.kind)


def marked(cx: Context, seq: Seq, value: Value, whole: Rows | None = None) -> tuple[Seq, list[Value]]:
    """The same with the mark of repeated examples on every element."""
    rows = data_of(value).rows if whole is None else whole
    place = cx.record.acts[-1].place if cx.here is None else cx.here
    act = cx.record.add("grow", place, key=("again", rows), rows=rows, words=BY_LOOP, untyped=True)
    step = cx.record.cut(("grown", act.number), act)
    rest = None if seq.rest is None else narrowed(cx, seq.rest, step)
    if whole is not None:
        value = widened(cx, value, whole)
    return Seq(tuple(narrowed(cx, item, step) for item in seq.items), rest, seq.kind), [narrowed(cx, value, step)]


def apart(cx: Context, box: Box, value: Value) -> bool:
    """Whether a list that outlives a loop gets several parts of one element of it, each in a round of an inner loop.

    Of files that are listed folder by folder, the element is the file.
    """
    if not cx.loops:
        return False
    data = data_of(value)
    known = [step for _root, steps, _arms in data.rows for step in steps if step in cx.began]
    if not known or LISTED in data.traits or data.kind in {"frame", "dataset", "grouped"}:
        return False
    of_files = [step for step in known if step in cx.listings]
    began = max([cx.began[step] for step in of_files]) if of_files else min([cx.began[step] for step in known])
    if cx.loops[-1] <= began or box.number > began:
        return False
    if any(cx.began[step] >= cx.loops[-1] for step in known):  # or else it is the whole element, put there once
        return True
    cut = any(step[0] in {"side", "slice"} for _root, steps, _arms in data.rows for step in steps)
    return not cut and _counted_through(cx, value)  # pieces of what was cut before stay on its side


def taken_apart(cx: Context, value: Value, *, always: bool = False, depth: int = 0) -> Value:
    """The elements of a list with the mark of parts of one row, if that is what they are."""
    if not always and WITHIN not in data_of(value).traits:
        return value
    inner = state(value)
    if isinstance(inner, Data) and inner.rows:
        return cx.fresh(
            inner.but(traits=inner.traits | {("pieces", "row", *dealt_by(inner.rows))}, column=inner.column)
        )
    if isinstance(inner, Seq) and depth < 4 and inner.rest is None:
        items = tuple(taken_apart(cx, item, always=True, depth=depth + 1) for item in inner.items)
        return Seq(items, None, inner.kind)
    if isinstance(inner, Map) and depth < 4 and inner.rest is None:
        named = {key: taken_apart(cx, item, always=True, depth=depth + 1) for key, item in inner.items.items()}
        return cx.fresh(Map(named, None, inner.keys))
    if isinstance(inner, Obj) and depth < 4 and is_record(inner):
        fields = {name: taken_apart(cx, item, always=True, depth=depth + 1) for name, item in inner.attrs.items()}
        return cx.fresh(inner.but(attrs=fields))
    return value


def dealt_by(rows: Rows) -> list[str]:
    """The numbers of the acts that dealt rows to sides, or put them into an order by which they were cut."""
    cut = (step[1] for _root, steps, _arms in rows for step in steps if step[0] in {"side", "slice"})
    return sorted({str(number) for number in cut if isinstance(number, int) and number})


def is_record(owner: Obj) -> bool:
    """Whether an object of the repository only holds the fields of one row."""
    if owner.cls is None:
        return False
    plain = bool(owner.cls.code.fields) and "__init__" not in owner.cls.names
    if plain:  # all of one row, not the sides of a split
        plain = len({rows for value in owner.attrs.values() if (rows := data_of(value).rows)}) == 1
    return all(_is_field(state(value), plain=plain) for value in owner.attrs.values())


def _is_field(one: object, *, plain: bool) -> bool:
    if isinstance(one, Data):
        return not one.fits and (one.kind in _FIELDS or (plain and one.kind in {"array", "series"}))
    return isinstance(one, Const) or (plain and isinstance(one, (Seq, Map)))


def gathered(seq: Seq) -> Seq:
    """A list that loops filled: of a key that another loop goes over it holds several.

    So does one that a dict holds under each key, though a round put only one thing into it.
    """
    alone = seq.kind == "list" and seq.rest is None and len(seq.items) == 1
    filled = seq.items[0] if alone else seq.rest if not seq.items else None
    data = state(filled) if filled is not None else None
    if alone and isinstance(data, Seq) and data_of(data).kind == "row":
        return Seq((), filled, seq.kind)
    if not isinstance(data, Data) or data.kind != "row" or not data.rows:
        return seq
    return Seq((), data.but(traits=data.traits | {PIECE}), seq.kind)


def of_hits(cx: Context, listed: Value, judged: Data) -> None:
    """A list of what was put aside by whether a prediction was right: how many there are is a metric."""
    inner = state(listed)
    if isinstance(listed, Box) and isinstance(inner, Seq) and not inner.items[1:]:
        cx.write(listed, Seq((), cx.fresh(judged.but(kind="mask", rows=each(judged.rows))), inner.kind))


def of_words(cx: Context, listed: Value, said: Data) -> None:
    """A list into which either of two words of the code was put by what a model said: it holds what that said."""
    inner = state(listed)
    if isinstance(listed, Box) and isinstance(inner, Seq) and not inner.items[3:]:
        held = [*inner.items, *([] if inner.rest is None else [inner.rest])]
        if held and all(isinstance(one, Const) for one in held):
            cx.write(listed, Seq((), cx.fresh(said.but(rows=each(said.rows))), inner.kind))


def left_over(cx: Context, value: Value, conditions: list[Value]) -> Value:
    """What was looked up, not taken in its turn, and then chosen by what it holds: nobody knows which part that is."""
    data = data_of(value)
    if not any(data_of(one).rows for one in conditions) or any(is_element(s) for atom in data.rows for s in atom[1]):
        return value
    return narrowed(cx, value, CHOSEN)


def but_nearest(cx: Context, value: Value, places: Value) -> Value:
    """What stands at places that were worked out of rows: where the first are left out, the rows may be as well."""
    chosen = state(places)
    steps = [step for atom in chosen.rows for step in atom[1]] if isinstance(chosen, Data) else []
    later = any(step[0] == "slice" and isinstance(step[2], int) and step[2] > 0 for step in steps)
    return narrowed(cx, value, CHOSEN) if later else value


def widened(cx: Context, value: Value, whole: Rows, depth: int = 0) -> Value:
    """A value or tuple of values of one element, as those of all elements."""
    inner = state(value)
    if isinstance(inner, Data):
        return cx.fresh(inner.but(rows=whole)) if inner.rows else value
    if isinstance(inner, Seq) and depth < 4:
        rest = None if inner.rest is None else widened(cx, inner.rest, whole, depth + 1)
        return Seq(tuple(widened(cx, item, whole, depth + 1) for item in inner.items), rest, inner.kind)
    if isinstance(inner, Map) and depth < 4:
        named = {key: widened(cx, item, whole, depth + 1) for key, item in inner.items.items()}
        return cx.fresh(Map(named, inner.rest, inner.keys))
    if isinstance(inner, Obj) and depth < 4 and is_record(inner):
        fields = {name: widened(cx, item, whole, depth + 1) for name, item in inner.attrs.items()}
        return cx.fresh(inner.but(attrs=fields))
    return value


def narrowed(cx: Context, value: Value, *steps: Step, depth: int = 0) -> Value:
    """A value, or a tuple or dict of values, with more steps on their rows."""
    inner = state(value)
    if isinstance(inner, Data):
        return cx.fresh(inner.but(rows=narrow(inner.rows, *steps))) if inner.rows else value
    if isinstance(inner, Seq) and depth < 4:
        items = tuple(narrowed(cx, item, *steps, depth=depth + 1) for item in inner.items)
        rest = None if inner.rest is None else narrowed(cx, inner.rest, *steps, depth=depth + 1)
        return Seq(items, rest, inner.kind)
    if isinstance(inner, Map) and depth < 4:
        named = {key: narrowed(cx, item, *steps, depth=depth + 1) for key, item in inner.items.items()}
        rest = None if inner.rest is None else narrowed(cx, inner.rest, *steps, depth=depth + 1)
        return cx.fresh(Map(named, rest, inner.keys))
    if isinstance(inner, Obj) and depth < 4 and is_record(inner):
        fields = {name: narrowed(cx, item, *steps, depth=depth + 1) for name, item in inner.attrs.items()}
        return cx.fresh(inner.but(attrs=fields))
    return value
