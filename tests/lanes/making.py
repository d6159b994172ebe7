"""Trees and errands for the tests of lanes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mle_reviewer.findings.review import ReviewedChange, ReviewedFile
from mle_reviewer.lanes.errand import CiJob, Errand
from mle_reviewer.sources.change import Change, ChangedFile, Hunk
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.sources.location import Location


def errand(
    folder: Path,
    files: Mapping[str, str],
    changed: Mapping[str, tuple[int, int]] | None = None,
    surfaces: tuple[str, ...] = ("training",),
    jobs: tuple[CiJob, ...] = (),
) -> Errand:
    """An errand over files that are written to a folder; `changed` gives the first line and the count of a hunk."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    tree = FolderTree(str(folder))
    some = changed or {}
    hunks = tuple(
        ChangedFile(path, path, "modified", (Hunk(first, 0, first, count),)) for path, (first, count) in some.items()
    )
    change = Change(None if changed is None else tree, tree, "for a test", hunks, root=str(folder))
    touched = ReviewedChange(
        None, "head", "", tuple(ReviewedFile(path, path, "modified", surfaces) for path in some), len(files)
    )
    return Errand(change, touched, ci_jobs=jobs)


def job(key: str, shown: str = "", tests: tuple[str, ...] = (), workflow: str = "CI") -> CiJob:
    """A job of a workflow."""
    return CiJob(workflow, key, shown or key, Location(".github/workflows/ci.yml", 3), tests)
