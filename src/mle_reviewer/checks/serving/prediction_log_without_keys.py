"""Recorded predictions cannot be joined to what happened: no id, no key of what was predicted for."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.recording.read_again import read_again
from mle_reviewer.system.questions.recording.records import KEY, records, replaced
from mle_reviewer.system.questions.recording.row_names import names_entity, names_time
from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Recorded predictions without a key",
    items=("MI2",),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    sees="system",
    lane="database-reviewer",
)


def find(system: System) -> Iterator[Finding]:
    """Writes of predictions to a store whose names are known and hold no id of a request or of an entity."""
    for record in records(system):
        if record.kind != "store" or record.open or record.says(KEY, beside=True) or replaced(record):
            continue
        names = record.names | record.beside
        if any(map(names_entity, names)) and any(map(names_time, names)):
            continue  # the price of a symbol at a moment: what came true is found by both
        if not read_again(system, record):
            continue  # nobody works with it: what it lacks is missed by nobody
        asked = record.asked
        at = system.at(asked.routine, asked.call.pos)
        words = Words(
            title="Predictions are recorded without an id or key",
            issue="The record says what was predicted and not for whom or in which request. Labels that arrive later "
            "have nothing to be joined to, so quality in production cannot be measured from it.",
            fix="Give each prediction an id, return it with the answer, and write it (or the key of the entity) down.",
        )
        named = ", ".join(sorted(name for name in record.names if name.isidentifier())[:8])
        trace = [
            *record.path.way(asked.entered),
            Step(at, f"writes the prediction down; names seen: {named or 'none'}"),
        ]
        yield stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos))
