"""The process that reads artifacts: it takes limits on itself, then answers one artifact after another by JSON."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import BinaryIO, Final

from mle_reviewer.probes.probe import Probe, probe

MODULE: Final = __name__
_WIDE: Final = 8  # bytes of each number in front of a question
_MEMORY: Final = 1_000_000_000
_SECONDS: Final = 60  # of CPU for one artifact
_SECONDS_OF_ALL: Final = 900
_OPEN_FILES: Final = 32
_LONGEST: Final = 300  # characters of one text in an answer


def question(path: str, data: bytes, steps: int) -> tuple[bytes, ...]:
    """What is sent: the sizes of the path and of the data and how many steps may be taken, then the two."""
    name = path.encode("utf-8", "replace")
    return b"".join(number.to_bytes(_WIDE, "big") for number in (len(name), len(data), steps)), name, data


def main() -> None:
    """Answers until nobody asks any more."""
    _limited()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.read(3 * _WIDE):
        named, held, steps = (int.from_bytes(head[at : at + _WIDE], "big") for at in range(0, len(head), _WIDE))
        path = asked.read(named).decode()
        _a_minute_more()
        _answer(answers, probe(path, asked.read(held), steps))
    os._exit(0)  # there is nothing to tidy up


def _limited() -> None:
    """Neither files nor processes are made from here on, and memory and time are counted by the system."""
    import resource

    for kind, most in (
        ("RLIMIT_AS", _MEMORY), ("RLIMIT_CPU", _SECONDS_OF_ALL), ("RLIMIT_FSIZE", 0), ("RLIMIT_NPROC", 0),
        ("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", _OPEN_FILES),
    ):  # fmt: skip
        with contextlib.suppress(ValueError, OSError, AttributeError):  # not every system knows, or keeps, all of them
            resource.setrlimit(getattr(resource, kind), (most, most))


def _a_minute_more() -> None:
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + _SECONDS, _SECONDS_OF_ALL))


def _answer(answers: BinaryIO, found: Probe) -> None:
    import json
    from dataclasses import asdict

    said = json.dumps(_short(asdict(found)), ensure_ascii=False).encode("utf-8", "replace")
    answers.write(len(said).to_bytes(4, "big") + said)
    answers.flush()


def _short(value: object) -> object:
    """Texts of a length that can be told."""
    if isinstance(value, str):
        return value[:_LONGEST]
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    return [_short(one) for one in value] if isinstance(value, (list, tuple)) else value
