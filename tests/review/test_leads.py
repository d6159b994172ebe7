"""What is not sure enough: told as a lead, handed on by its lane, and nothing decided by it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.faces.cli import main
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.review.leads import parted
from mle_reviewer.sources.location import Location
from tests.sources.repositories import new_repository

_SERVICE = """
from fastapi import FastAPI
import joblib

app = FastAPI()


@app.post("/predict")
def predict(rows: list[list[float]]):
    model = joblib.load("churn.joblib")
    return {"scores": model.predict(rows).tolist()}
"""


def _record(root: Path, *options: str, since: str = "") -> dict[str, Any]:
    out = root.parent / "review.json"
    what = ["--base", since] if since else ["--all"]
    main(["review", str(root), *what, "--format", "json", "--output", str(out), *options])
    said: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return said


def _checks(some: list[dict[str, Any]]) -> set[str]:
    return {one["check"] for one in some}


@pytest.fixture
def service(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    (root / "service.py").write_text(_SERVICE, encoding="utf-8")
    return root


def test_a_lead_is_handed_on_and_decides_nothing(service: Path) -> None:
    said = _record(service)
    assert "model-loaded-per-request" in _checks(said["leads"])
    assert "model-loaded-per-request" not in _checks(said["findings"])
    ledger = {one["item"]: one for one in said["ledger"]}
    assert not any("model-loaded-per-request" in json.dumps(one) for one in ledger.values())
    briefs = {one["lane"]: one for one in said["briefs"]}
    look = briefs["performance-optimizer"]["look"]
    assert any(one["path"] == "service.py" and "model-loaded-per-request" in one["says"] for one in look)


def test_whoever_asks_is_told_of_leads_as_findings(service: Path) -> None:
    said = _record(service, "--leads")
    assert said["leads"] == []
    assert "model-loaded-per-request" in _checks(said["findings"])


def test_a_report_counts_leads(service: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["review", str(service), "--all"])
    assert "leads, not sure enough to be findings (--leads tells them): " in capsys.readouterr().out


def test_a_change_hands_on_only_what_it_brings(tmp_path: Path) -> None:
    repo = new_repository(tmp_path)
    repo.commit({"service.py": _SERVICE})
    repo.commit({"service.py": _SERVICE + "\n\nTIMES = 2\n"})
    assert _record(repo.root, since="HEAD~1")["leads"] == []
    repo.commit({"other.py": _SERVICE})
    assert {one["path"] for one in _record(repo.root, since="HEAD~1")["leads"]} == {"other.py"}


def test_a_check_of_a_lane_begins_with_leads_and_one_that_follows_rows_does_not() -> None:
    card = Card("SD", "A new check", (), Severity.MEDIUM, "other", sees="system", lane="performance-optimizer")
    assert card.lead
    assert replace(card, read=(9, 9)).lead  # too few to say anything
    assert not replace(card, read=(9, 12)).lead
    assert replace(card, read=(8, 12)).lead
    assert not replace(card, lane=None).lead
    assert not any(replace(card, sees=sees).lead for sees in ("tree", "change", "systems"))


def test_what_is_high_is_told_until_readings_speak_against_it() -> None:
    card = Card("SD", "A new check", (), Severity.HIGH, "other", sees="system", lane="security-reviewer")
    assert not card.doubted
    assert not replace(card, read=(0, 3)).doubted
    assert replace(card, read=(2, 4)).doubted
    assert not replace(card, read=(3, 4)).doubted
    said = stated(card, Location("serve.py", 1), Words("It is so", "It breaks.", "Mend it."), (), context="serve")
    finding = replace(said, check="new-check")
    assert parted([finding], {"new-check": card})[0] == (finding,)
    assert parted([finding], {"new-check": replace(card, read=(1, 4))})[1] == (finding,)
