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
