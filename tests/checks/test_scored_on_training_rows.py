"""How bad a score on training rows is: less so where nobody knows whose labels the model learned."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

POINTS = """\
import numpy as np
from sklearn.model_selection import KFold
from sklearn.neighbors import KNeighborsClassifier

table = np.load("shapes.npz")
X, y = table["X"], table["y"]
for fit, held in KFold(3).split(X, y):
    kinds = np.unique(y[fit])
    chosen = {number: [] for number in range(len(kinds))}
    near = np.linalg.norm(X[:, None] - X[fit][None], axis=-1) <= 0.4
    for number in chosen:
        chosen[number].append(int(np.argmax(near[:, y[fit] == kinds[number]].sum(axis=1))))
    places = np.concatenate(list(chosen.values())).astype(np.int32)
    names = np.concatenate([[kinds[number]] * len(chosen[number]) for number in chosen]).astype(np.int32)
    model = KNeighborsClassifier(1).fit(X[places], LABELS)
    print(model.score(X[held], y[held]))
"""


@pytest.mark.parametrize(("labels", "expected"), [("names", Severity.MEDIUM), ("y[places]", Severity.CRITICAL)])
def test_labels_of_nobody_knows_which_rows_are_less_bad(labels: str, expected: Severity, tmp_path: Path) -> None:
    (tmp_path / "points.py").write_text(POINTS.replace("LABELS", labels), encoding="utf-8")
    found = analyse(FolderTree(str(tmp_path))).findings
    assert {one.severity for one in found if one.check == "scored-on-training-rows"} == {expected}


CUT = """\
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

table = pd.read_csv("t.csv")
X, y = table[["a", "b"]], table["y"]
{cut}
model = LogisticRegression().fit(X, y)
print(model.score(X_held, y_held))
"""


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        ("_, X_held, _, y_held = train_test_split(X, y, random_state=0)", Severity.CRITICAL),
        ('X_held, y_held = X[table["a"] > 3], y[table["a"] > 3]', Severity.MEDIUM),  # no split says that it is held out
    ],
)
def test_only_a_split_sets_rows_apart_for_certain(cut: str, expected: Severity, tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(CUT.format(cut=cut), encoding="utf-8")
    found = analyse(FolderTree(str(tmp_path))).findings
    assert {one.severity for one in found if one.check == "scored-on-training-rows"} == {expected}


TWICE = """\
import pandas as pd
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split

table = pd.read_csv("t.csv")
train, _ = train_test_split(table, random_state=0)
model = SGDClassifier().fit(train[["a", "b"]], train["y"])
_, held = train_test_split({rows}, random_state=1)
print(model.score(held[["a", "b"]], held["y"]))
"""


@pytest.mark.parametrize(("rows", "expected"), [("table", Severity.CRITICAL), ("table.sample(50)", Severity.MEDIUM)])
def test_a_draw_of_some_rows_may_share_few(rows: str, expected: Severity, tmp_path: Path) -> None:
    (tmp_path / "twice.py").write_text(TWICE.format(rows=rows), encoding="utf-8")
    found = analyse(FolderTree(str(tmp_path))).findings
    assert {one.severity for one in found if one.check == "scored-on-training-rows"} == {expected}
