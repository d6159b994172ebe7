"""The tables that a query names, read off its words: enough to say which data something is about."""

from __future__ import annotations

import re
from typing import Final

_TABLE: Final = re.compile(r"\b(?:FROM|JOIN|INTO)\s+([`\"\[]?[\w*${}][\w.*${}-]*[`\"\]]?)", re.IGNORECASE)
_QUERY: Final = re.compile(r"\s*(?:--[^\n]*\n\s*)*\(?\s*(?:SELECT|WITH|INSERT|CREATE)\b", re.IGNORECASE)
_NAMED: Final = re.compile(r"\b(\w{1,100})\s{1,20}AS\s{0,20}\(", re.IGNORECASE)
_LONGEST: Final = 20_000


def tables_named(text: str) -> tuple[str, ...] | None:
    """The tables of a query, each once; None for a text that is no query."""
    if not _QUERY.match(text[:_LONGEST]):
        return None
    found = (one.strip('`"[]') for one in _TABLE.findall(text[:_LONGEST]))
    named = (name for name in found if name.replace("*", "").replace(".", ""))
    inner = set(_NAMED.findall(text[:_LONGEST]))
    return tuple(dict.fromkeys(name for name in named if name not in inner))
