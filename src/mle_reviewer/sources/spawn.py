"""One process with its pipes and a kill switch: what `git.py` starts git with."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Sink = Callable[[bytes], None]
_CHUNK: Final = 1 << 18
_LONGEST_COMPLAINT: Final = 1 << 16


class TimeIsUpError(Exception):
    """The kill switch fell: the process was ended."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code (negative: the signal), what it complained of, and its output if kept."""

    code: int
    output: bytes
    complaint: str


def run(command: Sequence[str], env: Mapping[str, str], *, stdin: bytes, seconds: float, sink: Sink | None) -> Ended:
    """Runs `command` (an absolute path first) to its end; `sink` takes the output in pieces instead of keeping it.

    posix_spawn, because importing subprocess takes longer than most of the git commands that are run here.
    """
    if not hasattr(os, "posix_spawn"):
        return _by_subprocess(command, env, stdin=stdin, seconds=seconds, sink=sink)
    kept: list[bytes] = []
    complaint = bytearray()
    into, out, err = os.pipe(), os.pipe(), os.pipe()
    open_ends = {*into, *out, *err}
    pid = 0
    try:
        pid = os.posix_spawn(
            command[0],
            list(command),
            dict(env),
            file_actions=[
                (os.POSIX_SPAWN_DUP2, into[0], 0),
                (os.POSIX_SPAWN_DUP2, out[1], 1),
                (os.POSIX_SPAWN_DUP2, err[1], 2),
            ],
            setpgroup=0,  # a group of its own, so that the kill switch reaches what git started
        )
        for end in (into[0], out[1], err[1]):
            _close(end, open_ends)
        _exchange(into[1], out[0], err[0], stdin, time.monotonic() + seconds, sink or kept.append, complaint, open_ends)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        pid = 0
    finally:
        for end in tuple(open_ends):
            _close(end, open_ends)
        if pid:
            end_group(pid)
    return Ended(code, b"".join(kept), complaint.decode("utf-8", "replace"))


def _exchange(
    into: int, out: int, err: int, stdin: bytes, deadline: float, sink: Sink, complaint: bytearray, open_ends: set[int]
) -> None:
    """Feeds and drains the pipes at once, so that neither side waits for the other."""
    waiting = select.poll()
    waiting.register(out, select.POLLIN)
    waiting.register(err, select.POLLIN)
    rest = memoryview(stdin)
    if rest:
        os.set_blocking(into, False)
        waiting.register(into, select.POLLOUT)
    else:
        _close(into, open_ends)
    while out in open_ends or err in open_ends:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeIsUpError
        for end, _ in waiting.poll(left * 1000):
            if end == into:
                rest = _feed(into, rest)
                if not rest:
                    waiting.unregister(into)
                    _close(into, open_ends)
                continue
            piece = os.read(end, _CHUNK)
            if not piece:
                waiting.unregister(end)
                _close(end, open_ends)
            elif end == out:
                sink(piece)
            elif len(complaint) < _LONGEST_COMPLAINT:
                complaint += piece


def _feed(into: int, rest: memoryview) -> memoryview:
    try:
        return rest[os.write(into, rest[:_CHUNK]) :]
    except BlockingIOError:
        return rest
    except BrokenPipeError:  # git stopped reading: its exit code says why
        return rest[:0]


def _close(end: int, open_ends: set[int]) -> None:
    open_ends.discard(end)
    os.close(end)


def end_group(pid: int, *, patience: float = 0.0) -> int:
    """Ends a process that leads a group, with all of it, unless it ends by itself in `patience` seconds; its code."""
    import contextlib
    import signal

    until = time.monotonic() + patience
    while time.monotonic() < until:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _by_subprocess(
    command: Sequence[str], env: Mapping[str, str], *, stdin: bytes, seconds: float, sink: Sink | None
) -> Ended:
    import subprocess

    try:
        done = subprocess.run(command, input=stdin, env=env, timeout=seconds, capture_output=True, check=False)
    except subprocess.TimeoutExpired:
        raise TimeIsUpError from None
    if sink is not None:
        sink(done.stdout)
    return Ended(done.returncode, b"" if sink else done.stdout, done.stderr.decode("utf-8", "replace"))
