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
EXPECTED = re.compile(r"# expect: ([\w-]+)")
SECTIONS = ("Why", "Bad", "Good", "Stays quiet", "References")


@dataclass(frozen=True)
class Block:
    """One code block of a page: its section, its file and what it expects on which line."""

    section: str
    file: str
    code: str

    @property
    def expected(self) -> set[tuple[str, int]]:
        return {
            (match[1], number)
            for number, line in enumerate(self.code.split("\n"), 1)
            for match in EXPECTED.finditer(line)
        }


def blocks(check: str) -> list[Block]:
    found = []
    for part in registry.page(check).split("\n## ")[1:]:
        section, _, text = part.partition("\n")
        found += [Block(section, match[2], match[3]) for match in FENCE.finditer(text)]
    return found


CASES = [
    pytest.param(block, id=f"{check}-{block.section}-{number}")
    for check in registry.cards()
    for number, block in enumerate(blocks(check))
]


@pytest.mark.parametrize("block", CASES)
def test_block(block: Block, tmp_path: Path) -> None:
    (tmp_path / block.file).write_text(EXPECTED.sub("", block.code), encoding="utf-8")
    analysis = analyse(FolderTree(str(tmp_path)))
    assert not analysis.gaps
    found = {(one.check, one.at.line) for one in analysis.findings if one.severity >= Severity.MEDIUM}
    if block.section == "Bad":
        assert found == block.expected
        assert all(one.trace for one in analysis.findings)
    else:
        assert found == set()


@pytest.mark.parametrize("check", registry.cards())
def test_page_is_whole(check: str) -> None:
    text = registry.page(check)
    assert text.startswith(f"# {check}\n")
    assert [line[3:] for line in text.split("\n") if line.startswith("## ")] == list(SECTIONS)
    sections = {block.section for block in blocks(check)}
    assert sections == {"Bad", "Good", "Stays quiet"}
    assert all(any(c == check for c, _line in b.expected) for b in blocks(check) if b.section == "Bad")
