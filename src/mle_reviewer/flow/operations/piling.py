"""Rows put after each other: whether the same ones stand there twice, and whether one class was drawn to match another.

Tables say it with `concat`, lists with `+`, `extend`, `[*a, *b]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mle_reviewer.flow.context import Context, data_of, mix, symbol
from mle_reviewer.flow.facts.acts import COPIES, NAMED, UNSEEN, Act, Place
from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.rows import Rows, Step, contains, one_element
from mle_reviewer.flow.facts.values import (
    COUNTED,
    LISTED,
    NOTHING_LEARNED,
    OPAQUE,
    Box,
    Const,
    Data,
    Map,
    Seq,
    Value,
    state,
)
from mle_reviewer.flow.operations import constants, extracts, scattering, slices, twice
from mle_reviewer.flow.operations.repeats import PIECE, narrowed
from mle_reviewer.flow.operations.repeats import extended as extended_by

_CONDITIONS: Final = frozenset({"where", "mask", "not"})
_ROWS: Final = frozenset({"row", "", OPAQUE})


def thinned(cx: Context, place: Place, datas: Sequence[Data]) -> Step | None:
    """The step of rows of one class put beside a drawn part of another: their shares are no longer the real ones."""
    kept = {atom[:2] for data in datas for atom in data.rows}
    for whole in datas:
        for drawn in datas:
            for a in whole.rows:
                for b in drawn.rows:
                    if (b[0], b[1][:-1]) not in kept and a[0] == b[0] and _drawn(cx, a[1], b[1]):
                        rows = whole.rows | drawn.rows
                        act = cx.record.add(
                            "grow", place, key=("thinned", rows), rows=rows,
                            words="rows of one class drawn to match another",
                        )  # fmt: skip
                        return cx.record.cut(("thinned", act.number), act)
    return None


def by_condition(cx: Context, place: Place, first: Data, second: Data) -> Step | None:
    """The step of `(label == 1) | (draws < 0.1)`: all rows of one class, and others as a random number has it."""
    for one, other in ((first, second), (second, first)):
        kind, drawn = one.picks or (), other.picks or ()
        of_class = len(kind) == 1 and kind[0][0] == "where" and kind[0][2] in {"==", "!="} and bool(one.rows)
        if of_class and not scattering.is_dealt(kind[0]) and any(map(scattering.is_drawn, drawn)):
            words = "rows of one class drawn to match another"
            act = cx.record.add("grow", place, key=("thinned", one.rows, kind), rows=one.rows, words=words)
            act.detail["by"] = kind[0][1]
            return cx.record.cut(("thinned", act.number), act)
    return None


def _drawn(cx: Context, all_of: tuple[Step, ...], some_of: tuple[Step, ...]) -> bool:
    """Whether one side is a draw (or a first part) of one class, the other all of another class."""
    if len(some_of) != len(all_of) + 1 or not all_of or all_of[:-1] != some_of[:-2]:
        return False
    kind, last = some_of[-2], some_of[-1]
    classes = kind[0] == "where" and kind[2] in {"==", "!=", "true", "false"} and separates(all_of[-1], kind)
    number = last[1] if last[0] == "side" else None
    sampled = isinstance(number, int) and not cx.record.acts[number].detail.get("folds")
    first = last[0] == "slice" and last[2] is None
    return bool(classes and (sampled or first or (last[0] == "mask" and _counts(last[1]))))


def _counts(key: object) -> bool:
    """Whether a condition asks at which place a row came."""
    return isinstance(key, tuple) and (key[:1] == (COUNTED,) or any(_counts(one) for one in key))


def put_together(cx: Context, place: Place, first: Value, second: Value) -> tuple[Value, Value]:
    """What stands for the elements of two lists once they are one: with the marks of what that does to their rows."""
    one, other = data_of(first), data_of(second)
    if not one.rows or not other.rows or _fields(cx, one.rows) or _fields(cx, other.rows):
        return first, second
    if OPAQUE == one.kind == other.kind or (one.column, one.only) != (other.column, other.only):
        return first, second
    step: Step | None = None
    again = twice.drawn_beside(cx, one, other)
    named = again is None and extracts.overlap(cx, (one.rows, other.rows))
    ranged = again is None and not named and twice.ranges_overlap(one.rows, other.rows)
    if again is not None or named or ranged or twice.repeats(cx, one, other):
        rows = one.rows | other.rows
        words, at = ("the list", place) if again is None else (again.words, again.place)
        grown = cx.record.add("grow", at, key=("piled", rows), rows=rows, words=words)
        grown.detail.update({COPIES: True, NAMED: True} if named else {COPIES: True} if ranged else {})
        if again is None and not (named or ranged or twice.seen(one, other)):
            grown.detail[UNSEEN] = True
        step = cx.record.cut(("grown", grown.number), grown)
    else:
        step = thinned(cx, place, (one, other))
    return (first, second) if step is None else (narrowed(cx, first, step), narrowed(cx, second, step))


def extended(cx: Context, place: Place | None, box: Box, other: Seq) -> Seq:
    """What a list gets that is extended by another one in every round of a loop."""
    other = extended_by(cx, box, other)
    return other if other.rest is None else Seq(other.items, of_windows(cx, place, box, other.rest), other.kind)


def of_windows(cx: Context, place: Place | None, box: Box, value: Value) -> Value:
    """What a list gets that outlives the loops which run: of extracts that overlap, the same rows again and again."""
    running = [*cx.loops[:1], *cx.whiles[:1]]
    if not running or box.number > min(running) or place is None or not _of_rows(value):
        return value
    data = data_of(value)
    if any(step[0] not in _CONDITIONS for atom in data.rows for step in atom[1]):
        return value  # some of them, as the last row of each
    if not extracts.windows_overlap(cx, data):
        return value
    grown = cx.record.add("grow", place, key=("piled", data.rows), rows=data.rows, words="the list")
    grown.detail[COPIES] = True
    return narrowed(cx, value, cx.record.cut(("grown", grown.number), grown))


def summed_up(cx: Context, box: Box, value: Value) -> Value:
    """What a list gets that outlives the loops which run: figures of a window that they move are one example's own."""
    inner = state(value)
    if not cx.loops or box.number > cx.loops[0] or not isinstance(inner, Map) or inner.rest is not None:
        return value
    named = {name: _own(cx, part) for name, part in inner.items.items()}
    changed = any(named[name] is not part for name, part in inner.items.items())
    return cx.fresh(Map(named, None, inner.keys)) if changed else value


def _own(cx: Context, value: Value) -> Value:
    """A number less what it says of rows of other examples, if all it says is of a window that a loop moves."""
    data = state(value)
    if not isinstance(data, Data) or data.kind != "stat" or not data.learned:
        return value
    windows = all(extracts.of_window(cx, cx.record.acts[number].rows) for number in data.all_learned())
    return cx.fresh(data.but(learned=NOTHING_LEARNED, cols={}, column=data.column)) if windows else value


def _of_rows(value: Value) -> bool:
    """Whether a value is a row, or fields of one: nothing that was summed up."""
    inner = state(value)
    if isinstance(inner, (Seq, Map)):
        parts = [*(inner.items if isinstance(inner, Seq) else inner.items.values())]
        return all(map(_of_rows, parts if inner.rest is None else [*parts, inner.rest]))
    return isinstance(inner, Const) or (isinstance(inner, Data) and inner.kind == "row")


def _fields(cx: Context, rows: Rows) -> bool:
    """Whether rows are the one that a loop is at, so that a list of them holds its fields."""
    return one_element(rows) and any(steps[-1] in cx.began for _root, steps, _arms in rows)


def _drawn_again(cx: Context, rows: Rows, drawn: Rows) -> Act | None:
    """The act that drew rows with replacement, where they are put beside the rows that they were drawn from."""
    for root, steps, arms in drawn:
        act = twice.replaced(cx, steps)
        if act is not None and contains(rows, frozenset([(root, steps[:-1], arms)])):
            return act
    return None


def piled(cx: Context, place: Place, first: Seq, second: Seq) -> tuple[Seq, Seq]:
    """Two lists that become one, with the marks of what that does to their rows."""
    one, other = held(first), held(second)
    if one is None or other is None:
        return first, second
    found = put_together(cx, place, one, other)
    if found == (one, other):
        return first, second
    return _holding(first, found[0]), _holding(second, found[1])


def behind(cx: Context, place: Place, first: Data, other: Data) -> Data | None:
    """What `first + other` is of two lists: the numbers of rows around a part, or rows that stand there twice."""
    if (numbers := slices.around((first, other))) is not None:
        return numbers
    there, added = listed(cx, place, first, other)
    return None if there is first else mix((data_of(there), added))


def listed(cx: Context, place: Place, first: Value | None, other: Data) -> tuple[Value | None, Data]:
    """Rows that a query or table gave as a list, put behind those of others: two extracts may hold the same ones."""
    one = state(first) if first is not None else None
    if not isinstance(one, Data) or not (one.kind == other.kind == "array") or not (one.type is other.type is None):
        return first, other
    if not twice.ranges_overlap(one.rows, other.rows):
        return first, other
    there, added = put_together(cx, place, one, other)
    return there, data_of(added)


def held(seq: Seq) -> Value | None:
    """What stands for all elements of a list; None of one of several known ones."""
    return seq.rest if seq.rest is not None else seq.items[0] if len(seq.items) == 1 else None


def _holding(seq: Seq, one: Value) -> Seq:
    return Seq((one,), None, seq.kind) if seq.rest is None else Seq(seq.items, one, seq.kind)


def joined_by(cx: Context, place: Place, seq: Seq, value: Value) -> tuple[Seq, Value]:
    """A list and a row that is drawn from the rows that it holds: one of them stands in it again."""
    one = held(seq)
    if one is None or _drawn_again(cx, data_of(one).rows, data_of(value).rows) is None:
        return seq, value
    there, added = put_together(cx, place, one, value)
    return _holding(seq, there), added


def times(cx: Context, place: Place, seq: Seq, number: Value) -> Seq:
    """A list several times after itself; the name of a folder for each of its files is as many labels."""
    one = held(seq)
    data = data_of(one)
    if constants.is_constant(data):
        return Seq((), cx.fresh(data.but(traits=data.traits | {constants.SAME})), seq.kind)
    key = symbol(number)
    if one is not None and LISTED in data.traits and isinstance(key, tuple) and key[0] == "len":
        inside = cx.rows_of(key[1])
        if contains(data.rows, inside) and inside != data.rows:
            return Seq((), cx.fresh(data.but(rows=inside, traits=data.traits | {PIECE})), seq.kind)
    if one is None or not data.rows or one_element(data.rows) or data.kind not in _ROWS:
        return Seq((), one if one is not None else seq.rest, seq.kind)
    act = cx.record.add("grow", place, key=("piled", data.rows), rows=data.rows, words="the list")
    return Seq((), narrowed(cx, one, cx.record.cut(("grown", act.number), act)), seq.kind)
