"""`mle-reviewer checks` lists the checks, `mle-reviewer explain` prints the page of one."""

from __future__ import annotations

import json
from argparse import Namespace

from mle_reviewer.checks import registry
from mle_reviewer.faces.streams import UsageError, print_safely
from mle_reviewer.findings.card import Card
from mle_reviewer.findings.lane import is_tool_rule
from mle_reviewer.findings.words import CONFIDENCES
from mle_reviewer.policy.house import HOUSE
from mle_reviewer.reports.rule import Rule


def run(arguments: Namespace) -> int:
    """Either command."""
    cards = {**registry.cards(), **{check: house.card for check, house in HOUSE.items()}}
    if arguments.command == "explain":
        return _explain(arguments.check, cards)
    ordered = sorted(cards.items(), key=lambda pair: (pair[1].area, pair[0]))
    if arguments.format == "json":
        print_safely(json.dumps([_record(check, card) for check, card in ordered], indent=2))
        return 0
    width = max(len(check) for check in cards)
    for check, card in ordered:
        weight = "lead" if card.lead else card.severity.name
        print_safely(f"{card.area}  {check:{width}}  {weight:8}  {card.title}")
    return 0


def described(check: str) -> Rule | None:
    """A check for a report that describes what it names; None for one that is not ours."""
    if house := HOUSE.get(check):
        return Rule(check, house.card, house.page)
    card = registry.cards().get(check)
    return None if card is None else Rule(check, card, registry.page(check))


def _explain(check: str, cards: dict[str, Card]) -> int:
    if check in HOUSE:
        print_safely(HOUSE[check].page)
        return 0
    if is_tool_rule(check):
        tool, _, rule = check.partition(":")
        raise UsageError(f"`{rule}` is a rule of {tool}, whose own documentation explains it")
    if check not in cards:
        from mle_reviewer.policy.schema import did_you_mean

        hint = did_you_mean(check, cards) or "; `mle-reviewer checks` lists them"
        raise UsageError(f"no check is called `{check}`{hint}")
    print_safely(registry.page(check))
    return 0


def _record(check: str, card: Card) -> dict[str, object]:
    return {
        "check": check,
        "area": card.area,
        "title": card.title,
        "severity": card.severity.name,
        "confidence": CONFIDENCES[card.confidence],
        "risk": card.risk,
        "items": list(card.items),
        "tags": list(card.tags),
        "may_block": card.may_block,
        "lane": card.lane,
        "lead": card.lead,
        "read": {"worth_it": card.read[0], "of": card.read[1]},
    }
