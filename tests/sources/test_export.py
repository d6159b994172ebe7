"""A copy holds regular files at their own paths: no link, nothing of git, nothing outside, nothing beyond its size."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from mle_reviewer.sources.document import Document
from mle_reviewer.sources.export import export
from mle_reviewer.sources.gap import Gap


class Held:
    """A tree that claims whatever it is told to."""

    label = "held"

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def paths(self) -> Mapping[str, str]:
        """All of it."""
        return dict.fromkeys(self._files, "")

    def read(self, path: str) -> Document | Gap:
        """What is claimed of a path."""
        return Document(path, "other", "", self._files[path])

    def read_many(self, paths: Iterable[str]) -> Mapping[str, Document | Gap]:
        """The same for many."""
        return {path: self.read(path) for path in paths}


def written(folder: Path, files: Mapping[str, bytes], most: int = 1 << 20) -> tuple[list[str], tuple[Gap, ...]]:
    """The files that a copy holds, and what is missing."""
    target = folder / "copy"
    target.mkdir()
    gaps = export(Held(files), files, str(target), most)
    return sorted(str(path.relative_to(target)) for path in target.rglob("*") if not path.is_dir()), gaps


def test_plain_files_stand_where_they_stood(tmp_path: Path) -> None:
    names, gaps = written(tmp_path, {"a.py": b"1", "sub/b.py": b"2", "run.sh": b"#!/bin/sh\n"})
    assert names == ["a.py", "run.sh", "sub/b.py"]
    assert gaps == ()
    assert stat.S_IMODE((tmp_path / "copy/a.py").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "copy/run.sh").stat().st_mode) == 0o700


def test_nothing_leaves_the_folder(tmp_path: Path) -> None:
    outside = {"../out.py": b"x", "/never.py": b"x", "a/../../out.py": b"x", "./b.py": b"x", "a//b.py": b"x"}
    names, _ = written(tmp_path, outside)
    assert names == []
    assert not (tmp_path / "out.py").exists()


def test_nothing_of_git_is_made(tmp_path: Path) -> None:
    names, _ = written(tmp_path, {".git/config": b"x", ".GIT/hooks/pre-commit": b"x", "sub/.git/config": b"x"})
    assert names == []


def test_a_link_that_stands_there_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "copy"
    target.mkdir()
    (target / "a.py").symlink_to(tmp_path / "victim")
    gaps = export(Held({"a.py": b"x"}), ["a.py"], str(target), 100)
    assert not (tmp_path / "victim").exists()
    assert "cannot be copied" in gaps[0].why


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    names, gaps = written(tmp_path, {"a": b"x", "a/b": b"y"})
    assert names == ["a"]
    assert [gap.path for gap in gaps] == ["a/b"]


def test_what_is_too_much_is_named(tmp_path: Path) -> None:
    names, gaps = written(tmp_path, {"a": b"x" * 10, "b": b"x" * 10, "c": b"x"}, most=12)
    assert names == ["a", "c"]
    assert [gap.path for gap in gaps] == ["b"]
