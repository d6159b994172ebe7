"""A process apart answers in turn; that it ends, hangs or says too much is told, and it is gone afterwards."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from mle_reviewer.sources.worker import Worker, WorkerEndedError

ECHO = """
import sys
def main():
    while size := sys.stdin.buffer.read(8):
        data = sys.stdin.buffer.read(int.from_bytes(size, "big"))
        {does}
        sys.stdout.buffer.write(len(data).to_bytes(4, "big") + data)
        sys.stdout.buffer.flush()
"""


def made(folder: Path, does: str = "pass") -> Worker:
    (folder / "echo.py").write_text(ECHO.format(does=does))
    return Worker("echo", str(folder))


def asked(worker: Worker, data: bytes, *, seconds: float = 10.0, most: int = 1 << 24) -> bytes:
    return worker.ask((len(data).to_bytes(8, "big"), data), seconds=seconds, most=most)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_answers_in_turn(tmp_path: Path):
    worker = made(tmp_path)
    pid = worker._pid
    assert asked(worker, b"one") == b"one"
    assert asked(worker, b"") == b""
    assert asked(worker, bytes(3_000_000)) == bytes(3_000_000)
    worker.close()
    worker.close()
    assert gone(pid)


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("raise SystemExit(7)", "the process that read it ended (7)"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "the process that read it ended (-11)"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "it took too long to read"),
        ("import time; time.sleep(60)", "it took too long to read"),
        ("data = bytes(5000)", "it holds more than can be told"),
    ],
)
def test_no_answer_says_why(tmp_path: Path, does: str, why: str):
    worker = made(tmp_path, does)
    pid = worker._pid
    with pytest.raises(WorkerEndedError, match="^" + why.replace("(", r"\(").replace(")", r"\)") + "$"):
        asked(worker, b"one", seconds=2.0, most=4000)
    assert gone(pid)


def test_what_it_starts_does_not_outlive_it(tmp_path: Path):
    worker = made(tmp_path, "import subprocess; data = str(subprocess.Popen(['sleep', '60'], stdout=2).pid).encode()")
    child = int(asked(worker, b"one"))
    worker.close()
    ends = time.monotonic() + 10.0  # it was killed; the system takes it away when it comes to it
    while not ended(child) and time.monotonic() < ends:
        time.sleep(0.02)
    assert ended(child)


def ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_it_sees_no_environment_and_no_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("SECRET_OF_MINE", "x")
    worker = made(tmp_path, "import os; data = repr((sorted(os.environ), 'site' in sys.modules)).encode()")
    assert asked(worker, b"one") == b"(['LC_ALL'], False)"
    worker.close()
