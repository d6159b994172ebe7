"""How bad a look at later rows is: by how far off the nearest row may be, and which rows have gaps."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

CODE = """\
import json

import pandas as pd
from sklearn.linear_model import Ridge

settings = json.load(open("settings.json"))
creeks = pd.read_csv("creeks.csv", parse_dates=["at"]).sort_values("at")
gauges = pd.read_csv("gauges.csv", parse_dates=["at"]).sort_values("at")
{made}
creeks["next"] = creeks["level"].shift(-1)
old, new = creeks[creeks["at"] < "2022-07-01"], creeks[creeks["at"] >= "2022-07-01"]
model = Ridge().fit(old[["level", "mean"]], old["next"])
print(model.score(new[["level", "mean"]], new["next"]))
"""
NEAREST = 'creeks = pd.merge_asof(creeks, gauges, on="at", direction="nearest"{})'


@pytest.mark.parametrize(
    ("made", "severity"),
    [
        (NEAREST.format(""), Severity.HIGH),
        (NEAREST.format(", tolerance=None"), Severity.HIGH),
        (NEAREST.format(", tolerance=pd.Timedelta(days=60)"), Severity.HIGH),
        (NEAREST.format(', tolerance=pd.Timedelta("2min")'), Severity.MEDIUM),
        (NEAREST.format(', tolerance=settings["tolerance"]'), Severity.MEDIUM),
        ('creeks["mean"] = creeks["level"].rolling(5).mean().bfill()', Severity.LOW),
        ('creeks["mean"] = creeks["rain"].bfill()', Severity.MEDIUM),  # how many gaps there are, only the data says
        ('creeks["mean"] = creeks["rain"].rolling(5, center=True).mean()', Severity.HIGH),
    ],
)
def test_severity(tmp_path: Path, made: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(CODE.format(made=made), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "look-ahead-feature"]
    assert [one.severity for one in found] == [severity]
