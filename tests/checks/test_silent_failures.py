"""A small repository with a silent failure of every kind: each is found in its place; its clean twin is quiet."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from mle_reviewer.checks import registry
from mle_reviewer.checks.run import analyse
from mle_reviewer.sources.folder import FolderTree

HERE = Path(__file__).parent.parent / "golden" / "silent"
LANE = {check for check, card in registry.cards().items() if card.lane == "silent-failure-hunter"}
EXPECTED = re.compile(r"# expect: ([a-z-]+)")


@cache
def found(name: str) -> set[tuple[str, str, int]]:
    analysis = analyse(FolderTree(str(HERE / name)))
    return {(one.check, one.at.path, one.at.line) for one in analysis.findings if one.check in LANE}


def stated(name: str) -> set[tuple[str, str, int]]:
    return {
        (match[1], path.relative_to(HERE / name).as_posix(), number)
        for path in sorted((HERE / name).rglob("*"))
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := EXPECTED.search(line))
    }


def test_every_planted_fault_is_found_where_it_stands():
    assert found("planted") == stated("planted")


def test_every_kind_is_planted():
    assert {check for check, _, _ in stated("planted")} == LANE


def test_the_clean_twin_is_quiet():
    assert found("clean") == set()


def test_no_place_is_told_twice():
    places = [(path, line) for _, path, line in found("planted")]
    assert len(places) == len(set(places))
