"""The whole way on real repositories, with an analysis that finds a leak on every line that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.review import Review
from mle_reviewer.policy.policy import PolicyError
from mle_reviewer.review.engine import Engine
from mle_reviewer.review.journey import Settings, review, unfinished
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.reading import read_change
from tests.review.making import Found, engine, finding, leaks

Repository = Callable[..., Path]
PASSED = LaneRun("tests", "junit", "results in tests.xml", "passed", "9 passed")
SETTINGS = Settings(results=(PASSED,), today="2026-11-23")
ALLOW = "# mle-reviewer: allow fit-before-split -- known"


def reviewed(root: Path, settings: Settings = SETTINGS, look: Engine | None = None, **what) -> Review:
    what = what or {"base": "HEAD~1", "head": "HEAD"}
    return review(read_change(str(root), **what, env={}), look or engine(leaks), settings).review


def scopes(found: Review) -> list[tuple[str, int, str]]:
    return [(f.check, f.at.line, f.scope) for f in found.findings]


def test_a_change_that_brings_a_leak_is_blocked(repository: Repository) -> None:
    found = reviewed(repository({"train.py": "x\nleak old\n"}, {"train.py": "leak new\nx\nleak old\n"}))
    assert scopes(found) == [("fit-before-split", 1, "introduced"), ("fit-before-split", 3, "pre-existing")]
    assert found.decision.verdict == "BLOCK"
    assert found.decision.reasons == (found.findings[0].fingerprint,)
    assert found.change.surfaces == ("training",)


def test_a_change_that_leaves_a_leak_is_not(repository: Repository) -> None:
    found = reviewed(repository({"train.py": "leak\n"}, {"train.py": "x\nleak\n"}))
    assert (scopes(found), found.decision.verdict) == ([("fit-before-split", 2, "pre-existing")], "APPROVE")


def test_a_change_that_mends_a_leak(repository: Repository) -> None:
    found = reviewed(repository({"train.py": "leak\nx\n"}, {"train.py": "good\nx\n"}))
    assert (found.findings, [f.at.line for f in found.fixed]) == ((), [1])
    assert found.decision.verdict == "APPROVE"


def test_a_leak_brought_into_view_by_a_new_file_is_not_new(repository: Repository) -> None:
    def reaching(tree, *, focus, jobs, knowledge):
        """Whoever is asked about `new.py` also reports `train.py`, which it imports."""
        wider = None if focus is None else {*focus, *(["train.py"] if "new.py" in focus else [])}
        return engine(leaks).analyse(tree, focus=wider, jobs=jobs, knowledge=knowledge)

    root = repository({"train.py": "leak\n", "web.py": "x\n"}, {"new.py": "import train\n", "web.py": "y\n"})
    found = reviewed(root, look=Engine(reaching, engine(leaks).cards))
    assert (found.findings, found.fixed, found.decision.verdict) == ((), (), "APPROVE")


def test_a_whole_tree_has_no_base(repository: Repository) -> None:
    found = reviewed(repository({"a.py": "leak\n", "tests/test_a.py": "leak\n"}), all_files=True)
    assert [(f.at.path, f.severity.name, f.scope) for f in found.findings] == [
        ("a.py", "HIGH", "present"),
        ("tests/test_a.py", "LOW", "present"),
    ]
    assert (found.change.base, found.change.tree_files, found.decision.verdict) == (None, 2, "BLOCK")


def test_without_tests_it_is_a_warning(repository: Repository) -> None:
    root = repository({"train.py": "x\n"}, {"train.py": "y\n"})
    found = reviewed(root, replace(SETTINGS, results=()))
    assert (found.decision.verdict, len(found.decision.follow_ups)) == ("APPROVE WITH WARNINGS", 1)


def test_a_change_of_something_else_needs_no_tests(repository: Repository) -> None:
    root = repository({"web.py": "x\n"}, {"web.py": "y\n"})
    found = reviewed(root, replace(SETTINGS, results=()), engine(leaks, surfaces={}))
    assert (found.decision.verdict, found.change.surfaces) == ("APPROVE", ())


# --- the rules come from the base


def test_a_change_cannot_loosen_its_own_review(repository: Repository) -> None:
    loose = "[severity]\nfit-before-split = 'off'\n"
    found = reviewed(repository({"train.py": "x\n"}, {"train.py": "leak\n", "mle-reviewer.toml": loose}))
    assert scopes(found) == [("fit-before-split", 1, "introduced"), ("policy-changed", 1, "introduced")]
    assert found.decision.verdict == "BLOCK"


def test_the_base_s_policy_holds(repository: Repository) -> None:
    mild = "[severity]\nfit-before-split = 'medium'\n[[paths]]\nmatch = 'old.py'\nseverity = 'off'\n"
    root = repository(
        {"mle-reviewer.toml": mild, "train.py": "x\n", "old.py": "x\n"}, {"train.py": "leak\n", "old.py": "leak\n"}
    )
    found = reviewed(root)
    assert [f.severity.name for f in found.findings] == ["MEDIUM"]
    assert [(s.rule, s.count) for s in found.silenced] == [("paths in mle-reviewer.toml: old.py = off", 1)]
    assert found.decision.verdict == "APPROVE WITH WARNINGS"


def test_a_policy_broken_in_the_base_stops_the_review(repository: Repository) -> None:
    root = repository({"mle-reviewer.toml": "fail-on = 1\n"}, {"train.py": "x\n"})
    with pytest.raises(PolicyError, match=r"mle-reviewer\.toml: fail-on"):
        reviewed(root)


def test_a_policy_broken_by_the_change_is_a_gap(repository: Repository) -> None:
    found = reviewed(repository({"train.py": "x\n"}, {"train.py": "y\n", "mle-reviewer.toml": "fail-on = 1\n"}))
    assert [(gap.path, gap.stage) for gap in found.gaps] == [("mle-reviewer.toml", "read")]
    assert found.decision.verdict == "APPROVE WITH WARNINGS"


# --- waivers


def test_a_waiver_of_the_base_counts_everywhere(repository: Repository) -> None:
    root = repository({"train.py": f"leak  {ALLOW}\n"}, {"train.py": f"x\nleak  {ALLOW}\n"})
    found = reviewed(root, replace(SETTINGS, strict=True), all_files=True)
    assert found.findings[0].waived is not None
    assert (found.findings[0].waived.new, found.decision.verdict) == (False, "APPROVE")


@pytest.mark.parametrize(
    ("strict", "policy", "verdict"),
    [(False, "", "APPROVE"), (True, "", "BLOCK"), (True, "waivers-in-change = true\n", "APPROVE")],
)
def test_a_waiver_that_the_change_brings(repository: Repository, *, strict: bool, policy: str, verdict: str) -> None:
    root = repository({"train.py": "x\n", "mle-reviewer.toml": policy}, {"train.py": f"x\n{ALLOW}\nleak\n"})
    found = reviewed(root, replace(SETTINGS, strict=strict))
    (leak,) = found.findings
    assert leak.waived is not None
    assert (leak.waived.reason, leak.waived.new, leak.waived.counts) == ("known", True, verdict == "APPROVE")
    assert found.decision.verdict == verdict


def test_a_waiver_in_a_notebook(repository: Repository) -> None:
    notebook = (
        '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# Leak"]},\n'
        f'{{"cell_type": "code", "metadata": {{}}, "outputs": [], "source": ["{ALLOW}\\n", "leak"]}}],\n'
        '"metadata": {}, "nbformat": 4, "nbformat_minor": 4}\n'
    )

    def analyse(tree, *, focus, jobs, knowledge):
        del focus, jobs, knowledge
        at = replace(finding("eda.ipynb", 2).at, cell=2)
        return Found((finding(at=at),) if "eda.ipynb" in tree.paths() else ())

    root = repository({"README.md": "x"}, {"eda.ipynb": notebook})
    (leak,) = reviewed(root, look=Engine(analyse, engine(leaks).cards)).findings
    assert leak.waived is not None
    assert (leak.waived.at.cell, leak.waived.at.line) == (2, 1)


def test_an_unused_waiver_is_a_note_where_the_change_left_it(repository: Repository) -> None:
    left = reviewed(repository({"train.py": f"leak  {ALLOW}\n"}, {"train.py": f"good  {ALLOW}\n"}, name="left"))
    old = reviewed(repository({"train.py": f"good  {ALLOW}\n"}, {"train.py": f"x\ngood  {ALLOW}\n"}, name="old"))
    assert scopes(left) == [("waiver-unused", 1, "introduced")]
    assert scopes(old) == [("waiver-unused", 2, "pre-existing")]
    assert left.decision.verdict == "APPROVE"


def test_a_waiver_in_an_unread_file_is_not_called_unused(repository: Repository) -> None:
    gap = Gap("train.py", 1, "parse", "not valid Python 3.11")
    root = repository({"train.py": "x\n"}, {"train.py": f"good  {ALLOW}\n"})
    found = reviewed(root, look=engine(lambda *_: None, gaps=(gap,)))
    assert scopes(found) == []
    assert found.decision.verdict == "APPROVE WITH WARNINGS"


def test_a_waiver_file_covers_what_has_no_comments(repository: Repository) -> None:
    entry = "[[waiver]]\ncheck = 'fit-before-split'\npath = 'train.py'\nreason = 'known'\n"
    files = {"train.py": "x\n", ".mle-reviewer/waivers.toml": entry}
    root = repository(files, {"train.py": "leak\n"})
    (leak,) = reviewed(root, replace(SETTINGS, strict=True)).findings
    assert leak.waived is not None
    assert (leak.waived.by, leak.waived.counts) == ("waiver file", True)


def test_an_entry_that_lies_in_wait_is_shown(repository: Repository) -> None:
    entry = "[[waiver]]\ncheck = 'fit-before-split'\npath = 'later/'\nreason = 'soon'\n"
    found = reviewed(repository({"train.py": "x\n"}, {"train.py": "y\n", ".mle-reviewer/waivers.toml": entry}))
    (note,) = found.findings
    assert (note.check, note.title, note.scope) == ("policy-changed", "The change adds a waiver", "introduced")
    assert "allows fit-before-split in later/: soon" in note.issue
    assert found.decision.verdict == "APPROVE"


def test_a_waiver_file_broken_by_the_change_allows_nothing(repository: Repository) -> None:
    entry = "[[waiver]]\ncheck = 'fit-before-split'\npath = 'train.py'\nreason = 'known'\n"
    path = ".mle-reviewer/waivers.toml"
    found = reviewed(repository({"train.py": "x\n", path: entry}, {"train.py": "leak\n", path: "[["}))
    assert found.findings[0].waived is None
    assert "so it allows nothing" in found.gaps[0].why
    assert found.decision.verdict == "BLOCK"


# --- gaps, conflicts, failures


def test_gaps_of_both_sides_are_shown_once(repository: Repository) -> None:
    both = Gap("train.py", 3, "follow", "too deep")
    found = reviewed(repository({"train.py": "x\n"}, {"train.py": "y\n"}), look=engine(leaks, gaps=(both,)))
    assert found.gaps == (both,)


def test_a_conflict_blocks(repository: Repository) -> None:
    text = "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n"
    found = reviewed(repository({"notes.txt": "x\n"}, {"notes.txt": text}))
    assert scopes(found) == [("conflict-markers", 1, "introduced")]
    assert found.decision.verdict == "BLOCK"


def test_a_failed_check_is_never_an_approval_nor_a_fix(repository: Repository) -> None:
    failed = Gap("", 0, "check", "fit-before-split failed: KeyError: 'x'")
    root = repository({"train.py": "leak\n"}, {"train.py": "good\n"})

    def failing(tree, *, focus, jobs, knowledge):
        whole = engine(leaks).analyse(tree, focus=focus, jobs=jobs, knowledge=knowledge)
        return whole if whole.findings else Found(gaps=(failed,), surfaces=whole.surfaces)

    found = reviewed(root, look=Engine(failing, engine(leaks).cards))
    assert (found.gaps, found.fixed) == ((failed,), ())
    assert found.decision.verdict == "APPROVE WITH WARNINGS"


def test_what_cannot_be_completed_is_blocked() -> None:
    found = unfinished("out of memory")
    assert (found.decision.verdict, found.incomplete) == ("BLOCK", "out of memory")
    assert found.decision.because == ("the review could not be completed: out of memory",)


# --- baseline


def test_the_baseline_of_a_whole_tree(repository: Repository) -> None:
    from mle_reviewer.policy.baseline import known, written

    first = reviewed(repository({"train.py": "leak a\nleak b\n"}, name="first"), all_files=True)
    path = ".mle-reviewer/baseline.json"
    kept = repository({"train.py": "x\nleak a\nleak c\n", path: written(known(first.findings))})
    found = reviewed(kept, all_files=True)
    assert [(f.check, f.context, f.waived is not None) for f in found.findings] == [
        ("fit-before-split", "leak a", True),
        ("fit-before-split", "leak c", False),
        ("baseline-stale", path, False),
    ]


def test_what_the_base_could_not_read_is_not_new(repository: Repository) -> None:
    def unreadable(tree, *, focus, jobs, knowledge):
        """Base, whose file begins with `(`, is a gap."""
        found = engine(leaks).analyse(tree, focus=focus, jobs=jobs, knowledge=knowledge)
        broken = tree.read("train.py").data.startswith(b"(")
        gap = Gap("train.py", 1, "parse", "not Python")
        return Found(() if broken else found.findings, (gap,) if broken else (), found.surfaces)

    root = repository({"train.py": "(\nleak old\n"}, {"train.py": "leak new\nleak old\n"})
    found = reviewed(root, look=Engine(unreadable, engine(leaks).cards))
    assert scopes(found) == [("fit-before-split", 1, "introduced"), ("fit-before-split", 2, "pre-existing")]
