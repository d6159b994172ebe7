"""In which folders pytest looks for tests, and how they are called."""

from __future__ import annotations

import pytest

from mle_reviewer.program.runners import Collecting, collecting


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
    found = collecting(name, text)
    assert (found.folders if found is not None else None) == folders


@pytest.mark.parametrize(
    ("name", "text", "taken", "left"),
    [
        ("pytest.ini", "", ["tests/test_a.py", "a_test.py"], ["tests/diagnose.py", "tests/testing.py"]),
        ("pytest.ini", "[pytest]\npython_files = check_*.py\n", ["check_a.py"], ["test_a.py"]),
        (
            "setup.cfg",
            "[tool:pytest]\npython_files =\n    test*.py\n    *_it.py\n",
            ["testing.py", "a/b_it.py"],
            ["it.py"],
        ),
        ("pyproject.toml", '[tool.pytest.ini_options]\npython_files = ["tests/*.py"]\n', ["tests/a.py"], ["src/a.py"]),
        (
            "pyproject.toml",
            '[tool.pytest.ini_options]\npython_files = "t_*.py *_t.py"\n',
            ["t_a.py", "a_t.py"],
            ["a.py"],
        ),
    ],
)
def test_names(name: str, text: str, taken: list[str], left: list[str]) -> None:
    found = collecting(name, text) or Collecting(files=())
    assert all(map(found.takes, taken))
    assert not any(map(found.takes, left))
