"""Historic fixes of production faults: the records, where a finding counts, what noise is, and the counts."""

from __future__ import annotations

import json
import re

from bench import fixes as bench
from bench import recorded_changes
from bench.fixes import Fix, Outcome, as_json, counts, introduced, read_fixes, table
from bench.found import Found
from bench.reviewer import ReviewFailedError
from bench.snippets import Spot

FIX = Fix("a", "o/r", "1" * 40, "2" * 40, "timeout", ("SD4",), (Spot("app.py", None, (10, 40)),), "no timeout")


def found(
    line: int = 10,
    *,
    path: str = "app.py",
    check: str = "no-timeout",
    tag: str = "serving:timeout",
    severity: str = "MEDIUM",
    scope: str = "introduced",
) -> Found:
    return Found(path, None, line, severity, (tag,), check, scope=scope)


def test_only_what_the_change_brings_and_no_leak_counts():
    assert introduced([found(), found(scope="worsened")]) == (found(), found(scope="worsened"))
    assert introduced([found(scope="pre-existing"), found(severity="LOW"), found(tag="leak:group")]) == ()


def test_a_fault_is_placed_within_three_lines_of_any_recorded_one():
    for line in (7, 13, 43):
        assert Outcome(FIX, brought=(found(line),)).place == "line"
    for line in (6, 14, 36):
        assert Outcome(FIX, brought=(found(line),)).place == "file"


def test_elsewhere_is_missed():
    assert Outcome(FIX).place == "missed"
    assert Outcome(FIX, brought=(found(path="other.py"),)).place == "missed"


def test_a_cell_is_part_of_the_place():
    notebook = Fix("n", "o/r", "1" * 40, "2" * 40, "seed", ("TR3",), (Spot("n.ipynb", 3, (2,)),), "no seed")
    assert notebook.holds(Found("n.ipynb", 3, 2, "HIGH", (), "seed"))
    assert not notebook.holds(Found("n.ipynb", 4, 2, "HIGH", (), "seed"))


def test_only_the_check_that_reported_the_fault_can_disturb_the_fix():
    assert Outcome(FIX, brought=(found(),), left=(found(check="other"),)).quiet
    assert not Outcome(FIX, brought=(found(),), left=(found(80),)).quiet
    at_line_and_elsewhere = (found(), found(90, check="other"))
    assert Outcome(FIX, brought=at_line_and_elsewhere, left=(found(90, check="other"),)).quiet
    assert not Outcome(FIX, failure="no clone").quiet


def test_the_table_counts_by_category():
    seeds = Fix("b", "o/r", "1" * 40, "2" * 40, "seed", ("TR3",), FIX.spots, "no seed")
    outcomes = [Outcome(FIX, brought=(found(),)), Outcome(FIX, brought=(found(25),)), Outcome(FIX), Outcome(seeds)]
    failed = Outcome(seeds, failure="no clone")
    assert counts([*outcomes, failed]) == (5, 1, 1, 2, 1, 4)
    rows = table([*outcomes, failed])
    assert rows[2:] == [
        "| seed | 2 | 0 | 0 | 1 | 1 | 1 |",
        "| timeout | 3 | 1 | 1 | 1 | 0 | 3 |",
        "| all | 5 | 1 | 1 | 2 | 1 | 4 |",
    ]


def test_the_outcomes_are_written_with_commit_and_date(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bench, "read_fixes", lambda: (FIX,))
    monkeypatch.setattr(bench, "reviewed", lambda fix, _clones: Outcome(fix, brought=(found(),)))
    assert bench.main([str(tmp_path), "--out", str(tmp_path / "out.json")]) == 0
    written = json.loads((tmp_path / "out.json").read_text())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", written["date"])
    assert written["commit"]
    assert [(case["id"], case["place"], case["quiet"]) for case in written["cases"]] == [("a", "line", True)]
    assert "timeout a (o/r 222222222): at the line" in capsys.readouterr().out


def test_a_missing_clone_and_a_failed_review_are_told(tmp_path, monkeypatch, capsys):
    assert bench.reviewed(FIX, tmp_path).failure == f"no clone of o/r in {tmp_path}"

    def fails(*_arguments, **_named):
        raise ReviewFailedError("exit 3")

    monkeypatch.setattr(recorded_changes, "scratch_clone", fails)
    monkeypatch.setattr(bench, "read_fixes", lambda: (FIX,))
    assert bench.main([str(tmp_path)]) == 2
    assert "exit 3" in capsys.readouterr().out
    assert as_json([Outcome(FIX, failure="exit 3")])["cases"][0]["place"] == "failed"


def test_the_records_are_whole():
    fixes = read_fixes()
    assert len(fixes) >= 50
    assert len({fix.name for fix in fixes}) == len(fixes)
    assert len({fix.category for fix in fixes}) >= 10
    for fix in fixes:
        assert re.fullmatch(r"[0-9a-f]{40}", fix.good), fix
        assert re.fullmatch(r"[0-9a-f]{40}", fix.bad), fix
        assert fix.items, fix
        assert all(re.fullmatch(r"(SH|PF|ME|DL|TR|EP|SD|MI|CB)\d", item) for item in fix.items), fix
        assert all(spot.lines and (spot.cell is not None) == spot.file.endswith(".ipynb") for spot in fix.spots), fix
