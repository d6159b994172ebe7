"""The kinds of causes as checks: each has a card and a page beside it, which `explain` prints."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.lanes.pages import Kind, pages

# What stops a job from outside says nothing of the repository.
_MILD: Final = frozenset({"ci-cancelled", "ci-network", "ci-rate-limited", "ci-step-failed", "ci-artifact-missing"})
_CI: Final = "build-error-resolver"
_TENSORS: Final = "pytorch-build-resolver"


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by the name of its page."""
    return {name: Kind(_card(name, title), page) for name, title, page in pages(__package__)}


def _card(name: str, title: str) -> Card:
    lane = _TENSORS if name.startswith("torch-") else _CI
    severity = Severity.LOW if name in _MILD else Severity.MEDIUM
    return Card("SH", title, ("SH1",), severity, "other", needs=(), may_block=False, lane=lane)
