"""Which lanes a change brings up, by what it really touches, and what they ask about it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mle_reviewer.findings.alteration import Alteration
from mle_reviewer.findings.finding import Step
from mle_reviewer.findings.lane import LANES
from mle_reviewer.findings.map import Map, Node, NodeRole
from mle_reviewer.lanes.errand import Answer, Errand
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
        answers=(Answer("`POST /predict`", Location("app.py", 7)),),
        findings=(
            finding("unsafe-load", Location("app.py", 4)),
            finding("model-loaded-per-request", Location("app.py", 9)),
        ),
    )
    assert "`model.joblib`" in asked(errand, "security-reviewer")
    assert "app.py:4" in asked(errand, "security-reviewer")
    assert "`POST /predict` (app.py:7)" in asked(errand, "security-reviewer")
    assert "app.py:9" in asked(errand, "performance-optimizer")
    assert "torch is 2.1 at requirements.txt:1 and 2.6 at serve.txt:1" in asked(errand, "documentation-lookup")
    assert "In the loop at app.py:3" in asked(errand, "pytorch-build-resolver")
    assert "`POST /predict` (app.py:7)" in asked(errand, "e2e-runner")


def test_versions_of_one_lock_file_are_no_two_environments(tmp_path: Path) -> None:
    errand = replace(whole(tmp_path, {"app.py": "x = 1\n"}), imports={"app.py": frozenset({"torch"})})
    errand = pinned(errand, "torch 2.1 uv.lock 1", "torch 2.6 uv.lock 9", "torch 2.6 serve.txt 1")
    assert asked(errand, "documentation-lookup") == ""


def moved(path: str = "uv.lock", *places: str, name: str = "torch") -> Alteration:
    """A package that comes in another version."""
    elsewhere = tuple(Location(place, 2) for place in places)
    surfaces = ("training",) if places else ()
    return Alteration("package", name, Location(path, 5), "goes from 2.1 to 2.6", (name,), elsewhere, surfaces)


def test_a_lock_file_alone_brings_up_who_reads_release_notes_and_advisories(tmp_path: Path) -> None:
    errand = changed(tmp_path, {"uv.lock": "a\n"}, {"uv.lock": "b\n"})
    errand = replace(errand, altered=(moved("uv.lock", "train.py"), moved(name="colorama")))
    assert {"documentation-lookup", "security-reviewer", "pytorch-build-resolver"} <= up(errand)
    notes = asked(errand, "documentation-lookup")
    assert "torch goes from 2.1 to 2.6 (uv.lock:5); train.py:2 relies on it" in notes
    assert "colorama" not in notes
    assert "used at train.py:2" in asked(errand, "security-reviewer")


def test_who_asks_the_endpoint_that_the_change_is_on(tmp_path: Path) -> None:
    errand = changed(tmp_path, {"f.py": "a\n", "app.py": "x\n"}, {"f.py": "b\n", "app.py": "x\n"})
    through = (Step(Location("f.py", 1), "clean"),)
    way = Answer("`POST /predict`", Location("app.py", 7), through, (Location("tests/test_app.py", 3),))
    aside = Answer("`POST /explain`", Location("app.py", 30))
    errand = replace(errand, answers=(way, aside))
    flow = asked(errand, "e2e-runner")
    assert "tests/test_app.py:3 asks `POST /predict` (app.py:7), and the change wrote `clean` (f.py:1)" in flow
    assert "/explain" not in flow
    untested = replace(errand, answers=(replace(way, tests=()),))
    assert "No test was seen that asks `POST /predict`" in asked(untested, "e2e-runner")
    assert "`clean` (f.py:1)" in asked(untested, "pr-test-analyzer")


def test_a_field_that_a_page_still_reads(tmp_path: Path) -> None:
    errand = changed(tmp_path, {"app.py": "x\n"}, {"app.py": "y\n"})
    page = Step(Location("ui/page.py", 4), "a page that shows what `POST /predict` answers (app.py:1)")
    says = "`POST /predict` no longer answers with it"
    gone = Alteration("field removed", "score", Location("app.py", 1), says, ("score",), of="POST /predict")
    errand = replace(errand, screens=(page,), altered=(gone,))
    assert "does ui/page.py:4, which is a page that shows" in asked(errand, "e2e-runner")


def test_python_is_asked_about_what_the_change_does(tmp_path: Path) -> None:
    errand = changed(tmp_path, {"a.py": "x\n"}, {"a.py": "y\n"})
    assert asked(errand, "python-reviewer") == ""
    at = Location("a.py", 1)
    errand = replace(
        errand,
        altered=(
            Alteration("signature", "build", at, "asks for `window`", elsewhere=(Location("b.py", 9),)),
            Alteration("swallowed", "Exception", at, "gives back `None`"),
            Alteration("untyped", "load", at, "95% of the project's functions have types"),
        ),
    )
    questions = asked(errand, "python-reviewer").split("\n")
    assert questions[0].startswith("`build` asks for `window` now (a.py:1)")
    assert "b.py:9" in questions[0]
    assert questions[1].startswith("a.py:1 gives back `None` on Exception")
    assert questions[2].startswith("`load` (a.py:1): new and without types")


def test_every_question_names_its_place_and_nothing_is_asked_of_nothing(tmp_path: Path) -> None:
    empty = changed(tmp_path / "empty", {}, {"a.py": "x = 1\n"})
    assert {lane.name: lane.asks(empty) for lane in lanes() if lane.asks(empty)} == {}
    files = {"a.py": "x = 1\n", "q.sql": "select 1\n", "Dockerfile": "FROM x\n", "db/migrations/1.py": "x = 1\n"}
    errand = whole(tmp_path / "full", {**files, ".github/workflows/ci.yml": "on: push\n"})
    roles: tuple[NodeRole, ...] = (
        "gate", "metric", "service", "alert", "monitor", "deployment", "registry", "dataset", "training", "scoring",
        "record", "external model", "pipeline", "evaluation", "feature", "split", "data source",
    )  # fmt: skip
    errand = of_system(errand, *(node(role, "a.py", number + 1) for number, role in enumerate(roles)))
    errand = replace(
        errand,
        imports={"a.py": frozenset({"torch", "sklearn", "lightning"})},
        answers=(Answer("`POST /predict`", Location("a.py", 7)),),
        screens=(Step(Location("a.py", 3), "a page that shows what the model says"),),
        altered=(moved("uv.lock", "a.py"), moved("uv.lock", "a.py", name="mlflow")),
    )
    for lane in lanes():
        assert lane.name in LANES
        questions = lane.asks(errand)
        assert questions or lane.name == "python-reviewer"
        for question in questions:
            assert re.search(r"[\w./-]+:\d+", question), (lane.name, question)
