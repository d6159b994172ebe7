"""Numbers whose bounds are given by name are followed as those whose bounds stand in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.sources.folder import FolderTree

PROGRAM = """\
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge

table = pd.read_csv("wells.csv")
X, y = table[["depth"]].values, table["flow"].values
numbers = {numbers}
model = Ridge().fit(X[numbers], y[numbers])
print(model.score(X[:800], y[:800]))
"""


@pytest.mark.parametrize(
    "numbers",
    [
        "np.arange(start=0, stop=800, step=1)", "np.arange(stop=800)", "np.arange(0, stop=800)",
        "np.arange(800, step=1)", "np.arange(start=800)", "np.arange(start=0.0, stop=8.0, step=0.01)", "np.arange()",
    ],
)  # fmt: skip
def test_bounds_by_name_are_bounds(tmp_path: Path, numbers: str) -> None:
    (tmp_path / "wells.py").write_text(PROGRAM.format(numbers=numbers), encoding="utf-8")
    analysis = analyse(FolderTree(str(tmp_path)))
    assert not analysis.gaps
    same = {one.check for one in analysis.findings}
    (tmp_path / "wells.py").write_text(PROGRAM.format(numbers="np.arange(0, 800)"), encoding="utf-8")
    if "800" in numbers:
        assert same == {one.check for one in analyse(FolderTree(str(tmp_path))).findings}
