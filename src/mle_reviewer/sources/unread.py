"""What a change touches and a review does not read: links, submodules, filtered files; each becomes a gap."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from mle_reviewer.sources.diff import Entry
from mle_reviewer.sources.disk import filtered
from mle_reviewer.sources.document import kind_of, lfs_pointer
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import Git, bytes_of
from mle_reviewer.sources.objects import read_small
from mle_reviewer.sources.trees import Listing

_HASHED_AT_MOST: Final = 200_000_000
_SHOWN: Final = 200


def submodule_gaps(paths: Iterable[str]) -> Iterator[Gap]:
    """One gap for each repository inside this one."""
    return (Gap(path, 1, "read", "a submodule; review it in its own repository") for path in paths)


def unmerged_gaps(paths: Iterable[str]) -> Iterator[Gap]:
    """One gap for each path whose merge is not decided and that no conflict marker shows."""
    return (Gap(path, 1, "git", "its merge is not decided (unmerged in the index)") for path in paths)


def link_gaps(targets: Mapping[str, str], listing: Listing) -> tuple[Gap, ...]:
    """A gap for each symbolic link (path to target) that leaves the tree or points at something reviewable."""
    return tuple(
        Gap(path, 1, "read", why) for path, target in targets.items() if (why := _why_unfollowed(path, target, listing))
    )


def _why_unfollowed(path: str, target: str, listing: Listing) -> str | None:
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    shown = target[:_SHOWN]
    if posixpath.isabs(target) or inside == ".." or inside.startswith("../"):
        return f"a symbolic link out of the repository (to {shown}); it is not followed"
    if inside in listing.regular and kind_of(inside) != "other":
        return f"a symbolic link to {shown}, which is reviewed under its own name only"
    return None


def filter_gaps(git: Git, paths: Sequence[str]) -> Iterator[Gap]:
    """One gap for each filter driver that changed files have; `lfs` speaks for itself when such a file is read."""
    by_driver: dict[str, list[str]] = {}
    for path, driver in filtered(git, paths).items():
        by_driver.setdefault(driver, []).append(path)
    for driver, under in sorted(by_driver.items()):
        if driver != "lfs":
            files = f"{len(under)} changed {'file is' if len(under) == 1 else 'files are'}"
            yield Gap(min(under), 1, "git", f"the filter {driver!r} is not run: {files} compared as on disk")


def same_lfs_content(git: Git, entries: Sequence[Entry]) -> frozenset[str]:
    """Paths of Git LFS files that differ only because the LFS filter is not run: the content is what git points to."""
    touched = [entry for entry in entries if entry.status == "M" and entry.old_mode == entry.new_mode]
    if not git.filters or not touched:
        return frozenset()
    drivers = filtered(git, [entry.path for entry in touched])
    by_lfs = [entry for entry in touched if drivers.get(entry.path) == "lfs"]
    pointers = zip(by_lfs, read_small(git, [entry.old_blob for entry in by_lfs]), strict=True)
    return frozenset(entry.path for entry, pointer in pointers if _holds(git.root, entry.path, pointer))


def _holds(root: str, path: str, pointer: bytes) -> bool:
    wanted = lfs_pointer(pointer)
    if wanted is None or wanted.size > _HASHED_AT_MOST:
        return False
    import hashlib

    try:
        descriptor = os.open(os.path.join(bytes_of(root), bytes_of(path)), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if os.fstat(descriptor).st_size != wanted.size:
                return False
            return hashlib.file_digest(file, "sha256").hexdigest() == wanted.sha256
    except OSError:
        return False
