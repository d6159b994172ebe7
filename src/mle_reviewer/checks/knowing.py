"""The knowledge table, loaded once a process."""

from __future__ import annotations

from functools import cache

from mle_reviewer.knowledge import table as knowledge


@cache
def table() -> knowledge.Table:
    """The shipped table."""
    return knowledge.load()
