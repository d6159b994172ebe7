"""What a judge is asked about, and what comes back: a tree with the verdicts on it, and those verdicts judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from mle_reviewer.findings.evidence import Verdict
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.map import NO_MAP, Map
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.gap import Gap


@dataclass(frozen=True, slots=True)
class Case:
    """One review as far as it can be made without reading.

    `ledger` and `findings` are those of the review; `changed` are the paths under review with what became of each
    (none: the whole tree). `settled` are items that the team has answered for in its policy: nobody judges them.
    """

    tree: Tree
    ledger: tuple[Verdict, ...]
    findings: tuple[Finding, ...] = ()
    system: Map = NO_MAP
    changed: Mapping[str, str] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Judged:
    """The ledger with what the judge said in it, the faults it named (questions, which never block), and the gaps."""

    ledger: tuple[Verdict, ...]
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()


class Judge(Protocol):
    """Whoever judges."""

    def __call__(self, case: Case) -> Judged:
        """The case, judged."""


class UnansweredError(Exception):
    """A model gave no answer; the message says why, in one clause."""


class AnswersError(Exception):
    """The file of answers cannot be read or written; the message says why."""


class Model(Protocol):
    """A language model behind whatever serves it."""

    @property
    def name(self) -> str:
        """The model's name, as its server calls it."""

    def answer(self, instructions: str, question: str) -> str:
        """What the model says to a question under instructions; UnansweredError where it says nothing."""
