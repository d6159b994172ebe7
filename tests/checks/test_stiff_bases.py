"""What a stack is worth by what stands at its base: linear models hardly remember their rows, others do."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

STACK = """
import pandas as pd
from sklearn.ensemble import RandomForestRegressor, VotingRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Lasso, LassoCV, Ridge
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVR, SVR

boats = pd.read_csv("boats.csv")
train, test = train_test_split(boats, random_state=0)
base = {base}
base.fit(train[{columns}], train["price"])
train["guess"] = base.predict(train[{columns}])
test["guess"] = base.predict(test[{columns}])
last = RandomForestRegressor().fit(train[["length", "guess"]], train["price"])
print(last.score(test[["length", "guess"]], test["price"]))
"""


@pytest.mark.parametrize(
    ("base", "severity"),
    [
        ("Ridge(alpha=10)", Severity.MEDIUM),
        ("make_pipeline(StandardScaler(), Lasso())", Severity.MEDIUM),
        ("GridSearchCV(Ridge(), {'alpha': [1, 10]})", Severity.MEDIUM),
        ("LassoCV(cv=5)", Severity.MEDIUM),
        ("LinearSVR()", Severity.MEDIUM),
        ("VotingRegressor([('a', Ridge()), ('b', Lasso())])", Severity.MEDIUM),
        ("VotingRegressor([('a', Ridge()), ('b', KNeighborsRegressor())])", Severity.HIGH),
        ("SVR()", Severity.HIGH),
        ("RandomForestRegressor()", Severity.HIGH),
        ("make_pipeline(StandardScaler(), KNeighborsRegressor())", Severity.HIGH),
    ],
)
def test_a_stiff_base_is_medium(tmp_path: Path, base: str, severity: Severity) -> None:
    text = STACK.format(base=base, columns='["length", "age"]')
    assert _severities(tmp_path, text) == [severity]


def test_a_weight_for_each_word_remembers(tmp_path: Path) -> None:
    text = STACK.format(base="make_pipeline(TfidfVectorizer(), Ridge())", columns='"notes"')
    assert _severities(tmp_path, text) == [Severity.HIGH]


def test_models_fitted_in_turn_are_as_stiff_as_the_least_stiff(tmp_path: Path) -> None:
    text = """
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import HuberRegressor, Lasso, Ridge
from sklearn.model_selection import train_test_split

boats = pd.read_csv("boats.csv")
train, test = train_test_split(boats, random_state=0)
bases = [clone(one).fit(train[["length", "age"]], train["price"]) for one in [{first}, HuberRegressor()]]
guesses = [np.column_stack([one.predict(part[["length", "age"]]) for one in bases]) for part in (train, test)]
print(Ridge().fit(guesses[0], train["price"]).score(guesses[1], test["price"]))
"""
    assert _severities(tmp_path, text.format(first="ExtraTreesRegressor()")) == [Severity.HIGH]
    assert _severities(tmp_path, text.format(first="Lasso()")) == [Severity.MEDIUM]


def _severities(folder: Path, code: str) -> list[Severity]:
    (folder / "train.py").write_text(code, encoding="utf-8")
    return [one.severity for one in analyse(FolderTree(str(folder))).findings if one.check == "stacked-in-sample"]
