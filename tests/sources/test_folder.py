"""A folder without git is a tree too: nothing installed, nothing behind links."""

from __future__ import annotations

import pytest

from mle_reviewer.sources.document import Document
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import NoRepositoryError
from mle_reviewer.sources.reading import read_change


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "project"
    for path in ("train.py", "sub/b.py", "venv/lib/x.py", "env2/pyvenv.cfg", "env2/y.py", "node_modules/z.json"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x = 1\n")
    (tmp_path / "outside.py").write_text("secret")
    (root / "link.py").symlink_to(tmp_path / "outside.py")
    (root / "loop").symlink_to(root)
    return root


def test_files_and_documents(folder):
    tree = FolderTree(str(folder))
    assert dict(tree.paths()) == {"sub/b.py": "", "train.py": ""}
    assert tree.read("train.py") == Document("train.py", "python", "", b"x = 1\n")
    assert tree.read_many(["link.py", "nope.py"]) == {
        "link.py": Gap("link.py", 1, "read", "a symbolic link; links are not followed"),
        "nope.py": Gap("nope.py", 1, "read", "not in folder"),
    }
    assert tree.skipped == ("env2", "node_modules", "venv")


def test_it_is_reviewed_with_all_only(folder):
    with pytest.raises(NoRepositoryError):
        read_change(str(folder))
    change = read_change(str(folder), all_files=True)
    assert (change.base, change.files, change.root) == (None, (), str(folder))
    assert change.how == "everything in the folder (--all, no git); left out: env2, node_modules, venv"
    assert change.gaps == (
        Gap(
            "link.py",
            1,
            "read",
            f"a symbolic link out of the repository (to {folder.parent}/outside.py); it is not followed",
        ),
        Gap("loop", 1, "read", f"a symbolic link out of the repository (to {folder}); it is not followed"),
    )


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(NoRepositoryError):
        read_change(str(tmp_path / "nowhere"), all_files=True)
