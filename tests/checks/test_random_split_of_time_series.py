"""What is in order of time within each entity alone, and lags of others than the label, may have nothing to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

CODE = """\
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

visits = pd.read_csv("visits.csv", parse_dates=["at"])
visits = visits.sort_values({keys})
visits["made"] = {made}
X = pd.get_dummies(visits[["channel", "made"]])
X_train, X_test, y_train, y_test = train_test_split(X, visits["bought"], random_state=0)
print(RandomForestClassifier().fit(X_train, y_train).score(X_test, y_test))
"""


@pytest.mark.parametrize(
    ("keys", "made", "severity"),
    [
        (["at"], 'visits["spent"] * 2', Severity.HIGH),
        (["at", "member"], 'visits["spent"] * 2', Severity.HIGH),
        (["member", "at"], 'visits.groupby("member").cumcount()', Severity.MEDIUM),
        (["member", "at"], 'visits["spent"] * 2', Severity.MEDIUM),
        (["member", "at"], 'visits.groupby("member")["bought"].shift(1)', Severity.HIGH),
        (["member", "at"], 'visits.groupby("member")["spent"].shift(1)', Severity.MEDIUM),
    ],
)
def test_the_first_key_of_the_order_counts(tmp_path: Path, keys: list[str], made: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(CODE.format(keys=keys, made=made), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "random-split-of-time-series"]
    assert [one.severity for one in found] == [severity]


GIVEN = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import cross_val_score
from workshop import folds_of

tides = pd.read_csv("tides.csv", parse_dates=["hour"]).sort_values("hour")
tides["before"] = tides["level"].shift(1)
tides = tides.dropna()
print(cross_val_score(Ridge(), tides[["before"]], tides["level"], cv={folds}))
"""


@pytest.mark.parametrize(("folds", "severity"), [("folds_of(5)", Severity.MEDIUM), ("5", Severity.HIGH)])
def test_folds_of_which_nothing_is_known_may_heed_time(tmp_path: Path, folds: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(GIVEN.format(folds=folds), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "random-split-of-time-series"]
    assert [one.severity for one in found] == [severity]
