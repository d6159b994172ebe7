"""Answers to one question of the code that is asked about several values of which nobody knows what they are.

`if part == "train": …` in a data set that is made with one setting for what is trained on and with another one for what
is judged: where the settings differ, the rows may well be others.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import product
from typing import Final

from mle_reviewer.flow.facts.overlaps import Overlap, overlap
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.machine.following import Flow

_MOST: Final = 6  # answers that are tried out together


def answered_apart(flow: Flow, one: Rows, other: Rows) -> bool:
    """Whether rows need not be shared if one question is answered differently for each side."""
    mine, theirs = _conditions(one), _conditions(other)
    pairs = [(a, b) for a in mine - theirs for b in theirs - mine if _one_question(flow, a, b)]
    asked = list({key for pair in pairs for key in pair})
    if not asked or len(asked) > _MOST:
        return False
    for holds in product((True, False), repeat=len(asked)):
        answers = dict(zip(asked, holds, strict=True))
        left, right = _under(one, answers), _under(other, answers)
        if left and right and overlap(left, right)[0] is not Overlap.MUST:
            return True
    return False


def _conditions(rows: Rows) -> set[Hashable]:
    return {key for _root, _steps, arms in rows for key, _holds in arms}


def _one_question(flow: Flow, one: Hashable, other: Hashable) -> bool:
    """Whether the code asks for both conditions at one place."""
    asked = flow.record.questions
    return not asked.get(one, set()).isdisjoint(asked.get(other, ()))


def _under(rows: Rows, answers: dict[Hashable, bool]) -> Rows:
    """The rows that are there if questions are answered so."""
    return frozenset([atom for atom in rows if all(answers.get(key, holds) is holds for key, holds in atom[2])])


__all__ = ["answered_apart"]
