"""Alerts are routed to receivers that tell nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Alerts that tell nobody",
    items=("MI3",),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Routings all of whose receivers have nothing but a name, in repositories that have alerts to route."""
    alerts = system.manifests.get("alert", ())
    if not alerts:
        return
    for one in system.manifests.get("alert-routing", ()):
        receivers = one.all("receivers")
        if not receivers or one.known.each or not all(_silent(receiver) for receiver in receivers):
            continue
        at = one.place(receivers[0])
        words = Words(
            title="Every alert ends in a receiver that tells nobody",
            issue="The receivers have a name and no way to reach a person: alerts fire, are grouped and are dropped.",
            fix="Give the default receiver a channel that somebody is on call for (mail, chat, paging), and route by "
            "owner.",
        )
        trace = [
            Step(alerts[0].at, f"{len(alerts)} alerts fire, `{alerts[0].name}` among them"),
            Step(at, "this receiver, as every other, has no configuration"),
        ]
        yield stated(CARD, at, words, trace, context="receivers without a channel")


def _silent(receiver: Entry) -> bool:
    return not [key for key, inner in receiver.items() if key != "name" and inner.value not in (None, [], {})]
