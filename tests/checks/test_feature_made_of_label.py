"""How grave a feature made of the label is: less so where the label does not follow from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

HOMES = """\
import pandas as pd
from sklearn.linear_model import LinearRegression

homes = pd.read_csv("homes.csv")
homes["each"] = homes["{over}"] / homes["{under}"]
LinearRegression().fit(homes[["each", "{beside}"]], homes["price"])
"""


@pytest.mark.parametrize(
    ("over", "under", "beside", "severity"),
    [
        ("price", "area", "area", Severity.CRITICAL),
        ("price", "area", "rooms", Severity.MEDIUM),
        ("fees", "price", "rooms", Severity.MEDIUM),
        ("fees", "price", "fees", Severity.CRITICAL),
    ],
)
def test_severity(tmp_path: Path, over: str, under: str, beside: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(HOMES.format(over=over, under=under, beside=beside), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "feature-made-of-label"]
    assert [one.severity for one in found] == [severity]
