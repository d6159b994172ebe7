"""Scoring a round of snippets: the labels' shapes, what finds a case, what is a false alarm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.found import Found
from bench.snippets import Figures, Spot, outcome, read_labels

LEAKY = {"leaky": True, "family": 1, "tags": ["leak:preprocessing"], "lines": [4], "cell": None, "why": "fitted early"}
CLEAN: dict[str, Any] = {"leaky": False, "family": None, "tags": [], "lines": [], "cell": None, "why": "looks like it"}


def a_round(folder: Path, labels: dict[str, Any], *files: str) -> Path:
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("x = 1\n")
    (folder / "labels.json").write_text(json.dumps(labels))
    return folder


def found(path: str, line: int, *tags: str, severity: str = "HIGH", cell: int | None = None) -> Found:
    return Found(path, cell, line, severity, tags or ("leak:preprocessing",), "fit-before-split")


def test_a_place_is_named_file_or_path_or_left_out(tmp_path):
    folder = a_round(
        tmp_path,
        {
            "a.py": {**LEAKY, "file": None},
            "b.py": {**LEAKY, "path": "b.py"},
            "shop": {**LEAKY, "path": "shop/train.py", "also": [{"path": "shop/load.py", "lines": [9]}]},
            "bank": {**LEAKY, "file": "src/train.py"},
            "icu": {**LEAKY, "file": "icu/train.py"},
            "clean": CLEAN,
        },
        *("a.py", "b.py", "shop/train.py", "shop/load.py", "bank/src/train.py", "icu/icu/train.py", "clean/sql/a.sql"),
    )
    cases = {case.name: case.spots for case in read_labels(folder)}
    assert cases == {
        "a.py": (Spot("a.py", None, (4,)),),
        "b.py": (Spot("b.py", None, (4,)),),
        "shop": (Spot("train.py", None, (4,)), Spot("load.py", None, (9,))),
        "bank": (Spot("src/train.py", None, (4,)),),
        "icu": (Spot("icu/train.py", None, (4,)),),
        "clean": (),
    }


def test_labels_without_their_file_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"shop: train\.py"):
        read_labels(a_round(tmp_path, {"shop": {**LEAKY, "file": "train.py"}}, "shop/load.py"))


def test_any_leak_finding_finds_a_case_and_the_stricter_readings_stand_apart(tmp_path):
    (case,) = read_labels(a_round(tmp_path, {"a.py": LEAKY}, "a.py"))
    elsewhere = outcome(case, [found("a.py", 20, "leak:temporal")])
    assert (bool(elsewhere.found), elsewhere.tagged, elsewhere.placed) == (True, False, False)
    exact = outcome(case, [found("a.py", 5)])
    assert (bool(exact.found), exact.tagged, exact.placed) == (True, True, True)


def test_the_cell_is_part_of_the_place(tmp_path):
    (case,) = read_labels(a_round(tmp_path, {"a.ipynb": {**LEAKY, "cell": 3}}, "a.ipynb"))
    assert not outcome(case, [found("a.ipynb", 4, cell=2)]).placed
    assert outcome(case, [found("a.ipynb", 4, cell=3)]).placed


def test_low_findings_and_findings_of_no_leak_find_nothing(tmp_path):
    (case,) = read_labels(a_round(tmp_path, {"a.py": LEAKY}, "a.py"))
    assert outcome(case, [found("a.py", 4, severity="LOW"), found("a.py", 4, "seed")]).found == ()


def test_figures_count_leaky_and_clean_cases_apart(tmp_path):
    labels = {"a.py": LEAKY, "b.py": LEAKY, "c.py": CLEAN, "d.py": CLEAN}
    a, b, c, d = read_labels(a_round(tmp_path, labels, *labels))
    figures = Figures.of(
        [
            outcome(a, [found("a.py", 4)]),
            outcome(b, []),
            outcome(c, [found("c.py", 1, severity="MEDIUM")]),
            outcome(d, [found("d.py", 1, severity="LOW")]),
        ]
    )
    assert figures == Figures(leaky=2, clean=2, found=1, tagged=1, placed=1, alarms=1)
    assert "recall 0.500" in figures.words()


def test_the_rounds_of_this_checkout_can_be_read():
    rounds = sorted(Path(__file__).parents[2].glob("bench/snippets/round-*/labels.json"))
    assert rounds
    for labels in rounds:
        cases = read_labels(labels.parent)
        assert all(spot.lines for case in cases for spot in case.spots), labels
        assert all((spot.cell is not None) == spot.file.endswith(".ipynb") for case in cases for spot in case.spots)
        assert all(bool(case.spots) is case.leaky and bool(case.tags) is case.leaky for case in cases), labels
