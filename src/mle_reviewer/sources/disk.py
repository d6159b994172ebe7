"""Files on disk, as git would store them: nothing behind links, no device, nothing large, no filter run."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from typing import Final

from mle_reviewer.sources.document import size_gap
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import Git, bytes_of, text_of

_IDENT: Final = re.compile(rb"\$Id:[^$\n]*\$")
_QUOTED: Final = re.compile(r'[\x00-\x1f"\\\x7f]')
READ_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def read_file(root: str, path: str, *, plain: bool | None = None) -> bytes | Gap:
    """The bytes of a regular file on disk; links are not followed, devices not opened, large files not read.

    `plain` says whether its folder is known to be one that no link leads to.
    """
    if plain is None:
        plain = is_plain(root, os.path.dirname(path))
    if not plain:
        return Gap(path, 1, "read", "its folder is a symbolic link; links are not followed")
    try:
        descriptor = os.open(os.path.join(bytes_of(root), bytes_of(path)), READ_FLAGS)
    except OSError as error:
        return Gap(path, 1, "read", f"cannot be opened: {error.strerror}")
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Gap(path, 1, "read", "not a regular file")
        if too_large := size_gap(path, status.st_size):
            return too_large
        return _drained(descriptor, status.st_size)
    except OSError as error:
        return Gap(path, 1, "read", f"cannot be read: {error.strerror}")
    finally:
        os.close(descriptor)


def is_plain(root: str, folder: str) -> bool:
    """Whether a folder below the root is where its path says, and no link leads there."""
    return not folder or os.path.realpath(os.path.join(root, folder)) == os.path.join(os.path.realpath(root), folder)


def _drained(descriptor: int, size: int) -> bytes:
    """The first `size` bytes: what is appended meanwhile is the next review's."""
    pieces: list[bytes] = []
    while size > 0 and (piece := os.read(descriptor, size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def filtered(git: Git, paths: Iterable[str]) -> dict[str, str]:
    """The configured filter driver of each path that has one (`lfs`, `nbstripout` …); the drivers are never run."""
    if not git.filters:
        return {}
    request = b"".join(bytes_of(path) + b"\0" for path in paths)
    parts = text_of(git.run("check-attr", "-z", "--stdin", "filter", stdin=request)).split("\0")
    drivers = zip(parts[0::3], parts[2::3], strict=False)
    return {path: driver for path, driver in drivers if driver in git.filters}


def hashed(git: Git, paths: list[str]) -> dict[str, str]:
    """The ids under which git would store these files; those that cannot be hashed are left out."""
    known: dict[str, str] = {}
    rest = paths
    while rest:
        _, output, _ = git.attempt("hash-object", "--stdin-paths", stdin=b"".join(_line(path) for path in rest))
        ids = text_of(output).split()
        known |= zip(rest, ids, strict=False)
        rest = rest[len(ids) + 1 :]  # git stops at the first file that it cannot read
    return known


def as_stored(raw: bytes, blob: str) -> bytes | None:
    """The form of `raw` that has this id: as it is, with line feeds alone, with `$Id$` collapsed; else None."""
    unix = raw.replace(b"\r\n", b"\n")
    for form in (raw, unix, _IDENT.sub(b"$Id$", raw), _IDENT.sub(b"$Id$", unix)):
        if blob_id(form, len(blob)) == blob:
            return form
    return None


def blob_id(data: bytes, length: int = 40) -> str:
    """The id that git gives to these bytes, in a repository whose ids have `length` digits."""
    import hashlib

    make = hashlib.sha256 if length > 40 else hashlib.sha1  # noqa: PLR2004 - the digits of a sha1
    digest = make(b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def _line(path: str) -> bytes:
    """A path as a line for git: quoted as in C when it would not be one line, or look quoted."""
    if not _QUOTED.search(path):
        return bytes_of(path) + b"\n"
    return quoted(path) + b"\n"


def quoted(path: str) -> bytes:
    """Git's quotes around a path with control characters, quotes or backslashes."""
    return b'"' + bytes_of(_QUOTED.sub(lambda found: f"\\{ord(found[0]):03o}", path)) + b'"'


def mode_of(root: str, path: str) -> int:
    """The mode of what stands at a path, 0 when nothing does."""
    try:
        return os.lstat(os.path.join(bytes_of(root), bytes_of(path))).st_mode
    except OSError:
        return 0
