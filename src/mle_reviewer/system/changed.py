"""Both sides of a change as systems, for what only their difference shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mle_reviewer.sources.document import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mle_reviewer.sources.change import ChangedFile
    from mle_reviewer.system.system import System


@dataclass(frozen=True)
class Systems:
    """The system before and after, and the files that differ."""

    before: System
    after: System
    files: tuple[ChangedFile, ...]

    @cached_property
    def old_paths(self) -> Mapping[str, str]:
        """The path in head of each changed file, and the one that it had in base."""
        return {file.path: file.old_path for file in self.files if file.old_path and file.status != "deleted"}

    @cached_property
    def deleted(self) -> frozenset[str]:
        """The files that are gone."""
        return frozenset(file.path for file in self.files if file.status == "deleted")

    @cached_property
    def added(self) -> frozenset[str]:
        """The files that are new."""
        return frozenset(file.path for file in self.files if file.status == "added")

    def renamed(self, old: str) -> str | None:
        """The path in head of a file of base; None where it is gone."""
        if old in self.deleted:
            return None
        return next((new for new, was in self.old_paths.items() if was == old), old)

    def modified(self, *kinds: str) -> list[tuple[str, str]]:
        """The files of these kinds that both sides have and that differ: old and new path."""
        return [
            (old, new)
            for new, old in self.old_paths.items()
            if kind_of(new) in kinds and any(one.path == new and (one.hunks or one.binary) for one in self.files)
        ]

    def stood(self, old: str, line: int) -> tuple[str, int] | None:
        """The document and line of head where a line of base stood, or what came into its place; None where it is gone.

        A line that was only taken away stood where the next one stands now.
        """
        path = self.renamed(old)
        if path is None:
            return None
        moved = 0
        for hunk in next((one.hunks for one in self.files if one.path == path), ()):
            if line < hunk.old_start:
                break
            if line < hunk.old_start + hunk.old_count:
                offset = min(line - hunk.old_start, hunk.new_count - 1)
                return path, max(hunk.new_start + (offset if hunk.new_count else 1), 1)
            moved += hunk.new_count - hunk.old_count
        return path, line + moved

    def touched(self, path: str, line: int, end: int = 0) -> bool:
        """Whether lines of a document of head are among those that the change wrote."""
        for file in self.files:
            if file.path == path and file.status != "deleted":
                if file.status == "added" and not file.hunks:
                    return True
                return any(
                    hunk.new_start <= max(line, end) and line < hunk.new_start + max(hunk.new_count, 1)
                    for hunk in file.hunks
                )
        return False
