"""What is said of coverage, as checks with a card and a page each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.lanes.pages import Kind, pages


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by the name of its page."""
    return {name: Kind(_card(title), page) for name, title, page in pages(__package__)}


def _card(title: str) -> Card:
    return Card("EP", title, ("EP6",), Severity.MEDIUM, "weak eval", needs=(), may_block=False, lane="pr-test-analyzer")
