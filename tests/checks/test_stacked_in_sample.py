"""How bad a stack is: where nobody knows that its second part is a model, or asks it for anything, it is medium."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

BASE = """
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split


boats = pd.read_csv("boats.csv")
X_train, X_test, y_train, y_test = train_test_split(boats[["length", "draught"]], boats["sold"], random_state=0)
forest = RandomForestClassifier().fit(X_train, y_train)
shown, asked = forest.predict_proba(X_train), forest.predict_proba(X_test)
"""


CUT = """
class Cut:
    def fit(self, said, truth):
        self.at = max(np.linspace(0, 1, 99), key=lambda at: accuracy_score(truth, said > at))
        return self

    def predict(self, said):
        return said > self.at


"""
STACK = """
class Numbers:
    def fit(self, X, y):
        self.base = RandomForestClassifier().fit(X, y)
        self.last = LogisticRegression().fit(self.base.predict_proba(X), y)
        return self

    def predict(self, X):
        return self.last.predict(self.base.predict_proba(X))


"""


@pytest.mark.parametrize(
    ("program", "severity"),
    [
        (BASE + "print(LogisticRegression().fit(shown, y_train).score(asked, y_test))", Severity.HIGH),
        (BASE + "pd.Series(LogisticRegression().fit(shown, y_train).predict(asked)).to_csv('s.csv')", Severity.HIGH),
        (BASE + STACK + "print(Numbers().fit(X_train, y_train).predict(X_test))", Severity.HIGH),
        (BASE + STACK + "Numbers().fit(X_train, y_train)", Severity.MEDIUM),
        (BASE + STACK, Severity.MEDIUM),
        (BASE + "print(LogisticRegression().fit(shown, y_train).coef_)", Severity.MEDIUM),
        (BASE + CUT + "print(Cut().fit(shown[:, 1], y_train).predict(asked[:, 1]))", Severity.MEDIUM),
    ],
)
def test_severity(program: str, severity: Severity, tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(program + "\n", encoding="utf-8")
    found = analyse(FolderTree(str(tmp_path))).findings
    assert [one.severity for one in found if one.check == "stacked-in-sample"] == [severity]
