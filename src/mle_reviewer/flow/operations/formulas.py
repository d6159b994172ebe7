"""Formulas over the columns of a table (`paid ~ age + C(region) + np.log(income)`): which of them they name."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.values import UNKNOWN, Data
from mle_reviewer.flow.operations import frames

_QUOTED: Final = re.compile(r"\bQ\(\s*(['\"])(.*?)\1\s*\)")  # a name that is no word of Python: `Q("net price")`
_TEXT: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
# A word that is no function, no module, nothing of one, no keyword of a call and no part of a number.
_NAME: Final = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?!\w|\s*[(.]|\s*=(?!=))")
_PLAIN: Final = re.compile(r"[A-Za-z_]\w*")
_NO_COLUMNS: Final = frozenset({"True", "False", "None", "and", "or", "not", "in"})


def named(text: str) -> frozenset[str]:
    """The columns that a side of a formula names."""
    quoted = {found[1] for found in _QUOTED.findall(text)}
    plain = _TEXT.sub(" ", _QUOTED.sub(" ", text))
    return frozenset(quoted | {*_NAME.findall(plain)} - _NO_COLUMNS)


def read(cx: Context, data: Data, formula: object) -> tuple[Data, Data] | None:
    """The features and the labels that a formula takes out of a table; None where it is not known or names none."""
    if not isinstance(formula, str) or data.kind != "frame" or formula.count("~") != 1:
        return None
    left, right = map(str.strip, formula.split("~"))
    answers, features = named(left), named(right)
    if not features or not answers:
        return None
    if data.source > 0:
        cx.record.named.setdefault(data.source, set()).update(answers | features)
    return frames.columns(data, features), _labels(cx, data, left, answers)


def _labels(cx: Context, data: Data, text: str, names: frozenset[str]) -> Data:
    """The one column that labels are, or what they are worked out from."""
    each = [frames.column(cx, data, name, None) for name in sorted(names)]
    if len(each) == 1 and (_PLAIN.fullmatch(text) or _QUOTED.fullmatch(text)):
        return each[0]
    if any(one.parts is None for one in each):
        return UNKNOWN
    parts = frozenset((source, name, "~") for one in each for source, name, _how in one.parts or ())
    return each[0].but(column=None, parts=parts, learned=each[0].learned.union(*(one.learned for one in each)))
