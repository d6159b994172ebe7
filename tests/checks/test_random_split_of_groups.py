"""What a piece of the names of files is called proves less than a key that rows are grouped by."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

OF_FILES = """\
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

files = sorted(Path("scans").glob("*.npy"))
print(Counter(file.stem.split("_")[0] for file in files))
owners = {file: patient for file in files for patient in [file.stem.split("_")[0]]}
ill = [int(file.stem.split("_")[1]) for file in files]
X = np.array([np.load(file).ravel() for file in files])
X_train, X_test, y_train, y_test = train_test_split(X, ill, random_state=0)
print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
"""
OF_ROWS = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

visits = pd.read_csv("visits.csv")
visits["relative"] = visits["pulse"] - visits.groupby("patient_id")["pulse"].transform("first")
X_train, X_test, y_train, y_test = train_test_split(visits[["relative"]], visits["ill"], random_state=0)
print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
"""


@pytest.mark.parametrize(("code", "severity"), [(OF_FILES, Severity.MEDIUM), (OF_ROWS, Severity.HIGH)])
def test_a_name_alone_does_not_block(tmp_path: Path, code: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(code, encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "random-split-of-groups"]
    assert [one.severity for one in found] == [severity]
