"""Every check's page is its test: Bad blocks are flagged where they say, Good and Stays quiet blocks are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks import registry
from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.review.engine import built_in
from mle_reviewer.review.journey import Settings, review
from mle_reviewer.sources.folder import FolderTree
from tests.checks.pages import SHAPES, Example, examples, examples_in, shapes

LONGEST = 520  # lines of a page
SECTIONS = ("Why", "Bad", "Good", "Stays quiet", "References")
CASES = [
    pytest.param(check, example, id=f"{check}-{example.section}-{number}")
    for check in registry.cards()
    for number, example in enumerate(examples(check))
]


@pytest.mark.parametrize(("check", "example"), CASES)
def test_example(check: str, example: Example, tmp_path: Path) -> None:
    findings = _brought(example, tmp_path) if example.base is not None else _present(example, tmp_path)
    findings = tuple(one for one in findings if _concerns(check, example, one))
    least = min(Severity.MEDIUM, registry.cards()[check].severity)
    found = {(one.check, at.path, at.line) for one in findings if one.severity >= least for at in one.places}
    if example.section == "Bad":
        assert found == example.expected
        assert all(one.trace for one in findings)
    else:
        assert found == set()


def _concerns(check: str, example: Example, found: Finding) -> bool:
    """Whether a page answers for a finding: of the system, for its own and those it names; of rows, for all."""
    systems = {one for one, card in registry.cards().items() if not card.of_rows}
    named = {check, *(name for name, _, _ in example.expected)}
    return found.check in named or (check not in systems and found.check not in systems)


def _present(example: Example, folder: Path) -> tuple[Finding, ...]:
    """What stands in a tree."""
    example.write(folder)
    analysis = analyse(FolderTree(str(folder)))
    assert not analysis.gaps
    return analysis.findings


def _brought(example: Example, folder: Path) -> tuple[Finding, ...]:
    """What a change brings."""
    found = review(example.change(folder), built_in(), Settings(today="2026-01-05", leads=True)).review
    assert not found.gaps
    return tuple(one for one in found.findings if one.scope != "pre-existing")


@pytest.mark.parametrize("check", registry.cards())
def test_page_is_whole(check: str) -> None:
    text = registry.page(check)
    assert text.startswith(f"# {check}\n")
    assert [line[3:] for line in text.split("\n") if line.startswith("## ")] == list(SECTIONS)
    assert {example.section for example in examples_in(text)} == {"Bad", "Good", "Stays quiet"}
    assert text.count("\n") < LONGEST  # `explain` prints it; further shapes stand in `shapes`
    fences = [line for line in (text + shapes(check)).split("\n") if line.startswith("```")]
    assert all(" " in line for line in fences[::2])  # a block without a file's name would never be run
    assert set(fences[1::2]) <= {"```"}
    bad = [example for example in examples(check) if example.section == "Bad"]
    assert all(any(expected[0] == check for expected in example.expected) for example in bad)


def test_every_shape_belongs_to_a_check():
    assert {path.stem.replace("_", "-") for path in SHAPES.glob("*.md")} <= set(registry.cards())
