"""In which folders pytest looks for tests."""

from __future__ import annotations

import pytest

from mle_reviewer.program.runners import looks_into


@pytest.mark.parametrize(
    ("name", "text", "folders"),
    [
        ("pytest.ini", "[pytest]\ntestpaths = tests\n", ("tests",)),
        ("pytest.ini", "[pytest]\ntestpaths =\n    tests  # all\n    more/tests\n", ("tests", "more/tests")),
        ("pytest.ini", "", ()),
        ("setup.cfg", "[tool:pytest]\naddopts = -q\n", ()),
        ("setup.cfg", "[pytest]\ntestpaths = tests\n", None),
        ("tox.ini", "[testenv]\ncommands = %(x)s\n", None),
        ("tox.ini", "no section\n", None),
        ("pyproject.toml", '[tool.pytest.ini_options]\ntestpaths = ["tests", "checks"]\n', ("tests", "checks")),
        ("pyproject.toml", '[tool.pytest.ini_options]\ntestpaths = "tests checks"\n', ("tests", "checks")),
        ("pyproject.toml", "[project]\n", None),
        ("pyproject.toml", "[project\n", None),
    ],
)
def test_folders(name: str, text: str, folders: tuple[str, ...] | None) -> None:
    assert looks_into(name, text) == folders
