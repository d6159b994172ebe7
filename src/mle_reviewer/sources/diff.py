"""What lies between two trees: one `git diff --raw -p` read as it comes, keeping places and no text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mle_reviewer.sources.change import Hunk
from mle_reviewer.sources.git import Git, GitError, bytes_of, is_zero, text_of

# Every setting by which a user's configuration could change what is printed is given here; external diff programs
# and text conversions are off, and a submodule is compared by its commit alone (git would run a status inside it).
_FLAGS: Final = (
    "--raw", "-z", "--no-abbrev", "--patch", "--unified=0", "--inter-hunk-context=0", "--find-renames=50%", "-l1000",
    "--full-index", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=dirty",
    "--submodule=short", "--diff-algorithm=myers", "--indent-heuristic", "--src-prefix=a/", "--dst-prefix=b/",
)  # fmt: skip
# In a patch every line of content begins with "+", "-" or a backslash, and paths are quoted, so these are headers;
# the last alternative is content: the opening line of a conflict that the change brings in.
_LINE: Final = re.compile(
    rb"^(?:diff --git (.+)|@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@|index [0-9a-f]+\.\.([0-9a-f]+)"
    rb"|(Binary files .* differ)|(\+<{7}(?= |\r?$)))",
    re.MULTILINE,
)
_QUOTED: Final = re.compile(rb'[\x00-\x1f"\\\x7f]')
_ESCAPES: Final = {
    b"\a": b"\\a", b"\b": b"\\b", b"\t": b"\\t", b"\n": b"\\n", b"\v": b"\\v", b"\f": b"\\f", b"\r": b"\\r",
    b'"': b'\\"', b"\\": b"\\\\",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One path that differs: modes and ids of both sides.

    `on_disk` says that git does not hold the new side: its id was computed from the disk, or is all zeros.
    """

    status: str
    path: str
    old_path: str
    old_mode: str
    new_mode: str
    old_blob: str
    new_blob: str
    hunks: tuple[Hunk, ...] = ()
    binary: bool = False
    conflict: bool = False
    on_disk: bool = False


def compare(git: Git, *revisions: str, text: bool = False, paths: Sequence[str] = ()) -> tuple[Entry, ...]:
    """The entries that differ between the trees that `revisions` name, as `git diff` takes them.

    `text` compares as text what `.gitattributes` calls binary. Memory holds one piece of the patch at a time.
    """
    reader = PatchReader()
    extra = ("--text",) if text else ()
    git.run("--literal-pathspecs", "diff", *_FLAGS, *extra, *revisions, "--", *paths, sink=reader.feed)
    return reader.entries()


class PatchReader:
    """Reads the output of `git diff --raw -z -p` piece by piece."""

    __slots__ = ("_at", "_entries", "_header", "_marks", "_raw_is_read", "_rest")

    def __init__(self) -> None:
        self._rest = b""
        self._raw_is_read = False
        self._entries: list[Entry] = []
        self._marks: list[_Marks] = []
        self._at = -1
        self._header = b""

    def feed(self, piece: bytes) -> None:
        """Takes the next piece."""
        self._rest += piece
        if not self._raw_is_read:
            raw, end, rest = self._rest.partition(b"\0\0")  # a path is never empty
            if not end:
                return
            self._read_raw(raw)
            self._rest = rest
        whole = self._rest.rfind(b"\n") + 1
        for found in _LINE.finditer(self._rest, 0, whole):
            self._take(found)
        self._rest = self._rest[whole:]

    def entries(self) -> tuple[Entry, ...]:
        """Everything that was read, once the last piece is in."""
        if not self._raw_is_read:  # entries without a patch: nothing, or only paths in conflict
            self._read_raw(self._rest.removesuffix(b"\0"))
        entries = (marks.on(entry) for entry, marks in zip(self._entries, self._marks, strict=True))
        return tuple(entry for entry in entries if not _only_touched(entry))

    def _read_raw(self, raw: bytes) -> None:
        self._raw_is_read = True
        self._entries = read_raw(raw)
        self._marks = [_Marks() for _ in self._entries]

    def _take(self, found: re.Match[bytes]) -> None:
        if found[1] is not None:
            return self._turn_to(found[1])
        marks = self._marks[self._at]
        if found[2] is not None:
            marks.hunks.append(Hunk(*(1 if part is None else int(part) for part in found.groups()[1:5])))
        elif found[6] is not None:
            marks.new_blob = found[6].decode("ascii")
        elif found[7] is not None:
            marks.binary = True
        else:
            marks.conflict = True
        return None

    def _turn_to(self, header: bytes) -> None:
        """Goes on to the entry of this header; a change of type has two patches with one header."""
        while header != self._header:
            self._at += 1
            if self._at >= len(self._entries):
                raise GitError("git diff: a patch that belongs to no path listed before it")
            entry = self._entries[self._at]
            self._header = _quoted("a/", entry.old_path) + b" " + _quoted("b/", entry.path)


def _only_touched(entry: Entry) -> bool:
    """Whether the file on disk is newer and still the same: git then prints a header without ids."""
    same_mode = entry.status == "M" and entry.old_mode == entry.new_mode
    return same_mode and entry.on_disk and is_zero(entry.new_blob)


class _Marks:
    """What the patch says of one entry while it is being read."""

    __slots__ = ("binary", "conflict", "hunks", "new_blob")

    def __init__(self) -> None:
        self.hunks: list[Hunk] = []
        self.binary = self.conflict = False
        self.new_blob = ""

    def on(self, entry: Entry) -> Entry:
        """The entry with all that the patch says of it."""
        computed = self.new_blob if is_zero(entry.new_blob) and self.new_blob else entry.new_blob
        return replace(entry, new_blob=computed, hunks=tuple(self.hunks), binary=self.binary, conflict=self.conflict)


def read_raw(raw: bytes) -> list[Entry]:
    """The entries of `--raw -z`: `:mode mode id id status`, then one path, or two for a rename."""
    fields = iter(text_of(raw).split("\0") if raw else ())
    entries: list[Entry] = []
    try:
        for meta in fields:
            old_mode, new_mode, old_blob, new_blob, status = meta.removeprefix(":").split(" ")
            old_path = next(fields)
            path = next(fields) if status[0] in "RC" else old_path
            on_disk = is_zero(new_blob) and not is_zero(new_mode)
            entries.append(Entry(status[0], path, old_path, old_mode, new_mode, old_blob, new_blob, on_disk=on_disk))
    except (ValueError, StopIteration):
        raise GitError("git diff: a list of paths that cannot be read") from None
    return entries


def _quoted(side: str, path: str) -> bytes:
    """A path as a patch header has it: in C's quotes where it holds control characters, quotes or backslashes."""
    plain = bytes_of(side + path)
    if not _QUOTED.search(plain):
        return plain
    return b'"' + _QUOTED.sub(lambda found: _ESCAPES.get(found[0]) or b"\\%03o" % found[0][0], plain) + b'"'
