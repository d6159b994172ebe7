"""How grave a label among the features is: certain where the features hold it by its name, asked of all others."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

READ = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression

table = pd.read_csv("t.csv")
{made}
LogisticRegression().fit({features}, {labels})
"""


@pytest.mark.parametrize(
    ("made", "features", "labels", "severity"),
    [
        ("", 'table[["a", "y"]]', 'table["y"]', Severity.CRITICAL),
        ("", "table", 'table["y"]', Severity.MEDIUM),
        ('table["y"] = (table["a"] > 3).astype(int)', "table", 'table["y"]', Severity.CRITICAL),
        (
            'part = table[["a", "b"]].copy()\npart["y"] = 3', 'table.drop(columns=["c"])', 'part["y"]', Severity.MEDIUM,
        ),
    ],
)  # fmt: skip
def test_severity(tmp_path: Path, made: str, features: str, labels: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(READ.format(made=made, features=features, labels=labels), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "label-in-features"]
    assert [one.severity for one in found] == [severity]
