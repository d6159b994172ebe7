"""Severities by policy and by place, and the count of what they switch off."""

from __future__ import annotations

import pytest

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.review import Silenced
from mle_reviewer.policy.policy import DEFAULT_PATHS, PathRule, Policy
from mle_reviewer.policy.weighing import weighed
from tests.review.making import CARDS, finding

USUAL = {check: card.severity for check, card in CARDS.items()}
H, M, L, C = Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.CRITICAL


def severity(policy: Policy, path: str = "train.py", own: Severity = H) -> Severity | None:
    kept, _ = weighed([finding(path, severity=own)], policy, USUAL)
    return kept[0].severity if kept else None


@pytest.mark.parametrize(
    ("told", "own", "expected"),
    [(L, H, L), (M, H, M), (C, H, C), (None, H, None), (M, L, L), (C, L, L), (M, C, M), (C, C, C)],
)
def test_a_policy_severity_replaces_the_card_s_and_keeps_what_is_milder(told, own, expected) -> None:
    assert severity(Policy(severities={"fit-before-split": told}), own=own) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("train.py", H),
        ("src/training/model.py", H),
        ("notebooks/churn.ipynb", H),
        ("tests/test_train.py", L),
        ("src/pkg/tests/conftest.py", L),
        ("src/test_model.py", L),
        ("examples/quickstart.py", M),
        ("docs/guide.ipynb", M),
        ("third_party/lib/train.py", None),
        ("src/vendor/lib/train.py", None),
        ("proto/model_pb2.py", None),
        ("latest/train.py", H),
        ("contest.py", H),
    ],
)
def test_where_a_finding_stands_by_default(path: str, expected: Severity | None) -> None:
    assert severity(Policy(), path) == expected


def test_the_team_s_rule_stands_before_the_defaults() -> None:
    policy = Policy(paths=(PathRule(("examples/production/",), C), *DEFAULT_PATHS))
    assert severity(policy, "examples/production/train.py") == H
    assert severity(policy, "examples/other.py") == M


def test_a_ceiling_never_raises() -> None:
    assert severity(Policy(paths=(PathRule(("**/*.py",), C),)), own=L) == L


def test_a_rule_for_some_checks_leaves_the_others() -> None:
    policy = Policy(paths=(PathRule(("train.py",), L, frozenset({"chosen-on-test"})),))
    kept, _ = weighed([finding(), finding(check="chosen-on-test", severity=M)], policy, USUAL)
    assert [f.severity for f in kept] == [H, L]


def test_what_is_switched_off_is_counted_by_rule() -> None:
    policy = Policy(origin="mle-reviewer.toml", severities={"chosen-on-test": None})
    found = [finding(check="chosen-on-test"), finding("vendor/a.py"), finding("vendor/b.py"), finding()]
    kept, silenced = weighed(found, policy, USUAL)
    assert [f.at.path for f in kept] == ["train.py"]
    assert silenced == (
        Silenced("default paths: vendor/, vendored/, _vendor/ … = off", 2),
        Silenced("severity.chosen-on-test = off in mle-reviewer.toml", 1),
    )
