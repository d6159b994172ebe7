"""Leads: what checks see that has not been shown to be worth a finding; lanes hand it on, and nothing is decided by it.

A check of a lane speaks in leads until blind readings of it on code that nobody tuned it on say that its findings are
worth it (ADR 37). What is HIGH is a finding until such readings say that it should not be. A lead has a place and a
trace like a finding; it weighs nothing, violates no item and fails no build.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mle_reviewer.findings.brief import Brief
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.lane import LANES
from mle_reviewer.findings.order import report_order

_WHY = "checks of this review saw what they are not sure enough of to call it a fault"


def parted(findings: Iterable[Finding], cards: Mapping[str, Card]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is told as findings, and what only as leads: of a change those that it brings or makes worse."""
    told: list[Finding] = []
    leads: list[Finding] = []
    for one in findings:
        card = cards.get(one.check)
        (leads if card is not None and _is_lead(one, card) else told).append(one)
    return tuple(told), tuple(sorted((one for one in leads if one.scope != "pre-existing"), key=report_order))


def _is_lead(one: Finding, card: Card) -> bool:
    """Whether a lane's check says what it is not sure of: by its record, or by what it says of this one itself."""
    if one.severity >= Severity.HIGH:
        return card.doubted
    return card.lead or (card.lane is not None and one.confidence == Confidence.LOW)


def handed_on(briefs: Iterable[Brief], leads: Iterable[Finding], cards: Mapping[str, Card]) -> tuple[Brief, ...]:
    """The briefs with the leads of their lanes as places to look at, and one more for each lane that had none."""
    known = {one.lane: one for one in briefs}
    by_lane: dict[str, list[Finding]] = {}
    for one in leads:
        lane = cards[one.check].lane
        if lane is not None:
            by_lane.setdefault(lane, []).append(one)
    for lane, some in by_lane.items():
        brief = known.get(lane) or Brief(lane, _WHY, (), ())
        known[lane] = replace(
            brief,
            look=(*brief.look, *(Step(one.at, f"{one.title} ({one.check}: {one.issue})") for one in some)),
            questions=(*brief.questions, *(f"{one.at}: is it so, and does it matter here? {one.fix}" for one in some)),
        )
    order = {name: number for number, name in enumerate(LANES)}
    return tuple(sorted(known.values(), key=lambda one: order.get(one.lane, -1)))
