"""Nobody can say which model made a prediction: neither the record of it nor the answer names a version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.answering.predicting import Path, predictions
from mle_reviewer.system.questions.recording.naming import tells_no_version
from mle_reviewer.system.questions.recording.records import VERSION, Record, records
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Prediction without the version of its model",
    items=("SD3", "MI2", "CB5"),
    severity=Severity.HIGH,
    risk="missing monitoring",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Records of predictions without a version; answers without one where no record is kept."""
    kept = records(system)
    for record in kept:
        if record.kind == "store" and not record.open and not record.says(VERSION, beside=True):
            yield _recorded(system, record)
    recorded = {id(record.path) for record in kept}
    models: set[int] = set()
    for path in predictions(system):
        asked = {id(one.call) for one in path.predicts}
        if not asked & models and id(path) not in recorded and tells_no_version(system, path):
            models |= asked  # said once for each model, not for each route
            yield _answered(system, path)


def _recorded(system: System, record: Record) -> Finding:
    asked = record.asked
    at = system.at(asked.routine, asked.call.pos)
    words = Words(
        title="Predictions are recorded without the version of the model",
        issue="The record holds what was predicted and not by which model. When labels arrive, or a customer "
        "complains, old and new models cannot be told apart: quality per version, a faulty release and the effect of "
        "a rollback stay unknown for good.",
        fix="Write the version (registry version, run id or a hash of the artifact, taken from what was loaded) into "
        "every record.",
    )
    named = ", ".join(sorted(name for name in record.names if name.isidentifier())[:8])
    trace = [*record.path.way(asked.entered), Step(at, f"writes the prediction down; names seen: {named or 'none'}")]
    found = stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos))
    return replace(found, items=("MI2", "CB5"))


def _answered(system: System, path: Path) -> Finding:
    asked = path.predicts[0]
    at = system.at(path.handler.first, path.handler.first.pos)
    words = Words(
        title="The answer does not say which model predicted",
        issue="Neither the answer nor any record on the way names the model's version, so a prediction that is "
        "questioned later cannot be traced to the model that made it.",
        fix="Return the version of the loaded model with the prediction (and log it with an id of the request).",
    )
    trace = [
        *path.way(asked.entered),
        Step(system.at(asked.routine, asked.call.pos), "the model is asked; no name of a version in answer or records"),
    ]
    context = f"{path.handler.name} answers without a version"
    found = stated(CARD, at, words, trace, context=context, severity=Severity.LOW)
    return replace(found, items=("SD3",))
