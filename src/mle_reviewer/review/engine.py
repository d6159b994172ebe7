"""What the journey needs of the analysis: two functions and the checks' cards, so that any other one can stand in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from mle_reviewer.checks.survey import Survey
from mle_reviewer.findings.card import Card
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.notebooks import BookSeen
from mle_reviewer.flow.questions.changed import Changed
from mle_reviewer.flow.questions.deeds import Deeds
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.changed import Systems


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

    @property
    def deeds(self) -> Deeds:
        """What was done to rows and models, to be held against another tree's (only where `focus` was given)."""

    @property
    def survey(self) -> Survey | None:
        """The system of the tree, and what answers for each checklist item."""

    @property
    def notebooks(self) -> tuple[BookSeen, ...]:
        """The notebooks that were looked at, each with what there was to look at."""


class Analyse(Protocol):
    """Analyses a tree; with `focus` only what those paths and everything they reach or that reaches them bring up.

    Where `focus` is a mapping, it gives each path the names of it that changed (None: anything may have).
    Knowledge of in-house libraries is read from the tree `knowledge`: the base's, so that no change teaches its review.
    """

    def __call__(self, tree: Tree, *, focus: Collection[str] | None, jobs: int, knowledge: Tree | None) -> Analysis:
        """The analysis of `tree`."""


class Told(Protocol):
    """What a comparison of two trees found."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every fault that the change brings and only the comparison shows."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The checks that failed."""


@dataclass(frozen=True, slots=True)
class _Silence:
    """Nothing is said."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()


def _silent(_changed: Changed) -> Told:
    return _Silence()


def _silent_systems(_systems: Systems) -> tuple[tuple[Finding, ...], tuple[Gap, ...]]:
    return (), ()


@dataclass(frozen=True, slots=True)
class Engine:
    """The analysis of a tree, the cards of its checks, and the checks that need both sides of a change."""

    analyse: Analyse
    cards: Mapping[str, Card]
    compare: Callable[[Changed], Told] = _silent
    compare_systems: Callable[[Systems], tuple[tuple[Finding, ...], tuple[Gap, ...]]] = _silent_systems


def built_in() -> Engine:
    """The checks of this package."""
    from mle_reviewer.checks.registry import cards
    from mle_reviewer.checks.run import analyse, compare
    from mle_reviewer.checks.survey import compared
    from mle_reviewer.program.shelf import Shelf

    return Engine(partial(analyse, shelf=Shelf()), cards(), compare, compared)
