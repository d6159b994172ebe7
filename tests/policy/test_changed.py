"""A change to the review's own rules is shown, weaker ones louder, and what it breaks is a gap."""

from __future__ import annotations

import pytest

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.policy.baseline import known, written
from mle_reviewer.policy.changed import policy_changes
from mle_reviewer.policy.house import HOUSE
from mle_reviewer.policy.reading import read_policy
from tests.review.making import CARDS, finding, tree

KNOWN = {*CARDS, *HOUSE}


def changes(before: dict[str, str], after: dict[str, str]):
    base, head = tree(before, "1234567"), tree(after)
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    return policy_changes(base, head, changed, read_policy(base, KNOWN), KNOWN)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("", "fail-on = 'never'", "fail-on block → never"),
        ("fail-on = 'warning'", "", "fail-on warning → block"),
        ("gaps = 'block'", "", "gaps block → warn"),
        ("", "waivers-in-change = true", "waivers-in-change false → true"),
        ("", "baseline = 'b.json'", "baseline .mle-reviewer/baseline.json → b.json"),
        ("", "[severity]\nfit-before-split = 'low'", "severity.fit-before-split as the check says → low"),
        ("[severity]\nfit-before-split = 'low'", "[severity]\nfit-before-split = 'off'", "low → off"),
        ("", "[[paths]]\nmatch = 'src/'\nseverity = 'off'", "paths gain src/ = off"),
    ],
)
def test_what_gets_weaker_is_a_warning(before: str, after: str, words: str) -> None:
    ((note,), gaps) = changes({"mle-reviewer.toml": before}, {"mle-reviewer.toml": after})
    assert (note.check, note.severity, gaps) == ("policy-changed", Severity.MEDIUM, ())
    assert note.title == "The change loosens the review's own policy"
    assert words in note.issue


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("", "fail-on = 'warning'", "fail-on block → warning"),
        ("", "gaps = 'block'", "gaps warn → block"),
        ("[severity]\nfit-before-split = 'low'", "", "severity.fit-before-split low → as the check says"),
        ("[severity]\nfit-before-split = 'low'", "[severity]\nfit-before-split = 'high'", "low → high"),
        ("[[paths]]\nmatch = 'src/'\nseverity = 'off'", "", "paths lose src/ = off"),
    ],
)
def test_what_gets_stricter_is_a_note(before: str, after: str, words: str) -> None:
    ((note,), _) = changes({"mle-reviewer.toml": before}, {"mle-reviewer.toml": after})
    assert note.severity == Severity.LOW
    assert words in note.issue


def test_a_comment_in_the_policy_changes_nothing() -> None:
    assert changes({"mle-reviewer.toml": "gaps = 'warn'"}, {"mle-reviewer.toml": "# why\ngaps = 'warn'"}) == ((), ())
    assert changes({"pyproject.toml": "[tool.x]"}, {"pyproject.toml": "[tool.y]"}) == ((), ())


def test_the_same_rules_in_another_file_change_nothing() -> None:
    before = {"mle-reviewer.toml": "gaps = 'block'"}
    assert changes(before, {"pyproject.toml": "[tool.mle-reviewer]\ngaps = 'block'"}) == ((), ())


def test_a_policy_broken_in_head_is_a_gap() -> None:
    notes, (gap,) = changes({}, {"mle-reviewer.toml": "fail-on = 1"})
    assert notes == ()
    assert (gap.path, gap.stage) == ("mle-reviewer.toml", "read")
    assert "would not be usable after this change: mle-reviewer.toml: fail-on: " in gap.why


def test_a_baseline_that_grows_or_shrinks() -> None:
    one, two = fingerprinted([finding("a.py"), finding("b.py")])
    path = ".mle-reviewer/baseline.json"
    small, large = written(known([one])), written(known([one, two]))
    ((grown,), _) = changes({path: small}, {path: large})
    ((shrunk,), _) = changes({path: large}, {path: small})
    assert (grown.severity, grown.at.path) == (Severity.MEDIUM, path)
    assert "gains 1 entry" in grown.issue
    assert (shrunk.severity, "loses 1 entry" in shrunk.issue) == (Severity.LOW, True)
    _, (gap,) = changes({path: small}, {path: "{"})
    assert "the baseline would not be usable" in gap.why


def test_in_house_knowledge_is_shown() -> None:
    path = ".mle-reviewer/knowledge/ours.yaml"
    ((note,), _) = changes({}, {path: "library: ours\n"})
    assert (note.check, note.at.path) == ("policy-changed", path)
