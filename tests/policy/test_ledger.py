"""Verdicts: what a fault violates and what it only bears on, and what answers make of an item without one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.checklist import ITEMS
from mle_reviewer.findings.evidence import Answer, Evidence, Verdict
from mle_reviewer.findings.finding import Finding, Waived
from mle_reviewer.policy.ledger import ledger
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

AT = Location("serve.py", 4)
FAULT = Finding(
    "some-check", "SD", Severity.MEDIUM, Confidence.HIGH, "unsafe serving", ("SD2", "DL4"), (), AT, "It is unchecked",
    "issue", "fix",
)  # fmt: skip
EVIDENCE = (Evidence("SD2", AT, "a shape"),)


def verdict(item: str, *answers: Answer, findings: tuple[Finding, ...] = ()) -> Verdict:
    (found,) = [one for one in ledger(findings, answers) if one.item == item]
    return found


def test_every_item_has_a_verdict() -> None:
    assert tuple(one.item for one in ledger((), ())) == ITEMS
    assert {one.verdict for one in ledger((), ())} == {"no-evidence"}


def test_a_fault_violates_what_it_names_first_and_bears_on_the_rest() -> None:
    both = (Answer("SD2", evidence=EVIDENCE), Answer("DL4", evidence=EVIDENCE))
    assert verdict("SD2", *both, findings=(FAULT,)).verdict == "violated"
    bearing = verdict("DL4", *both, findings=(FAULT,))
    assert (bearing.verdict, bearing.says) == ("partial", "but: It is unchecked (serve.py:4)")
    assert verdict("DL4", Answer("DL4", looked_for="validators"), findings=(FAULT,)).verdict == "no-evidence"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"severity": Severity.LOW}, "satisfied"),
        ({"confidence": Confidence.LOW}, "needs-judgement"),
        ({"waived": Waived("comment", AT, "known")}, "satisfied"),
        ({"scope": "pre-existing"}, "violated"),
    ],
)
def test_what_is_mild_doubtful_or_waived(changes: dict[str, object], word: str) -> None:
    fault = replace(FAULT, **changes)  # type: ignore[arg-type]
    assert verdict("SD2", Answer("SD2", evidence=EVIDENCE), findings=(fault,)).verdict == word


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (Answer("SD2", reason="nothing is served"), "not-applicable"),
        (Answer("SD2", question="Is it so?"), "needs-judgement"),
        (Answer("SD2", evidence=EVIDENCE, missing=("bounds",)), "partial"),
        (Answer("SD2", unread=(Gap("a.yaml", 1, "parse", "a template"),)), "not-scanned"),
        (Answer("SD2", looked_for="shapes"), "no-evidence"),
    ],
)
def test_answers(answer: Answer, word: str) -> None:
    found = verdict("SD2", answer)
    assert found.verdict == word
    assert found.says


def test_a_fault_stands_above_what_does_not_apply() -> None:
    assert verdict("SD2", Answer("SD2", reason="nothing is served"), findings=(FAULT,)).verdict == "violated"
