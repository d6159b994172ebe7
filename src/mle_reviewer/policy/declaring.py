"""Declarations of a team that items are not brought up: honoured, or answered where they are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.checklist import ITEMS
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.policy.house import house_finding
from mle_reviewer.policy.policy import POLICY_FILE, PYPROJECT, NotApplicable, Policy
from mle_reviewer.sources.location import Location


def honoured(
    policy: Policy, answers: Sequence[Answer], findings: Iterable[Finding], today: str
) -> tuple[tuple[Answer, ...], tuple[Finding, ...]]:
    """The answers with what the team declares in place of them, and a finding for each declaration that is wrong.

    What the code shows stands: a fault of the item, or something that is done for it without a question being left.
    """
    faults = [one for one in findings if one.severity > Severity.LOW and one.confidence > Confidence.LOW]
    wrong: list[Finding] = []
    taken: dict[str, Answer] = {}
    for claim in policy.not_applicable:
        if claim.item not in ITEMS:
            wrong.append(_wrong(policy, claim, "unknown", f"no item of the checklist is called `{claim.item}`"))
        elif claim.until and claim.until < today:
            wrong.append(_wrong(policy, claim, "expired", f"it ended on {claim.until}"))
        elif shown := _shown(claim, answers, faults):
            wrong.append(_wrong(policy, claim, "contradicted", f"{shown[0].says}", shown))
        else:
            taken[claim.item] = Answer(claim.item, reason=f"the team says so: {claim.reason}")
    kept = [one for one in answers if one.item not in taken]
    return (*kept, *taken.values()), tuple(wrong)


def _shown(claim: NotApplicable, answers: Iterable[Answer], faults: Iterable[Finding]) -> tuple[Step, ...]:
    """What of the code speaks against a declaration."""
    found = [Step(one.at, one.title) for one in faults if one.items and one.items[0] == claim.item]
    for one in answers:
        if one.item == claim.item and not one.question and not one.reason:
            found += [Step(each.at, each.statement) for each in one.evidence]
    return tuple(found[:5])


def _wrong(policy: Policy, claim: NotApplicable, what: str, why: str, shown: tuple[Step, ...] = ()) -> Finding:
    fixes = {
        "unknown": "Correct the item, or delete the entry.",
        "expired": "Give it a new date if its reason still holds, or delete it.",
        "contradicted": "Delete the entry, or say in it what is meant.",
    }
    return house_finding(
        f"declaration-{what}",
        Location(PYPROJECT if policy.origin.startswith(PYPROJECT) else POLICY_FILE),
        f"{claim.item} is declared not applicable ({claim.reason}), but {why}.",
        fixes[what],
        trace=shown,
        context=f"{claim.item} {what}",
    )
