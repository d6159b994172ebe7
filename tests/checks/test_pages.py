"""Every check's page is its test: Bad blocks are flagged where they say, Good and Stays quiet blocks are not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from mle_reviewer.checks import registry
from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

FENCE = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXPECTED = re.compile(r"(?:#|--) expect: ([\w-]+)")
SECTIONS = ("Why", "Bad", "Good", "Stays quiet", "References")


@dataclass(frozen=True)
class Example:
    """One tree of a page: a block of its own, or all the blocks under one `###` heading; files and their text."""

    section: str
    files: tuple[tuple[str, str], ...]

    @property
    def expected(self) -> set[tuple[str, str, int]]:
        return {
            (match[1], file, number)
            for file, text in self.files
            for number, line in enumerate(text.split("\n"), 1)
            for match in EXPECTED.finditer(line)
        }

    def write(self, folder: Path) -> None:
        for file, text in self.files:
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(EXPECTED.sub("", text), encoding="utf-8")


def examples(check: str) -> list[Example]:
    found = []
    for section in registry.page(check).split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        alone, *together = text.split("\n### ")
        found += [Example(title, ((match[2], match[3]),)) for match in FENCE.finditer(alone)]
        found += [Example(title, tuple((m[2], m[3]) for m in FENCE.finditer(part))) for part in together]
    return found


CASES = [
    pytest.param(example, id=f"{check}-{example.section}-{number}")
    for check in registry.cards()
    for number, example in enumerate(examples(check))
]


@pytest.mark.parametrize("example", CASES)
def test_example(example: Example, tmp_path: Path) -> None:
    example.write(tmp_path)
    analysis = analyse(FolderTree(str(tmp_path)))
    assert not analysis.gaps
    found = {(one.check, one.at.path, one.at.line) for one in analysis.findings if one.severity >= Severity.MEDIUM}
    if example.section == "Bad":
        assert found == example.expected
        assert all(one.trace for one in analysis.findings)
    else:
        assert found == set()


@pytest.mark.parametrize("check", registry.cards())
def test_page_is_whole(check: str) -> None:
    text = registry.page(check)
    assert text.startswith(f"# {check}\n")
    assert [line[3:] for line in text.split("\n") if line.startswith("## ")] == list(SECTIONS)
    assert {example.section for example in examples(check)} == {"Bad", "Good", "Stays quiet"}
    bad = [example for example in examples(check) if example.section == "Bad"]
    assert all(any(expected[0] == check for expected in example.expected) for example in bad)
