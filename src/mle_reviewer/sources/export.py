"""Writes files of a tree into an empty folder: regular files alone, at their own paths, never links or git's own."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Sequence
from typing import Final

from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.disk import READ_FLAGS, is_plain
from mle_reviewer.sources.document import Document
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import bytes_of

_AT_ONCE: Final = 200
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def export(tree: Tree, paths: Iterable[str], folder: str, most: int) -> tuple[Gap, ...]:
    """Writes these files of `tree` below `folder` (empty, of this process), `most` bytes of all; gaps for the others.

    Files that are not read for a review (too large, pointers, in another encoding) are not written either.
    """
    wanted = [path for path in dict.fromkeys(paths) if _is_plain(path)]
    gaps: list[Gap] = []
    written = 0
    for start in range(0, len(wanted), _AT_ONCE):
        for path, document in tree.read_many(wanted[start : start + _AT_ONCE]).items():
            if isinstance(document, Gap):
                gaps.append(document)
            elif written + len(document.data) > most:
                gaps.append(Gap(path, 1, "run", f"left out of the copy, which would be larger than {most >> 20} MB"))
            else:
                written += len(document.data)
                gaps += _written(document, folder)
    return tuple(gaps)


def _is_plain(path: str) -> bool:
    parts: Sequence[str] = path.split("/")
    return not path.startswith("/") and not any(part in {"", ".", ".."} or part.lower() == ".git" for part in parts)


def _written(document: Document, folder: str) -> tuple[Gap, ...]:
    target = os.path.join(bytes_of(folder), bytes_of(document.path))
    try:
        os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
        descriptor = os.open(target, _FLAGS, 0o700 if document.data.startswith(b"#!") else 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(document.data)
    except OSError as error:  # two names that a file system holds for one, a name that it refuses
        return (Gap(document.path, 1, "run", f"cannot be copied: {error.strerror or error}"),)
    return ()


def export_from_disk(root: str, paths: Iterable[str], folder: str, most: int) -> tuple[Gap, ...]:
    """The same from the work tree at `root`, byte for byte and of any size: what runs a project needs its data."""
    gaps: list[Gap] = []
    written = 0
    for path in dict.fromkeys(paths):
        if not _is_plain(path):
            continue
        try:
            size = _copied(root, path, folder, most - written)
        except OSError as error:
            gaps.append(Gap(path, 1, "run", f"cannot be copied: {error.strerror or error}"))
            continue
        if size is None:
            gaps.append(Gap(path, 1, "run", f"left out of the copy, which would be larger than {most >> 20} MB"))
        else:
            written += size
    return tuple(gaps)


def _copied(root: str, path: str, folder: str, most: int) -> int | None:
    """The bytes that were copied, None where there are more than `most`."""
    if not is_plain(root, os.path.dirname(path)):
        raise OSError("its folder is a symbolic link")
    source = os.open(os.path.join(bytes_of(root), bytes_of(path)), READ_FLAGS)
    with os.fdopen(source, "rb") as file:
        status = os.fstat(source)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a regular file")
        if status.st_size > most:
            return None
        target = os.path.join(bytes_of(folder), bytes_of(path))
        os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
        with os.fdopen(os.open(target, _FLAGS, 0o700 if status.st_mode & 0o100 else 0o600), "wb") as copy:
            shutil.copyfileobj(file, copy)
        return status.st_size
