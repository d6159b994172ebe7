"""Common blockers are named where findings prove them, and only there; the ledger never decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.checklist import AREAS, BLOCKERS, ITEMS, TITLES, area_of
from mle_reviewer.findings.finding import Waived
from mle_reviewer.policy.ledger import blockers_found, ledger
from tests.review.making import finding, place

COPIED = replace(
    finding(severity=Severity.MEDIUM, confidence=Confidence.HIGH, scope="introduced", fingerprint="a" * 16),
    items=("SD1", "CB4"),
)


def test_a_blocker_is_named_with_its_findings() -> None:
    other = replace(COPIED, fingerprint="b" * 16)
    found = blockers_found([COPIED, other])
    assert [(one.id, one.findings) for one in found] == [("CB4", ("a" * 16, "b" * 16))]
    assert found[0].says == "training preprocessing copied by hand into serving code"


@pytest.mark.parametrize(
    "more",
    [
        {"scope": "pre-existing"},
        {"confidence": Confidence.LOW},
        {"severity": Severity.LOW},
        {"waived": Waived("comment", place(), "known")},
        {"items": ("SD1",)},
    ],
)
def test_what_is_no_blocker_found(more: dict[str, object]) -> None:
    assert blockers_found([replace(COPIED, **more)]) == ()  # type: ignore[arg-type]


def test_the_checklist_is_whole() -> None:
    assert len(ITEMS) == 40
    assert {area_of(item) for item in ITEMS} == set(AREAS)
    assert list(BLOCKERS) == [f"CB{number}" for number in range(1, 10)]
    assert len(set(TITLES.values())) == len(TITLES)
    assert all(len(title) <= 80 and not title.endswith(".") for title in TITLES.values())


def test_every_item_has_a_verdict_in_order() -> None:
    assert tuple(one.item for one in ledger([COPIED], ())) == ITEMS
    assert [one.item for one in ledger([COPIED], ()) if one.verdict == "violated"] == ["SD1"]
