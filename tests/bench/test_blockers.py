"""Common blockers on real repositories: the records, where a finding counts, and the counts."""

from __future__ import annotations

import re
from typing import Any

from bench.blockers import BLOCKERS, Record, is_named, read_records, table

RECORD = Record("CB4", "o/r", "1" * 40, "app.py", None, 10, "the same map by hand")


def report(**changed: Any) -> dict[str, Any]:
    item = {
        "path": "app.py",
        "line": 12,
        "cell": None,
        "severity": "HIGH",
        "tags": [],
        "items": ["SD1", "CB4"],
        "check": "c",
        "confidence": "high",
        "scope": "present",
        "title": "t",
        "issue": "i",
        "fix": "f",
    }
    return {"findings": [item | changed]}


def test_a_blocker_is_named_near_its_place_only():
    assert is_named(RECORD, report())
    assert not is_named(RECORD, report(line=14))
    assert not is_named(RECORD, report(items=["SD1"]))
    assert not is_named(RECORD, report(path="other.py"))
    assert not is_named(RECORD, report(cell=1))


def test_the_table_counts_repositories_and_places():
    other = Record("CB4", "o/r", "1" * 40, "app.py", None, 90, "again")
    assert table([RECORD, other], {RECORD: True, other: False})[2:] == ["| CB4 | 1 | 2 | 1 |"]


def test_blockers_have_records_of_two_repositories_each_but_those_that_nobody_met():
    records = read_records()
    for blocker in set(BLOCKERS) - {"CB8"}:
        assert len({one.repo for one in records if one.blocker == blocker}) >= 2, blocker
    assert len({(one.blocker, one.repo, one.path, one.cell, one.line) for one in records}) == len(records)
    for one in records:
        assert re.fullmatch(r"[0-9a-f]{40}", one.revision)
        assert one.base is None or re.fullmatch(r"[0-9a-f]{40}", one.base)
        assert one.what
