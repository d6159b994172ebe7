"""Trees, errands and programs for the tests of lanes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.review import ReviewedChange, ReviewedFile
from mle_reviewer.lanes.errand import CiJob, Errand, Outcome, Pin
from mle_reviewer.lanes.settings import LaneSettings
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


def tree(folder: Path, files: Mapping[str, str | bytes]) -> FolderTree:
    """A tree with these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return FolderTree(str(folder))


def whole(folder: Path, files: Mapping[str, str | bytes]) -> Errand:
    """An errand about all of a tree."""
    head = tree(folder, files)
    return Errand(Change(None, head, "all", (), root=str(folder)), ReviewedChange(None, head.label, "all"))


def changed(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> Errand:
    """An errand about a change of whole files."""
    base, head = tree(folder / "base", before), tree(folder / "head", after)
    files = []
    for path in sorted({*before, *after}):
        old, new = before.get(path), after.get(path)
        if old == new:
            continue
        status = "added" if old is None else "deleted" if new is None else "modified"
        count = len((new or "").splitlines())
        hunks = (Hunk(1, len((old or "").splitlines()), 1, count),)
        files.append(ChangedFile(path, None if old is None else path, status, hunks))  # type: ignore[arg-type]
    change = Change(base, head, "base..head", tuple(files), root=str(folder / "head"))
    reviewed = tuple(ReviewedFile(file.path, file.old_path, file.status, ()) for file in files)
    return Errand(change, ReviewedChange(base.label, head.label, "base..head", reviewed))


def pinned(errand: Errand, *pins: str) -> Errand:
    """The errand with pins, each as `name version path line`."""
    made = []
    for pin in pins:
        name, version, path, line = pin.split()
        made.append(Pin(name, version, Location(path, int(line), 1, int(line), raw_line=int(line))))
    return replace(errand, pins=tuple(made))


def program(folder: Path, name: str, code: str, version: str = "") -> Path:
    """A program of this name in an environment of its own; `code` is Python, `version` stands in its metadata."""
    target = folder / "bin" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"#!{sys.executable} -S\n{code}\n", encoding="utf-8")
    target.chmod(0o755)
    if version:
        metadata = folder / f"lib/python3.12/site-packages/{name.replace('-', '_')}-{version}.dist-info"
        metadata.mkdir(parents=True, exist_ok=True)
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    return target.parent


def settings(folder: Path, *asked: str, **more: object) -> LaneSettings:
    """Settings under which the programs of this folder are found."""
    environment = {"PATH": str(folder / "bin"), "SECRET_OF_THE_USER": "x"}
    return LaneSettings(asked=frozenset(asked), environment=environment, **more)  # type: ignore[arg-type]


def finding(check: str, at: Location) -> Finding:
    """A finding of the review's own."""
    return Finding(
        check, "TR", Severity.HIGH, Confidence.HIGH, "other", (), (), at, "a title", "an issue", "a fix", context=check
    )


def told(outcome: Outcome, tool: str) -> tuple[str, str]:
    """The status and the words of one tool's run."""
    run = next(one for one in outcome.runs if one.tool == tool)
    return run.status, run.why
