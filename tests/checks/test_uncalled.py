"""Functions of scripts that nothing calls: what is found in them is medium at most."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.folder import FolderTree

HEAD = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

loans = pd.read_csv("loans.csv")
"""
FIRST_TRY = """

def first_try():
    X = StandardScaler().fit_transform(loans.drop(columns="late"))
    fit, held, fit_y, held_y = train_test_split(X, loans["late"], random_state=0)
    model = LogisticRegression().fit(fit, fit_y)
    print(roc_auc_score(held_y, model.predict_proba(held)[:, 1]))

"""
WORK = """
train, test = train_test_split(loans, random_state=0)
model = LogisticRegression().fit(train[["owed"]], train["late"])
print(roc_auc_score(test["late"], model.predict_proba(test[["owed"]])[:, 1]))
"""


def scaled(folder: Path, **files: str) -> Finding:
    """What is found of the scaler, the one fault in the file `work.py`."""
    for name, text in files.items():
        (folder / name.replace("_py", ".py")).write_text(text, encoding="utf-8")
    (found,) = (one for one in analyse(FolderTree(str(folder))).findings if one.check == "fit-before-split")
    return found


def test_a_function_that_a_script_never_calls_blocks_nothing(tmp_path: Path) -> None:
    found = scaled(tmp_path, work_py=HEAD + FIRST_TRY + WORK)
    assert found.severity is Severity.MEDIUM
    assert "Nothing here calls 'first_try'" in found.issue


@pytest.mark.parametrize(
    "text",
    [
        HEAD + FIRST_TRY + WORK + "first_try()\n",
        HEAD + FIRST_TRY + WORK + "# first_try()\n",  # somebody has called it
        HEAD + FIRST_TRY + WORK + 'globals()["first_try"]()\n',
        HEAD + FIRST_TRY.replace("def", "@registered\ndef") + WORK,
        HEAD + FIRST_TRY.replace("first_try", "test_first_try") + WORK,  # a test runner calls it
        HEAD + FIRST_TRY,  # a module that does nothing by itself
    ],
)
def test_what_may_be_called_stays_as_it_is(tmp_path: Path, text: str) -> None:
    assert scaled(tmp_path, work_py=text).severity is Severity.HIGH


@pytest.mark.parametrize("other", ["import work\n", "from work import loans\n", "TARGET = 'work:first_try'\n"])
def test_what_other_files_use_stays_as_it_is(tmp_path: Path, other: str) -> None:
    assert scaled(tmp_path, work_py=HEAD + FIRST_TRY + WORK, other_py=other).severity is Severity.HIGH


def test_in_a_package_it_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text("", encoding="utf-8")
    assert scaled(tmp_path, work_py=HEAD + FIRST_TRY + WORK).severity is Severity.HIGH


SHARED = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


def scaled(frame):
    return (frame - frame.mean()) / frame.std()


######################
#      first_try
######################


def first_try():
    loans = pd.read_csv("loans.csv")
    X = scaled(loans.drop(columns="late"))
    fit, held, fit_y, held_y = train_test_split(X, loans["late"], random_state=0)
    model = LogisticRegression().fit(fit, fit_y)
    print(roc_auc_score(held_y, model.predict_proba(held)[:, 1]))


def main():
    loans = pd.read_csv("loans.csv")
    train, test = train_test_split(scaled(loans[["owed"]]).join(loans["late"]), random_state=0)
    print(train.describe(), test.describe())


main()
"""
TRAINS = """    model = LogisticRegression().fit(train[["owed"]], train["late"])
    print(roc_auc_score(test["late"], model.predict_proba(test[["owed"]])[:, 1]))
"""
SHOWS = "    print(train.describe(), test.describe())\n"


def severities(folder: Path, text: str) -> set[Severity]:
    (folder / "work.py").write_text(text, encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(folder))).findings if one.check == "fit-before-split"]
    assert found
    return {one.severity for one in found}


@pytest.mark.parametrize("packaged", [False, True])
def test_what_is_only_trained_where_nobody_calls_blocks_nothing(tmp_path: Path, *, packaged: bool) -> None:
    if packaged:  # a function that names its file itself is for nobody else
        (tmp_path / "__init__.py").write_text("", encoding="utf-8")
    assert severities(tmp_path, SHARED) == {Severity.MEDIUM}


def test_what_is_trained_where_somebody_calls_it_stays_as_it_is(tmp_path: Path) -> None:
    assert severities(tmp_path, SHARED.replace(SHOWS, TRAINS)) == {Severity.HIGH}
    assert severities(tmp_path, SHARED + "first_try()\n") == {Severity.HIGH}
