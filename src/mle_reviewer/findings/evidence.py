"""Evidence and verdicts: what speaks for a checklist item, and what the review says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from mle_reviewer.findings.finding import Step
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

VerdictWord = Literal[
    "violated", "partial", "needs-judgement", "no-evidence", "not-scanned", "satisfied", "not-applicable"
]

VERDICTS: Final[tuple[VerdictWord, ...]] = get_args(VerdictWord)
# Verdicts that ask a team for something, one by one.
OPEN: Final[frozenset[VerdictWord]] = frozenset({"violated", "partial", "needs-judgement"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something found that speaks for a checklist item."""

    item: str
    at: Location
    statement: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a recogniser found for one checklist item, before findings are held against it.

    `reason` says why the item does not apply ("" where it does). `missing` names what of it the evidence does not show:
    it is not there, or it is written in a form that is not read. `question` is what only a person can say, as a yes/no
    question. `unread` are gaps that hide what would decide it. `looked_for` says what was searched, `next_step` the
    cheapest thing a team could do.
    """

    item: str
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    question: str = ""
    unread: tuple[Gap, ...] = ()
    looked_for: str = ""
    next_step: str = ""
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the review says of one checklist item, with its grounds.

    `says` is the verdict in one sentence: the reason, what is missing, the question, or what was looked for.
    `judged_by` names the language model whose reading it is, and `recognised` the verdict that it took the place of.
    """

    item: str
    verdict: VerdictWord
    grounds: tuple[Step, ...]
    model: str | None = None
    says: str = ""
    next_step: str = ""
    judged_by: str = ""
    recognised: VerdictWord | None = None
