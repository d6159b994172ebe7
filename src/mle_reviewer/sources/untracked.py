"""Untracked files as part of a change: added, or one side of a move that git was not told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from mle_reviewer.sources.change import ChangedFile, Hunk
from mle_reviewer.sources.conflicts import conflict_lines
from mle_reviewer.sources.document import TEXT_KINDS, Document, kind_of
from mle_reviewer.sources.work_tree import WorkingTree

_AT_ONCE: Final = 200


def untracked_files(
    tree: WorkingTree, files: Sequence[ChangedFile], old_blobs: Mapping[str, str]
) -> tuple[WorkingTree, list[ChangedFile], list[tuple[str, int]]]:
    """The tree, now knowing the ids of untracked files; all changed files; and the conflicts in untracked ones.

    `old_blobs` are the ids that changed paths have in base: a deleted file whose very content stands untracked
    elsewhere was moved. Data and artifacts are listed without being read.
    """
    read = _read_texts(tree)
    result = {file.path: file for file in files}
    gone = [file.path for file in files if file.status == "deleted" and file.path not in tree.paths()]
    left = {old_blobs[path]: path for path in reversed(gone) if path in old_blobs}
    for path in tree.untracked:
        blob, lines, _ = read.get(path, ("", 0, ()))
        hunks = (Hunk(0, 0, 1, lines),) if lines else ()
        before = result.get(path)
        origin = left.pop(blob, None) if blob and before is None else None
        if before is not None:  # taken out of the index, but still on disk
            whole = tuple(replace(hunk, new_start=min(lines, 1), new_count=lines) for hunk in before.hunks[:1])
            result[path] = ChangedFile(path, path, "modified", whole or hunks)
        elif origin is not None:
            del result[origin]
            result[path] = ChangedFile(path, origin, "renamed", ())
        else:
            result[path] = ChangedFile(path, None, "added", hunks)
    conflicts = [(path, line) for path, (_, _, found) in read.items() for line in found]
    return tree.knowing({path: blob for path, (blob, _, _) in read.items()}), list(result.values()), conflicts


def _read_texts(tree: WorkingTree) -> dict[str, tuple[str, int, tuple[int, ...]]]:
    """For each untracked text that can be read: blob id, number of lines, and the lines where conflicts open."""
    paths = [path for path in tree.untracked if kind_of(path) in TEXT_KINDS]
    found: dict[str, tuple[str, int, tuple[int, ...]]] = {}
    for start in range(0, len(paths), _AT_ONCE):
        for path, document in tree.read_many(paths[start : start + _AT_ONCE]).items():
            if isinstance(document, Document):
                found[path] = (document.blob, line_count(document.data), conflict_lines(document))
    return found


def line_count(data: bytes) -> int:
    """The number of lines as git counts them: a last line needs no line end."""
    return data.count(b"\n") + (not data.endswith(b"\n") if data else 0)
