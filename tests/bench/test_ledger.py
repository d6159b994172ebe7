"""Readings of ledgers are counted as they were read: all verdicts, those of each repository, and those that accuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import ledger


def item(name: str, said: str, read: str) -> dict[str, object]:
    right = {"right": True, "wrong": False}.get(read)
    return {"item": name, "said": said, "says": "", "grounds": [], "right": right, "should": "", "why": ""}


def test_what_was_read_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = [item("SD1", "violated", "right"), item("SD2", "violated", "wrong"), item("PF1", "no-evidence", "right")]
    unread = item("PF2", "no-evidence", "unread")
    reading = {"repository": "a/b", "revision": "c", "tool": "d", "date": "2026-01-05", "items": [*items, unread]}
    file = tmp_path / "ledger.json"
    file.write_text(json.dumps({"readings": [reading]}), encoding="utf-8")
    assert ledger.main(["tally", str(file)]) == 0
    told = capsys.readouterr().out
    assert "a/b: 2 of 3 (0.67) right; violated 1 of 2 (0.50) (d, 2026-01-05)" in told
    assert "said: 2 of 3 (0.67) right" in told
    assert "  no-evidence: 1 of 1 (1.00)" in told


def test_a_sheet_for_each_repository(tmp_path: Path) -> None:
    (tmp_path / "in" / "one+two").mkdir(parents=True)
    (tmp_path / "in" / "one+two" / "train.py").write_text("import pandas as pd\n", encoding="utf-8")
    assert ledger.main(["scan", str(tmp_path / "in"), str(tmp_path / "out")]) == 0
    sheet = json.loads((tmp_path / "out" / "one+two.json").read_text(encoding="utf-8"))
    assert sheet["repository"] == "one/two"
    assert {one["item"] for one in sheet["items"]} >= {"PF1", "DL3", "MI5"}
    assert all(one["right"] is None for one in sheet["items"])


def test_what_a_model_read_along_is_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reading = {"repository": "a/b", "revision": "c", "tool": "d", "date": "2026-01-05"}
    alone = reading | {"items": [item("SD1", "partial", "wrong")]}
    judged = reading | {"judge": "some-model", "items": [item("SD1", "violated", "right")]}
    file = tmp_path / "ledger.json"
    file.write_text(json.dumps({"readings": [alone, judged]}), encoding="utf-8")
    assert ledger.main(["tally", str(file)]) == 0
    told = capsys.readouterr().out
    assert "all that d said: 0 of 1 (0.00) right" in told
    assert "all that d with some-model said: 1 of 1 (1.00) right" in told
