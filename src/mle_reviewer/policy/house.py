"""What the review itself can say, apart from the checks: conflict markers, changed policy, waivers that are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.lanes.covering.kinds import kinds as coverage
from mle_reviewer.lanes.failures.kinds import kinds as failures
from mle_reviewer.sources.location import Location


@dataclass(frozen=True, slots=True)
class HouseCheck:
    """A check of the review's own: its card, and the page that `explain` prints."""

    card: Card
    page: str


def _house(title: str, severity: Severity, page: str) -> HouseCheck:
    return HouseCheck(Card("SH", title, ("SH1",), severity, "other"), f"# {title}\n\n{page.strip()}\n")


_OWN: Final[Mapping[str, HouseCheck]] = {
    "conflict-markers": _house(
        "Unresolved merge conflict markers",
        Severity.HIGH,
        """
A changed file still holds `<<<<<<<`, `=======` and `>>>>>>>` lines. Half of what it says belongs to another branch, so
nothing that a review, a test run or a training job says about it can be trusted.

Resolve the conflict and commit the result.
""",
    ),
    "policy-changed": _house(
        "The change alters the review's own policy",
        Severity.LOW,
        """
Policy, waivers, the baseline and in-house knowledge pages are read from the base revision, so that a change cannot
loosen its own review. This finding shows what will be different once the change has been merged. It is a note when the
rules stay as strict as they were, and MEDIUM when a check gets weaker, a path is let off or a gate is opened.

Read the listed differences and decide whether the team wants them.
""",
    ),
    "waiver-malformed": _house(
        "Waiver that cannot be understood",
        Severity.MEDIUM,
        """
A comment begins with `mle-reviewer:` and is not a waiver, or a waiver gives no reason or no real date. It has no
effect.

Write `# mle-reviewer: allow CHECK -- reason`, with `(until YYYY-MM-DD)` behind it when it should end by itself.
""",
    ),
    "waiver-blanket": _house(
        "Waiver that would allow everything",
        Severity.MEDIUM,
        """
A waiver names no check, or its paths take in the whole repository. It has no effect: nobody can have judged faults that
do not exist yet.

Name the checks and the place. To weaken a check everywhere, set its severity in the policy.
""",
    ),
    "waiver-unknown-check": _house(
        "Waiver for a check that does not exist",
        Severity.MEDIUM,
        """
The waiver's id is misspelt, or the check has another name by now, so the waiver allows nothing.

`mle-reviewer checks` lists the ids.
""",
    ),
    "waiver-expired": _house(
        "Waiver that has ended",
        Severity.LOW,
        """
The waiver's date has passed; what it allowed is reported again.

Mend the fault, or give the waiver a new date if its reason still holds.
""",
    ),
    "waiver-unused": _house(
        "Waiver that no longer allows anything",
        Severity.LOW,
        """
No check finds the named fault at this place any more. A forgotten waiver hides the fault when it comes back.

Delete the waiver.
""",
    ),
    "judged-fault": _house(
        "A fault that a language model sees",
        Severity.MEDIUM,
        """
Shown only with `--judge MODEL`. A language model has read the repository against the checklist and quotes the places of
the trace for a fault that no check proves. The quotes were found again in the repository; that they are a fault is the
model's opinion. It is a question to the author and never blocks.

Read the places. If the model is right, mend what it names; if it is wrong, nothing has to be done.
""",
    ),
    "declaration-unknown": _house(
        "Declaration about an item that does not exist",
        Severity.MEDIUM,
        """
`[[not-applicable]]` names an item that the checklist does not have, so it says nothing.

Items are called PF1 to MI5; the ledger of a review lists them.
""",
    ),
    "declaration-expired": _house(
        "Declaration that has ended",
        Severity.LOW,
        """
The date of a `[[not-applicable]]` entry has passed; the item is answered from the code again.

Give it a new date if its reason still holds, or take it out.
""",
    ),
    "declaration-contradicted": _house(
        "Declaration that the repository contradicts",
        Severity.MEDIUM,
        """
`[[not-applicable]]` says that an item is not brought up, and the review found a fault of it, or that something is done
for it. The verdict of the code stands.

Take the entry out, or say in it what is meant.
""",
    ),
    "baseline-stale": _house(
        "Baseline entries that match nothing any more",
        Severity.LOW,
        """
The baseline lists findings that are gone. While their entries stand, the same fault could come back unseen by `--all`.

Run `mle-reviewer baseline prune` and commit the result.
""",
    ),
}

# What lanes say of files that are given (logs of CI, coverage) has pages beside the code that reads them.
HOUSE: Final[Mapping[str, HouseCheck]] = {
    **_OWN,
    **{check: HouseCheck(kind.card, kind.page) for check, kind in {**failures(), **coverage()}.items()},
}


def house_finding(
    check: str,
    at: Location,
    issue: str,
    fix: str,
    *,
    title: str = "",
    severity: Severity | None = None,
    trace: tuple[Step, ...] = (),
    context: str = "",
) -> Finding:
    """A finding of the review's own check `check`."""
    card = HOUSE[check].card
    return Finding(
        check=check,
        area=card.area,
        severity=card.severity if severity is None else severity,
        confidence=card.confidence,
        risk=card.risk,
        items=card.items,
        tags=card.tags,
        at=at,
        title=title or card.title,
        issue=issue,
        fix=fix,
        trace=trace,
        context=context or issue,
    )
