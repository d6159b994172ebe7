"""Ordinary changes: the records, which findings are listed, and the counts."""

from __future__ import annotations

import json
import re

from bench import ordinary as bench
from bench import recorded_changes
from bench.found import Found
from bench.ordinary import Change, Outcome, read_changes, table
from bench.reviewer import ReviewFailedError

CHANGE = Change("a", "o/r", "1" * 40, "2" * 40, "docs", "words")


def found(severity: str = "HIGH", scope: str = "introduced") -> Found:
    return Found("train.py", None, 3, severity, ("training:seed",), "no-seed", scope=scope)


def test_findings_are_parted_by_severity():
    outcome = Outcome(CHANGE, introduced=(found(), found("CRITICAL"), found("MEDIUM"), found("LOW")))
    assert [one.severity for one in outcome.severe] == ["HIGH", "CRITICAL"]
    assert [one.severity for one in outcome.medium] == ["MEDIUM"]


def test_only_what_the_change_brings_is_kept(monkeypatch, tmp_path):
    reviews = (found(), found(scope="worsened"), found(scope="pre-existing"))
    asked = []

    class Clone:
        def __init__(self, *_arguments):
            pass

        def __enter__(self):
            return tmp_path

        def __exit__(self, *_arguments):
            return None

    def between(place, *, before, after):
        asked.append((place, before, after))
        return reviews

    monkeypatch.setattr(recorded_changes, "scratch_clone", Clone)
    monkeypatch.setattr(recorded_changes, "review_between", between)
    assert bench.reviewed(CHANGE, tmp_path).introduced == reviews[:2]
    assert asked == [(tmp_path, CHANGE.base, CHANGE.head)]


def test_the_table_counts_changes_and_not_findings():
    code = Change("b", "o/r", "1" * 40, "2" * 40, "feature", "code")
    outcomes = [Outcome(CHANGE), Outcome(code, introduced=(found(), found(), found("MEDIUM")))]
    assert table([*outcomes, Outcome(code, failure="no clone")])[2:] == [
        "| docs | 1 | 0 | 0 | 0 |",
        "| feature | 2 | 1 | 1 | 1 |",
        "| all | 3 | 1 | 1 | 1 |",
    ]


def test_the_outcomes_are_written_and_a_failure_is_told(tmp_path, monkeypatch, capsys):
    def fails(*_arguments, **_named):
        raise ReviewFailedError("exit 3")

    monkeypatch.setattr(recorded_changes, "scratch_clone", fails)
    monkeypatch.setattr(bench, "read_changes", lambda: (CHANGE,))
    assert bench.main([str(tmp_path), "--out", str(tmp_path / "out.json")]) == 2
    written = json.loads((tmp_path / "out.json").read_text())
    assert written["cases"] == [{"id": "a", "kind": "docs", "failure": "exit 3", "severe": [], "medium": []}]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", written["date"])
    assert "docs a (o/r 222222222): exit 3" in capsys.readouterr().out


def test_the_records_are_whole():
    changes = read_changes()
    assert len(changes) >= 25
    assert len({one.name for one in changes}) == len(changes)
    assert len({one.repo for one in changes}) >= 10
    for one in changes:
        assert re.fullmatch(r"[0-9a-f]{40}", one.base), one
        assert re.fullmatch(r"[0-9a-f]{40}", one.head), one
        assert one.kind, one
        assert one.what.endswith("."), one
