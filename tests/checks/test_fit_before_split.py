"""How bad a statistic of held-out rows is depends on what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

CODE = """\
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.decomposition import PCA

table = pd.read_csv("t.csv")
X, y = {learner}().fit_transform(table.drop(columns="y")), table["y"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
{use}
"""
SPLIT = "print({}.fit(X_train, y_train).score(X_test, y_test))"


@pytest.mark.parametrize(
    ("learner", "use", "severity"),
    [
        ("StandardScaler", SPLIT.format("LogisticRegression()"), Severity.HIGH),
        ("StandardScaler", SPLIT.format("RandomForestClassifier()"), Severity.MEDIUM),
        ("StandardScaler", SPLIT.format("GridSearchCV(LGBMClassifier(), {})"), Severity.MEDIUM),
        ("StandardScaler", "print(cross_val_score(RandomForestClassifier(), X, y).mean())", Severity.MEDIUM),
        ("PCA", SPLIT.format("RandomForestClassifier()"), Severity.HIGH),
        (
            "StandardScaler",
            SPLIT.format("RandomForestClassifier()") + "\n" + SPLIT.format("LogisticRegression()"),
            Severity.HIGH,
        ),
    ],
)
def test_scaling_says_little_to_trees(tmp_path: Path, learner: str, use: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(CODE.format(learner=learner, use=use), encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity
