"""Conditions written as text, of a query or a filter: the rows that they ask for."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.facts.rows import Step

_AND: Final = re.compile(r"\s+and\s+|\s*&\s*", re.IGNORECASE)
# One column, or what a text works out of columns, against one word: `price > 3`, `pmod(hash(id), 10) < 8`.
_LEFT: Final = r"((?!not\b)(?:\w+|[\w.]+\([^'\"<>=!|&]*\)|\w+ *[-+*/%] *\w+))"
_COMPARED: Final = re.compile(_LEFT + r" *(<=|>=|==|!=|<>|=|<|>) *([^\s<>=]+)")


def steps(key: Hashable) -> list[Step]:
    """The predicates of a query, `column op literal` or a flag, joined by `and`; anything else is an opaque mask."""
    if isinstance(key, str):
        asked = [_asks(one.strip().removeprefix("(").removesuffix(")")) for one in _AND.split(key.replace("`", ""))]
        told = [step for step in asked if step is not None]
        if len(told) == len(asked):
            return told
    return [("mask", ("query", key), True)]


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
