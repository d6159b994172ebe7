"""Where a line of base stands in head: the diff's own hunks read as a map."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mle_reviewer.sources.change import ChangedFile, Hunk


@dataclass(frozen=True, slots=True)
class LineMap:
    """The hunks of one file, in order. Lines count from 1; a line that the change replaced or removed has no partner.

    An empty side of a hunk names the line *before* it in `git diff -U0`, hence `_first`.
    """

    hunks: tuple[Hunk, ...] = ()

    def to_head(self, line: int) -> int | None:
        """The line of head that is this line of base."""
        at = self.hunk_of_base(line)
        if at is not None:
            return None
        shift = 0
        for hunk in self.hunks:
            if _first(hunk.old_start, hunk.old_count) > line:
                break
            shift += hunk.new_count - hunk.old_count
        return line + shift

    def hunk_of_base(self, line: int) -> int | None:
        """The number of the hunk that replaced or removed this line of base."""
        return _containing([(_first(hunk.old_start, hunk.old_count), hunk.old_count) for hunk in self.hunks], line)

    def hunk_of_head(self, line: int) -> int | None:
        """The number of the hunk that brought this line of head."""
        return _containing([(_first(hunk.new_start, hunk.new_count), hunk.new_count) for hunk in self.hunks], line)


@dataclass(frozen=True, slots=True)
class FileMap:
    """Which file of base became which file of head, and how their lines correspond."""

    by_base: Mapping[str, ChangedFile]
    by_head: Mapping[str, ChangedFile]
    lines: Mapping[str, LineMap]

    @classmethod
    def of(cls, files: Iterable[ChangedFile]) -> FileMap:
        """The map that a change's files describe; a copy leaves its original where it was."""
        by_head = {file.path: file for file in files if file.status != "deleted"}
        by_base: dict[str, ChangedFile] = {}
        for file in files:
            if file.old_path is not None and file.status != "copied":
                by_base[file.old_path] = file
        return cls(by_base, by_head, {file.path: LineMap(file.hunks) for file in files})

    def head_path(self, path: str) -> str | None:
        """The path in head of a file of base: the same, a new name, or None when it was deleted."""
        file = self.by_base.get(path)
        if file is None:
            return path
        return None if file.status == "deleted" else file.path

    def base_path(self, path: str) -> str | None:
        """The path in base of a file of head, None when the change adds it."""
        file = self.by_head.get(path)
        return path if file is None else file.old_path


def _first(start: int, count: int) -> int:
    return start if count else start + 1


def _containing(ranges: list[tuple[int, int]], line: int) -> int | None:
    at = bisect_right(ranges, (line, float("inf"))) - 1
    while at >= 0:
        first, count = ranges[at]
        if count:
            return at if line < first + count else None
        at -= 1
    return None
