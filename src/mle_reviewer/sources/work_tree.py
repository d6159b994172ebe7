"""The working tree: tracked and untracked files, each as git would store it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mle_reviewer.sources.document import Document, document_of, size_gap
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import Git, bytes_of, text_of
from mle_reviewer.sources.objects import read_blobs
from mle_reviewer.sources.trees import Listing, absent, staged

_IDENT: Final = re.compile(rb"\$Id:[^$\n]*\$")
_QUOTED: Final = re.compile(r'[\x00-\x1f"\\\x7f]')
_READ_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CHANGED: Final = "changed while it was read, or stored in another form (by an attribute such as working-tree-encoding)"


@dataclass(frozen=True, slots=True)
class WorkListing:
    """The listing of the work tree: `regular` has "" for content that git does not have yet."""

    listing: Listing
    untracked: tuple[str, ...]
    nested: tuple[str, ...]


class WorkingTree:
    """The files on disk, without what git ignores. A file that git holds unchanged is read from git.

    `stored` are the ids that git computed for changed files while it compared them; they settle which form git would
    store (line endings), and without one git is asked.
    """

    __slots__ = ("_git", "_listed", "_paths", "_stored", "label")

    def __init__(self, git: Git, stored: Mapping[str, str] | None = None) -> None:
        self.label: Final = "working tree"
        self._git = git
        self._stored = dict(stored or {})
        self._listed: WorkListing | None = None
        self._paths: dict[str, str] | None = None

    @property
    def listing(self) -> Listing:
        """Everything in the tree, links and submodules too."""
        return self._all().listing

    @property
    def untracked(self) -> tuple[str, ...]:
        """The regular files that git neither tracks nor ignores."""
        return self._all().untracked

    @property
    def nested(self) -> tuple[str, ...]:
        """Folders that are repositories of their own and no submodules."""
        return self._all().nested

    def knowing(self, stored: Mapping[str, str]) -> WorkingTree:
        """The same tree, knowing the ids that git computed for some changed files."""
        tree = WorkingTree(self._git, {**self._stored, **stored})
        tree._listed = self._listed
        return tree

    def paths(self) -> Mapping[str, str]:
        """Every regular file's path with its blob id, "" where git has not stored it yet."""
        if self._paths is None:
            regular = self._all().listing.regular
            self._paths = {path: blob or self._stored.get(path, "") for path, blob in regular.items()}
        return self._paths

    def read(self, path: str) -> Document | Gap:
        """The document at `path`, or the gap that says why it cannot be had."""
        return self.read_many((path,))[path]

    def read_many(self, paths: Iterable[str]) -> Mapping[str, Document | Gap]:
        """The same for many paths in one go. All stay in memory: ask for a few hundred at a time."""
        asked = tuple(dict.fromkeys(paths))
        regular = self.listing.regular
        read = read_blobs(self._git, [(path, regular[path]) for path in asked if regular.get(path)])
        read |= self._from_disk([path for path in asked if regular.get(path) == ""])
        return {path: read[path] if path in read else absent(self.listing, self.label, path) for path in asked}

    def _all(self) -> WorkListing:
        if self._listed is None:
            self._listed = list_work_tree(self._git)
        return self._listed

    def _from_disk(self, paths: list[str]) -> dict[str, Document | Gap]:
        if not paths:
            return {}
        filters = filtered(self._git, paths)
        result: dict[str, Document | Gap] = {}
        found: dict[str, bytes] = {}
        for path in paths:
            raw = read_file(self._git.root, path)
            if isinstance(raw, Gap):
                result[path] = raw
            elif filters.get(path) == "lfs":
                result[path] = Gap(path, 1, "read", "a Git LFS file: git keeps a pointer, its content is not reviewed")
            else:
                found[path] = raw
        known = {path: self._stored[path] for path in found if path in self._stored}
        known |= hashed(self._git, [path for path in found if path not in known])
        for path, raw in found.items():
            blob = known.get(path)
            data = None if blob is None else as_stored(raw, blob)
            wrong = Gap(path, 1, "read", _CHANGED)
            result[path] = wrong if blob is None or data is None else document_of(path, blob, data)
        return result


def list_work_tree(git: Git) -> WorkListing:
    """One `ls-files` for all: tracked (H, S when sparse), unmerged (M), modified (C), removed (R), untracked (?)."""
    flags = ("-z", "-t", "--stage", "--cached", "--modified", "--deleted", "--others", "--exclude-standard")
    tracked: list[str] = []
    modified: set[str] = set()
    removed: set[str] = set()
    others: list[str] = []
    path_at = len("H 100644 ") + git.id_length + len(" 0\t")
    for entry in text_of(git.run("ls-files", *flags)).split("\0"):
        tag = entry[:1]
        if tag in {"H", "S", "M"}:
            tracked.append(entry[2:])
        elif tag == "C":
            modified.add(entry[path_at:])
        elif tag == "R":
            removed.add(entry[path_at:])
        elif tag == "?":
            others.append(entry[2:])
    index = staged(git, tracked)
    on_disk = {path: _mode(git.root, path) for path in (modified | set(index.unmerged)) - removed}
    fresh = {path: _mode(git.root, path) for path in others}
    now = {**on_disk, **fresh}
    touched = modified | removed | set(index.unmerged)
    regular = {path: blob for path, blob in index.regular.items() if path not in touched}
    regular |= {path: "" for path, mode in now.items() if stat.S_ISREG(mode)}
    links = {path: blob for path, blob in index.links.items() if path not in touched}
    links |= {path: "" for path, mode in now.items() if stat.S_ISLNK(mode)}
    return WorkListing(
        Listing(dict(sorted(regular.items())), dict(sorted(links.items())), index.submodules, index.unmerged),
        tuple(sorted(path for path, mode in fresh.items() if stat.S_ISREG(mode))),
        tuple(sorted(path.rstrip("/") for path in others if path.endswith("/"))),
    )


def read_file(root: str, path: str) -> bytes | Gap:
    """The bytes of a regular file on disk; links are not followed, devices not opened, large files not read."""
    if _behind_link(root, path):
        return Gap(path, 1, "read", "its folder is a symbolic link; links are not followed")
    try:
        descriptor = os.open(os.path.join(bytes_of(root), bytes_of(path)), _READ_FLAGS)
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


def _behind_link(root: str, path: str) -> bool:
    folder = os.path.dirname(path)
    return bool(folder) and os.path.realpath(os.path.join(root, folder)) != os.path.join(os.path.realpath(root), folder)


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


def _mode(root: str, path: str) -> int:
    try:
        return os.lstat(os.path.join(bytes_of(root), bytes_of(path))).st_mode
    except OSError:
        return 0


def _line(path: str) -> bytes:
    """A path as a line for git: quoted as in C when it would not be one line, or look quoted."""
    if not _QUOTED.search(path):
        return bytes_of(path) + b"\n"
    return quoted(path) + b"\n"


def quoted(path: str) -> bytes:
    """Git's quotes around a path with control characters, quotes or backslashes."""
    return b'"' + bytes_of(_QUOTED.sub(lambda found: f"\\{ord(found[0]):03o}", path)) + b'"'
