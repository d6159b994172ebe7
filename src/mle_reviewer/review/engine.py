"""What the journey needs of the analysis: a function and the checks' cards, so that any other one can stand in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from mle_reviewer.findings.card import Card
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.gap import Gap


class Analysis(Protocol):
    """What was found in one tree."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every fault in the tree, with scope "present"."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Whatever could not be read or followed."""

    @property
    def surfaces(self) -> Mapping[str, frozenset[str]]:
        """Paths, and the parts of a machine-learning system that their code plays (SH3)."""


class Analyse(Protocol):
    """Analyses a tree; with `focus` only what those paths and everything they reach or that reaches them bring up."""

    def __call__(self, tree: Tree, *, focus: Collection[str] | None, jobs: int) -> Analysis:
        """The analysis of `tree`."""


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
