"""The import contracts hold, and each of them really breaks when its rule is broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# contract -> (where, an import that breaks it)
VIOLATIONS = {
    "Imports go down only": ("sources/location.py", "import mle_reviewer.program"),
    "No circles inside a room": ("findings/card.py", "import mle_reviewer.findings.finding"),
    "Nothing imports a face but the door": ("review/__init__.py", "import mle_reviewer.faces"),
    "A face asks the review, the reports and the checks": ("faces/__init__.py", "import mle_reviewer.flow"),
    "Reports and policy see results, never the analysis": ("reports/__init__.py", "import mle_reviewer.knowledge"),
    "Lanes see a change and results, never the analysis": ("lanes/__init__.py", "import mle_reviewer.flow"),
    "Flow makes no findings, program knows no library": ("flow/__init__.py", "import mle_reviewer.findings"),
    "Program and findings rest on sources alone": ("program/__init__.py", "import mle_reviewer.knowledge"),
    "Only the doors of the judge and of CI's state lead to a network": ("review/__init__.py", "import openai"),
    "Processes are started only by sources and lanes": ("review/__init__.py", "import subprocess"),
    "Parsers of formats stay in the rooms that read them": ("policy/__init__.py", "import yaml"),
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = os.environ | {"PYTHONPATH": str(checkout / "src"), "COLUMNS": "200"}
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


def test_contracts_hold(checkout: Path) -> None:
    result = lint(checkout)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_broken_rule_is_seen(contract: str, checkout: Path) -> None:
    where, statement = VIOLATIONS[contract]
    with (checkout / "src" / "mle_reviewer" / where).open("a", encoding="utf-8") as file:
        file.write(f"\n{statement}\n")
    result = lint(checkout)
    assert result.returncode == 1, result.stdout
    assert f"{contract} BROKEN" in result.stdout


def test_a_room_without_a_place_is_seen(checkout: Path) -> None:
    room = checkout / "src" / "mle_reviewer" / "utils"
    room.mkdir()
    (room / "__init__.py").write_text('"""A room nobody planned."""\n', encoding="utf-8")
    result = lint(checkout)
    assert result.returncode == 1
    assert "utils" in result.stdout
