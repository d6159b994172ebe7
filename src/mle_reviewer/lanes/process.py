"""One process with limits: a group of its own, a clock, and bounds on memory, on what it writes and on what it says."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Final

_CHUNK: Final = 1 << 16
_GRACE: Final = 5.0
# Limits are set in the child itself, in an interpreter that imports nothing of the reviewed tree.
_LAUNCH: Final = """
import os, resource, sys
memory, size, processor = (int(word) for word in sys.argv[1:4])
for what, most in (("RLIMIT_AS", memory), ("RLIMIT_FSIZE", size), ("RLIMIT_CPU", processor), ("RLIMIT_CORE", 0)):
    kind = getattr(resource, what, None)
    if kind is None:
        continue
    _soft, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (most, most))
    except (ValueError, OSError):
        pass
try:
    os.execv(sys.argv[4], sys.argv[4:])
except OSError as error:
    sys.stderr.write(f"{sys.argv[4]}: {error.strerror}\\n")
    sys.exit(126)
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process may take: seconds by the clock, bytes of memory, of any one file, and of what it prints."""

    seconds: float = 120.0
    memory: int = 4 << 30
    file: int = 1 << 30
    output: int = 32 << 20


@dataclass(frozen=True, slots=True)
class Ran:
    """How a process ended: its code (negative: a signal), what it printed, and which limit ended it ("" for none)."""

    code: int
    output: bytes
    complaint: bytes
    ended_by: str = ""

    @property
    def text(self) -> str:
        """What it printed, as text."""
        return self.output.decode("utf-8", "replace")

    @property
    def last_words(self) -> str:
        """The last line that it complained with, for a reader who wants to know why it failed."""
        lines = [line.strip() for line in self.complaint.decode("utf-8", "replace").splitlines() if line.strip()]
        return lines[-1][:300] if lines else ""


def run(command: Sequence[str], folder: str, environment: Mapping[str, str], limits: Limits) -> Ran:
    """Runs `command` (an absolute path first) in `folder` to its end or to a limit; nothing it started outlives it."""
    bounds = [str(limits.memory), str(limits.file), str(int(limits.seconds) * 4 + 1)]
    process = subprocess.Popen(  # noqa: S603 - an argument list, no shell
        [sys.executable, "-I", "-S", "-c", _LAUNCH, *bounds, *command],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # a group of its own, so that the kill switch reaches what it started
        close_fds=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    too_much = threading.Event()
    output = _Drain(process.stdout, limits.output, too_much)
    complaint = _Drain(process.stderr, limits.output, too_much)
    ended_by = ""
    try:
        ended_by = _wait(process, limits.seconds, too_much)
    finally:
        _end_group(process)
        output.join(_GRACE)
        complaint.join(_GRACE)
    if not ended_by and too_much.is_set():
        ended_by = _too_much(limits)
    return Ran(
        process.returncode, bytes(output.kept), bytes(complaint.kept), ended_by or _by_signal(process.returncode)
    )


def _wait(process: subprocess.Popen[bytes], seconds: float, too_much: threading.Event) -> str:
    deadline = time.monotonic() + seconds
    while True:
        try:
            process.wait(0.05 if not too_much.is_set() else 0)
        except subprocess.TimeoutExpired:
            if too_much.is_set():
                return ""  # the caller says so, whoever noticed first
            if time.monotonic() > deadline:
                return f"it took longer than {seconds:.0f} s"
        else:
            return ""


def _too_much(limits: Limits) -> str:
    return f"it printed more than {limits.output >> 20} MB"


def _by_signal(code: int) -> str:
    if code == -signal.SIGXFSZ:
        return "it wrote a file larger than it may"
    if code == -signal.SIGXCPU:
        return "it took more processor time than it may"
    return f"it was ended by {signal.Signals(-code).name}" if code < 0 else ""


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class _Drain(threading.Thread):
    """Empties a pipe, and keeps as much of it as may be kept."""

    def __init__(self, pipe: IO[bytes], most: int, too_much: threading.Event) -> None:
        super().__init__(daemon=True)
        self.kept = bytearray()
        self._pipe = pipe
        self._most = most
        self._too_much = too_much
        self.start()

    def run(self) -> None:
        with self._pipe:
            while piece := os.read(self._pipe.fileno(), _CHUNK):
                if len(self.kept) + len(piece) > self._most:
                    self._too_much.set()
                    return
                self.kept += piece
