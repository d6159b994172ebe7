"""The working tree: tracked and untracked files, each as git would store it."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mle_reviewer.sources.diff import Entry
from mle_reviewer.sources.disk import as_stored, filtered, hashed, mode_of, read_file
from mle_reviewer.sources.document import Document, document_of
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import Git, is_zero, text_of
from mle_reviewer.sources.objects import read_blobs
from mle_reviewer.sources.trees import Listing, absent, listing_after, staged

WORKING_TREE: Final = "working tree"  # what a person calls it
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

    def __init__(self, git: Git, stored: Mapping[str, str] | None = None, listed: WorkListing | None = None) -> None:
        self.label: Final = WORKING_TREE
        self._git = git
        self._stored = dict(stored or {})
        self._listed = listed
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
        return WorkingTree(self._git, {**self._stored, **stored}, self._listed)

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


def work_tree_after(git: Git, base: Listing, entries: Sequence[Entry]) -> WorkingTree:
    """The work tree as base and what differs from it: git need not look at every file once more."""
    unmerged: dict[str, None] = {}
    others: list[str] = []
    path_at = len("M 100644 ") + git.id_length + len(" 0\t")
    for found in text_of(git.run("ls-files", "-z", "-t", "--unmerged", "--others", "--exclude-standard")).split("\0"):
        if found.startswith("?"):
            others.append(found[2:])
        elif found:
            unmerged[found[path_at:]] = None
    after = listing_after(base, [_placed(git.root, entry) for entry in entries])
    listed = _with_others(git, replace(after, unmerged=tuple(unmerged)), others)
    return WorkingTree(git, {entry.path: entry.new_blob for entry in entries if not is_zero(entry.new_blob)}, listed)


def _placed(root: str, entry: Entry) -> Entry:
    """The entry with where its new side is held: looking for renames, git computes ids of files that it does not hold.

    Of a sparse checkout, on the other hand, the index alone holds what is not on disk.
    """
    if not entry.on_disk and entry.status in {"A", "C", "R"} and mode_of(root, entry.path):
        return replace(entry, on_disk=True)
    return entry


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
    touched = modified | removed | set(index.unmerged)
    modes = {path: mode_of(git.root, path) for path in touched - removed}
    regular = {path: blob for path, blob in index.regular.items() if path not in touched}
    regular |= {path: "" for path, mode in modes.items() if stat.S_ISREG(mode)}
    links = {path: blob for path, blob in index.links.items() if path not in touched}
    links |= {path: "" for path, mode in modes.items() if stat.S_ISLNK(mode)}
    return _with_others(git, Listing(regular, links, index.submodules, index.unmerged), others)


def _with_others(git: Git, listing: Listing, others: Sequence[str]) -> WorkListing:
    modes = {path: mode_of(git.root, path) for path in others}
    untracked = {path: "" for path, mode in modes.items() if stat.S_ISREG(mode)}
    links = {path: "" for path, mode in modes.items() if stat.S_ISLNK(mode)}
    return WorkListing(
        replace(
            listing,
            regular=dict(sorted({**listing.regular, **untracked}.items())),
            links=dict(sorted({**listing.links, **links}.items())),
        ),
        tuple(sorted(untracked)),
        tuple(sorted(path.rstrip("/") for path in others if path.endswith("/"))),
    )
