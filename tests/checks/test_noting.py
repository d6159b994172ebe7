"""Notebooks are looked at one by one: what of them was seen, how much weighs what is found, and what is passed over."""

from __future__ import annotations

import json
from pathlib import Path

from mle_reviewer.checks.run import Analysis, analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.notebooks import BookSeen
from mle_reviewer.sources.folder import FolderTree

LOAD = "import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\nrows = pd.read_csv('loans.csv')"
FIT = "model = LogisticRegression(C=strength).fit(rows[['amount']], rows['late'])"
SERVE = (
    "import joblib\nfrom fastapi import FastAPI\n\napp = FastAPI()\nmodel = joblib.load('models/model.joblib')\n\n\n"
    "@app.post('/predict')\ndef predict(amount: float):\n    return float(model.predict([[amount]])[0])\n"
)


def written(folder: Path, path: str, *cells: tuple[str, int | None, list[object]]) -> None:
    book = {
        "cells": [
            {"cell_type": "code", "source": source, "outputs": outputs, "execution_count": count, "metadata": {}}
            for source, count, outputs in cells
        ],
        "metadata": {}, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(json.dumps(book), encoding="utf-8")


def analysed(folder: Path) -> Analysis:
    return analyse(FolderTree(str(folder)))


def graded(analysis: Analysis) -> list[tuple[str, str, Severity]]:
    return [(one.check, one.at.path, one.severity) for one in analysis.findings]


def test_what_of_each_notebook_was_seen_is_told(tmp_path: Path) -> None:
    error = {"output_type": "error", "ename": "KeyError", "evalue": "x", "traceback": []}
    printed = {"output_type": "stream", "name": "stdout", "text": "3\n"}
    written(tmp_path, "a.ipynb", ("a = 3\nprint(a)", 2, [printed]), ("a['x']", 1, [error]), ("", None, []))
    written(tmp_path, "b.ipynb", ("b = 1", None, []))
    (tmp_path / "c.ipynb").write_text("{", encoding="utf-8")
    assert analysed(tmp_path).notebooks == (
        BookSeen("a.ipynb", cells=2, ran=2, outputs=2, errors=1, in_order=False),
        BookSeen("b.ipynb", cells=1),
        BookSeen("c.ipynb", read=False),
    )


def test_what_nobody_relies_on_is_a_note(tmp_path: Path) -> None:
    written(tmp_path, "train.ipynb", (LOAD, 1, []), (FIT, 3, []))
    written(tmp_path, "look.ipynb", ("print(figure)", 3, []))
    written(tmp_path, "examples/train.ipynb", (LOAD, 1, []), (FIT, 3, []))
    assert graded(analysed(tmp_path)) == [
        ("hidden-state", "train.ipynb", Severity.MEDIUM),
        ("hidden-state", "examples/train.ipynb", Severity.LOW),
        ("hidden-state", "look.ipynb", Severity.LOW),
    ]


def test_copies_that_an_editor_keeps_and_code_of_others_are_passed_over(tmp_path: Path) -> None:
    for path in (".ipynb_checkpoints/train-checkpoint.ipynb", "node_modules/a/train.ipynb", "vendor/train.ipynb"):
        written(tmp_path, path, (LOAD, 1, []), (FIT, 3, []))
    found = analysed(tmp_path)
    assert not found.findings
    assert not found.notebooks


def test_a_served_model_of_a_notebook_that_cannot_run_again_is_high(tmp_path: Path) -> None:
    save = "import joblib\njoblib.dump(model, 'models/model.joblib')"
    (tmp_path / "serve.py").write_text(SERVE, encoding="utf-8")
    written(tmp_path, "train.ipynb", (LOAD, 1, []), (FIT, 3, []), (save, 4, []))
    found = {one.check: one for one in analysed(tmp_path).findings}
    assert found["trained-only-in-notebook"].severity is Severity.HIGH
    assert "`strength`" in found["trained-only-in-notebook"].issue
    written(tmp_path, "train.ipynb", (LOAD, 1, []), ("strength = 1", 2, []), (FIT, 3, []), (save, 4, []))
    found = {one.check: one for one in analysed(tmp_path).findings}
    assert found["trained-only-in-notebook"].severity is Severity.MEDIUM
    assert "hidden-state" not in found


def test_they_answer_for_reproducible_training_only_where_no_program_trains(tmp_path: Path) -> None:
    written(tmp_path, "train.ipynb", (LOAD, 1, []), (FIT, 3, []))
    assert [one.items for one in analysed(tmp_path).findings] == [("TR1",)]
    (tmp_path / "train.py").write_text(f"{LOAD}\nmodel = LogisticRegression().fit(rows[['amount']], rows['late'])\n")
    assert [one.items for one in analysed(tmp_path).findings if one.check == "hidden-state"] == [()]
