"""`mle-reviewer map` draws the repository that it stands in, in four forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mle_reviewer.faces.cli import main
from tests.system.test_map import SERVE, TRAIN


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "train.py").write_text(TRAIN.replace("NAME", "loans"))
    (tmp_path / "app.py").write_text(SERVE.replace("NAME", "loans"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("form", "begins"), [("text", "System map: 1 model"), ("mermaid", "flowchart LR"), ("svg", "<svg "), ("json", "{")]
)
def test_forms(form: str, begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "--format", form]) == 0
    assert capsys.readouterr().out.startswith(begins)


def test_a_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", str(root), "--format", "json", "--output", "map.json"]) == 0
    assert capsys.readouterr().out == ""
    assert {one["role"] for one in json.loads((root / "map.json").read_text())["nodes"]} >= {"model", "service"}


def test_what_cannot_be_read_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "broken.py").write_text("def f(:\n")
    assert main(["map"]) == 0
    assert "not read: broken.py" in capsys.readouterr().err
