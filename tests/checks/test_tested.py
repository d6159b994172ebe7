"""A fault that only a test brings about is medium, and the same one in a program is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.folder import FolderTree

LEARNING = """\
from sklearn.linear_model import LogisticRegression


class Sorter:
    def __init__(self):
        self.model = LogisticRegression()

    def learn(self, X, y):
        self.model.fit(X, y)
        return self
"""
TRIED = """\
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def tried(X, y):
    X = StandardScaler().fit_transform(X)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    return LogisticRegression().fit(X_train, y_train).score(X_test, y_test)
"""
USED = """\
import pandas as pd

from sorting import {what}

table = pd.read_csv("parcels.csv")
table["lost"] = pd.read_csv("lost.csv")["lost"]
X, y = table.drop(columns="lost"), table["lost"]


def {name}():
    {use}


{name}()
"""
LEARNED = "print(Sorter().learn(table, y))"


def found(folder: Path, files: dict[str, str]) -> list[Finding]:
    """What is found beside that these tests claim nothing, which is true of them."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [one for one in analyse(FolderTree(str(folder))).findings if one.check != "test-claims-nothing"]


@pytest.mark.parametrize("name", ["test_sorting.py", "sorting_test.py"])
def test_a_label_that_only_a_test_leaves_in_is_medium(tmp_path: Path, name: str) -> None:
    used = USED.format(what="Sorter", name="test_learn", use=LEARNED)
    [one] = found(tmp_path, {"sorting.py": LEARNING, name: used})
    assert one.check == "label-in-features"
    assert one.severity == Severity.MEDIUM
    assert "a test" in one.issue


@pytest.mark.parametrize("beside", ["", "test_a.py"])
def test_a_program_that_does_the_same_is_critical_whatever_tests_do(tmp_path: Path, beside: str) -> None:
    files = {"sorting.py": LEARNING, "use.py": USED.format(what="Sorter", name="main", use=LEARNED)}
    if beside:
        files[beside] = USED.format(what="Sorter", name="test_learn", use=LEARNED)
    [one] = found(tmp_path, files)
    assert one.severity == Severity.CRITICAL
    assert "a test" not in one.issue


def test_what_is_learned_before_a_split_counts_whoever_calls_it(tmp_path: Path) -> None:
    used = USED.format(what="tried", name="test_tried", use="assert tried(X, y) > 0.5")
    [one] = found(tmp_path, {"sorting.py": TRIED, "test_sorting.py": used})
    assert one.check == "fit-before-split"
    assert one.severity == Severity.HIGH
