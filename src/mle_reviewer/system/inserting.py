"""Statements that put rows into the tables of a database, as code has them run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import literals

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Call

INSERT: Final = re.compile(
    r"\s{0,200}(?:insert|replace|upsert)\s{1,20}(?:or\s{1,20}\w{1,20}\s{1,20})?into\b", re.IGNORECASE
)
RUNS: Final = frozenset({"execute", "executemany", "fetchrow", "fetchval", "exec", "query", "execute_query"})


def inserts(call: Call) -> bool:
    """Whether a call runs a statement that inserts rows."""
    return call.method in RUNS and any(INSERT.match(text) for term in call.args[:1] for text in literals(term))
