"""Drawing findings of real repositories to be read, and counting what was read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.real import draw, pooled, start_round, tally


def finding(path: str, line: int, severity: str = "HIGH", cell: int | None = None) -> dict[str, Any]:
    step = {"path": path, "line": line, "cell": cell, "says": "fitted here"}
    return {
        "path": path,
        "line": line,
        "cell": cell,
        "severity": severity,
        "confidence": "high",
        "scope": "present",
        "check": "fit-before-split",
        "tags": ["leak:preprocessing"],
        "title": "T",
        "issue": "I",
        "fix": "F",
        "trace": [step],
    }


def a_scan(folder: Path) -> Path:
    (folder / "a+b").mkdir()
    (folder / "a+b" / "train.py").write_text("".join(f"line_{number} = {number}\n" for number in range(1, 31)))
    notebook = {"cells": [{"cell_type": "markdown", "source": "# A"}, {"cell_type": "code", "source": ["p\n", "q"]}]}
    (folder / "a+b" / "n.ipynb").write_text(json.dumps(notebook))
    found = [finding("train.py", line) for line in (3, 9, 27)] + [finding("n.ipynb", 2, "CRITICAL", cell=2)]
    found += [finding("train.py", 15, "MEDIUM"), finding("gone.py", 1)]
    scan = {"folder": str(folder), "repositories": [{"repository": "a+b", "revision": "r", "findings": found}]}
    out = folder / "scan.json"
    out.write_text(json.dumps(scan))
    return out


def test_only_severe_findings_are_drawn_from_in_an_order_of_their_own(tmp_path):
    repositories = json.loads(a_scan(tmp_path).read_text())["repositories"]
    places = [(item["path"], item["line"]) for _, item in pooled(repositories, "HIGH")]
    assert places == [("gone.py", 1), ("n.ipynb", 2), ("train.py", 3), ("train.py", 9), ("train.py", 27)]
    repositories[0]["findings"].reverse()
    assert [(item["path"], item["line"]) for _, item in pooled(repositories, "HIGH")] == places


def test_the_same_seed_draws_the_same_and_shows_the_source(tmp_path, capsys):
    scan = a_scan(tmp_path)
    assert draw(scan, 7, 60, "HIGH", None) == 0
    first = capsys.readouterr().out
    draw(scan, 7, 60, "HIGH", None)
    assert capsys.readouterr().out == first
    assert first.startswith("5 of 5 findings of HIGH and above, seed 7")
    assert ">   27 line_27 = 27" in first
    assert ">    2 q" in first
    assert "(no source:" in first


def test_a_tally_is_started_and_counted(tmp_path, capsys):
    file = tmp_path / "real.json"
    repository = {"repository": "a+b", "revision": "r"}
    start_round(file, 7, [(repository, finding("train.py", 3)), (repository, finding("n.ipynb", 2, cell=2))])
    assert tally(file) == 1
    content = json.loads(file.read_text())
    assert [item["place"] for item in content["rounds"][0]["drawn"]] == ["train.py:3", "n.ipynb:cell 2:2"]
    content["rounds"][0]["drawn"][0]["verdict"] = "true"
    content["rounds"][0]["drawn"][1].update(verdict="false", why="the split comes first")
    file.write_text(json.dumps(content))
    capsys.readouterr()
    assert tally(file) == 0
    printed = capsys.readouterr().out
    assert "1 true, 1 false, 0 unread, share true 0.500" in printed
    assert "false: a/b n.ipynb:cell 2:2 fit-before-split: the split comes first" in printed


def test_the_tally_of_this_checkout_has_known_verdicts():
    rounds = json.loads((Path(__file__).parents[2] / "bench/real.json").read_text())["rounds"]
    assert all(item["verdict"] in {"true", "false", ""} for one in rounds for item in one["drawn"])
