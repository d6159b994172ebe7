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
    "--full-index", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--ignore-submodules=dirty",
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
    """One path that differs: modes and ids of both sides (`new_blob` all zeros while git has not computed it)."""

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

    __slots__ = ("_at", "_found", "_header", "_names", "_rest", "_started")

    def __init__(self) -> None:
        self._rest = b""
        self._started = False
        self._found: list[Entry] = []
        self._at = -1
        self._header = b""
        self._names: bytes | None = None

    def feed(self, piece: bytes) -> None:
        """Takes the next piece."""
        self._rest += piece
        if not self._started:
            self._start()
        if self._started:
            end = self._rest.rfind(b"\n") + 1
            self._scan(self._rest[:end])
            self._rest = self._rest[end:]

    def entries(self) -> tuple[Entry, ...]:
        """Everything that was read, when the last piece is in."""
        if not self._started:
            self._found = [*_raw(self._rest)]
        return tuple(self._found)
