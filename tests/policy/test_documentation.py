"""The reference page says what is so: its examples are read, its defaults are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from mle_reviewer.findings.card import Severity
from mle_reviewer.policy.baseline import parse_baseline
from mle_reviewer.policy.comments import Snippet, comment_waivers
from mle_reviewer.policy.policy import DEFAULT_PATHS, Policy
from mle_reviewer.policy.reading import read_policy
from mle_reviewer.policy.waiver_file import file_waivers
from tests.review.making import tree

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
KNOWN = {"fit-before-split", "chosen-on-test", "random-split-of-time-series", "random-split-of-groups"}


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_policy_with_all_keys_is_read_and_shows_the_defaults() -> None:
    text, parts, _ = blocks("toml")
    policy = read_policy(tree({"mle-reviewer.toml": text}), KNOWN)
    default = Policy()
    assert policy.set_keys == {
        "fail-on", "gaps", "baseline", "waivers", "waivers-in-change", "severity", "paths", "not-applicable",
    }  # fmt: skip
    for key in ("fail_on", "gaps", "baseline", "waivers", "waivers_in_change"):
        assert getattr(policy, key) == getattr(default, key), key
    assert read_policy(tree({"mle-reviewer.toml": parts}), KNOWN).set_keys == frozenset()


def test_the_waivers_are_sound() -> None:
    *_, text = blocks("toml")
    in_file = file_waivers(tree({"w.toml": text}), "w.toml", known=KNOWN, today="2026-11-23")
    in_code = comment_waivers([Snippet("a.py", blocks("python")[0])], known=KNOWN, today="2026-11-23")
    assert [waiver.problem for waiver in (*in_file, *in_code)] == ["", "", ""]
    assert [(waiver.first, waiver.last) for waiver in in_code] == [(1, 1), (4, 6)]


def test_the_baseline_is_read() -> None:
    assert len(parse_baseline(blocks("json")[0].encode(), "b.json").entries) == 1


def test_the_default_paths_are_those_of_the_code() -> None:
    weights = {"off": None, "at most LOW": Severity.LOW, "at most MEDIUM": Severity.MEDIUM}
    rows = re.findall(r"^\| ((?:`[^`]+` ?)+)\| (off|at most \w+) \|$", PAGE, re.MULTILINE)
    assert [(tuple(re.findall(r"`([^`]+)`", patterns)), weights[weight]) for patterns, weight in rows] == [
        (rule.match, rule.ceiling) for rule in DEFAULT_PATHS
    ]
