"""A process of our own that answers one question after another, apart from the review, and is ended with its group."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Sequence
from typing import Final

from mle_reviewer.sources.spawn import end_group

_CHUNK: Final = 1 << 18
_PATIENCE: Final = 2.0  # seconds that a process has which closed its pipe
_LENGTH: Final = 4  # bytes in front of an answer
_START: Final = "import sys; sys.path.append(sys.argv[1]); from {module} import main; main()"
_ROOT: Final = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # of this package


class WorkerEndedError(Exception):
    """Why no answer came, in words for a report; the process is gone."""


class Worker:
    """The process and its pipes. A question is bytes that the module knows the end of, an answer has its length."""

    def __init__(self, module: str, root: str = _ROOT) -> None:
        """Starts Python alone, without the user's settings or packages, on `main` of a module below `root`."""
        if not hasattr(os, "posix_spawn") or not sys.executable:
            raise WorkerEndedError("no process of its own can be started here")
        flags = ["-I", "-S", *(["-B"] if sys.dont_write_bytecode else [])]
        command = [sys.executable, *flags, "-c", _START.format(module=module), root]
        into, out = os.pipe(), os.pipe()
        try:
            self._pid = os.posix_spawn(
                command[0],
                command,
                {"LC_ALL": "C.UTF-8"},
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, into[0], 0),
                    (os.POSIX_SPAWN_DUP2, out[1], 1),
                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                ],
                setpgroup=0,  # a group of its own: nothing that it starts outlives it
            )
        except OSError as error:
            os.close(into[1])
            os.close(out[0])
            raise WorkerEndedError(f"no process of its own can be started ({error.strerror})") from None
        finally:
            os.close(into[0])
            os.close(out[1])
        self._into, self._out = into[1], out[0]
        os.set_blocking(self._into, False)

    def ask(self, parts: Sequence[bytes], *, seconds: float, most: int) -> bytes:
        """The answer to one question; raises WorkerEndedError where none of at most `most` bytes comes in time."""
        waiting = select.poll()
        waiting.register(self._out, select.POLLIN)
        waiting.register(self._into, select.POLLOUT)
        rest, later = memoryview(b""), list(parts)
        answer = bytearray()
        deadline = time.monotonic() + seconds
        while len(answer) < _LENGTH or len(answer) < _LENGTH + int.from_bytes(answer[:_LENGTH], "big"):
            left = deadline - time.monotonic()
            if left <= 0:
                self._ended("it took too long to read")
            for end, _ in waiting.poll(left * 1000):
                if end == self._out:
                    piece = os.read(end, _CHUNK)
                    answer += piece
                    if not piece:
                        self._ended()
                    if int.from_bytes(answer[:_LENGTH], "big") > most:
                        self._ended("it holds more than can be told")
                    continue
                if not rest and later:
                    rest = memoryview(later.pop(0))
                rest = self._feed(rest)
                if not rest and not later:
                    waiting.unregister(end)
        return bytes(answer[_LENGTH:])

    def _feed(self, rest: memoryview) -> memoryview:
        try:
            return rest[os.write(self._into, rest[:_CHUNK]) :]
        except BlockingIOError:
            return rest
        except BrokenPipeError:
            self._ended()
            return rest

    def _ended(self, why: str = "") -> None:
        """Ends the process, and says why there is no answer."""
        import signal

        code = self.close(patience=0.0 if why else _PATIENCE)
        if code == -signal.SIGXCPU:
            why = "it took too long to read"
        raise WorkerEndedError(why or f"the process that read it ended ({code})")

    def close(self, *, patience: float = 0.0) -> int:
        """Ends the process if it still runs; its exit code, negative for a signal."""
        if not self._pid:
            return 0
        os.close(self._into)
        os.close(self._out)
        pid, self._pid = self._pid, 0
        return end_group(pid, patience=patience)
