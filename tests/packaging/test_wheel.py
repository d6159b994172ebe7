"""The wheel and the source archive hold all they must, and the wheel works in an empty environment."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "mle_reviewer"
# One xdist group: what is built once is used by all tests of this file.
pytestmark = pytest.mark.xdist_group("wheel")

CLEAN = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

data = pd.read_csv("data.csv")
X, y = data.drop(columns="label"), data["label"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler = StandardScaler().fit(X_train)
model = LogisticRegression().fit(scaler.transform(X_train), y_train)
print(model.score(scaler.transform(X_test), y_test))
"""
LEAKY = CLEAN.replace("StandardScaler().fit(X_train)", "StandardScaler().fit(X)")
FEATURES = "SELECT id, AVG(amount) OVER (PARTITION BY id ORDER BY day) AS mean_amount FROM payments\n"
OUT_OF_REACH = re.compile(
    "NewConnectionError|ConnectTimeout|ProxyError|Failed to establish a new connection|name resolution", re.IGNORECASE
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, outside: dict[str, str]) -> Path:
    """A folder with the source archive, and the wheel made from that archive (so the archive is complete)."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    made = subprocess.run(command, capture_output=True, text=True, env=outside, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    [path] = built.glob("*.whl")
    return path


def shipped() -> set[str]:
    """Every file of the package that is shipped as it stands, as the wheel names it."""
    files = {path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".md", ".json"} or path.name == "py.typed"}
    example = (path for path in (PACKAGE / "faces" / "example").rglob("*") if path.is_file())
    files |= {path for path in example if "__pycache__" not in path.parts}
    return {path.relative_to(PACKAGE.parent).as_posix() for path in files}


def test_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert shipped() <= names
    assert {"mle_reviewer/knowledge/_table.json", "mle_reviewer/knowledge/_conventions.json"} <= set(names)
    assert "mle_reviewer/py.typed" in names


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names <= shipped()


def test_wheel_requires_only_ranges(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    [metadata] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    text = archive.read(metadata).decode()
    required = [one for one in re.findall(r"^Requires-Dist: (.+)$", text, re.MULTILINE) if "extra ==" not in one]
    assert sorted(re.split(r"[<>=;\s]", name)[0].lower() for name in required) == ["msgspec", "pyyaml", "sqlglot"]
    assert all("==" not in name for name in required)
    assert "License-Expression: MIT" in text


def test_table_of_the_wheel_knows_a_library(wheel: Path) -> None:
    table = json.loads(zipfile.ZipFile(wheel).read("mle_reviewer/knowledge/_table.json"))
    assert "StandardScaler" in json.dumps(table)


def test_source_archive_holds_what_a_build_and_a_test_need(built: Path) -> None:
    [path] = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    pages = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.yaml")}
    assert {f"src/{name}" for name in shipped()} | pages <= names
    assert {"LICENSE", "README.md", "CHANGELOG.md", "Makefile", "hatch_build.py", "tests/conftest.py"} <= names


def install(wheel: Path, requirements: str, target: Path, outside: dict[str, str]) -> Path:
    """Make an empty environment with the pinned requirements and the wheel; return its folder of commands."""
    venv.create(target, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(target), "--disable-pip-version-check", "--retries", "2"]
    pinned = ["--require-hashes", "--requirement", str(ROOT / "requirements" / requirements)]
    for arguments in (pinned, ["--no-deps", str(wheel)]):
        done = subprocess.run([*pip, "install", *arguments], capture_output=True, text=True, env=outside, check=False)
        if done.returncode and OUT_OF_REACH.search(done.stdout + done.stderr) and not outside.get("CI"):
            pytest.skip("no package index is within reach, so an empty environment cannot be filled")
        assert done.returncode == 0, done.stdout + done.stderr
    checked = subprocess.run([*pip, "check"], capture_output=True, text=True, env=outside, check=False)
    assert checked.returncode == 0, checked.stdout
    return target / "bin"


@pytest.mark.index
@pytest.mark.parametrize("requirements", ["runtime.txt", "lowest.txt"])
def test_wheel_reviews_from_an_empty_environment(
    wheel: Path, requirements: str, tmp_path: Path, outside: dict[str, str], repository: Callable[..., Path]
) -> None:
    if requirements == "lowest.txt" and sys.version_info[:2] != (3, 11):
        pytest.skip("the oldest releases of the requirements have wheels for the oldest Python only")
    commands = install(wheel, requirements, tmp_path / "environment", outside)

    version = subprocess.run([commands / "mle-reviewer", "--version"], capture_output=True, text=True, check=True)
    assert version.stdout == f"mle-reviewer {wheel.name.split('-')[1]}\n"

    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}
    first = {"train.py": CLEAN, "features.sql": "SELECT 1\n", "notes.ipynb": json.dumps(notebook)}
    root = repository(first | {"params.yaml": "seed: 0\n"}, {"train.py": LEAKY, "features.sql": FEATURES})
    command = [str(commands / "mle-reviewer"), "review", str(root), "--base", "HEAD~1", "--format", "json"]
    review = subprocess.run(command, capture_output=True, text=True, check=False)
    assert review.returncode == 1, review.stdout + review.stderr
    report = json.loads(review.stdout)
    assert report["decision"]["verdict"] == "BLOCK"
    assert {tag for finding in report["findings"] for tag in finding["tags"]} >= {"leak:preprocessing"}
    assert report["findings"][0]["path"] == "train.py"
    assert report["findings"][0]["scope"] == "introduced"
