"""One process with limits: each limit ends it and is named, and nothing it started outlives it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from mle_reviewer.lanes.process import Limits, Ran, run

WHERE = {"PATH": os.defpath}


def ran(folder: Path, code: str, **limits: float) -> Ran:
    """What comes of this Python code."""
    made = Limits(**{"seconds": 20.0, **limits})  # type: ignore[arg-type]
    return run([sys.executable, "-S", "-c", code], str(folder), WHERE, made)


def test_code_and_words(tmp_path: Path) -> None:
    found = ran(tmp_path, "import sys; print('said'); print('complained', file=sys.stderr); sys.exit(3)")
    assert (found.code, found.text, found.last_words, found.ended_by) == (3, "said\n", "complained", "")


def test_it_is_told_nothing_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN_OF_THE_USER", "here")
    assert "TOKEN_OF_THE_USER" not in ran(tmp_path, "import os; print(dict(os.environ))").text


def test_an_endless_run_is_ended_by_the_clock(tmp_path: Path) -> None:
    start = time.monotonic()
    found = ran(tmp_path, "while True: pass", seconds=1.0)
    assert found.ended_by == "it took longer than 1 s"
    assert time.monotonic() - start < 10


def test_too_much_output_is_ended(tmp_path: Path) -> None:
    code = "import sys\nwhile True: sys.stdout.write('x' * 65536)"
    found = ran(tmp_path, code, output=1 << 20)
    assert found.ended_by == "it printed more than 1 MB"
    assert len(found.output) <= 1 << 20


def test_too_much_complaint_is_ended(tmp_path: Path) -> None:
    assert ran(tmp_path, "import sys\nwhile True: sys.stderr.write('x' * 65536)", output=1 << 20).ended_by


def test_memory_is_bounded(tmp_path: Path) -> None:
    found = ran(tmp_path, "x = bytearray(1 << 30); print('had it')", memory=512 << 20)
    assert found.code != 0
    assert "had it" not in found.text


def test_a_large_file_is_not_written(tmp_path: Path) -> None:
    code = "f = open('big', 'wb')\nfor _ in range(64): f.write(b'x' * (1 << 20)); f.flush()"
    assert ran(tmp_path, code, file=4 << 20).code != 0
    assert (tmp_path / "big").stat().st_size <= 4 << 20


def test_a_child_that_would_outlive_it_is_ended(tmp_path: Path) -> None:
    code = (
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    time.sleep(3); open('survived', 'w').close(); os._exit(0)\n"
        "print('parent ends')"
    )
    start = time.monotonic()
    assert ran(tmp_path, code).text == "parent ends\n"
    assert time.monotonic() - start < 3
    time.sleep(3.2)
    assert not (tmp_path / "survived").exists()


def test_a_program_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "none").write_text("no program")
    found = run([str(tmp_path / "none")], str(tmp_path), WHERE, Limits(seconds=10))
    assert found.code == 126


def test_nothing_of_the_folder_is_imported(tmp_path: Path) -> None:
    for name in ("resource", "os", "sitecustomize", "usercustomize"):
        (tmp_path / f"{name}.py").write_text("open('loaded', 'w').close()")
    run(["/bin/true"], str(tmp_path), {**WHERE, "PYTHONPATH": str(tmp_path)}, Limits(seconds=10))
    assert not (tmp_path / "loaded").exists()
