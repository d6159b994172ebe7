"""Workers: forks of this process that each do a share of independent work and tell what came out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from mle_reviewer.checks.packing import packed, unpacked

T = TypeVar("T")


def shared(items: Sequence[T], work: Callable[[Sequence[T]], Any], jobs: int) -> list[Any]:
    """What `work` gives for each share of `items`; the shares are dealt out in turn, this process takes the first.

    A worker that dies, or whose result cannot be told, costs time and nothing else: its share is done here.
    """
    shares = [items[number::jobs] for number in range(jobs)]
    if not hasattr(os, "fork"):
        return [work(share) for share in shares]
    forked = [_forked(work, share) for share in shares[1:]]
    results = [work(shares[0])]
    for share, (pid, end) in zip(shares[1:], forked, strict=True):
        told = _told(pid, end)
        results.append(work(share) if told is None else unpacked(told))
    return results


def _forked(work: Callable[[Sequence[T]], Any], share: Sequence[T]) -> tuple[int, int]:
    """The process that does a share, and the end of the pipe on which it tells the result."""
    out, into = os.pipe()
    pid = os.fork()  # noqa: TID251 - the one worker module
    if pid:
        os.close(into)
        return pid, out
    code = 1
    try:
        os.close(out)
        with os.fdopen(into, "wb") as pipe:
            pipe.write(packed(work(share)))
        code = 0
    finally:
        os._exit(code)  # nothing of the parent's is flushed, closed or reported twice


def _told(pid: int, end: int) -> bytes | None:
    """What a worker told before it ended well."""
    with os.fdopen(end, "rb") as pipe:
        data = pipe.read()
    return data if os.waitpid(pid, 0)[1] == 0 else None
