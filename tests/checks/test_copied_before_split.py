"""How bad copies are: pieces of pictures by what parts them, parts put together by whether they were seen to meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

CODE = """\
import numpy as np
from sklearn.feature_extraction.image import PatchExtractor, extract_patches_2d
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, ShuffleSplit, cross_val_score, train_test_split

scans, sick = np.load("scans.npy"), np.load("sick.npy")
patches = {cut}
X, y = patches.reshape(len(patches), -1), np.repeat(sick, 40)
{order}
model = LogisticRegression()
{use}
"""
EXTRACTOR = "PatchExtractor(patch_size=(8, 8), max_patches=40, random_state=0).transform(scans)"
ONE_BY_ONE = "np.vstack([extract_patches_2d(scan, (8, 8), max_patches=40, random_state=0) for scan in scans])"
OF_FOLDS = """
for train, held in {}.split(X):
    print(model.fit(X[train], y[train]).score(X[held], y[held]))
"""


@pytest.mark.parametrize("cut", [EXTRACTOR, ONE_BY_ONE])
@pytest.mark.parametrize(
    ("order", "use", "severity"),
    [
        ("", "print(cross_val_score(model, X, y))", Severity.MEDIUM),
        ("", "print(cross_val_score(model, X, y, cv=KFold(4)))", Severity.MEDIUM),
        ("", OF_FOLDS.format("KFold(4)"), Severity.MEDIUM),
        ("", "print(cross_val_score(model, X, y, cv=KFold(4, shuffle=True, random_state=0)))", Severity.CRITICAL),
        ("", "print(cross_val_score(model, X, y, cv=ShuffleSplit(4, random_state=0)))", Severity.CRITICAL),
        ("", OF_FOLDS.format("KFold(4, shuffle=True, random_state=0)"), Severity.CRITICAL),
        (
            "order = np.random.default_rng(0).permutation(len(X))\nX, y = X[order], y[order]",
            "print(cross_val_score(model, X, y))",
            Severity.CRITICAL,
        ),
        (
            "X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)",
            "print(model.fit(X_train, y_train).score(X_test, y_test))",
            Severity.CRITICAL,
        ),
    ],
)
def test_pieces_of_pictures(tmp_path: Path, cut: str, order: str, use: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(CODE.format(cut=cut, order=order, use=use), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "copied-before-split"]
    assert max(one.severity for one in found) == severity


PARTS = """\
import numpy as np
import pandas as pd
import spectra
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

frame = pd.read_csv("scans.csv")
scans = np.load("scans.npy")
cells = np.argwhere(scans == 1)
made = spectra.denoised(scans)
X = {parts}
y = np.load("y.npy")
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
"""


@pytest.mark.parametrize(
    ("parts", "severity"),
    [
        ("np.vstack((scans, scans))", Severity.CRITICAL),
        ("np.vstack((scans, scans[:, ::-1]))", Severity.CRITICAL),
        ("np.vstack((scans, np.fliplr(scans)))", Severity.CRITICAL),
        ("np.vstack((scans, scans[scans[:, 0] > 3]))", Severity.CRITICAL),
        ("np.vstack((cells, cells))", Severity.CRITICAL),
        ("np.vstack((made, made))", Severity.CRITICAL),
        ("np.repeat(scans, 2, axis=0)", Severity.CRITICAL),
        ("pd.concat([frame, frame[frame['kind'] == 'rare']])", Severity.CRITICAL),
        ("pd.concat([frame, frame.sample(500, replace=True)])", Severity.CRITICAL),
        ("np.vstack((scans, made))", Severity.MEDIUM),
        ("np.vstack((spectra.even(scans), spectra.odd(scans)))", Severity.MEDIUM),
        ("np.concatenate([scans[:, 0], scans[:, 1]]).reshape(-1, 1)", Severity.MEDIUM),
        ("pd.concat([frame['left'], frame['right']]).to_frame()", Severity.MEDIUM),
    ],
)
def test_parts_put_together(tmp_path: Path, parts: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(PARTS.format(parts=parts), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "copied-before-split"]
    assert [one.severity for one in found] == [severity]
