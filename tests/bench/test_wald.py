"""The wald corpus: which cells a planted leak changed, and what counts as found there."""

from __future__ import annotations

import json
from typing import Any

from bench.found import Found
from bench.wald import Mutant, changed_cells, read_clean, read_mutants


def notebook(*cells: tuple[str, str | list[str]]) -> dict[str, Any]:
    return {"cells": [{"cell_type": kind, "source": source} for kind, source in cells]}


CLEAN = notebook(("markdown", ["# Churn"]), ("code", ["a = 1\n", "b = 2"]), ("code", "c = 3"), ("markdown", "good"))


def test_changed_code_cells_are_counted_from_one_over_all_cells():
    mutant = notebook(
        ("markdown", ["# Churn"]), ("code", ["a = 1\n", "b = 9"]), ("code", ["c = 3"]), ("markdown", "bad")
    )
    assert changed_cells(CLEAN, mutant) == {2}


def test_only_the_leakage_flaws_are_read(tmp_path):
    mutant = notebook(("markdown", ["# Churn"]), ("code", "a = 2"), ("code", "c = 3"), ("markdown", "good"))
    (tmp_path / "clean").mkdir()
    (tmp_path / "real").mkdir()
    (tmp_path / "clean/a.ipynb").write_text(json.dumps(CLEAN))
    (tmp_path / "a-m.ipynb").write_text(json.dumps(mutant))
    flaws = ["leakage-fit-before-split", "testing-multiple-uncorrected"]
    manifest = {
        "clean": [{"file": "clean/a.ipynb"}],
        "mutants": [{"file": "a-m.ipynb", "base": "clean/a.ipynb", "flaw_id": flaw} for flaw in flaws],
    }
    (tmp_path / "MANIFEST.json").write_text(json.dumps(manifest))
    (tmp_path / "real/MANIFEST.json").write_text(json.dumps({"clean": [{"file": "real/b.ipynb"}]}))
    assert read_mutants(tmp_path) == (Mutant("a-m.ipynb", flaws[0], frozenset({2})),)
    assert read_clean(tmp_path) == (("clean/a.ipynb",), ("real/b.ipynb",))


def test_a_mutant_is_found_by_its_tag_in_its_cell():
    mutant = Mutant("a.ipynb", "leakage-temporal-shuffle", frozenset({5}))

    def found(cell: int, tag: str, severity: str = "HIGH") -> bool:
        return mutant.found_in([Found("a.ipynb", cell, 1, severity, (tag,), "random-split-of-time")])

    assert found(5, "leak:temporal")
    assert not found(4, "leak:temporal")
    assert not found(5, "leak:preprocessing")
    assert not found(5, "leak:temporal", severity="LOW")
