"""What a leak only reaches on the way is less bad where the same work is judged on rows that it did not reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.folder import FolderTree

BEGIN = """\
import pandas as pd
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score, learning_curve, train_test_split
from sklearn.preprocessing import StandardScaler
from lightgbm import LGBMClassifier, early_stopping

known = pd.read_csv("visits_2023.csv")
later = pd.read_csv("visits_2024.csv")
y = known.pop("again")
y_later = later.pop("again")
scaler = StandardScaler().fit(known)
X, X_later = scaler.transform(known), scaler.transform(later)
"""
JUDGED = "print('on the later year', accuracy_score(y_later, model.predict(X_later)))\n"
FORETOLD = "pd.Series(model.predict(X_later)).to_csv('said.csv')\n"
HALVED = """\
rest, held, y_rest, y_held = train_test_split(X, y, random_state=3)
model = LogisticRegression().fit(rest, y_rest)
print('on the held part', model.score(held, y_held))
"""
SEARCHED = """\
search = GridSearchCV(LogisticRegression(), {"C": [0.1, 1, 10]}).fit(X, y)
model = search.best_estimator_
print(search.best_score_)
"""
FOLDS = "model = LogisticRegression().fit(X, y)\nprint(cross_val_score(model, X, y).mean())\n"
BY_HAND = """\
for inside, outside in KFold(4).split(X):
    one = LogisticRegression().fit(X[inside], y.iloc[inside])
    print(one.score(X[outside], y.iloc[outside]))
model = LogisticRegression().fit(X, y)
"""
REFITTED = HALVED + "model = LogisticRegression().fit(X, y)\n"
OTHER_PART = HALVED + "model = LogisticRegression().fit(X[:100], y[:100])\n"
WITHOUT_IT = HALVED + "model = LogisticRegression().fit(known, y)\nX_later = later\n"
STOPPED = """\
best = SelectKBest(k=9).fit(X, y)
X, X_later = best.transform(X), best.transform(X_later)
rest, held, y_rest, y_held = train_test_split(X, y, random_state=3)
model = LGBMClassifier().fit(rest, y_rest, eval_set=[(held, y_held)], callbacks=[early_stopping(20)])
"""
CURVE = """\
rest, held, y_rest, y_held = train_test_split(known, y, random_state=3)
best = SelectKBest(k=9).fit(rest, y_rest)
model = LogisticRegression().fit(best.transform(rest), y_rest)
{judged}
{inner}
"""
HELD = "print(model.score(best.transform(held), y_held))"
LEARNING = "sizes, of_rest, of_folds = learning_curve(LogisticRegression(), best.transform(known), y)"
EACH_FOLD = "print(cross_val_score(LogisticRegression(), best.transform(known), y))"


@pytest.mark.parametrize(
    ("use", "severity", "clean"),
    [
        pytest.param(HALVED + JUDGED, Severity.MEDIUM, 18, id="the same model on another file"),
        pytest.param(HALVED + FORETOLD, Severity.HIGH, 0, id="of the other file nothing is known"),
        pytest.param(HALVED, Severity.HIGH, 0, id="the only score"),
        pytest.param(REFITTED + JUDGED, Severity.MEDIUM, 19, id="trained again on both parts"),
        pytest.param(OTHER_PART + JUDGED, Severity.HIGH, 0, id="another part of the rows"),
        pytest.param(WITHOUT_IT + JUDGED, Severity.HIGH, 0, id="a model without the statistic"),
        pytest.param(SEARCHED + JUDGED, Severity.MEDIUM, 18, id="a search"),
        pytest.param(SEARCHED + FORETOLD, Severity.HIGH, 0, id="the best score of a search alone"),
        pytest.param(FOLDS + JUDGED, Severity.MEDIUM, 17, id="folds of the training rows"),
        pytest.param(FOLDS + FORETOLD, Severity.HIGH, 0, id="folds alone"),
        pytest.param(BY_HAND + JUDGED, Severity.MEDIUM, 19, id="folds in a loop"),
        pytest.param(BY_HAND + FORETOLD, Severity.HIGH, 0, id="folds in a loop alone"),
        pytest.param(STOPPED + JUDGED, Severity.MEDIUM, 19, id="training stops by it"),
        pytest.param(STOPPED + FORETOLD, Severity.CRITICAL, 0, id="training stops by it, and that is all"),
        pytest.param(CURVE.format(judged=HELD, inner=LEARNING), Severity.MEDIUM, 18, id="a learning curve of all rows"),
        pytest.param(CURVE.format(judged=HELD, inner=EACH_FOLD), Severity.CRITICAL, 0, id="folds over the test rows"),
        pytest.param(CURVE.format(judged="", inner=LEARNING), Severity.CRITICAL, 0, id="a learning curve alone"),
    ],
)
def test_a_clean_score_stands_above(tmp_path: Path, use: str, severity: Severity, clean: int) -> None:
    found = _found(tmp_path, BEGIN + use)
    assert max(one.severity for one in found) == severity
    worst = next(one for one in found if one.severity == severity)
    assert ("that one counts" in worst.issue) == bool(clean)
    assert not clean or (f"train.py:{clean} " in worst.issue and worst.trace[-1].at.line == clean)


def _found(folder: Path, code: str) -> list[Finding]:
    return _in(folder, {"train.py": code})


def _in(folder: Path, files: dict[str, str]) -> list[Finding]:
    for name, code in files.items():
        (folder / name).write_text(code, encoding="utf-8")
    analysis = analyse(FolderTree(str(folder)))
    assert not analysis.gaps
    return [one for one in analysis.findings if one.check == "fit-before-split"]


PREPARED = """\
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import StandardScaler

trips = pd.read_csv("trips.csv").sort_values("day")
first, last = trips.iloc[: round(len(trips) * 0.8)], trips.iloc[round(len(trips) * 0.8) :]
scaler = ColumnTransformer([("n", StandardScaler(), ["km", "stops"])], remainder="passthrough").fit({of})
names = [name.replace("n__", "").replace("remainder__", "") for name in scaler.get_feature_names_out()]
pd.DataFrame(data=scaler.transform(first), columns=names).to_csv("first.csv", index=False)
pd.DataFrame(data=scaler.transform(last), columns=names).to_csv("last.csv", index=False)
"""
SOUGHT = """\
import sys

import joblib
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import GridSearchCV

trips = pd.read_csv("first.csv")
minutes = trips.pop("minutes")
search = GridSearchCV(Ridge(), {"alpha": [1, 10]}).fit(trips, minutes)
print(search.best_score_)
"""
KEPT = "joblib.dump(search.best_estimator_, sys.argv[1])\n"
RECALLED = """\
import joblib
import pandas as pd
from sklearn.metrics import mean_absolute_error

trips = pd.read_csv("{file}.csv")
minutes = trips.pop("minutes")
said = joblib.load("models/ridge.joblib").predict(trips)
{use}
"""
TOLD = "print(mean_absolute_error(minutes, said))"


@pytest.mark.parametrize(
    ("of", "kept", "judged", "severity"),
    [
        pytest.param("first", KEPT, RECALLED.format(file="last", use=TOLD), Severity.MEDIUM, id="on the last part"),
        pytest.param("first", KEPT, RECALLED.format(file="last", use="print(said)"), Severity.HIGH, id="only foretold"),
        pytest.param("first", "", RECALLED.format(file="last", use=TOLD), Severity.HIGH, id="no such model is kept"),
        pytest.param("first", KEPT, RECALLED.format(file="first", use=TOLD), Severity.HIGH, id="on the same rows"),
        pytest.param("trips", KEPT, RECALLED.format(file="last", use=TOLD), Severity.HIGH, id="of both parts"),
    ],
)
def test_a_model_loaded_by_another_script(tmp_path: Path, of: str, kept: str, judged: str, severity: Severity) -> None:
    files = {"prepare.py": PREPARED.replace("{of}", of), "search.py": SOUGHT + kept, "tell.py": judged}
    (one,) = _in(tmp_path, files)
    assert one.severity == severity
    assert ("tell.py:8" in one.issue) == (severity == Severity.MEDIUM)
