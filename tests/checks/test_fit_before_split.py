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
from sklearn.preprocessing import PowerTransformer, StandardScaler
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
        ("PowerTransformer", SPLIT.format("RandomForestClassifier()"), Severity.MEDIUM),
        ("PowerTransformer", SPLIT.format("LogisticRegression()"), Severity.HIGH),
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


BY_HAND = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

table = pd.read_csv("t.csv")
table["a"] = {made}
X_train, X_test, y_train, y_test = train_test_split(table.drop(columns="y"), table["y"], random_state=1)
print({model}().fit(X_train, y_train).score(X_test, y_test))
"""


@pytest.mark.parametrize(
    ("made", "model", "severity"),
    [
        ('(table["a"] - table["a"].min()) / 3', "XGBClassifier", Severity.MEDIUM),
        ('table["a"] / table["a"].mean()', "XGBClassifier", Severity.MEDIUM),
        ('table["a"] / table["a"].mean()', "LogisticRegression", Severity.HIGH),
        ('table["a"].fillna(table["a"].mean())', "LogisticRegression", Severity.MEDIUM),
        ('(table["a"] > table["a"].mean()).astype(int)', "XGBClassifier", Severity.HIGH),
    ],
)
def test_scaling_by_hand_is_told_from_other_uses(tmp_path: Path, made: str, model: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(BY_HAND.format(made=made, model=model), encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity


def test_what_is_only_predicted_is_no_score(tmp_path: Path) -> None:
    code = CODE.format(learner="PCA", use="print(LogisticRegression().fit(X_train, y_train).predict(X_test))")
    (tmp_path / "train.py").write_text(code, encoding="utf-8")
    (one,) = analyse(FolderTree(str(tmp_path))).findings
    assert (one.check, one.severity) == ("fit-before-split", Severity.MEDIUM)
