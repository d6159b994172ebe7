"""CPU time and peak memory of a command and everything it starts, by `wait4`."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run cost: user + system CPU seconds of the process tree, the largest process's memory, and its words."""

    cpu: float
    peak_kib: int
    exit_code: int
    output: str
    errors: str


def run(words: Sequence[str], env: Mapping[str, str] | None = None, folder: Path | None = None) -> Spent:
    """Runs the command to its end; output goes through files, so that a full pipe cannot slow it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(list(words), stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=env, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)  # counts the descendants it has waited for, too
        process.returncode = os.waitstatus_to_exitcode(status)
        return Spent(
            cpu=usage.ru_utime + usage.ru_stime,
            peak_kib=usage.ru_maxrss,
            exit_code=process.returncode,
            output=_text(out),
            errors=_text(err),
        )


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="replace")
