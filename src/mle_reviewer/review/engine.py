"""What the journey needs of the analysis, so that it can be told with any other one: the checks' cards and a function."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from mle_reviewer.findings.card import Card
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.gap import Gap


class Analysis(Protocol):
    """What was found in one tree: findings with scope "present", gaps, and what the code of each path does (SH3)."""

    @property
    def findings(self) -> tuple[Finding, ...]: ...

    @property
    def gaps(self) -> tuple[Gap, ...]: ...

    @property
    def surfaces(self) -> Mapping[str, frozenset[str]]: ...


class Analyse(Protocol):
    """Analyses a tree; with `focus` only what those paths and everything they reach or that reaches them bring up."""

    def __call__(self, tree: Tree, *, focus: Collection[str] | None, jobs: int) -> Analysis: ...


@dataclass(frozen=True, slots=True)
class Engine:
    """The analysis and the cards of its checks."""

    analyse: Analyse
    cards: Mapping[str, Card]


def built_in() -> Engine:
    """The checks of this package."""
    from mle_reviewer.checks.registry import cards
    from mle_reviewer.checks.run import analyse

    return Engine(analyse, cards())
