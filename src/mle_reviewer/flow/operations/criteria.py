"""What conditions ask for: those written as text, and the columns and errors that a comparison is worked out of."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.facts.acts import Place, Record
from mle_reviewer.flow.facts.excluding import complement
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import HITS, Data

_AND: Final = re.compile(r"\s+and\s+|\s*&\s*", re.IGNORECASE)
# One column, or what a text works out of columns, against one word: `price > 3`, `pmod(hash(id), 10) < 8`.
_LEFT: Final = r"((?!not\b)(?:\w+|[\w.]+\([^'\"<>=!|&]*\)|\w+ *[-+*/%] *\w+))"
_COMPARED: Final = re.compile(_LEFT + r" *(<=|>=|==|!=|<>|=|<|>) *([^\s<>=]+)")
_WORD: Final = re.compile(r"'[^']*'|\"[^\"]*\"|(?<![\w.@])([A-Za-z_]\w*)(?![\w(]| +\()")
_BOUNDS: Final = frozenset({"<", "<=", ">", ">="})
_NO_COLUMNS: Final = frozenset({"and", "or", "not", "in", "True", "False", "None", "index"})
_PRESENCE: Final = re.compile(r"\b(null|isna|notna|isnull|notnull)\b", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"([^\s<>=]+) *(<=?) *([A-Za-z_]\w*) *(<=?) *([^\s<>=]+)")
_PUT: Final = "\0put"  # the beginning of what stands in a text for a part that is told by its key


def steps(key: Hashable) -> list[Step]:
    """The predicates of a query, `column op literal` or a flag, joined by `and`; anything else is an opaque mask."""
    if isinstance(key, str):
        parts = [one.strip().removeprefix("(").removesuffix(")") for one in _AND.split(key.replace("`", ""))]
        asked = [_asks(one) for part in parts for one in _apart(part)]
        told = [step for step in asked if step is not None]
        if len(told) == len(asked):
            return told
    return [("mask", ("query", key), True)]


def _apart(text: str) -> list[str]:
    """The two conditions of a column between two bounds (`3 < price <= @most`); else the text itself."""
    found = _BETWEEN.fullmatch(text.strip())
    if found is None:
        return [text]
    low, above, column, below, high = found.groups()
    return [f"{column} {above.replace('<', '>')} {low}", f"{column} {below} {high}"]


def _asks(text: str) -> Step | None:
    words = text.split()
    if (told := _COMPARED.fullmatch(text.strip())) is not None:
        left, by, against = told.groups()
        words = ["".join(left.split()), {"=": "==", "<>": "!="}.get(by, by), against]
        if against.startswith("@"):
            return ("where", words[0], words[1], ("name", against))
        if against in {"True", "False"}:
            return ("where", words[0], words[1], ("literal", against == "True"))
        try:
            return ("where", words[0], words[1], ("literal", float(against)))
        except ValueError:
            return ("where", words[0], words[1], ("literal", against.strip("'\"")))
    if len(words) in {1, 2} and words[-1].isidentifier() and words[0] in {"not", "~", words[-1]}:
        return ("where", words[-1], "==" if len(words) == 1 else "!=", ("literal", True))
    return None


def put_in(key: Hashable) -> list[Step]:
    """The predicates of a query that was put together of texts and values; none where they cannot be read."""
    if not isinstance(key, tuple) or len(key) != 3 or key[0] != "text":
        return []
    text = ""
    for number, part in enumerate(key[1]):
        place = f"{_PUT}{number}"
        text += part if part != "{}" else place if text[-1:] in {"'", '"'} else f"'{place}'"
    found = [_filled(step, key[2]) for step in steps(text)]
    return found if all(step[0] == "where" for step in found) else []


def _filled(step: Step, keys: tuple[Hashable, ...]) -> Step:
    """A condition with what was put into its text, by what tells that."""
    if step[0] != "where" or step[3][0] != "literal" or not str(step[3][1]).startswith(_PUT):
        return step
    key = keys[int(str(step[3][1])[len(_PUT) :])]
    return (*step[:3], ("symbol" if isinstance(key, tuple) else "value", key))


def noted(record: Record, step: Step, compared: tuple[Data, ...], place: Place) -> None:
    """Remembers what a comparison that names no column is worked out of: columns of the row, or errors of a model."""
    if step[0] != "mask":
        return
    held = [one for one in compared if one.rows or one.parts]
    errors = {number for one in held if HITS in one.traits for number in one.fits}
    if errors:
        record.erring[step] = frozenset(errors)
    elif all(one.parts is not None and not one.fits for one in held):
        names = frozenset(name for one in held for _source, name, _how in one.parts or ())
        if not names:
            return
        record.based[step] = names
    else:
        return
    record.conditions.setdefault(step, place)


def read(record: Record, step: Step, element: Data) -> bool:
    """Whether a condition on a row of one part of a cut is known by the columns that it is worked out of."""
    parts = [any(one[0] in {"side", "slice"} for one in steps) for _root, steps, _arms in element.rows]
    return bool(parts) and all(parts) and step in record.based


def written(record: Record, step: Step) -> None:
    """Remembers the columns that a written condition names, unless it asks whether something stands there at all."""
    text = step[1][1] if step[0] == "mask" and step[1][0] == "query" else None
    if isinstance(text, str) and not _PRESENCE.search(text):
        names = {word for word in _WORD.findall(text.replace("`", "")) if word and word not in _NO_COLUMNS}
        if names:
            record.based.setdefault(step, frozenset(names))


def left_by(picks: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps that select what these leave; of what either of two select, that is what neither of them does."""
    if len(picks) > 1:
        return (complement(picks[0]),) if picks == _neither(picks[0]) else (("mask", ("all", picks), False),)
    return _neither(complement(picks[0]))


def _neither(step: Step) -> tuple[Step, ...]:
    """A step with those that it is made of, where it selects what two others leave."""
    key = step[1]
    if step[0] != "mask" or step[2] or not isinstance(key, tuple) or key[0] != "|":
        return (step,)
    alone = [arm[0] for arm in key[1:] if type(arm) is tuple and len(arm) == 1]
    return (step, *(one for each in alone for one in _neither(complement(each))))


def is_bound(step: Step) -> bool:
    """Whether a step selects by a known bound of a column: what narrows such rows further leaves them there."""
    return step[0] == "where" and step[2] in _BOUNDS and step[3][0] == "literal"
