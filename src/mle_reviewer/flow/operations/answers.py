"""Answers of an index: the rows that it found, held against the question's own row, and left out if they are it."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, symbol
from mle_reviewer.flow.facts.rows import NO_ROWS, of_all, one_element, same
from mle_reviewer.flow.facts.values import ANSWER, COUNTED, HITS, NO_IDS, Const, Data, Value, state
from mle_reviewer.flow.facts.windows import COUNTER
from mle_reviewer.flow.operations import lookups

_NUMBERS: Final = frozenset({COUNTER, COUNTED})
_UNLIKE: Final = ("unlike",)  # the trait of a condition that asks for rows found which are not the question's own


def found_itself(cx: Context, one: Value, other: Value) -> Data | None:
    """The mask of `number in index.search(question)`: the questions whose own row was found; None of other things."""
    for number, answer in ((one, data_of(other)), (other, data_of(one))):
        key = symbol(number) if isinstance(number, Const) else None
        counted = isinstance(key, tuple) and key[:1] != () and key[0] in _NUMBERS
        if not counted or answer.kind != ANSWER or not answer.fits or not one_element(answer.rows):
            continue
        if _of_index(cx, answer):
            return answer.but(kind="mask", column=None, picks=None, traits=answer.traits | {HITS})
    return None


def unlike(cx: Context, op: str, mask: Data, one: Data, other: Data) -> Data:
    """The mask of `found != question`, which may be asked to leave the question's own row out."""
    found, question = (one, other) if one.fits else (other, one)
    if (
        op not in {"!=", "is not"}
        or not _of_index(cx, found)
        or question.fits
        or not same(of_all(found.rows), of_all(question.rows))
    ):
        return mask
    return mask.but(traits=mask.traits | {_UNLIKE}, column=mask.column) if one_element(question.rows) else mask


def but_itself(cx: Context, found: Value, condition: Value) -> Data | None:
    """What an index found, as of other rows alone, where a condition leaves out the question's own row; else None."""
    data = data_of(found)
    if _UNLIKE not in data_of(condition).traits or not _of_index(cx, data) or not isinstance(state(found), Data):
        return None
    return without_nearest(cx, data)


def without_nearest(cx: Context, found: Data) -> Data:
    """What an index found but for the nearest, which is the question's own row where that stands in it as well."""
    if (others := lookups.without_itself(cx, found)) is not None:
        return others
    return found.but(fits=NO_IDS, rows=NO_ROWS) if _of_index(cx, found) else found  # which others, nobody knows


def _of_index(cx: Context, found: Data) -> bool:
    return bool(found.fits) and all(cx.record.acts[fit].detail.get("role") == "index" for fit in found.fits)
