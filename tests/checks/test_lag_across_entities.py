"""A key that only its name tells to be an entity is never enough to block a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

CODE = """\
import pandas as pd
from lightgbm import LGBMRegressor

sold = pd.read_csv("sold.csv", parse_dates=["day"]).sort_values(["day", "station_id"], ignore_index=True)
{more}
sold["before"] = sold["papers"].shift()
sold = sold.dropna()
old, new = sold[sold["day"] < "2022-07-01"], sold[sold["day"] >= "2022-07-01"]
model = LGBMRegressor().fit(old[{inputs}], old["papers"])
print(model.score(new[{inputs}], new["papers"]))
"""


@pytest.mark.parametrize(
    ("more", "inputs", "severity"),
    [
        ("", ["before", "fair"], Severity.MEDIUM),
        ("", ["before", "station_id"], Severity.HIGH),
        ('sold["first"] = sold.groupby("station_id")["day"].transform("min")', ["before"], Severity.HIGH),
    ],
)
def test_severity(tmp_path: Path, more: str, inputs: list[str], severity: Severity) -> None:
    (tmp_path / "train.py").write_text(CODE.format(more=more, inputs=inputs), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "lag-across-entities"]
    assert [one.severity for one in found] == [severity]
