"""`make new-check` writes a query and a page that import, type-check and name each other, and refuses bad names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("src", "scripts"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def new_check(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(checkout / "scripts" / "new_check.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_scaffold_is_a_check_and_its_page(checkout: Path) -> None:
    assert new_check(checkout, "serving", "answer_without_version").returncode == 0
    folder = checkout / "src" / "mle_reviewer" / "checks" / "serving"
    assert "# expect: answer-without-version" in (folder / "answer_without_version.md").read_text(encoding="utf-8")
    code = (
        "from mle_reviewer.checks.serving.answer_without_version import CARD, find\n"
        "print(CARD.area, CARD.risk, find.__annotations__['flow'])"
    )
    path = os.environ | {"PYTHONPATH": str(checkout / "src")}
    shown = subprocess.run([sys.executable, "-c", code], env=path, capture_output=True, text=True, check=False)
    assert shown.stdout == "SD unsafe serving Flow\n", shown.stderr


def test_scaffold_of_a_change_sees_both_sides(checkout: Path) -> None:
    assert new_check(checkout, "data", "shuffle_never_again", "change").returncode == 0
    page = checkout / "src" / "mle_reviewer" / "checks" / "data" / "shuffle_never_again.md"
    assert page.read_text(encoding="utf-8").count("```python train.py before\n") == 3
    code = (
        "from mle_reviewer.checks import registry\n"
        "print('shuffle-never-again' in registry.comparers(), 'shuffle-never-again' in registry.finders())"
    )
    path = os.environ | {"PYTHONPATH": str(checkout / "src")}
    shown = subprocess.run([sys.executable, "-c", code], env=path, capture_output=True, text=True, check=False)
    assert shown.stdout == "True False\n", shown.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere", "fit_before_split"), "AREA is one of data"),
        (("data", "Fit-Before-Split"), "NAME is the fault"),
        (("", ""), "AREA is one of"),
        (("data", "fit_too_early", "both"), "KIND is tree"),
        ((), "usage: make new-check"),
    ],
)
def test_bad_names_are_refused_with_the_way_out(checkout: Path, arguments: tuple[str, ...], says: str) -> None:
    result = new_check(checkout, *arguments)
    assert result.returncode == 2
    assert says in result.stderr


def test_a_taken_id_is_refused(checkout: Path) -> None:
    assert new_check(checkout, "training", "seed_never_set").returncode == 0
    again = new_check(checkout, "data", "seed_never_set")
    assert again.returncode == 2
    assert "training/seed_never_set.md" in again.stderr
