"""Ranking: what was put in the order of its scores or values, and what stands at one place of it."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal, symbol
from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.rows import NO_ROWS, roots
from mle_reviewer.flow.facts.values import LISTED, NO_IDS, Const, Data, Obj, Seq, Value, state

RANKED: Final = "ranked"  # the kind of a list in the order of scores
CURVE: Final = "curve"  # the kind of what a metric says for every level
RANKED_ROWS: Final = ("ranked",)  # the trait of a table of scores in their order
_RENUMBERED: Final = ("ranked", "numbered")  # the trait of such a table whose rows were numbered anew since
_BY_VALUE: Final = ("by-value",)  # the trait of values that stand in the order of their own size
READING: Final = frozenset({"max", "min"})  # what gives the best score itself, not the place where it stands
_ENDS: Final = frozenset({0, -1})


def chosen(cx: Context, place: Place, scores: frozenset[int], words: str) -> Act:
    """A choice by scores; `best` says that it is the best of scores that a fit watched."""
    choice = cx.record.add("choose", place, key=scores, scores=scores, words=words)
    choice.detail["best"] = all(cx.record.acts[number].internal for number in scores)
    return choice


def taken(cx: Context, place: Place, scores: frozenset[int], name: str) -> None:
    """The best of some scores is taken by a function of that name; `value`: the score itself, and not its place."""
    choice = chosen(cx, place, scores, f"the best score is chosen by {name}")
    choice.detail["value"] = name in READING


def with_margin(cx: Context, best: Data) -> None:
    """The best of some scores that was just taken is moved or stretched a little: the end of an axis, no choice."""
    last = next(reversed(cx.record.of("choose")), None)
    if last is not None and last.scores == best.scores and last.detail.get("value"):
        last.detail["margin"] = True


def told(cx: Context, place: Place, scores: frozenset[int], name: str) -> None:
    """The best of the scores of several cross-validations is taken out, as a search gives its own."""
    acts = [cx.record.acts[number] for number in sorted(scores)]
    fits = frozenset(fit for act in acts for fit in act.fits)
    if all(act.internal for act in acts) and all(
        cx.record.acts[fit].detail.get("role") in {"cv", "curve", "search"} for fit in fits
    ):
        cx.record.add("read", place, key=fits, fits=fits, words=f"the {name} of the scores")


def only_results(cx: Context, data: Data) -> bool:
    """Whether a table holds scores of settings that the code makes, and no examples."""
    made = (cx.record.by_root.get(root) for root in roots(data.rows))
    return bool(data.scores) and all(act is not None and act.kind == "generate" for act in made)


def sorts_by(cx: Context, frame: Frame, seq: Seq, key: Value | None, pos: int) -> frozenset[int]:
    """The scores that elements are sorted by; none if it is something else that they are sorted by."""
    several = [*seq.items, *([seq.rest] if seq.rest is not None else [])]
    if not several:
        return NO_IDS
    element = several[0]
    by = element if key is None else cx.call(frame, key, [element], {}, pos)
    inner = state(by)
    while isinstance(inner, (Seq, Obj)) and (fields := _fields(inner)):  # in the order of their first fields
        inner = state(fields[0])
    return inner.scores if isinstance(inner, Data) else NO_IDS


def _fields(one: Seq | Obj) -> tuple[Value, ...]:
    """The fields of a tuple, or of an object of the repository."""
    return one.items if isinstance(one, Seq) else tuple(one.attrs.values()) if one.cls is not None else ()


def numbered(data: Data) -> Data:
    """A table whose rows get numbers as they stand: of one in the order of its scores, number 0 is the first."""
    return data.but(traits=data.traits | {_RENUMBERED}, column=data.column) if RANKED_ROWS in data.traits else data


def arranged(data: Data) -> Data:
    """A table whose rows are put in another order: the numbers they had stay with them."""
    return data.but(traits=data.traits - {RANKED_ROWS, _RENUMBERED}, column=data.column)


def located(cx: Context, frame: Frame, table: Data, index: Value, pos: int) -> None:
    """A row, or one field of it, is looked up: by its place (`iloc[0, 1]`) or by its number (`loc[0, "mae"]`)."""
    at = state(index)
    if not isinstance(at, Seq) or at.kind != "tuple" or len(at.items) < 2:
        picked(cx, frame, table, index, pos)
    elif isinstance(literal(at.items[1]), int) or _RENUMBERED in table.traits:
        picked(cx, frame, table, at.items[0], pos)


def picked(cx: Context, frame: Frame, held: Seq | Data, index: Value, pos: int) -> None:
    """The first or last of what stands in the order of its scores is the best of it."""
    if literal(index) in _ENDS:
        picked_first(cx, frame, held, pos)
    elif held.kind == CURVE and isinstance(held, Data):
        found_on_curve(cx, frame, held, index, pos)


def found_on_curve(cx: Context, frame: Frame, held: Data, index: Value, pos: int) -> None:
    """A level is taken where a condition on a curve of scores holds (`cuts[tpr >= 0.95][0]`)."""
    if held.kind == CURVE and (by := data_of(index)).scores and not by.rows:
        chosen(cx, cx.place(frame, pos), by.scores, "a level is chosen on the curve")


def picked_first(cx: Context, frame: Frame, held: Seq | Data, pos: int) -> None:
    """The first is taken; where it stands there by its score, that is a choice."""
    ranked = held.kind == RANKED if isinstance(held, Seq) else RANKED_ROWS in held.traits
    scores = data_of(held).scores
    if ranked and scores:
        chosen(cx, cx.place(frame, pos), scores, "the best score is picked")
        told(cx, cx.place(frame, pos), scores, "first")


def in_order(cx: Context, value: Value) -> Value:
    """A value of each row as it stands among the others in the order of their size."""
    inner = state(value)
    if not isinstance(inner, Data) or not inner.rows or LISTED in inner.traits or inner.kind == "name":
        return value
    return cx.fresh(inner.but(traits=inner.traits | {_BY_VALUE}, column=inner.column, parts=inner.parts))


def _counts(key: object) -> bool:
    """Whether a place is worked out of how many there are."""
    return isinstance(key, tuple) and (key[:1] in {("len",), ("count",)} or any(map(_counts, key)))


def at_rank(cx: Context, frame: Frame, seq: Seq, index: Value, pos: int) -> Value | None:
    """The value at a place that was worked out, of values in the order of their size: a quantile of all of them."""
    data = data_of(seq.rest)
    if seq.items or _BY_VALUE not in data.traits or not isinstance(index, Const) or literal(index) in _ENDS:
        return None
    if literal(index) is None and not _counts(symbol(index)):
        return None  # a running number, or that of an example: each has its turn
    act = cx.learn(frame, pos, data.rows, "distribution", words="a place in the order of all values tells a quantile")
    return Data(NO_ROWS, data.all_learned() | {act.number}, "stat")
