"""Logs as they are downloaded: stamps, colours, groups, sections, archives, and what cannot be read."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from mle_reviewer.lanes.failures.log import LogError, read_log


def written(folder: Path, text: str, name: str = "job.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_lines_lose_stamps_colours_and_the_marks_of_what_passes_them_on(tmp_path: Path) -> None:
    text = (
        "2026-05-01T10:00:00.0000000Z ##[group]Run pip install .\n"
        "\x1b[31m2026-05-01 is kept\x1b[0m\n"
        "2026-05-01T10:00:00.123456Z 01O #12 34.56 error: no\n"
        "[rank0]: ValueError: x\n"
        "[2026-05-01T10:00:00Z] a\rb\n"
    )
    (job,) = read_log(written(tmp_path, text))
    assert [line.text for line in job.lines] == [
        "##[group]Run pip install .", "2026-05-01 is kept", "error: no", "ValueError: x", "b", "",
    ]  # fmt: skip
    assert {line.step for line in job.lines} == {"pip install ."}


def test_a_trace_of_gitlab_has_its_commands_as_steps(tmp_path: Path) -> None:
    text = "section_start:1700000000:step_script\r\x1b[0K\x1b[32;1m$ pytest tests\x1b[0;m\n"
    text += "ERROR: Job failed: exit code 1\n"
    (job,) = read_log(written(tmp_path, text))
    assert job.lines[1].step == "pytest tests"


def test_jobs_that_stand_in_one_text_are_told_apart(tmp_path: Path) -> None:
    text = "unit\tRun pytest\t2026-05-01T10:00:00Z a\nlint\tRun ruff\t2026-05-01T10:00:00Z b\n"
    assert [(job.name, job.lines[0].step, job.lines[0].number) for job in read_log(written(tmp_path, text))] == [
        ("unit", "Run pytest", 1), ("lint", "Run ruff", 2),
    ]  # fmt: skip


def test_an_archive_gives_each_job_once(tmp_path: Path) -> None:
    path = tmp_path / "logs.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("0_unit (3.11).txt", "whole")
        archive.writestr("unit (3.11)/1_Set up job.txt", "part")
    assert [(job.name, job.lines[0].text) for job in read_log(path)] == [("unit (3.11)", "whole")]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("unit/10_b.txt", "second")
        archive.writestr("unit/2_a.txt", "first")
    assert [line.text for line in read_log(path)[0].lines] == ["first", "second"]


def test_a_packed_log_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "job.log.gz"
    path.write_bytes(gzip.compress(b"hello"))
    assert read_log(path)[0].lines[0].text == "hello"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04broken", b"\x1f\x8bbroken", b"\x00\x01binary", b"PK\x05\x06" + b"\x00" * 18]
)
def test_what_is_no_log_is_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.log"
    path.write_bytes(data)
    with pytest.raises(LogError):
        read_log(path)


def test_a_huge_log_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mle_reviewer.lanes.failures.log.LARGEST", 10)
    with pytest.raises(LogError, match="larger than"):
        read_log(written(tmp_path, "x" * 11))
    packed = tmp_path / "b.gz"
    packed.write_bytes(gzip.compress(b"x" * 100)[:9] + b"")
    with pytest.raises(LogError):
        read_log(packed)
