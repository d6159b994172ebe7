"""Waivers against findings: what is marked, what is new, what is wrong, what is forgotten."""

from __future__ import annotations

from mle_reviewer.policy.comments import Snippet, comment_waivers
from mle_reviewer.policy.waiver import Waiver
from mle_reviewer.policy.waiving import new_waivers, waived, waiver_faults
from tests.review.making import CARDS, finding

NONE: frozenset[int] = frozenset()


def read(source: str, path: str = "train.py") -> tuple[Waiver, ...]:
    return comment_waivers([Snippet(path, source)], known=CARDS, today="2026-11-23")


ALLOW = "# mle-reviewer: allow fit-before-split -- known\n"


def test_a_covered_finding_is_marked_with_reason_and_place() -> None:
    (marked,) = waived([finding(line=2)], read(ALLOW + "fit(X)\n"), NONE, new_counts=True)
    assert marked.waived is not None
    assert (marked.waived.by, marked.waived.reason, marked.waived.at.line) == ("comment", "known", 1)
    assert (marked.waived.new, marked.waived.counts) == (False, True)


def test_an_unsound_waiver_marks_nothing() -> None:
    (left,) = waived([finding(line=1)], read("fit(X)  # mle-reviewer: allow fit-before-split\n"), NONE, new_counts=True)
    assert left.waived is None


def test_a_new_waiver_is_shown_and_counts_only_where_it_may() -> None:
    waivers = read(ALLOW + "fit(X)\n")
    (here,) = waived([finding(line=2)], waivers, frozenset({0}), new_counts=True)
    (ci,) = waived([finding(line=2)], waivers, frozenset({0}), new_counts=False)
    assert here.waived
    assert ci.waived
    assert (here.waived.new, here.waived.counts) == (True, True)
    assert (ci.waived.new, ci.waived.counts) == (True, False)


def test_an_old_waiver_goes_before_a_new_one() -> None:
    waivers = read(ALLOW + "fit(X)  " + ALLOW)
    (marked,) = waived([finding(line=2)], waivers, frozenset({0}), new_counts=False)
    assert marked.waived is not None
    assert marked.waived.counts


def test_new_is_what_says_something_else_or_of_something_else() -> None:
    base = read(ALLOW + "fit(X)\n")

    def new(head: str) -> frozenset[int]:
        return new_waivers(read(head), base, {})

    assert new(ALLOW + "fit(X)\n") == NONE
    assert new("import os\n\n\n" + ALLOW + "fit( X )\n") == NONE, "moved and reformatted"
    assert new("fit(X)  " + ALLOW) == NONE, "the comment moved behind its statement"
    assert new(ALLOW + "fit(X_all)\n") == {0}, "the statement was rewritten"
    assert new(ALLOW.replace("known", "fine") + "fit(X)\n") == {0}, "another reason"
    assert new(2 * (ALLOW + "fit(X)\n")) == {1}, "copied"


def test_a_renamed_file_keeps_its_waivers() -> None:
    base, head = read(ALLOW + "fit(X)\n", "old.py"), read(ALLOW + "fit(X)\n", "new.py")
    assert new_waivers(head, base, {"old.py": "new.py"}) == NONE
    assert new_waivers(head, base, {}) == {0}


def test_faults_and_forgotten_waivers_are_findings() -> None:
    waivers = read(
        "fit(X)  # mle-reviewer: allow fit-before-split -- used\n"
        "fit(X)  # mle-reviewer: allow fit-before-split, chosen-on-test -- half used\n"
        "fit(X)  # mle-reviewer: allow fit-before-split -- forgotten\n"
        "fit(X)  # mle-reviewer: allow nope -- typo\n"
        "fit(X)  # mle-reviewer: allow\n"
    )
    found = waiver_faults(waivers, [finding(line=1), finding(line=2)], lambda _: True)
    assert [(f.check, f.at.line) for f in found] == [
        ("waiver-unused", 2),
        ("waiver-unused", 3),
        ("waiver-unknown-check", 4),
        ("waiver-blanket", 5),
    ]
    assert "`chosen-on-test`" in found[0].issue
    assert "`fit-before-split`" not in found[0].issue


def test_what_was_not_analysed_is_not_called_unused() -> None:
    assert waiver_faults(read(ALLOW + "fit(X)\n"), [], lambda _: False) == ()
