"""`mle-reviewer init` writes templates that say nothing until they are filled in, and that the ledger reads then."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.faces.cli import main
from mle_reviewer.policy.ledger import ledger
from mle_reviewer.policy.reading import read_policy
from mle_reviewer.sources.folder import FolderTree

TRAIN = """\
import json

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import recall_score
from sklearn.model_selection import train_test_split

THRESHOLD = 0.3


def main():
    frame = pd.read_csv("data/loans.csv")
    train, test = train_test_split(frame, random_state=1)
    model = LogisticRegression().fit(train[["amount"]], train["late"])
    late = model.predict_proba(test[["amount"]])[:, 1] >= THRESHOLD
    recall = recall_score(test["late"], late)
    with open("metrics.json", "w") as handle:
        json.dump({"recall": recall}, handle)
    with open("gates.yaml") as handle:
        gates = yaml.safe_load(handle)
    if not recall >= gates["recall"]["threshold"]:
        raise SystemExit("too weak")
    joblib.dump(model, "models/loans.joblib")


if __name__ == "__main__":
    main()
"""
SERVE = """\
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("models/loans.joblib")


@app.post("/score")
def score(amount: float):
    return {"late": float(model.predict_proba([[amount]])[0, 1])}
"""
ALL = ("docs/iterations/0001.md", "contracts/loans.odcs.yaml", "gates.yaml", "mle-reviewer.toml")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in {
        "train.py": TRAIN.replace("import joblib", "import joblib\nimport yaml", 1),
        "serve/app.py": SERVE,
        "data/loans.csv": "loan_id,amount,applied_at,late\n1,20,2026-01-01,0\n",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def verdicts(root: Path) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    analysis = analyse(FolderTree(str(root)))
    assert analysis.survey is not None
    assert not analysis.gaps
    found = ledger(analysis.findings, analysis.survey.answers)
    return {one.item: (one.verdict, one.says, tuple(step.at.path for step in one.grounds)) for one in found}


def test_all_four_are_written_from_what_the_map_knows(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert all(f"wrote       {path}" in out for path in ALL)
    assert "Next: " in out
    assert "mle-reviewer review --all" in out
    note, contract, gates, table = ((root / path).read_text() for path in ALL)
    assert "models/loans.joblib: trained by train.py, served by serve/app.py" in note
    assert "recall (train.py:" in note
    assert re.findall(r"- name: (.*)", contract) == ['"loans"', '"loan_id"', '"amount"', '"applied_at"', '"late"']
    assert "recall:  # worked out at train.py:" in gates
    assert 'train-entry = "train.py"\nserve-entry = "serve/app.py"\nartifact = "models/loans.joblib"' in table
    assert read_policy(FolderTree(str(root)), ()).origin == "mle-reviewer.toml"


def test_what_is_not_filled_in_changes_no_verdict(root: Path) -> None:
    before = verdicts(root)
    assert main(["init"]) == 0
    assert verdicts(root) == before


def test_what_is_filled_in_is_read_with_its_place(root: Path) -> None:
    before = verdicts(root)
    assert main(["init"]) == 0
    note, contract, gates, _ = (root / path for path in ALL)
    said = {"latency_ms": "200", "primary_metric": "recall", "threshold": "0.3", "fn": "450", "fp": "35"}
    lines = [re.sub(r"TODO +#.*|TODO", "a sentence that was written", line) for line in note.read_text().split("\n")]
    text = "\n".join(lines)
    for key, value in said.items():
        text = re.sub(rf"({key}:) a sentence that was written", rf"\1 {value}", text)
    note.write_text(text)
    filled = contract.read_text().replace('"loan_id"\n', '"loan_id"\n        primaryKey: true\n')
    filled = filled.replace('"applied_at"\n', '"applied_at"\n        logicalType: timestamp\n')
    filled = filled.replace("mustBeGreaterThan: TODO", "mustBeGreaterThan: 100").replace("TODO", "internal")
    contract.write_text(filled)
    gates.write_text(gates.read_text().replace("threshold: TODO", "threshold: 0.8"))
    after = verdicts(root)
    for item in ("PF1", "PF2", "PF4", "DL1", "DL5", "EP2", "ME3"):
        assert before[item][0] != "satisfied" or item == "EP2"
        assert after[item][0] == "satisfied", (item, after[item])
        assert set(after[item][2]) & set(ALL), (item, after[item])
    assert after["PF5"][0] == "needs-judgement"
    assert after["EP4"][0] == "partial"  # latency alone
    assert after["EP4"][2] == ("gates.yaml",)
    assert (before["PF3"][0], after["PF3"][0]) == ("no-evidence", "partial")  # no search chooses by it


def test_no_file_is_replaced(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "gates.yaml").write_text("recall: {threshold: 0.9}\n")
    (root / "pyproject.toml").write_text("[tool.mle-reviewer]\nfail-on = 'never'\n")
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert "left alone  gates.yaml" in out
    assert "left alone  pyproject.toml" in out
    assert not (root / "mle-reviewer.toml").exists()
    assert (root / "gates.yaml").read_text() == "recall: {threshold: 0.9}\n"
    assert main(["init"]) == 0
    assert "Nothing was written." in capsys.readouterr().out


def test_who_asks_for_a_note_begins_the_next_iteration(root: Path) -> None:
    assert main(["init", "note"]) == 0
    assert main(["init", "note"]) == 0
    assert sorted(path.name for path in (root / "docs/iterations").iterdir()) == ["0001.md", "0002.md"]
    assert not (root / "gates.yaml").exists()


def test_a_dry_run_prints_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--dry-run", "gates", "table"]) == 0
    out = capsys.readouterr().out
    assert "# gates.yaml (gates)\n" in out
    assert "missing: fail" in out
    assert 'train-entry = "train.py"' in out
    assert sorted(path.name for path in root.iterdir()) == ["data", "serve", "train.py"]


def test_links_are_not_followed_out_of_the_repository(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path_factory.mktemp("other")
    (root / "contracts").symlink_to(other)
    (root / "gates.yaml").symlink_to(other / "gates.yaml")
    assert main(["init", "gates"]) == 0
    assert "left alone  gates.yaml" in capsys.readouterr().out
    assert main(["init", "contract"]) == 2
    assert "contracts/loans.odcs.yaml leads out of the repository" in capsys.readouterr().err
    assert list(other.iterdir()) == []


def test_an_unknown_template_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["init", "gate"])
    assert caught.value.code == 2
    assert "expected one of note, contract, gates, table, got 'gate'" in capsys.readouterr().err


def test_where_nothing_is_known_the_templates_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    assert "contracts/dataset.odcs.yaml" in capsys.readouterr().out
    assert read_policy(FolderTree(str(tmp_path)), ()).origin == "mle-reviewer.toml"
    assert main(["review", "--all", "--format", "json", "--output", str(tmp_path / "out.json")]) == 0
    assert json.loads((tmp_path / "out.json").read_text())["gaps"] == []


def test_names_of_the_repository_cannot_leave_their_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = TRAIN.replace("models/loans.joblib", 'models/a\\nx: 1 #".joblib').replace(
        "data/loans.csv", 'd/a\\ny: "1.csv'
    )
    (tmp_path / "train.py").write_text(hostile)
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    lines = [line for path in tmp_path.rglob("*.*") if path.name != "train.py" for line in path.read_text().split("\n")]
    assert not [line for line in lines if line.startswith(("x: 1", "y: "))]
    assert read_policy(FolderTree(str(tmp_path)), ()).origin == "mle-reviewer.toml"
