"""Which lanes a change brings up, by what it really touches, and what they ask about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mle_reviewer.findings.finding import Step
from mle_reviewer.findings.lane import LANES
from mle_reviewer.findings.map import Map, Node, NodeRole
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.roster.all import lanes
from mle_reviewer.sources.location import Location
from tests.lanes.making import changed, finding, pinned, whole


def up(errand: Errand) -> set[str]:
    """The lanes that come up."""
    return {lane.name for lane in lanes() if lane.comes_up(errand)}


def asked(errand: Errand, name: str) -> str:
    """All that a lane asks."""
    return "\n".join(next(lane for lane in lanes() if lane.name == name).asks(errand))


def node(role: NodeRole, path: str, line: int = 1, name: str = "") -> Node:
    """A part of a system."""
    return Node(f"{role}:{path}", role, name or path, Location(path, line))


def of_system(errand: Errand, *nodes: Node) -> Errand:
    """The errand with these parts of a system."""
    return replace(errand, system=Map(nodes))


def test_a_page_of_prose_brings_nothing_up(tmp_path: Path) -> None:
    assert up(changed(tmp_path, {"README.md": "a"}, {"README.md": "b"})) == set()


@pytest.mark.parametrize(
    ("name", "package"),
    [("pytorch-build-resolver", "torch"), ("documentation-lookup", "sklearn"), ("documentation-lookup", "mlflow")],
)
def test_imports(tmp_path: Path, name: str, package: str) -> None:
    errand = whole(tmp_path, {"a.py": "x = 1\n"})
    assert name not in up(errand)
    assert name in up(replace(errand, imports={"a.py": frozenset({package})}))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("database-reviewer", "features.sql"),
        ("database-reviewer", "db/migrations/0001_labels.py"),
        ("security-reviewer", "model.joblib"),
        ("security-reviewer", "Dockerfile"),
        ("security-reviewer", "train.py"),
        ("silent-failure-hunter", ".github/workflows/train.yml"),
        ("silent-failure-hunter", "run.sh"),
    ],
)
def test_documents(tmp_path: Path, name: str, path: str) -> None:
    assert name in up(changed(tmp_path, {}, {path: "x"}))
    assert name not in up(changed(tmp_path / "other", {path: "x"}, {path: "x", "notes.md": "b"}))


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("performance-optimizer", "service"),
        ("performance-optimizer", "training"),
        ("silent-failure-hunter", "gate"),
        ("e2e-runner", "service"),
        ("security-reviewer", "deployment"),
    ],
)
def test_parts_of_the_system(tmp_path: Path, name: str, role: NodeRole) -> None:
    errand = changed(tmp_path, {}, {"serve.yaml": "x: 1\n"})
    assert name not in up(errand)
    assert name in up(of_system(errand, node(role, "serve.yaml")))
    assert name not in up(of_system(errand, node(role, "other.yaml")))


def test_documents_are_left_behind_by_changes_alone(tmp_path: Path) -> None:
    gate = node("gate", "gate.py", 2)
    assert "doc-updater" not in up(of_system(whole(tmp_path / "a", {"gate.py": "x\ny\n"}), gate))
    errand = of_system(changed(tmp_path / "b", {}, {"gate.py": "x\ny\n", "docs/gate.md": "0.9"}), gate)
    assert "doc-updater" in up(errand)
    far = of_system(changed(tmp_path / "c", {}, {"gate.py": "x\ny\n"}), node("gate", "gate.py", 90))
    assert "doc-updater" not in up(far)


def test_screens_that_are_not_under_review(tmp_path: Path) -> None:
    errand = changed(tmp_path, {"page.html": "x"}, {"page.html": "x", "a.py": "x = 1\n"})
    shown = replace(errand, screens=(Step(Location("page.html", 1), "shows a prediction"),))
    assert "a11y-architect" not in up(shown)


def test_questions_name_what_was_found(tmp_path: Path) -> None:
    errand = whole(tmp_path, {"app.py": "x = 1\n", "model.joblib": b"\x80\x04N.", "requirements.txt": "torch==2.1\n"})
    errand = pinned(errand, "torch 2.1 requirements.txt 1", "torch 2.6 serve.txt 1")
    errand = of_system(errand, node("service", "app.py", 7, "POST /predict"), node("training", "app.py", 3))
    errand = replace(
        errand,
        imports={"app.py": frozenset({"torch"})},
        findings=(
            finding("unsafe-load", Location("app.py", 4)),
            finding("model-loaded-per-request", Location("app.py", 9)),
        ),
    )
    assert "`model.joblib`" in asked(errand, "security-reviewer")
    assert "app.py:4" in asked(errand, "security-reviewer")
    assert "`POST /predict` (app.py:7)" in asked(errand, "security-reviewer")
    assert "app.py:9" in asked(errand, "performance-optimizer")
    assert "torch is pinned to 2.1 and 2.6" in asked(errand, "documentation-lookup")
    assert "In the loop at app.py:3" in asked(errand, "pytorch-build-resolver")
    assert "`POST /predict` (app.py:7)" in asked(errand, "e2e-runner")


def test_every_lane_asks_something_of_anything(tmp_path: Path) -> None:
    errand = whole(tmp_path, {"a.py": "x = 1\n", "q.sql": "select 1\n"})
    for lane in lanes():
        assert lane.name in LANES
        assert all(question.strip() for question in lane.asks(errand))
