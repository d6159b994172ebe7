"""Answers of an index: the numbers of the rows that it found, held against the number of the question's own row."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, symbol
from mle_reviewer.flow.facts.rows import one_element
from mle_reviewer.flow.facts.values import ANSWER, COUNTED, HITS, Const, Data, Value
from mle_reviewer.flow.facts.windows import COUNTER

_NUMBERS: Final = frozenset({COUNTER, COUNTED})


def found_itself(cx: Context, one: Value, other: Value) -> Data | None:
    """The mask of `number in index.search(question)`: the questions whose own row was found; None of other things."""
    for number, answer in ((one, data_of(other)), (other, data_of(one))):
        key = symbol(number) if isinstance(number, Const) else None
        counted = isinstance(key, tuple) and key[:1] != () and key[0] in _NUMBERS
        if not counted or answer.kind != ANSWER or not answer.fits or not one_element(answer.rows):
            continue
        if all(cx.record.acts[fit].detail.get("role") == "index" for fit in answer.fits):
            return answer.but(kind="mask", column=None, picks=None, traits=answer.traits | {HITS})
    return None
