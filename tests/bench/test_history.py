"""Historic fixes: the records, and which findings count."""

from __future__ import annotations

import re

from bench.found import Found
from bench.history import Fix, Outcome, read_fixes
from bench.snippets import Spot

FIX = Fix("a/b", "1" * 40, "2" * 40, frozenset({"leak:preprocessing"}), (Spot("train.py", None, (10,)),), "early fit")


def found(
    line: int = 10,
    *,
    path: str = "train.py",
    tag: str = "leak:preprocessing",
    severity: str = "HIGH",
    scope: str = "introduced",
) -> Found:
    return Found(path, None, line, severity, (tag,), "fit-before-split", scope=scope)


def test_only_what_the_change_brings_counts():
    assert FIX.relevant([found(), found(scope="worsened")]) == (found(), found(scope="worsened"))
    assert FIX.relevant([found(scope="pre-existing")]) == ()


def test_other_files_other_tags_and_low_findings_do_not_count():
    assert FIX.relevant([found(path="b.py"), found(tag="leak:group"), found(severity="LOW")]) == ()


def test_an_outcome_is_flagged_placed_and_quiet():
    assert Outcome(FIX, brought=(found(30),)).flagged
    assert not Outcome(FIX, brought=(found(30),)).placed
    assert Outcome(FIX, brought=(found(11),)).placed
    assert Outcome(FIX).quiet
    assert not Outcome(FIX, left=(found(),)).quiet
    assert not Outcome(FIX, failure="no clone").quiet


def test_the_records_are_whole():
    fixes = read_fixes()
    assert len(fixes) >= 15
    assert len({(fix.repo, fix.good) for fix in fixes}) == len(fixes)
    for fix in fixes:
        assert re.fullmatch(r"[0-9a-f]{40}", fix.good), fix
        assert re.fullmatch(r"[0-9a-f]{40}", fix.bad), fix
        assert fix.tags, fix
        assert all(tag.startswith("leak:") for tag in fix.tags), fix
        assert all(spot.lines and (spot.cell is not None) == spot.file.endswith(".ipynb") for spot in fix.spots), fix
