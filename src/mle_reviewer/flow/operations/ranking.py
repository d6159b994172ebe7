"""Ranking: what was put in the order of its scores or values, and what stands at one place of it."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import NO_ROWS
from mle_reviewer.flow.facts.values import LISTED, NO_IDS, Const, Data, Seq, Value, state

RANKED: Final = "ranked"  # the kind of a list in the order of scores
RANKED_ROWS: Final = ("ranked",)  # the trait of a table of scores in their order
_BY_VALUE: Final = ("by-value",)  # the trait of values that stand in the order of their own size
_ENDS: Final = frozenset({0, -1})


def chosen(cx: Context, place: Place, scores: frozenset[int], words: str) -> None:
    """A choice by scores; `best` says that it is the best of scores that a fit watched."""
    choice = cx.record.add("choose", place, key=scores, scores=scores, words=words)
    choice.detail["best"] = all(cx.record.acts[number].internal for number in scores)


def sorts_by(cx: Context, frame: Frame, seq: Seq, key: Value | None, pos: int) -> frozenset[int]:
    """The scores that elements are sorted by; none if it is something else that they are sorted by."""
    several = [*seq.items, *([seq.rest] if seq.rest is not None else [])]
    if not several:
        return NO_IDS
    element = several[0]
    by = element if key is None else cx.call(frame, key, [element], {}, pos)
    inner = state(by)
    while isinstance(inner, Seq) and inner.items:  # tuples are in the order of their first fields
        inner = state(inner.items[0])
    return inner.scores if isinstance(inner, Data) else NO_IDS


def picked(cx: Context, frame: Frame, held: Seq | Data, index: Value, pos: int) -> None:
    """The first or last of what stands in the order of its scores is the best of it."""
    ranked = held.kind == RANKED if isinstance(held, Seq) else RANKED_ROWS in held.traits
    if not ranked or literal(index) not in _ENDS:
        return
    scores = data_of(held).scores
    if scores:
        chosen(cx, cx.place(frame, pos), scores, "the best score is picked")


def in_order(cx: Context, value: Value) -> Value:
    """A value of each row as it stands among the others in the order of their size."""
    inner = state(value)
    if not isinstance(inner, Data) or not inner.rows or LISTED in inner.traits or inner.kind == "name":
        return value
    return cx.fresh(inner.but(traits=inner.traits | {_BY_VALUE}, column=inner.column, parts=inner.parts))


def at_rank(cx: Context, frame: Frame, seq: Seq, index: Value, pos: int) -> Value | None:
    """The value at a place that was worked out, of values in the order of their size: a quantile of all of them."""
    data = data_of(seq.rest)
    if seq.items or _BY_VALUE not in data.traits or not isinstance(index, Const) or literal(index) in _ENDS:
        return None
    act = cx.learn(frame, pos, data.rows, "distribution", words="a place in the order of all values tells a quantile")
    return Data(NO_ROWS, data.all_learned() | {act.number}, "stat")
