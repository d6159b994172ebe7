"""Bad input is said clearly and costs only itself: the leak beside it is found, and nothing unread passes for fine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mle_reviewer.findings.review import Review
from mle_reviewer.reports.text import as_text
from mle_reviewer.review.engine import built_in
from mle_reviewer.review.journey import Settings, review
from mle_reviewer.sources.reading import read_change
from tests.contracts.test_command import BAD, GOOD, run

Repository = Callable[..., Path]
CELL: dict[str, object] = {
    "cell_type": "code",
    "id": "a",
    "metadata": {},
    "outputs": [],
    "execution_count": None,
    "source": ["x = 1"],
}
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 123456\n"
DEEP = "x = " + "(" * 3000 + ")" * 3000 + "\n"
KINDS: dict[str, tuple[str, bytes, str]] = {
    "a notebook cut short": ("a.ipynb", json.dumps({"cells": [CELL, CELL]}).encode()[:-30], "its JSON ends early"),
    "a notebook that is none": ("a.ipynb", b"[1, 2]", "not a notebook: it has no list of cells"),
    "a notebook in conflict": ("a.ipynb", b'{\n<<<<<<< a\n "cells": []\n=======\n>>>>>>> b\n}', "conflict"),
    "a notebook with a broken cell": (
        "a.ipynb", json.dumps({"cells": [{**CELL, "source": ["def f(:"]}, CELL], "metadata": {}}).encode(),
        "not valid Python",
    ),
    "a huge file": ("a.py", b"x = 1\n" * 1_000_000, "6 MB is more than the 5 MB that are read of one file"),
    "an odd encoding": ("a.py", b'x = "\xff\xfe"\n', "not UTF-8 text"),
    "an encoding that nobody knows": ("a.py", b"# coding: klingon\nx = 1\n", "klingon"),
    "a wide encoding": ("a.py", "x = 1\n".encode("utf-16"), "UTF-16 text; save it as UTF-8"),
    "NUL bytes": ("a.py", b"x = 1\n\x00\x00\n", "NUL"),
    "Python 2": ("a.py", b"print 'x'\n", "not valid Python 3.11"),
    "an unfinished function": ("a.py", b"x = 1\ndef f(:\n", "not valid Python 3.11"),
    "an expression too deep": ("a.py", DEEP.encode(), "a.py"),
    "templated YAML": (
        "dvc.yaml", b"stages:\n  a:\n    cmd: python train.py\n{% if gpu %}\n    deps: [a\n{% endif %}\n",
        "a template: what it will say is not known before it is rendered",
    ),
    "a Git LFS pointer": ("a.py", POINTER, "Git LFS pointer: its content (123 kB) is not in git"),
    "an artifact in Git LFS": ("train_set.csv", POINTER, ""),
}  # fmt: skip


def reviewed(root: Path) -> Review:
    return review(read_change(str(root), base="HEAD", env={}), built_in(), Settings(today="2026-01-05")).review


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_gap_and_the_rest_is_reviewed(kind: str, repository: Repository) -> None:
    path, data, says = KINDS[kind]
    root = repository({"train.py": GOOD})
    (root / path).write_bytes(data)
    (root / "train.py").write_text(BAD)
    found = reviewed(root)
    assert [(one.check, str(one.at)) for one in found.findings if one.at.path == "train.py"] == [
        ("fit-before-split", "train.py:8")
    ]
    assert found.decision.verdict == "BLOCK"
    report = as_text(found)
    if says:
        assert any(gap.path == path and says in f"{gap.path} {gap.why}" for gap in found.gaps), found.gaps
        assert f"{path}" in report.partition("Not read or not followed")[2]


@pytest.mark.parametrize("kind", [kind for kind, (path, _data, says) in KINDS.items() if says])
def test_alone_it_is_never_approved(kind: str, repository: Repository) -> None:
    path, data, _says = KINDS[kind]
    root = repository({"train.py": GOOD})
    (root / path).write_bytes(data)
    found = reviewed(root)
    assert found.decision.verdict != "APPROVE"
    assert any(path in follow_up for follow_up in found.decision.follow_ups) or found.decision.verdict == "BLOCK"


def test_what_is_broken_in_the_base_alone_is_said_to_be_there(repository: Repository) -> None:
    root = repository({"train.py": "def f(:\n"})
    (root / "train.py").write_text(BAD)
    found = reviewed(root)
    assert [one.scope for one in found.findings] == ["introduced"]
    assert [(gap.path, gap.why.endswith("(in the base)")) for gap in found.gaps] == [("train.py", True)]


def test_line_ends_alone_change_nothing(repository: Repository) -> None:
    root = repository({"train.py": BAD})
    (root / "train.py").write_bytes(BAD.replace("\n", "\r\n").encode())
    found = reviewed(root)
    assert [(one.check, one.scope, one.at.line) for one in found.findings] == [("fit-before-split", "pre-existing", 8)]
    assert not found.gaps


def test_links_and_submodules(repository: Repository) -> None:
    inner = repository({"train.py": BAD}, name="inner")
    root = repository({"train.py": GOOD})
    (root / "out.py").symlink_to("/etc/hostname")
    (root / "same.py").symlink_to("train.py")
    command = ["git", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "vendored"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (root / "train.py").write_text(BAD)
    found = reviewed(root)
    assert [str(one.at) for one in found.findings] == ["train.py:8"]
    why = {gap.path: gap.why for gap in found.gaps}
    assert why["out.py"] == "a symbolic link out of the repository (to /etc/hostname); it is not followed"
    assert why["same.py"] == "a symbolic link to train.py, which is reviewed under its own name only"
    assert why["vendored"] == "a submodule; review it in its own repository"


def test_names_of_all_kinds_are_reviewed(repository: Repository) -> None:
    names = ["with space.py", "naïve ü.py", "-dash.py", "a'b\"c.py", "tab\tin.py", "[x].py", "new\nline.py"]
    root = repository({"train.py": GOOD})
    for name in names:
        (root / name).write_text(BAD)
    found = reviewed(root)
    assert sorted(one.at.path for one in found.findings) == sorted(names)
    assert "\nline.py" not in as_text(found), "a name cannot write lines of the report"


def test_a_shallow_clone_names_the_way_out(repository: Repository, tmp_path: Path) -> None:
    origin = repository({"train.py": GOOD}, {"train.py": BAD})
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{origin}", str(clone)], check=True)
    for words in ((), ("--base", "HEAD~1")):
        found = run(clone, *words)
        assert (found.returncode, found.stdout) == (2, "")
        assert "run `git fetch --unshallow`" in found.stderr
        assert "--all" in found.stderr
    assert run(clone, "--all").returncode == 1


def test_a_detached_head_and_no_base_at_all(repository: Repository) -> None:
    root = repository({"train.py": GOOD}, {"train.py": BAD})
    subprocess.run(["git", "checkout", "--quiet", "--detach"], cwd=root, check=True)
    found = run(root)
    assert found.returncode == 1, found.stderr
    assert "File: train.py:8" in found.stdout
    empty = repository(name="empty")
    subprocess.run(["git", "update-ref", "-d", "HEAD"], cwd=empty, check=True)
    found = run(empty, "--base", "main")
    assert (found.returncode, found.stdout) == (2, "")
    assert "mle-reviewer: " in found.stderr
