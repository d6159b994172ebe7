"""The change under review: two trees and what lies between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from mle_reviewer.sources.document import Document
from mle_reviewer.sources.gap import Gap

Status = Literal["added", "modified", "deleted", "renamed", "copied", "type-changed"]


class Tree(Protocol):
    """All files of one state of the repository: a commit, the index, or the working tree."""

    @property
    def label(self) -> str:
        """What a person calls this state: `3f2a1c0`, `index`, `working tree`."""

    def paths(self) -> Mapping[str, str]:
        """Every regular file's path (posix, relative to the root) with its blob id ("" where git has none yet)."""

    def read(self, path: str) -> Document | Gap:
        """The document at `path`, or the gap that says why it cannot be had (too large, LFS pointer, binary …)."""

    def read_many(self, paths: Iterable[str]) -> Mapping[str, Document | Gap]:
        """The same for many paths in one go."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """One run of replaced lines: `old_count` lines from `old_start` became `new_count` lines from `new_start`."""

    old_start: int
    old_count: int
    new_start: int
    new_count: int


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One file that differs between base and head.

    `old_path` is None when added, `path` stays the old one when deleted. No hunks: only its name, mode or type
    changed, it is binary, or it is an untracked file of data, which is not read for this.
    """

    path: str
    old_path: str | None
    status: Status
    hunks: tuple[Hunk, ...]
    binary: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What is reviewed: `base` is None with --all, `how` says in one line how base and head were found.

    `conflicts` are the places of conflict markers that the change brings in, `root` the folder on disk.
    """

    base: Tree | None
    head: Tree
    how: str
    files: tuple[ChangedFile, ...]
    conflicts: tuple[tuple[str, int], ...] = ()
    gaps: tuple[Gap, ...] = ()
    root: str = ""
