"""A policy is read strictly: what is right takes effect, what is wrong is named with its key and the remedy."""

from __future__ import annotations

import pytest

from mle_reviewer.findings.card import Severity
from mle_reviewer.policy.policy import DEFAULT_PATHS, Policy, PolicyError
from mle_reviewer.policy.reading import read_policy
from tests.review.making import CARDS, MemoryTree, tree

FULL = """
fail-on = "warning"
gaps = "block"
baseline = "known.json"
waivers = "waivers.toml"
waivers-in-change = true

[severity]
fit-before-split = "medium"
chosen-on-test = "off"

[[paths]]
match = ["research/**", "scratch/"]
severity = "low"

[[paths]]
match = "legacy/v1.py"
checks = ["fit-before-split"]
severity = "off"
"""


def policy(text: str, name: str = "mle-reviewer.toml") -> Policy:
    return read_policy(tree({name: text}), CARDS)


def test_without_a_file_the_defaults_hold() -> None:
    found = read_policy(tree({"pyproject.toml": "[tool.ruff]\nline-length = 120\n"}), CARDS)
    assert found == Policy(at="working tree")
    assert (found.fail_on, found.gaps, found.waivers_in_change, found.paths) == ("block", "warn", False, DEFAULT_PATHS)


def test_every_key_takes_effect() -> None:
    found = policy(FULL)
    assert (found.fail_on, found.gaps, found.baseline, found.waivers) == (
        "warning", "block", "known.json", "waivers.toml",
    )  # fmt: skip
    assert found.waivers_in_change
    assert found.severities == {"fit-before-split": Severity.MEDIUM, "chosen-on-test": None}
    first, second, *defaults = found.paths
    assert (first.match, first.ceiling) == (("research/**", "scratch/"), Severity.LOW)
    assert second.ceiling is None
    assert second.checks == frozenset({"fit-before-split"})
    assert tuple(defaults) == DEFAULT_PATHS
    assert found.set_keys == {
        "fail-on", "gaps", "baseline", "waivers", "waivers-in-change", "severity", "paths",
    }  # fmt: skip


def test_the_same_in_pyproject() -> None:
    table = "[tool.mle-reviewer]\nfail-on = 'never'\n[tool.mle-reviewer.severity]\nchosen-on-test = 'low'\n"
    found = policy(table, "pyproject.toml")
    assert found.fail_on == "never"
    assert found.severities == {"chosen-on-test": Severity.LOW}
    assert found.origin == "pyproject.toml [tool.mle-reviewer]"


def test_a_broken_pyproject_that_does_not_name_us_is_none_of_our_business() -> None:
    assert read_policy(tree({"pyproject.toml": "not toml ["}), CARDS).origin == "default"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fail_on = 'block'", "unknown key `fail_on`; did you mean `fail-on`?"),
        ("disable = ['fit-before-split']", "unknown key `disable` (known: fail-on, gaps, "),
        ("fail-on = 3", "mle-reviewer.toml: fail-on: "),
        ("fail-on = 'warn'", "fail-on: expected one of block, warning, never, got 'warn'"),
        ("waivers-in-change = 'yes'", "waivers-in-change: expected `bool`, got `str`"),
        ("[severity]\nfit-befor-split = 'low'", "severity: no check is called `fit-befor-split`; did you mean"),
        (
            "[severity]\nfit-before-split = 'warn'",
            "severity.fit-before-split: expected critical, high, medium, low or off",
        ),
        ("[severity]\nfit-before-split = 2", "severity.fit-before-split: expected critical, high, medium, low or off"),
        ("[[paths]]\nmatch = 'a'", "paths[0]: object missing required field `severity`"),
        (
            "[[paths]]\nmatch = 'a'\nseverity = 'low'\nsev = 1",
            "unknown key `paths[0].sev` (known: match, severity, checks)",
        ),
        ("[[paths]]\nmatch = 'a'\nseverity = 'warn'", "paths[0].severity: expected one of critical, high, medium, low"),
        ("[[paths]]\nmatch = 1\nseverity = 'low'", "paths[0].match: expected"),
        ("[[paths]]\nmatch = '!a'\nseverity = 'low'", "paths[0].match: expected patterns such as"),
        ("[[paths]]\nmatch = []\nseverity = 'low'", "paths[0].match: expected patterns such as"),
        ("[[paths]]\nmatch = 'a'\nseverity = 'low'\nchecks = ['x']", "paths[0].checks: no check is called `x`"),
        ("baseline = '../outside.json'", "baseline: expected a path inside the repository"),
        ("waivers = '/etc/passwd'", "waivers: expected a path inside the repository"),
        ("fail-on = ", "mle-reviewer.toml: not valid TOML: "),
        ("paths = 'a'", "paths: expected `array`, got `str`"),
    ],
)
def test_what_is_wrong_is_named(text: str, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        policy(text)
    assert message in str(caught.value)
    assert str(caught.value).startswith("mle-reviewer.toml")


def test_in_pyproject_the_table_is_named() -> None:
    with pytest.raises(PolicyError, match=r"^pyproject\.toml \[tool\.mle-reviewer\]: unknown key `failon`"):
        policy("[tool.mle-reviewer]\nfailon = 'block'\n", "pyproject.toml")
    with pytest.raises(PolicyError, match=r"tool\.mle-reviewer: expected a table"):
        policy("[tool]\nmle-reviewer = 3\n", "pyproject.toml")


def test_two_policies_are_one_too_many() -> None:
    both = tree({"mle-reviewer.toml": "", "pyproject.toml": "[tool.mle-reviewer]\n"})
    with pytest.raises(PolicyError, match="keep one of them"):
        read_policy(both, CARDS)


def test_a_policy_that_cannot_be_read_is_no_default_policy() -> None:
    with pytest.raises(PolicyError, match="UTF-8"):
        read_policy(MemoryTree({"mle-reviewer.toml": b"# caf\xe9\n"}), CARDS)
    with pytest.raises(PolicyError, match="NUL"):
        read_policy(MemoryTree({"mle-reviewer.toml": b"a\0b"}), CARDS)
    with pytest.raises(PolicyError, match=r"nests too deeply|not valid TOML"):
        policy(f"paths = {'[' * 5000}{']' * 5000}")
    with pytest.raises(PolicyError, match="not valid TOML"):
        policy(f"gaps = {'9' * 5000}")


def test_where_the_parts_of_a_system_are_is_no_rule_of_the_review() -> None:
    table = 'gates = "gates.yaml"\nalerts = ["a.yaml"]\n[[models]]\nname = "loans"\ntrain-entry = "train.py"\n'
    assert policy(table) == policy("")
    with pytest.raises(PolicyError, match=r"unknown key `models\[0\]\.train_entry`; did you mean `train-entry`"):
        policy('[[models]]\nname = "loans"\ntrain_entry = "train.py"\n')
