"""Many blobs by one `git cat-file --batch`, each within the limit of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from mle_reviewer.sources.document import TEXT_KINDS, Document, document_of, kind_of, size_gap, size_limit
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import Git, GitError, PartialCloneError

_HEADER_PARTS: Final = 3  # id, type, size
_SMALL: Final = 8192


def read_blobs(git: Git, wanted: Iterable[tuple[str, str]]) -> dict[str, Document | Gap]:
    """The documents at these (path, blob id), in the order asked for.

    Artifacts and data are asked for their size first, so that a large one is never unpacked. A large file of another
    kind is rare: git sends it, and it is dropped piece by piece. What a partial clone left out is a gap.
    """
    entries = list(wanted)
    try:
        return _read(git, entries)
    except PartialCloneError:  # git gives up at the first blob that is missing, so it may be asked for none
        present = _present(git)
        read = _read(git, [entry for entry in entries if entry[1] in present])
        return {path: read.get(path) or _document(path, blob, None) for path, blob in entries}


def _read(git: Git, entries: Sequence[tuple[str, str]]) -> dict[str, Document | Gap]:
    sizes = _sizes(git, [blob for path, blob in entries if kind_of(path) not in TEXT_KINDS])
    small = [(path, blob) for path, blob in entries if sizes.get(blob, 0) <= size_limit(path)]
    batch = _Batch([size_limit(path) for path, _ in small])
    if small:
        git.run("cat-file", "--batch", "--buffer", stdin=_request(blob for _, blob in small), sink=batch.feed)
    if len(batch.blobs) != len(small):
        raise GitError("git cat-file: an answer that ends early")
    read = dict(zip(small, batch.blobs, strict=True))
    return {
        path: _document(path, blob, read[path, blob] if (path, blob) in read else sizes[blob]) for path, blob in entries
    }


def read_small(git: Git, blobs: Sequence[str]) -> list[bytes]:
    """The bytes of small blobs (pointers, links), empty where one is larger than such are, or missing."""
    batch = _Batch([_SMALL] * len(blobs))
    if blobs:
        git.run("cat-file", "--batch", "--buffer", stdin=_request(blobs), sink=batch.feed)
    return [blob if isinstance(blob, bytes) else b"" for blob in batch.blobs]


def _document(path: str, blob: str, content: bytes | int | None) -> Document | Gap:
    if content is None:
        return Gap(path, 1, "read", "git does not have its content here (a partial clone or a broken one)")
    if isinstance(content, int):
        return size_gap(path, content) or Gap(path, 1, "read", "git does not say what it holds")
    return document_of(path, blob, content)


def _present(git: Git) -> frozenset[str]:
    command = ("cat-file", "--batch-all-objects", "--unordered", "--buffer", "--batch-check=%(objectname)")
    return frozenset(git.run(*command).decode("ascii").split())


def _sizes(git: Git, blobs: Sequence[str]) -> dict[str, int]:
    if not blobs:
        return {}
    output = git.run("cat-file", "--batch-check=%(objectname) %(objectsize)", "--buffer", stdin=_request(blobs))
    parts = (line.split(b" ") for line in output.splitlines())
    return {part[0].decode(): int(part[1]) for part in parts if part[1].isdigit()}


def _request(blobs: Iterable[str]) -> bytes:
    return "".join(f"{blob}\n" for blob in blobs).encode("ascii")


class _Batch:
    """The answer of `cat-file --batch`, taken in pieces: bytes, the size of what was too large, None if missing."""

    __slots__ = ("_buffer", "_kept", "_left", "_limits", "_size", "blobs")

    def __init__(self, limits: Sequence[int]) -> None:
        self.blobs: list[bytes | int | None] = []
        self._limits = limits
        self._buffer = bytearray()
        self._size = self._left = -1  # no header read yet
        self._kept = False

    def feed(self, piece: bytes) -> None:
        self._buffer += piece
        while self._body() if self._left >= 0 else self._header():
            pass

    def _header(self) -> bool:
        end = self._buffer.find(b"\n")
        if end < 0:
            return False
        parts = self._buffer[:end].split(b" ")
        del self._buffer[: end + 1]
        if len(parts) == _HEADER_PARTS and parts[2].isdigit():
            self._size = int(parts[2])
            self._left = self._size + 1  # and the line end after the content
            self._kept = self._size <= self._limits[len(self.blobs)]
        else:
            self.blobs.append(None)
        return True

    def _body(self) -> bool:
        if self._kept and len(self._buffer) < self._left:
            return False
        taken = min(self._left, len(self._buffer))
        if self._kept:
            self.blobs.append(bytes(memoryview(self._buffer)[: self._size]))
        del self._buffer[:taken]
        self._left -= taken
        if self._left:
            return False
        if not self._kept:
            self.blobs.append(self._size)
        self._left = -1
        return True
