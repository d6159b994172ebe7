"""Reading the change: base and head found, compared by one `git diff`, and told file by file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mle_reviewer.sources.base import Span, checked, newer_side, resolve_span
from mle_reviewer.sources.change import Change, ChangedFile, Status
from mle_reviewer.sources.conflicts import conflict_lines
from mle_reviewer.sources.diff import Entry, compare
from mle_reviewer.sources.document import TEXT_KINDS, Document, kind_of
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import Git, NoRepositoryError, open_repository
from mle_reviewer.sources.trees import LINK, REGULAR, SUBMODULE, GitTree, commit_after, commit_tree, index_tree
from mle_reviewer.sources.unread import filter_gaps, link_gaps, same_lfs_content, submodule_gaps, unmerged_gaps
from mle_reviewer.sources.untracked import untracked_files
from mle_reviewer.sources.work_tree import WorkingTree, work_tree_after

_STATUS: Final[Mapping[str, Status]] = {
    "A": "added", "M": "modified", "D": "deleted", "R": "renamed", "C": "copied", "T": "type-changed",
}  # fmt: skip
_THE: Final[Mapping[str, str]] = {"index": "the ", "working tree": "the "}
_AT_ONCE: Final = 100  # paths on one command line


@dataclass(frozen=True, slots=True)
class _Compared:
    """Base and head compared: the tree of head, and the entries that differ."""

    head: GitTree | WorkingTree
    entries: tuple[Entry, ...]


def read_change(
    root: str,
    *,
    base: str | None = None,
    head: str | None = None,
    staged: bool = False,
    all_files: bool = False,
    env: Mapping[str, str] | None = None,
) -> Change:
    """The change to review in the repository that the folder `root` stands in.

    `base` and `head` are revisions, `staged` compares the index, `all_files` reviews a tree instead of a change and
    also takes a folder without git. Without them the base is resolved from `env` and the local branches. Raises a
    SourceError (BaseError, NoRepositoryError, GitError) with a way out, and never reads a failure as "no change".
    """
    env = os.environ if env is None else env
    try:
        git = open_repository(root, env)
    except NoRepositoryError:
        if all_files and not head and not staged and os.path.isdir(root):
            return _folder(root)
        raise
    if all_files:
        return _everything(git, head=head, staged=staged, env=env)
    span = checked(git, resolve_span(git, base=base, head=head, staged=staged, env=env))
    change = _between(git, span)
    if span.otherwise and not (change.files or change.conflicts or change.gaps):
        return _between(git, checked(git, span.otherwise))
    return change


def _folder(root: str) -> Change:
    tree = FolderTree(root)
    left_out = f"; left out: {', '.join(tree.skipped)}" if tree.skipped else ""
    gaps = link_gaps({path: _link(tree.root, path) for path in tree.listing.links}, tree.listing)
    return Change(None, tree, f"everything in the folder (--all, no git){left_out}", (), gaps=gaps, root=tree.root)


def _everything(git: Git, *, head: str | None, staged: bool, env: Mapping[str, str]) -> Change:
    side = newer_side(git, head=head, staged=staged, env=env)
    tree: GitTree | WorkingTree
    if side.where == "index":
        tree = index_tree(git)
    else:
        tree = commit_tree(git, side.commit) if side.where == "commit" and side.commit else WorkingTree(git)
    listing = tree.listing
    nested = tree.nested if isinstance(tree, WorkingTree) else ()
    gaps = (
        *submodule_gaps((*listing.submodules, *nested)),
        *link_gaps(_targets(git, listing.links), listing),
        *unmerged_gaps(listing.unmerged),
    )
    return Change(
        None,
        tree,
        f"everything in {_THE.get(side.where, '')}{side.words} (--all)",
        (),
        gaps=_sorted(gaps),
        root=git.root,
    )


def _between(git: Git, span: Span) -> Change:
    base = commit_tree(git, span.base)
    found = _compare(git, span, base)
    tree, entries = found.head, found.entries
    files = [_file(entry) for entry in entries if _is_file(entry)]
    conflicts = _conflicts(tree, [entry for entry in entries if entry.conflict])
    gaps = [*submodule_gaps(entry.path for entry in entries if SUBMODULE in {entry.old_mode, entry.new_mode})]
    links = {entry.path: tree.listing.links.get(entry.path, "") for entry in entries if entry.new_mode == LINK}
    if isinstance(tree, WorkingTree):
        tree, files, more = untracked_files(tree, files, {entry.path: entry.old_blob for entry in entries})
        conflicts += more
        links |= {path: blob for path, blob in tree.listing.links.items() if not blob}
        gaps += filter_gaps(git, [file.path for file in files if file.status != "deleted"])
    gaps += link_gaps(_targets(git, links), tree.listing) if links else ()
    if span.where != "commit":
        gaps += unmerged_gaps(path for path in tree.listing.unmerged if path not in dict(conflicts))
    return Change(
        base,
        tree,
        span.how,
        tuple(sorted(files, key=lambda file: file.path)),
        tuple(sorted(conflicts)),
        _sorted(gaps),
        git.root,
    )


def _compare(git: Git, span: Span, base: GitTree) -> _Compared:
    tree: GitTree | WorkingTree
    if span.where == "working tree":
        revisions: tuple[str, ...] = (span.base,)
        entries = compare(git, *revisions)
        same = same_lfs_content(git, entries)
        entries = tuple(entry for entry in entries if entry.path not in same)
        tree = work_tree_after(git, base.listing, entries)
    else:
        revisions = ("--cached", span.base) if span.head is None else (span.base, span.head)
        entries = compare(git, *revisions)
        tree = index_tree(git) if span.head is None else commit_after(git, span.head, base, entries)
    return _Compared(tree, _as_text(git, tree, revisions, entries))


def _as_text(
    git: Git, tree: GitTree | WorkingTree, revisions: Sequence[str], entries: tuple[Entry, ...]
) -> tuple[Entry, ...]:
    """The entries, those of text compared as text even where `.gitattributes` says `-diff` or `binary`.

    Teams keep notebooks out of `git diff` so, and it must not keep them, or a script, out of a review.
    """
    hidden = [entry for entry in entries if entry.binary and _is_file(entry) and kind_of(entry.path) in TEXT_KINDS]
    if not hidden:
        return entries
    present = tree.read_many(entry.path for entry in hidden if entry.new_mode.startswith(REGULAR))
    readable = [entry for entry in hidden if isinstance(present.get(entry.path), Document) or entry.status == "D"]
    lines: dict[tuple[str, str], Entry] = {}
    for start in range(0, len(readable), _AT_ONCE):
        part = readable[start : start + _AT_ONCE]
        paths = dict.fromkeys(path for entry in part for path in (entry.old_path, entry.path))
        lines |= {(one.old_path, one.path): one for one in compare(git, *revisions, text=True, paths=tuple(paths))}
    return tuple(_with_lines(entry, lines.get((entry.old_path, entry.path))) for entry in entries)


def _with_lines(entry: Entry, lines: Entry | None) -> Entry:
    return entry if lines is None else replace(entry, hunks=lines.hunks, binary=lines.binary, conflict=lines.conflict)


def _is_file(entry: Entry) -> bool:
    """Whether a regular file stands on either side; a path in conflict is listed once more with its content."""
    return entry.status in _STATUS and (entry.old_mode.startswith(REGULAR) or entry.new_mode.startswith(REGULAR))


def _file(entry: Entry) -> ChangedFile:
    old_path = None if entry.status == "A" else entry.old_path
    return ChangedFile(entry.path, old_path, _STATUS[entry.status], entry.hunks, entry.binary)


def _conflicts(tree: GitTree | WorkingTree, entries: Sequence[Entry]) -> list[tuple[str, int]]:
    if not entries:
        return []
    documents = tree.read_many(entry.path for entry in entries)
    return [
        (entry.path, line)
        for entry in entries
        if isinstance(document := documents[entry.path], Document)
        for line in conflict_lines(document, entry.hunks)
    ]


def _targets(git: Git, links: Mapping[str, str]) -> dict[str, str]:
    from mle_reviewer.sources.objects import read_small

    stored = {path: blob for path, blob in links.items() if blob}
    targets = zip(stored, read_small(git, list(stored.values())), strict=True)
    read = {path: target.decode("utf-8", "surrogateescape") for path, target in targets}
    return {path: read[path] if path in read else _link(git.root, path) for path in links}


def _link(root: str, path: str) -> str:
    try:
        return os.readlink(os.path.join(root, path))
    except OSError:
        return ""


def _sorted(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(sorted(dict.fromkeys(gaps)))
