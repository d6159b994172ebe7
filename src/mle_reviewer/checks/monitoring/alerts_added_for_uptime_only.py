"""A change brings the first alerts of a served model, and all of them only ask whether the service is up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.monitoring.watching import only_uptime, serves_a_model

if TYPE_CHECKING:
    from mle_reviewer.system.changed import Systems

CARD = Card(
    area="MI",
    title="New alerts that only ask whether the service is up",
    items=("MI1", "CB7"),
    severity=Severity.HIGH,
    risk="missing monitoring",
    sees="systems",
)


def find(systems: Systems) -> Iterator[Finding]:
    """The first alert of a new file, where base had no alert at all and head watches no signal of the model."""
    if not systems.added or systems.before.manifests.get("alert"):
        return
    alerts = [one for one in only_uptime(systems.after) if one.at.path in systems.added]
    role = serves_a_model(systems.after)
    if not alerts or role is None:
        return
    words = Words(
        title="The monitoring that this change brings only asks whether the service is up",
        issue=f"All {len(alerts)} new alerts watch availability, errors, latency or resources. A model that answers "
        "quickly and wrongly raises none of them, and nothing else in the repository would.",
        fix="Add what watches the model: drift of inputs and predictions against training, quality once labels arrive, "
        "and a business guardrail; begin with one alert on the distribution of the predictions.",
    )
    trace = [role, *(Step(one.at, f"{one.says} is about {one.signal}") for one in alerts[:4])]
    trace.append(Step(alerts[0].at, "no drift, quality, label or business signal in alerts, dashboards or code"))
    first = next(one for one in systems.after.manifests["alert"] if one.at == alerts[0].at)
    yield stated(CARD, first.place(first.one("condition")), words, trace, context="new alerts on uptime only")
