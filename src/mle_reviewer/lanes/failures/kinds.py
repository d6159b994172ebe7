"""The kinds of causes as checks: each has a card and a page beside it, which `explain` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from mle_reviewer.findings.card import Card, Severity

# What stops a job from outside says nothing of the repository.
_MILD: Final = frozenset({"ci-cancelled", "ci-network", "ci-rate-limited", "ci-step-failed", "ci-artifact-missing"})
_CI: Final = "build-error-resolver"
_TENSORS: Final = "pytorch-build-resolver"


@dataclass(frozen=True, slots=True)
class Kind:
    """A check of a lane that reads what was given: its card, and the page that `explain` prints."""

    card: Card
    page: str


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by the name of its page."""
    found: dict[str, Kind] = {}
    for page in sorted(files(__package__).joinpath("pages").iterdir(), key=lambda one: one.name):
        name = page.name.removesuffix(".md")
        if name != page.name:
            text = page.read_text(encoding="utf-8")
            found[name] = Kind(_card(name, text.partition("\n")[0].removeprefix("# ").strip()), text)
    return found


def _card(name: str, title: str) -> Card:
    lane = _TENSORS if name.startswith("torch-") else _CI
    severity = Severity.LOW if name in _MILD else Severity.MEDIUM
    return Card("SH", title, ("SH1",), severity, "other", needs=(), may_block=False, lane=lane)
