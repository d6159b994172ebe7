"""What is printed and where: the report to stdout or a file, progress and errors to stderr, all of it redacted."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from mle_reviewer.findings.redact import redacted
from mle_reviewer.reports.plain import commandless, encodable, shown


class UsageError(Exception):
    """Something the user asked for cannot be done; the message says what would."""


def print_out(text: str) -> None:
    """Print text that has passed the redactor; a reader that hangs up early does not change the outcome."""
    _put(sys.stdout, text)


def print_safely(text: str) -> None:
    """Print text of our own that may quote the repository."""
    print_out("".join(f"{shown(line)}\n" for line in redacted(text).splitlines()))


def print_error(message: str) -> None:
    """Say on stderr what went wrong, each line on its own."""
    first, *rest = redacted(message).splitlines() or [""]
    lines = [f"mle-reviewer: {shown(first)}", *(commandless(f"  {shown(line)}") for line in rest if line.strip())]
    _put(sys.stderr, "".join(f"{line}\n" for line in lines))


def save(text: str, path: str, option: str = "--output") -> None:
    """Write the report to a file."""
    try:
        Path(path).write_bytes(encodable(text).encode())
    except OSError as error:
        raise UsageError(f"{option} {path}: {error.strerror or error}") from None


def wants_colour(stream: TextIO, env: Mapping[str, str]) -> bool:
    """Colours on a terminal, never with NO_COLOR, always with FORCE_COLOR."""
    if env.get("NO_COLOR"):
        return False
    return bool(env.get("FORCE_COLOR")) or (stream.isatty() and env.get("TERM") != "dumb")


class Watch:
    """Follows a run through its stages: one line on a terminal that comes and goes, and the times if asked for."""

    def __init__(self, *, timing: bool) -> None:
        self._live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._timing = timing
        self._stages: list[tuple[str, float]] = []

    def say(self, stage: str) -> None:
        """A stage begins."""
        self._stages.append((stage, time.perf_counter()))
        if self._live:
            _put(sys.stderr, f"\r\x1b[2K{shown(stage)} …")

    def close(self) -> None:
        """The run is over: the line goes, the times come."""
        if self._live and self._stages:
            _put(sys.stderr, "\r\x1b[2K")
        if self._timing:
            ends = [start for _, start in self._stages[1:]] + [time.perf_counter()]
            for (stage, start), end in zip(self._stages, ends, strict=True):
                _put(sys.stderr, f"{end - start:8.3f} s  {shown(stage)}\n")


def _put(stream: TextIO, text: str) -> None:
    try:
        try:
            stream.write(text)
        except UnicodeEncodeError:
            encoding = stream.encoding or "ascii"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
