"""Whether a project uses a tool: what it says of it counts, a remark or a longer name does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.lanes.adoption import Adoption
from tests.lanes.making import tree


@pytest.mark.parametrize(
    ("files", "tool", "place"),
    [
        ({"pyproject.toml": "[project]\n[tool.ruff]\n"}, "ruff", "pyproject.toml:2"),
        ({"mypy.ini": "[mypy]"}, "mypy", "mypy.ini:1"),
        ({"sub/.sqlfluff": ""}, "sqlfluff", "sub/.sqlfluff:1"),
        ({".secrets.baseline": "{}"}, "detect-secrets", ".secrets.baseline:1"),
        ({"requirements-dev.txt": "pytest\nbandit==1.7\n"}, "bandit", "requirements-dev.txt:2"),
        ({".pre-commit-config.yaml": "repos:\n- id: detect-secrets\n"}, "detect-secrets", ".pre-commit-config.yaml:2"),
        (
            {".github/workflows/ci.yml": "steps:\n - run: pip-audit -r r.txt\n"},
            "pip-audit",
            ".github/workflows/ci.yml:2",
        ),
        ({"Makefile": "lint:\n\tsemgrep scan\n"}, "semgrep", "Makefile:2"),
    ],
)
def test_used(tmp_path: Path, files: dict[str, str], tool: str, place: str) -> None:
    assert str(Adoption.of(tree(tmp_path, files)).of_tool(tool)) == place


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": "# ruff is not used here\n"},
        {"pyproject.toml": "x = 'my-ruff'\n"},
        {"docs/notes.txt": "ruff"},
        {"train.py": "import ruff"},
        {"requirements.txt": "truff==1\n"},
    ],
)
def test_not_used(tmp_path: Path, files: dict[str, str]) -> None:
    assert Adoption.of(tree(tmp_path, files)).of_tool("ruff") is None
