"""A commit and the index as trees: every regular file, each kind of other entry, and limits on what is read."""

from __future__ import annotations

import pytest

from mle_reviewer.sources.document import LARGEST, LARGEST_NOTEBOOK, Document
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import open_repository
from mle_reviewer.sources.objects import read_blobs
from mle_reviewer.sources.trees import GitTree, commit_tree, index_tree
from tests.sources.repositories import Repo, new_repository

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "ab" * 32 + "\nsize 12\n"


def commit(repo: Repo, revision: str = "HEAD") -> GitTree:
    return commit_tree(open_repository(str(repo.root)), repo.head(revision))


class TestCommit:
    def test_paths_with_blob_ids(self, repo):
        repo.commit({"b/train.py": "x = 1\n", "a.md": "", "odd\n\t\"name'.py": "y", "é.py": "z"})
        (repo.root / "run.sh").write_text("#!/bin/sh\n")
        (repo.root / "run.sh").chmod(0o755)
        repo.commit()
        tree = commit(repo)
        assert tree.label == repo.head()[:7]
        assert dict(tree.paths()) == {
            path: repo.git("rev-parse", f"HEAD:{path}")
            for path in ("a.md", "b/train.py", "odd\n\t\"name'.py", "run.sh", "é.py")
        }  # fmt: skip

    def test_names_that_are_not_utf_8(self, repo):
        repo.git("config", "core.precomposeUnicode", "false")
        blob = repo.git("hash-object", "-w", "--stdin")
        repo.git("update-index", "--add", "--cacheinfo", f"100644,{blob},caf\udce9.py")
        repo.git("commit", "--quiet", "-m", "odd")
        tree = commit(repo)
        assert list(tree.paths()) == ["caf\udce9.py"]
        assert isinstance(tree.read("caf\udce9.py"), Document)

    def test_documents_have_the_bytes_that_git_stores(self, repo):
        contents = {"a.py": b"x = 1\r\n", "b.py": b"", "c.bin": bytes(range(256)) * 50, "d.py": b"\n1 blob 3\n"}
        repo.commit(dict(contents))
        read = commit(repo).read_many([*contents, "a.py"])
        assert {path: one.data for path, one in read.items() if isinstance(one, Document)} == contents
        assert read["a.py"] == Document("a.py", "python", repo.git("rev-parse", "HEAD:a.py"), b"x = 1\r\n")

    def test_one_blob_under_two_names(self, repo):
        repo.commit({"a.py": "same", "b.py": "same", "c.csv": "same"})
        assert [one.path for one in commit(repo).read_many(["a.py", "b.py", "c.csv"]).values()] == [
            "a.py",
            "b.py",
            "c.csv",
        ]

    def test_links_and_submodules_are_listed_apart_and_are_gaps(self, repo, tmp_path):
        inner = new_repository(tmp_path, "inner")
        inner.commit({"a.py": "a"})
        repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "inner")
        (repo.root / "link.py").symlink_to("/etc/passwd")
        repo.commit({"train.py": "x"})
        tree = commit(repo)
        assert set(tree.paths()) == {".gitmodules", "train.py"}
        assert (set(tree.listing.links), tree.listing.submodules) == ({"link.py"}, ("inner",))
        assert tree.read("link.py") == Gap("link.py", 1, "read", "a symbolic link; links are not followed")
        assert tree.read("inner") == Gap("inner", 1, "read", "a submodule; review it in its own repository")
        assert tree.read("gone.py") == Gap("gone.py", 1, "read", f"not in {tree.label}")

    def test_the_empty_tree(self, repo):
        git = open_repository(str(repo.root))
        tree = commit_tree(git, git.empty_tree)
        assert (dict(tree.paths()), tree.label) == ({}, "the empty tree")

    def test_pointers_and_binary_texts_are_gaps(self, repo):
        repo.commit({"m.pt": POINTER, "t.py": b"x\0", "m.pkl": b"\x80\0", "d.csv.dvc": "outs:\n- md5: a\n"})
        read = commit(repo).read_many(["m.pt", "t.py", "m.pkl", "d.csv.dvc"])
        assert read["m.pt"] == Gap("m.pt", 1, "read", "Git LFS pointer: its content (12 bytes) is not in git")
        assert read["t.py"] == Gap("t.py", 1, "read", "binary: it holds NUL bytes")
        assert isinstance(read["m.pkl"], Document)
        dvc = read["d.csv.dvc"]
        assert isinstance(dvc, Document)
        assert dvc.kind == "yaml"

    def test_too_large_files_are_gaps_among_documents(self, repo):
        repo.commit({
            "a.py": "a", "big.py": "#" * (LARGEST + 1), "b.py": "b", "big.csv": "1" * (LARGEST + 1), "c.csv": "c",
            "nb.ipynb": " " * (LARGEST + 1), "big.ipynb": " " * (LARGEST_NOTEBOOK + 1), "d.py": "d",
        })  # fmt: skip
        read = commit(repo).read_many(["a.py", "big.py", "b.py", "big.csv", "c.csv", "nb.ipynb", "big.ipynb", "d.py"])
        assert [path for path, one in read.items() if isinstance(one, Gap)] == ["big.py", "big.csv", "big.ipynb"]
        assert {path: one.data for path, one in read.items() if isinstance(one, Document) and len(one.data) < 9} == {
            "a.py": b"a", "b.py": b"b", "c.csv": b"c", "d.py": b"d",
        }  # fmt: skip

    def test_a_blob_that_is_gone(self, repo):
        repo.commit({"a.py": "a"})
        git = open_repository(str(repo.root))
        missing = "1" * 40
        read = read_blobs(git, [("a.py", repo.git("rev-parse", "HEAD:a.py")), ("b.py", missing), ("c.csv", missing)])
        assert isinstance(read["a.py"], Document)
        assert [type(read[path]) for path in ("b.py", "c.csv")] == [Gap, Gap]

    def test_nothing_asked_starts_nothing(self, repo):
        assert read_blobs(open_repository(str(repo.root)), []) == {}


class TestIndex:
    def test_what_is_staged_and_not_what_lies_on_disk(self, repo):
        repo.commit({"a.py": "1", "b.py": "1"})
        repo.write("a.py", "2")
        repo.git("add", "a.py")
        repo.write("a.py", "3")
        repo.write("c.py", "new")
        tree = index_tree(open_repository(str(repo.root)))
        assert set(tree.paths()) == {"a.py", "b.py"}
        document = tree.read("a.py")
        assert isinstance(document, Document)
        assert (document.data, tree.label) == (b"2", "index")

    @pytest.mark.parametrize("ours", ["ours\n", None])
    def test_a_path_in_conflict(self, repo, ours):
        repo.commit({"a.py": "base\n", "keep.py": "k"})
        repo.git("checkout", "--quiet", "-b", "other")
        repo.commit({"a.py": "theirs\n"})
        repo.git("checkout", "--quiet", "main")
        repo.commit({"a.py": ours})
        repo.git("merge", "other", check=False)
        tree = index_tree(open_repository(str(repo.root)))
        assert tree.listing.unmerged == ("a.py",)
        document = tree.read("a.py")
        assert isinstance(document, Document)
        assert document.data == (b"ours\n" if ours else b"base\n")
