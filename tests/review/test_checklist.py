"""The checklist in a review: shown where a system of models is touched, and never a reason to block."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.review import Review
from mle_reviewer.reports.render import rendered
from mle_reviewer.review.engine import built_in
from mle_reviewer.review.journey import Settings, review
from mle_reviewer.sources.reading import read_change
from tests.system.test_map import whole

Repository = Callable[..., Path]
SETTINGS = Settings(results=(LaneRun("tests", "junit", "tests.xml", "passed", "9 passed"),), today="2026-11-23")


def reviewed(root: Path) -> Review:
    return review(read_change(str(root), base="HEAD~1", head="HEAD", env={}), built_in(), SETTINGS).review


def test_what_is_not_there_in_ground_that_is_not_touched_does_not_block(repository: Repository) -> None:
    files = whole()
    found = reviewed(repository(files, files | {"prepare.py": files["prepare.py"] + "\n# tidied\n"}))
    assert {one.verdict for one in found.ledger} >= {"no-evidence"}
    assert found.decision.verdict != "BLOCK"
    text = rendered(found, "text")
    assert "PF problem framing: " in text
    assert json.loads(rendered(found, "json"))["system"]["edges"]


def test_a_change_of_something_else_shows_none_of_it(repository: Repository) -> None:
    files = whole() | {"web/page.css": "a {}\n"}
    found = reviewed(repository(files, files | {"web/page.css": "a { color: red }\n"}))
    assert found.decision.verdict == "APPROVE"
    text = rendered(found, "text")
    assert len(text.split("\n\n")) == 2
    assert "Checklist" not in text + rendered(found, "markdown")
    assert found.system.nodes == ()
