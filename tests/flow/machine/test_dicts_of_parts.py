"""A method of a dict of parts goes through each; through dicts in dicts it does not go down, level by level."""

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.flow.machine import calls
from mle_reviewer.sources.folder import FolderTree

_DEEP = 4
_WIDE = 5


def _nested(depth: int) -> str:
    inner = _nested(depth - 1) if depth > 1 else "1"
    return "{" + ", ".join(f"'{name}': {inner}" for name in "abcde"[:_WIDE]) + "}"


PROGRAM = """import pandas as pd
from sklearn.linear_model import LinearRegression

rows = pd.read_csv("a.csv")
settings = {settings}
print(settings.model_dump())
LinearRegression().fit(rows[["a"]], rows["b"])
"""


def test_a_dict_in_a_dict_is_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    method = calls.method

    def counted(*given: object) -> object:
        asked.append(str(given[3]))
        return method(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(calls, "method", counted)
    (tmp_path / "train.py").write_text(PROGRAM.format(settings=_nested(_DEEP)), encoding="utf-8")
    analyse(FolderTree(str(tmp_path)))
    assert asked.count("model_dump") <= _WIDE
