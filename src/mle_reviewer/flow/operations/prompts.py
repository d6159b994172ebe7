"""Texts put together of rows: many that stand in a text as examples, and the one that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mle_reviewer.flow.context import Context, data_of, mix
from mle_reviewer.flow.facts.rows import (
    NO_ROWS,
    Rows,
    Step,
    contains,
    each,
    each_since,
    one_element,
    roots,
    same,
    single,
    union,
)
from mle_reviewer.flow.facts.values import WITHIN, Const, Data, Seq, Value, state

JOINED: Final = ("joined",)  # the trait of a text in which many rows stand one after the other
ASKED: Final = "asked"  # the role of a model that learned nothing of the rows at hand
NEAREST: Final = "nearest"  # the detail of an order that the row which is asked gives: for each it is another one
SHOWN: Final = "shown"  # the trait that names (by their number) the rows which stand in a text beside the one asked


def joined(cx: Context, held: Data, parts: Value) -> Data:
    """A text that was joined of parts: of as many rows as there are, where their number is not known."""
    inner = state(parts)
    many = isinstance(inner, Seq) and inner.rest is not None
    if isinstance(inner, Seq) and many:
        beside = [data for item in inner.items if (data := data_of(item)).rows]
        shows = data_of(inner.rest)
        if beside and shows.rows:  # examples between a headline and the question
            return together(cx, [shows.but(traits=shows.traits | {JOINED}), *beside]).but(column=None, picks=None)
    made = held.but(column=None, picks=None)
    return made.but(traits=made.traits | {JOINED}) if many else made


def together(cx: Context, parts: list[Data]) -> Data:
    """One text of several: what many rows went into is told apart from the row that the text is about."""
    many = [data for data in parts if JOINED in data.traits]
    if not many or len(many) == len(parts):
        return mix(parts)
    single = [data for data in parts if JOINED not in data.traits]
    made = mix(single)
    fits = made.fits.union(*(data.fits for data in many))
    told = [data for data in many if data.rows and not passages(data, made) and not _its_own(data, made)]
    names = frozenset((SHOWN, str(cx.row_set(each_since(data.rows, cx.began, cx.store.count + 1)))) for data in told)
    return made.but(traits=made.traits | names, fits=fits)


def _its_own(told: Data, question: Data) -> bool:
    """Whether a text holds what belongs to the row of the question, or was found for it."""
    one = one_element(question.rows) or single(question.rows)
    within = WITHIN in told.traits and roots(told.rows) <= roots(question.rows)  # and nothing of another source
    return same(told.rows, question.rows) or within or (one and contains(question.rows, told.rows))


def passages(told: Data, question: Data) -> bool:
    """Whether a text is of one column alone, and of another than the question: what is read, no solved examples."""
    return told.only is not None and len(told.only) == 1 and told.only != question.only


def shown(cx: Context, data: Data) -> Rows:
    """The rows that stand in a text as examples."""
    rows = NO_ROWS
    for trait in data.traits:
        if trait[0] == SHOWN:
            rows = union(rows, cx.rows_of(int(trait[1])))
    return of_any(cx, rows) if rows else rows


def of_any(cx: Context, rows: Rows) -> Rows:
    """Rows that stand first in an order which the question gives: over all questions, those of the whole."""
    kept = ((root, [step for step in steps if not _nearest(cx, step)], arms) for root, steps, arms in rows)
    return frozenset((root, tuple(steps), arms) for root, steps, arms in kept)


def _nearest(cx: Context, step: Step) -> bool:
    acts = cx.record.acts
    return step[0] == "slice" and step[1] in range(1, len(acts)) and bool(acts[step[1]].detail.get(NEAREST))


def grown_texts(before: Mapping[Any, Value], env: dict[Any, Value]) -> None:
    """After a loop: a text that was a constant and holds something of an element now holds something of each."""
    for name, old in before.items():
        if not isinstance(old, Const) or not isinstance(old.value, str):
            continue
        new = env.get(name)
        if isinstance(new, Data) and new.rows:
            env[name] = new.but(rows=each(new.rows), traits=new.traits | {JOINED})
