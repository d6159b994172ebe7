"""The trees that git holds: a commit and the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mle_reviewer.sources.diff import Entry
from mle_reviewer.sources.document import Document
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import Git, text_of
from mle_reviewer.sources.objects import read_blobs

LINK: Final = "120000"
SUBMODULE: Final = "160000"
REGULAR: Final = "100"  # 100644 and 100755
_BLOB_AT: Final = 12  # in "100644 blob <id>\t<path>"
_STAGED_BLOB_AT: Final = 7  # in "100644 <id> <stage>\t<path>"


@dataclass(frozen=True, slots=True)
class Listing:
    """What a tree holds by kind of entry: path to blob id; submodules by path alone; paths in conflict."""

    regular: Mapping[str, str]
    links: Mapping[str, str] = field(default_factory=dict)
    submodules: tuple[str, ...] = ()
    unmerged: tuple[str, ...] = ()


class GitTree:
    """A tree whose files git holds as blobs; it is listed at the first question and never again."""

    __slots__ = ("_git", "_list", "_listing", "label")

    def __init__(self, git: Git, label: str, listed: Callable[[Git], Listing]) -> None:
        self.label: Final = label
        self._git = git
        self._list = listed
        self._listing: Listing | None = None

    @property
    def listing(self) -> Listing:
        """Everything in the tree, links and submodules too."""
        if self._listing is None:
            self._listing = self._list(self._git)
        return self._listing

    def paths(self) -> Mapping[str, str]:
        """Every regular file's path with its blob id."""
        return self.listing.regular

    def read(self, path: str) -> Document | Gap:
        """The document at `path`, or the gap that says why it cannot be had."""
        return self.read_many((path,))[path]

    def read_many(self, paths: Iterable[str]) -> Mapping[str, Document | Gap]:
        """The same for many paths by one process. All stay in memory: ask for a few hundred at a time."""
        asked = tuple(dict.fromkeys(paths))
        regular = self.listing.regular
        read = read_blobs(self._git, [(path, regular[path]) for path in asked if path in regular])
        return {path: read[path] if path in read else absent(self.listing, self.label, path) for path in asked}


def commit_tree(git: Git, commit: str, label: str = "") -> GitTree:
    """The files of one commit (a full id), or of the empty tree."""
    short = "the empty tree" if commit == git.empty_tree else commit[:7]
    return GitTree(git, label or short, lambda inner: list_commit(inner, commit))


def commit_after(git: Git, commit: str, base: GitTree, entries: Sequence[Entry]) -> GitTree:
    """The files of a commit as base and what differs from it, which git need not list once more."""
    return GitTree(git, commit[:7], lambda _: listing_after(base.listing, entries))


def index_tree(git: Git) -> GitTree:
    """The files as they are staged; of a path in conflict our side stands for the whole."""
    return GitTree(git, "index", list_index)


def absent(listing: Listing, label: str, path: str) -> Gap:
    """The gap for a path at which there is no regular file."""
    if path in listing.links:
        return Gap(path, 1, "read", "a symbolic link; links are not followed")
    if path in listing.submodules:
        return Gap(path, 1, "read", "a submodule; review it in its own repository")
    return Gap(path, 1, "read", f"not in {label}")


def list_commit(git: Git, commit: str) -> Listing:
    """The entries of a commit's tree."""
    if commit == git.empty_tree:
        return Listing({})
    regular: dict[str, str] = {}
    links: dict[str, str] = {}
    submodules: list[str] = []
    blob_end = _BLOB_AT + git.id_length
    for entry in text_of(git.run("ls-tree", "-r", "-z", "--full-tree", commit)).split("\0"):
        if entry.startswith(REGULAR):
            regular[entry[blob_end + 1 :]] = entry[_BLOB_AT:blob_end]
        elif entry.startswith(LINK):
            links[entry[blob_end + 1 :]] = entry[_BLOB_AT:blob_end]
        elif entry.startswith(SUBMODULE):  # its type reads "commit"
            submodules.append(entry.partition("\t")[2])
    return Listing(regular, links, tuple(submodules))


def list_index(git: Git) -> Listing:
    """The entries of the index."""
    return staged(git, text_of(git.run("ls-files", "-z", "--stage", "--full-name")).split("\0"))


def listing_after(base: Listing, entries: Sequence[Entry]) -> Listing:
    """The listing of the newer side: base and what differs from it, "" for what git does not hold."""
    regular, links, submodules = dict(base.regular), dict(base.links), dict.fromkeys(base.submodules)
    for entry in entries:
        if entry.status not in {"A", "C", "U"}:
            regular.pop(entry.old_path, None)
            links.pop(entry.old_path, None)
            submodules.pop(entry.old_path, None)
    for entry in entries:
        blob = "" if entry.on_disk else entry.new_blob
        if entry.new_mode.startswith(REGULAR):
            regular[entry.path] = blob
        elif entry.new_mode == LINK:
            links[entry.path] = blob
        elif entry.new_mode == SUBMODULE:
            submodules[entry.path] = None
    return Listing(dict(sorted(regular.items())), dict(sorted(links.items())), tuple(sorted(submodules)))


def staged(git: Git, entries: Iterable[str]) -> Listing:
    """The listing that lines of `ls-files --stage` spell."""
    regular: dict[str, str] = {}
    links: dict[str, str] = {}
    submodules: list[str] = []
    unmerged: dict[str, None] = {}
    blob_end = _STAGED_BLOB_AT + git.id_length
    for entry in entries:
        blob, stage, path = entry[_STAGED_BLOB_AT:blob_end], entry[blob_end + 1 : blob_end + 2], entry[blob_end + 3 :]
        if stage not in {"0", ""}:
            unmerged[path] = None
        if stage in {"1", "3"} and path in regular:
            continue  # 1 is the base and comes first, 2 is ours and takes its place, 3 is theirs
        if entry.startswith(REGULAR):
            regular[path] = blob
        elif entry.startswith(LINK):
            links[path] = blob
        elif entry.startswith(SUBMODULE):
            submodules.append(path)
    return Listing(regular, links, tuple(dict.fromkeys(submodules)), tuple(unmerged))
