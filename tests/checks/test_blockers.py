"""A repository with all nine common blockers: each is named, and the decision is BLOCK; repaired, none is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.checklist import BLOCKERS
from mle_reviewer.findings.review import Review
from mle_reviewer.policy.ledger import blockers_found
from mle_reviewer.review.engine import built_in
from mle_reviewer.review.journey import Settings, review
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.folder import FolderTree
from tests.checks.pages import Example, examples_in

PAGE = Path(__file__).with_name("blockers.md")
_PARTS = ("AKIA", "Q2ZKLM7RTB4XWNPD")
KEY = "".join(_PARTS)  # in one piece it would look like a key that somebody has lost


def reviewed(section: str, folder: Path) -> Review:
    (example,) = [one for one in examples_in(PAGE.read_text(encoding="utf-8")) if one.section == section]
    files = tuple((path, text.replace("{{ACCESS_KEY}}", KEY)) for path, text in example.files)
    Example(section, files).write(folder)
    change = Change(None, FolderTree(str(folder)), "all files", ())
    return review(change, built_in(), Settings(today="2026-01-05")).review


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Review:
    return reviewed("Bad", tmp_path_factory.mktemp("bad"))


def test_all_nine_are_named(bad: Review) -> None:
    assert {one.id for one in blockers_found(bad.findings)} == set(BLOCKERS)
    assert bad.decision.verdict == "BLOCK"


def test_the_key_is_told_nowhere(bad: Review) -> None:
    assert KEY not in repr(bad)


def test_repaired_none_is_left(tmp_path: Path) -> None:
    good = reviewed("Repaired", tmp_path)
    assert not blockers_found(good.findings)
    assert [one.title for one in good.findings if one.severity >= Severity.HIGH] == []
    assert good.decision.verdict != "BLOCK"
    assert not [gap for gap in good.gaps if gap.stage in {"parse", "check"}]
