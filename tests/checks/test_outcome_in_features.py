"""How sure a finding is of a column, and whose word it cites."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

PROGRAM = """
import pandas as pd
from sklearn.linear_model import Ridge

rides = pd.read_parquet("rides.parquet")
X = rides[["passenger_count", "trip_distance", "fare_amount", "tolls_amount", *COLUMNS]]
model = Ridge().fit(X[:800], rides["tip_amount"][:800])
print(model.score(X[800:], rides["tip_amount"][800:]))
"""


@pytest.mark.parametrize(
    ("columns", "severity", "words"),
    [
        (["total_amount"], Severity.HIGH, ["The columns are those", "Source: NYC Taxi"]),
        (["total_paid"], Severity.MEDIUM, ["look like", "in common use for 'total_amount'", "has this name"]),
        (["total_amount", "total_paid"], Severity.HIGH, ["in common use for", "Source of 'total_amount': NYC Taxi"]),
    ],
)
def test_a_dictionary_is_cited_for_its_own_columns(
    columns: list[str], severity: Severity, words: list[str], tmp_path: Path
) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    (tmp_path / "rides.py").write_text(PROGRAM.replace("*COLUMNS", names), encoding="utf-8")
    (found,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "outcome-in-features"]
    assert found.severity == severity
    assert all(text in found.issue for text in words)
