"""Declared items: honoured with their reason, unless they ended, are misspelt or the code shows otherwise."""

from __future__ import annotations

import pytest

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.findings.finding import Finding
from mle_reviewer.policy.declaring import honoured
from mle_reviewer.policy.ledger import ledger
from mle_reviewer.policy.policy import Policy, PolicyError
from mle_reviewer.policy.schema import as_policy
from mle_reviewer.sources.location import Location

TODAY = "2026-11-27"
AT = Location("train.py", 3)


def policy(**entry: object) -> Policy:
    table = {"not-applicable": [{"reason": "rows are independent", **entry}]}
    return as_policy(table, where="mle-reviewer.toml", at="base", known=())


def fault(item: str, severity: Severity = Severity.HIGH) -> Finding:
    return Finding(
        check="c", area="DL", severity=severity, confidence=Confidence.HIGH, risk="other", items=(item,), tags=(),
        at=AT, title="a fault", issue="i", fix="f", trace=(), context="c",
    )  # fmt: skip


def test_the_ledger_gives_the_reason() -> None:
    answers, wrong = honoured(policy(item="DL2"), (Answer("DL2", question="Are rows independent?"),), (), TODAY)
    assert wrong == ()
    (verdict,) = (one for one in ledger((), answers) if one.item == "DL2")
    assert (verdict.verdict, verdict.says) == ("not-applicable", "the team says so: rows are independent")


@pytest.mark.parametrize(
    ("entry", "check"),
    [({"item": "DL9"}, "declaration-unknown"), ({"item": "DL2", "until": "2026-11-26"}, "declaration-expired")],
)
def test_what_is_wrong_is_a_finding_and_changes_nothing(entry: dict[str, object], check: str) -> None:
    asked = (Answer("DL2", question="Are rows independent?"),)
    answers, wrong = honoured(policy(**entry), asked, (), TODAY)
    assert (answers, [one.check for one in wrong]) == (asked, [check])


def test_the_last_day_still_counts() -> None:
    _, wrong = honoured(policy(item="DL2", until=TODAY), (), (), TODAY)
    assert wrong == ()


def test_a_fault_of_the_item_stands() -> None:
    answers, (wrong,) = honoured(policy(item="DL2"), (), (fault("DL2"),), TODAY)
    assert (answers, wrong.check, [step.at for step in wrong.trace]) == ((), "declaration-contradicted", [AT])


def test_a_note_on_the_item_does_not_speak_against_it() -> None:
    _, wrong = honoured(policy(item="DL2"), (), (fault("DL2", Severity.LOW), fault("DL3")), TODAY)
    assert wrong == ()


def test_what_is_done_for_the_item_stands() -> None:
    done = (Answer("DL2", evidence=(Evidence("DL2", AT, "folds follow each other in time"),)),)
    answers, (wrong,) = honoured(policy(item="DL2"), done, (), TODAY)
    assert (answers, wrong.check) == (done, "declaration-contradicted")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"item": "DL2", "reason": " "}, "not-applicable[0].reason"),
        ({"item": "DL2", "until": "soon"}, "not-applicable[0].until"),
        ({"item": "DL2", "because": "x"}, "because"),
    ],
)
def test_an_entry_that_cannot_be_read_names_its_key(entry: dict[str, object], why: str) -> None:
    with pytest.raises(PolicyError) as error:
        policy(**entry)
    assert why in str(error.value)
