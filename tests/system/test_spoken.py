"""Tests that CI runs are found behind runners, targets, scripts and containers; deliveries are a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mle_reviewer.system.questions.commands.ci import runs, workflows
from tests.system.making import system_of

if TYPE_CHECKING:
    from pathlib import Path

CI = """
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: {command}
"""
MAKE = "check: unit\n\nunit:\n\tuv run pytest tests\n\nlint:\n\truff check .\n"
FILES = {
    "Makefile": MAKE,
    "ci.sh": "set -e\npython -m pytest\n",
    "pyproject.toml": '[tool.poe.tasks]\nunit = "pytest tests"\n',
}


@pytest.mark.parametrize(
    "command",
    [
        "pytest", "uv run --project backend pytest -q", "poetry run pytest", "pipenv run python -m pytest",
        "make check", "bash ci.sh", "poe unit", "docker compose run --rm api pytest", "conda run -n e pytest",
        "hatch run test", "python -m unittest discover", "pipenv run make unit",
    ],
)  # fmt: skip
def test_tests_are_run(tmp_path: Path, command: str) -> None:
    system = system_of(tmp_path, {**FILES, ".github/workflows/ci.yml": CI.format(command=command)})
    found = [one for flow in workflows(system) for job in flow.jobs for one in runs(system, flow, job)]
    assert [(one.sign, one.line) for one in found] == [("run-tests", 7)]


@pytest.mark.parametrize("command", ["make lint", "pip install pytest", "docker compose up api", "echo pytest"])
def test_tests_are_not_run(tmp_path: Path, command: str) -> None:
    system = system_of(tmp_path, {**FILES, ".github/workflows/ci.yml": CI.format(command=command)})
    found = [one for flow in workflows(system) for job in flow.jobs for one in runs(system, flow, job)]
    assert not [one for one in found if one.sign == "run-tests"]


def test_a_pushed_image_is_delivered(tmp_path: Path) -> None:
    files = {
        "train.py": "from sklearn.svm import SVC\nSVC().fit([[1]], [1])\n",
        ".github/workflows/ci.yml": CI.format(command="docker push registry/app"),
    }
    assert [str(one.at) for one in system_of(tmp_path, files).roles.deploys] == [".github/workflows/ci.yml:7"]


def test_a_platform_that_builds_the_repository_deploys_it(tmp_path: Path) -> None:
    render = "services:\n  - type: web\n    name: api\n    runtime: python\n    startCommand: uvicorn app:app\n"
    app = (
        "import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load('m')\n\n\n"
        "@app.post('/p')\ndef p(rows: list):\n    return model.predict(rows)\n"
    )
    system = system_of(tmp_path, {"app.py": app, "render.yaml": render})
    assert [str(one.at) for one in system.roles.deploys] == ["render.yaml:4"]
    assert "app.py" in system.reached.entrances
