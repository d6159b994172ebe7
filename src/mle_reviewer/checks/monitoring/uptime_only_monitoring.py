"""Everything that watches a served model asks whether the service is up, and nothing whether the model is right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.monitoring.signals import MACHINES
from mle_reviewer.system.questions.monitoring.watching import only_uptime, serves_a_model

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Monitoring that only asks whether the service is up",
    items=("CB7", "MI1"),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    confidence=Confidence.MEDIUM,
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """The first alert of a repository that serves a model, where no signal of the model is watched by anything."""
    alerts = only_uptime(system)
    role = serves_a_model(system)
    if not alerts or role is None:
        return
    machines = all(one.signal == MACHINES for one in alerts)
    watched = "machines, builds or jobs" if machines else "availability, errors, latency or resources"
    words = Words(
        title="Every alert watches machines or jobs, none the answers of the model"
        if machines
        else "Every alert is about how the service answers, none about whether the model is right",
        issue=f"{len(alerts)} alerts watch {watched}. A model that answers quickly "
        "and wrongly (drifted inputs, a broken feature, a bad artifact) raises none of them.",
        fix="Watch the inputs and the predictions against those of training, and the quality once labels arrive; begin "
        "with one alert on the distribution of the predictions.",
    )
    trace = [role, *(Step(one.at, f"{one.says} is about {one.signal}") for one in alerts[:4])]
    trace.append(Step(alerts[0].at, "no drift, quality, label or business signal in alerts, dashboards or code"))
    yield stated(CARD, alerts[0].at, words, trace, context="alerts on uptime only")
