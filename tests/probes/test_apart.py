"""The process that reads artifacts has no files to write, no processes to start, and answers in a checked form."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.probes.apart import MODULE, question
from mle_reviewer.probes.probe import Probe, probe
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.sources.worker import Worker, WorkerEndedError
from tests.probes import files
from tests.probes.assembling import call, number, stream, text

ASIDE = """
import os, sys
def main():
    sys.path.append({root!r})
    from mle_reviewer.probes.apart import _limited
    _limited()
    said = []
    try:
        with open({file!r}, "wb") as file:
            file.write(b"x")
        said.append("wrote")
    except (OSError, ValueError):
        said.append("no file")
    try:
        bytearray(2_000_000_000)
        said.append("took memory")
    except MemoryError:
        said.append("no memory")
    sys.stdin.buffer.read(1)
    data = ", ".join(said).encode()
    sys.stdout.buffer.write(len(data).to_bytes(4, "big") + data)
    sys.stdout.buffer.flush()
"""


def test_limits_are_the_systems(tmp_path: Path):
    root = str(Path(__file__).parents[2] / "src")
    (tmp_path / "aside.py").write_text(ASIDE.format(root=root, file=str(tmp_path / "made")))
    worker = Worker("aside", str(tmp_path))
    with contextlib.suppress(WorkerEndedError):  # a write beyond the limit may also end it
        assert worker.ask((b"x",), seconds=20.0, most=1000) == b"no file, no memory"
    worker.close()
    assert not (tmp_path / "made").exists() or not (tmp_path / "made").read_bytes()


def test_it_says_what_a_reading_says():
    worker = Worker(MODULE)
    for name, data in {**files.malicious(), **files.benign()}.items():
        answer = worker.ask(question(name, data, 2_000_000), seconds=60.0, most=1_000_000)
        assert msgspec.json.decode(answer, type=Probe) == probe(name, data), name
    worker.close()


def test_texts_that_are_none_can_be_told():
    odd = b"\x80\x04c\xed\xb2\x80mod\nname\n" + b"V\\ud800\n." + b"."
    worker = Worker(MODULE)
    answer = worker.ask(question("a\udc80.pkl", odd, 1000), seconds=60.0, most=1_000_000)
    worker.close()
    assert msgspec.json.decode(answer, type=Probe).names == ("?mod.name",)


def test_one_that_ends_the_process_is_a_gap_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    ask = Worker.ask

    def struck(worker: Worker, parts: Sequence[bytes], **limits: Any) -> bytes:
        if parts[1] == b"b.pkl":
            os.kill(worker._pid, signal.SIGSEGV)
        return b"{}" if parts[1] == b"c.pkl" else ask(worker, parts, **limits)

    monkeypatch.setattr(Worker, "ask", struck)
    for name in "abcd":
        (tmp_path / f"{name}.pkl").write_bytes(stream(call("posix", "system", text("true"))))
    found = analyse(FolderTree(str(tmp_path)))
    assert [one.at.path for one in found.findings if one.check == "artifact-runs-code"] == ["a.pkl", "d.pkl"]
    assert [(gap.path, gap.why.partition(": ")[2]) for gap in found.gaps] == [
        ("b.pkl", "the process that read it ended (-11)"),
        ("c.pkl", "what was read of it cannot be understood"),
    ]


def test_a_process_that_cannot_be_had_leaves_all_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.executable", str(tmp_path / "none"))
    for name in "ab":
        (tmp_path / f"{name}.pkl").write_bytes(stream(number(1)))
    found = analyse(FolderTree(str(tmp_path)))
    assert [gap.path for gap in found.gaps] == ["a.pkl", "b.pkl"]
    assert "no process of its own can be started" in found.gaps[0].why
