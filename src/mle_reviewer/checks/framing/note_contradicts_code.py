"""The metric that a design note declares to decide is not the one that the code chooses the model by."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.knowledge.measures import same
from mle_reviewer.system.notes import Said
from mle_reviewer.system.questions.gating.budgets import primary_metrics
from mle_reviewer.system.questions.measuring.selecting import Selection, selections
from mle_reviewer.system.questions.pages.components import speaks_for
from mle_reviewer.system.system import System

CARD = Card(
    area="PF",
    title="Design note contradicts the code",
    items=("PF3",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
    lane="doc-updater",
)
_SURROGATE = "loss"


def find(system: System) -> Iterator[Finding]:
    """Declared metrics of which no choice in the same project knows, where every choice is by another metric."""
    for said in primary_metrics(system):
        wanted = same(said.text)
        chosen = [
            one for one in selections(system) if one.how is not None and speaks_for(system, said.at.path, one.path)
        ]
        known = [one for one in chosen if one.figure not in {"", _SURROGATE}]
        if known and len(known) == len(chosen) and all(one.figure != wanted for one in known):
            yield _finding(system, said, known[0], wanted)


def _finding(system: System, said: Said, one: Selection, wanted: str) -> Finding:
    at = system.at(one.routine, one.call.pos)
    words = Words(
        title=f"The note declares {wanted}, and the model is chosen by {one.figure}",
        issue=f"`{said.at.path}` says that {said.text} decides. `{one.by}` keeps the candidate with the best "
        f"`{one.spelled}`: the model that goes on is not the best by what was agreed.",
        fix="Give the search the declared metric, or change the note and say why.",
    )
    trace = [Step(said.at, f"{said.name}: {said.text}"), Step(at, f"`{one.by}` chooses by `{one.spelled}`")]
    return stated(CARD, at, words, trace, context=system.source(one.routine, one.call.pos))
