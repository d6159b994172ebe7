"""Every recogniser's page is its test: each section names the verdict that the repositories in it get."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks import registry
from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.checklist import ITEMS
from mle_reviewer.policy.ledger import ledger
from mle_reviewer.sources.folder import FolderTree
from tests.checks.pages import Example, examples_in

VERDICTS = {"satisfied", "partial", "no-evidence", "not-applicable", "needs-judgement", "not-scanned", "violated"}
CASES = [
    pytest.param(item, example, id=f"{item}-{example.section}-{number}")
    for item, page in registry.evidence_pages().items()
    for number, example in enumerate(examples_in(page))
]


@pytest.mark.parametrize(("item", "example"), CASES)
def test_verdict(item: str, example: Example, tmp_path: Path) -> None:
    example.write(tmp_path)
    analysis = analyse(FolderTree(str(tmp_path)))
    assert analysis.survey is not None
    assert not [gap for gap in analysis.gaps if gap.stage == "check"]
    verdicts = [one for one in ledger(analysis.findings, analysis.survey.answers) if one.item == item]
    assert [(one.verdict, one.says, one.grounds) for one in verdicts if one.verdict != example.section] == []
    assert all(one.grounds for one in verdicts if one.verdict in {"satisfied", "partial"})
    assert all(one.says for one in verdicts)


@pytest.mark.parametrize("item", registry.recognisers())
def test_page_is_whole(item: str) -> None:
    page = registry.evidence_pages()[item]
    assert item in ITEMS
    assert page.startswith(f"# {item}\n")
    sections = {example.section for example in examples_in(page)}
    assert sections <= VERDICTS
    assert len(sections) > 1  # a verdict that is always the same says nothing
