"""Notebooks run from top to bottom, and also in the order in which their cells were last run."""

from __future__ import annotations

import json
from pathlib import Path

from mle_reviewer.checks.run import Analysis, analyse
from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.sources.folder import FolderTree
from tests.checks.pages import of_rows

LOAD = "import pandas as pd\nframe = pd.read_csv('loans.csv')\nX, y = frame.drop(columns='late'), frame['late']"
SPLIT = (
    "from sklearn.model_selection import train_test_split\nX_train, X_test, y_train, y_test = train_test_split(X, y)"
)
SCALE = "from sklearn.preprocessing import StandardScaler\nX = StandardScaler().fit_transform(X)"
TRAIN = (
    "from sklearn.linear_model import LogisticRegression\n"
    "print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))"
)


def analysed(folder: Path, *cells: tuple[str, int | None]) -> Analysis:
    book = {
        "cells": [
            {"cell_type": "code", "source": source, "outputs": [], "execution_count": count, "metadata": {}}
            for source, count in cells
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (folder / "work.ipynb").write_text(json.dumps(book), encoding="utf-8")
    return analyse(FolderTree(str(folder)))


def places(analysis: Analysis) -> list[tuple[str, int | None, int]]:
    return [(one.check, one.at.cell, one.at.line) for one in of_rows(analysis.findings)]


def test_a_leak_that_only_the_recorded_order_makes_is_found_and_says_so(tmp_path: Path) -> None:
    found = analysed(tmp_path, (LOAD, 1), (SPLIT, 3), (SCALE, 2), (TRAIN, 4))
    assert places(found) == [("fit-before-split", 3, 2)]
    assert of_rows(found.findings)[0].confidence is Confidence.MEDIUM
    assert of_rows(found.findings)[0].severity is Severity.MEDIUM
    assert "in the order in which the cells were last run" in of_rows(found.findings)[0].issue


def test_a_leak_from_top_to_bottom_stays_as_it_is(tmp_path: Path) -> None:
    found = analysed(tmp_path, (LOAD, 1), (SCALE, 9), (SPLIT, 3), (TRAIN, 4))
    assert places(found) == [("fit-before-split", 2, 2)]
    assert of_rows(found.findings)[0].confidence is Confidence.HIGH
    assert of_rows(found.findings)[0].severity is Severity.HIGH
    assert "last run" not in of_rows(found.findings)[0].issue


def test_counts_of_several_sessions_or_missing_ones_say_nothing_of_the_order(tmp_path: Path) -> None:
    assert not of_rows(analysed(tmp_path, (LOAD, 1), (SPLIT, 3), (SCALE, 3), (TRAIN, 4)).findings)
    assert not of_rows(analysed(tmp_path, (LOAD, 1), (SPLIT, 3), (SCALE, None), (TRAIN, 4)).findings)
