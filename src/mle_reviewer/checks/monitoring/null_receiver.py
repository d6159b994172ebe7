"""Alerts fire and tell nobody: receivers without a channel, alarms without an action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Alerts that tell nobody",
    items=("MI3",),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    lane="silent-failure-hunter",
    read=(5, 9),
    sees="system",
)

_ACTIONS: Final = ("alarm_actions", "alarmactions", "ok_actions", "okactions")


def find(system: System) -> Iterator[Finding]:
    """Routings all of whose receivers have nothing but a name, and alarms of a cloud that start nothing."""
    alerts = system.manifests.get("alert", ())
    if not alerts:
        return
    yield from _alone(system, alerts)
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


def _alone(system: System, alerts: tuple[Manifest, ...]) -> Iterator[Finding]:
    """Alarms that state whom they tell within themselves, and state nobody; those that stop a rollout have a use."""
    rollouts = system.manifests.get("rollout", ())
    used = " ".join(entry.text() or "" for one in rollouts for entry in one.all("alarms"))
    used += " ".join(one.text("condition") for one in alerts if one.text("condition").startswith(("ALARM", "(ALARM")))
    silent: list[Manifest] = []
    for one in alerts:
        if not {"receivers", "namespace"} <= set(one.known.slots) or one.one("receivers") is not None:
            continue
        actions = [key for key, _entry in one.entry.walk() if key and str(key[-1]).lower().endswith(_ACTIONS)]
        if not (actions or (one.name and one.name in used) or system.manifests.get("alarm-watch")):
            silent.append(one)
    for some in by_cause(silent, lambda each: each.path):  # whoever adds one action adds them all
        one = some[0]
        more = f" and {len(some) - 1} more" if len(some) > 1 else ""
        words = Words(
            title=f"The alarm `{one.name}`{more} tells nobody",
            issue="It goes red on a page that nobody looks at: no action is stated, so nobody hears it.",
            fix="Give it an action (a topic that somebody on call is subscribed to).",
        )
        trace = [Step(one.at, "an alarm without an action")]
        trace += again((other.at, f"`{other.name}`") for other in some[1:])
        yield stated(CARD, one.at, words, trace, context=f"action of {one.name}")


def _silent(receiver: Entry) -> bool:
    return not [key for key, inner in receiver.items() if key != "name" and inner.value not in (None, [], {})]
