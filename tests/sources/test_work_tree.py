"""The working tree holds what git would store: line endings converted, ids right, nothing outside of it read."""

from __future__ import annotations

import hashlib
import os

import pytest

from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.disk import as_stored, blob_id
from mle_reviewer.sources.document import LARGEST, Document
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import GitError, open_repository
from mle_reviewer.sources.reading import read_change
from mle_reviewer.sources.trees import GitTree, commit_tree
from mle_reviewer.sources.work_tree import WorkingTree
from tests.sources.repositories import Repo, new_repository

NAMES = ["sp ace.py", "tab\t.py", "new\nline.py", 'quo"te.py', "back\\slash.py", '"quoted".py', "é.py", "-dash.py"]


def tree_of(repo: Repo) -> WorkingTree:
    return WorkingTree(open_repository(str(repo.root)))


def data(tree: Tree, path: str) -> bytes:
    document = tree.read(path)
    assert isinstance(document, Document), document
    assert document.blob == blob_id(document.data)
    return document.data


class TestPaths:
    def test_tracked_modified_removed_untracked_and_ignored(self, repo):
        repo.commit({"same.py": "1", "changed.py": "1", "gone.py": "1", ".gitignore": "*.log\nout/\n"})
        repo.write("changed.py", "22")
        repo.write("gone.py", None)
        repo.write("new/a.py", "3")
        repo.write("x.log", "4")
        repo.write("out/y.py", "5")
        tree = tree_of(repo)
        assert dict(tree.paths()) == {
            ".gitignore": repo.git("rev-parse", "HEAD:.gitignore"), "changed.py": "", "new/a.py": "",
            "same.py": repo.git("rev-parse", "HEAD:same.py"),
        }  # fmt: skip
        assert tree.untracked == ("new/a.py",)
        assert tree.label == "working tree"

    def test_a_touched_file_that_is_the_same_is_not_changed(self, repo):
        repo.commit({"a.py": "1"})
        os.utime(repo.root / "a.py", (1, 1))
        assert dict(tree_of(repo).paths()) == {"a.py": repo.git("rev-parse", "HEAD:a.py")}

    def test_ids_known_from_the_comparison(self, repo):
        repo.commit({"a.py": "1\n"})
        repo.write("a.py", "2\n")
        repo.write("b.py", "3\n")
        head = read_change(str(repo.root)).head
        assert dict(head.paths()) == {path: repo.git("hash-object", path) for path in ("a.py", "b.py")}

    @pytest.mark.parametrize("name", NAMES)
    def test_odd_names(self, repo, name):
        repo.commit({"seed": ""})
        repo.write(name, "x = 1\r\n")
        tree = tree_of(repo)
        assert name in tree.paths()
        assert data(tree, name) == b"x = 1\r\n"

    def test_names_that_are_not_utf_8(self, repo):
        name = "caf\udce9.py"
        repo.commit({"seed": ""})
        try:
            repo.write(name, "x = 1\n")
        except OSError:
            pytest.skip("this file system takes UTF-8 names alone")
        tree = tree_of(repo)
        assert tree.untracked == (name,)
        assert data(tree, name) == b"x = 1\n"

    def test_a_sparse_checkout_still_has_all_files(self, repo):
        repo.commit({"a/x.py": "1", "b/y.py": "2"})
        repo.git("sparse-checkout", "set", "a")
        assert not (repo.root / "b").exists()
        tree = tree_of(repo)
        assert set(tree.paths()) == {"a/x.py", "b/y.py"}
        assert data(tree, "b/y.py") == b"2"
        assert read_change(str(repo.root)).how.startswith("last commit")

    def test_intent_to_add(self, repo):
        repo.commit({"a.py": "1"})
        repo.write("new.py", "2\n")
        repo.git("add", "--intent-to-add", "new.py")
        tree = tree_of(repo)
        assert (tree.paths()["new.py"], tree.untracked, data(tree, "new.py")) == ("", (), b"2\n")

    def test_a_file_that_became_a_folder_and_the_reverse(self, repo):
        repo.commit({"a": "1", "b/c.py": "2"})
        repo.write("a", None)
        repo.write("a/d.py", "3")
        repo.write("b/c.py", None)
        (repo.root / "b").rmdir()
        repo.write("b", "4")
        assert set(tree_of(repo).paths()) == {"a/d.py", "b"}

    def test_a_repository_inside_is_not_looked_into(self, repo):
        repo.commit({"a.py": "1"})
        repo.write("inner/b.py", "2")
        repo.git("init", "--quiet", "inner")
        repo.git("-C", "inner", "add", ".")
        repo.git("-C", "inner", "commit", "--quiet", "-m", "x")
        tree = tree_of(repo)
        assert (set(tree.paths()), tree.nested) == ({"a.py"}, ("inner",))
        gaps = read_change(str(repo.root), all_files=True).gaps
        assert gaps == (Gap("inner", 1, "read", "a submodule; review it in its own repository"),)


class TestLineEnds:
    def test_autocrlf_gives_line_feeds(self, repo):
        repo.commit({"old.py": "a\nb\n"})
        repo.git("config", "core.autocrlf", "true")
        repo.write("old.py", "a\r\nb\r\nc\r\n")
        repo.write("new.py", "x\r\n")
        change = read_change(str(repo.root))
        assert [(file.path, [hunk.new_start for hunk in file.hunks]) for file in change.files] == [
            ("new.py", [1]), ("old.py", [3]),
        ]  # fmt: skip
        for tree in (change.head, tree_of(repo)):
            assert data(tree, "old.py") == b"a\nb\nc\n"
            assert data(tree, "new.py") == b"x\n"

    def test_attributes_do_the_same(self, repo):
        repo.commit({".gitattributes": "*.py text eol=crlf\n*.sql -text\n"})
        repo.write("a.py", "x\r\n")
        repo.write("q.sql", "x\r\n")
        tree = tree_of(repo)
        assert (data(tree, "a.py"), data(tree, "q.sql")) == (b"x\n", b"x\r\n")

    def test_a_file_stored_with_crlf_keeps_them_under_autocrlf(self, repo):
        repo.commit({"a.py": "a\r\nb\r\n"})
        repo.git("config", "core.autocrlf", "true")
        repo.write("a.py", "a\r\nb\r\nc\r\n")
        change = read_change(str(repo.root))
        assert [hunk.new_start for hunk in change.files[0].hunks] == [3]
        assert data(change.head, "a.py") == b"a\r\nb\r\nc\r\n"

    def test_an_ident_is_collapsed(self, repo):
        repo.commit({".gitattributes": "*.py ident\n"})
        repo.write("a.py", "# $Id: 123 $\r\n")
        assert data(tree_of(repo), "a.py") == b"# $Id$\r\n"

    def test_an_encoding_that_git_converts_is_a_gap(self, repo):
        repo.commit({".gitattributes": "*.sql text working-tree-encoding=latin-1\n"})
        repo.write("q.sql", b"-- \xe9\n")
        read = tree_of(repo).read("q.sql")
        assert isinstance(read, Gap)
        assert "working-tree-encoding" in read.why

    def test_only_a_form_with_gits_id_is_taken(self):
        assert as_stored(b"a\r\n", blob_id(b"a\r\n")) == b"a\r\n"
        assert as_stored(b"a\r\n", blob_id(b"a\n")) == b"a\n"
        assert as_stored(b"a\r\n", blob_id(b"b\n")) is None
        assert blob_id(b"a", 64) == hashlib.sha256(b"blob 1\0a").hexdigest()


class TestDisk:
    def test_links_are_not_followed(self, repo, tmp_path):
        (tmp_path / "private").mkdir()
        (tmp_path / "private" / "secret.py").write_text("secret")
        repo.commit({"a.py": "1", "dir/secret.py": "2"})
        (repo.root / "link.py").symlink_to(tmp_path / "private" / "secret.py")
        (repo.root / "folder").symlink_to(tmp_path / "private")
        repo.write("dir/secret.py", None)
        (repo.root / "dir").rmdir()
        (repo.root / "dir").symlink_to(tmp_path / "private")
        repo.write("a.py", None)
        (repo.root / "a.py").symlink_to("dir/secret.py")
        tree = tree_of(repo)
        read = tree.read_many(["link.py", "folder/secret.py", "dir/secret.py", "a.py"])
        assert all(isinstance(one, Gap) for one in read.values())
        change = read_change(str(repo.root))
        assert not [file for file in change.files if file.status != "deleted" and "secret" in file.path]
        assert "secret" not in "".join(
            one.data.decode()
            for one in change.head.read_many(change.head.paths()).values()
            if isinstance(one, Document)
        )

    def test_a_link_that_appears_between_listing_and_reading(self, repo):
        repo.commit({"a.py": "1"})
        repo.write("b.py", "2")
        tree = tree_of(repo)
        assert "b.py" in tree.paths()
        repo.write("b.py", None)
        (repo.root / "b.py").symlink_to("a.py")
        read = tree.read("b.py")
        assert isinstance(read, Gap)
        assert read.why.startswith("cannot be opened: ")

    def test_what_is_too_large_or_gone_or_no_file(self, repo):
        repo.commit({"a.py": "1"})
        repo.write("big.py", "#" * (LARGEST + 1))
        repo.write("gone.py", "1")
        repo.write("ok.py", "2")
        tree = tree_of(repo)
        assert set(tree.paths()) == {"a.py", "big.py", "gone.py", "ok.py"}
        repo.write("gone.py", None)
        read = tree.read_many(["big.py", "gone.py", "ok.py"])
        assert [type(one) for one in read.values()] == [Gap, Gap, Document]
        gone = read["gone.py"]
        assert isinstance(gone, Gap)
        assert gone.why == "cannot be opened: No such file or directory"

    def test_a_pipe_is_not_opened(self, repo):
        repo.commit({"a.py": "1"})
        os.mkfifo(repo.root / "b.py")
        assert set(tree_of(repo).paths()) == {"a.py"}
        repo.write("c.py", "2")
        tree = tree_of(repo)
        assert "c.py" in tree.paths()
        repo.write("c.py", None)
        os.mkfifo(repo.root / "c.py")
        assert tree.read("c.py") == Gap("c.py", 1, "read", "not a regular file")
        repo.write("a.py", None)
        os.mkfifo(repo.root / "a.py")
        with pytest.raises(GitError, match="unsupported file type"):
            read_change(str(repo.root))

    def test_unreadable_files_are_gaps(self, repo):
        repo.commit({"a.py": "1"})
        repo.write("b.py", "2")
        repo.write("c.py", "3")
        (repo.root / "b.py").chmod(0)
        if os.access(repo.root / "b.py", os.R_OK):
            pytest.skip("the superuser reads everything")
        read = tree_of(repo).read_many(["b.py", "c.py"])
        assert [type(one) for one in read.values()] == [Gap, Document]


def pointer(content: bytes) -> str:
    oid = hashlib.sha256(content).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(content)}\n"


class TestLfs:
    """With Git LFS set up, the work tree holds contents and git holds pointers; the filter itself is never run."""

    @pytest.fixture
    def lfs(self, repo):
        content = b"\x80weights" * 100
        repo.commit({"m.pt": pointer(content), "train.py": "x = 1\n"})
        repo.write(".gitattributes", "*.pt filter=lfs diff=lfs merge=lfs -text\n")
        repo.commit()
        repo.git("config", "filter.lfs.clean", "false")
        repo.git("config", "filter.lfs.process", "false")
        repo.git("config", "filter.lfs.required", "true")
        repo.write("m.pt", content)
        return repo

    def test_the_content_that_git_points_to_is_no_change(self, lfs):
        lfs.write("train.py", "x = 2\n")
        change = read_change(str(lfs.root))
        assert [file.path for file in change.files] == ["train.py"]
        assert change.gaps == ()

    def test_other_content_is_a_change_and_a_gap_when_read(self, lfs):
        lfs.write("m.pt", b"\x80weightz" * 100)
        lfs.write("new.pt", b"\x80")
        change = read_change(str(lfs.root))
        assert [(file.path, file.status) for file in change.files] == [("m.pt", "modified"), ("new.pt", "added")]
        said = "a Git LFS file: git keeps a pointer, its content is not reviewed"
        assert change.head.read("m.pt") == Gap("m.pt", 1, "read", said)
        assert change.head.read("new.pt") == Gap("new.pt", 1, "read", said)
        assert change.gaps == ()


class TestAfter:
    """The work tree told as base and what differs is the work tree as git lists it."""

    def changed(self, repo: Repo) -> None:
        names = ("same", "staged", "changed", "both", "removed", "unlinked", "moved", "renamed", "linked", "reverted")
        repo.commit({f"{name}.py": f"{name}\n" * 9 for name in names} | {"old.py": "x", ".gitignore": "*.log\n"})
        repo.git("checkout", "--quiet", "-b", "feature")
        repo.commit({"committed.py": "new\n", "same.py": "same\n", "old.py": None})
        for name in ("staged", "both", "reverted"):
            repo.write(f"{name}.py", "staged\n")
        repo.write("added.py", "1\n")
        repo.git("add", "--all")
        repo.write("both.py", "and changed\n")
        repo.write("changed.py", "changed\n")
        repo.write("added.py", "2\n")
        repo.write("reverted.py", "reverted\n" * 9)
        repo.git("rm", "--quiet", "--cached", "removed.py")
        repo.write("unlinked.py", None)
        repo.git("mv", "moved.py", "sub.py")
        repo.git("mv", "renamed.py", "renamed2.py")
        repo.write("renamed2.py", "renamed\n" * 8 + "once more\n")
        repo.write("linked.py", None)
        (repo.root / "linked.py").symlink_to("same.py")
        (repo.root / "fresh.py").symlink_to("/etc/passwd")
        repo.write("untracked.py", "u\n")
        repo.write("ignored.log", "i\n")

    @pytest.mark.parametrize("base", ["main", "HEAD"])
    def test_it_holds_the_same_files_links_and_contents(self, repo, base):
        self.changed(repo)
        head, listed = read_change(str(repo.root), base=base, env={}).head, tree_of(repo)
        assert isinstance(head, WorkingTree)
        assert set(head.listing.links) == set(listed.listing.links) == {"linked.py", "fresh.py"}
        assert list(head.paths()) == list(listed.paths())
        assert head.untracked == listed.untracked
        assert head.read_many(head.paths()) == listed.read_many(listed.paths())
        for path, blob in head.paths().items():
            assert blob == repo.git("hash-object", path), path

    def test_a_sparse_checkout_with_changes_that_are_not_on_disk(self, repo):
        repo.commit({"a/x.py": "1", "b/y.py": "2\n" * 9, "b/z.py": "3"})
        repo.git("checkout", "--quiet", "-b", "feature")
        repo.git("mv", "b/y.py", "b/moved.py")
        repo.commit({"b/z.py": "4", "b/new.py": "5"})
        repo.git("sparse-checkout", "set", "a")
        change = read_change(str(repo.root), env={})
        assert [(file.path, file.status) for file in change.files] == [
            ("b/moved.py", "renamed"), ("b/new.py", "added"), ("b/z.py", "modified"),
        ]  # fmt: skip
        assert data(change.head, "b/moved.py") == b"2\n" * 9
        assert (data(change.head, "b/new.py"), data(change.head, "b/z.py")) == (b"5", b"4")

    def test_a_commit_told_as_base_and_what_differs_is_that_commit(self, repo, tmp_path):
        self.changed(repo)
        inner = new_repository(tmp_path, "inner")
        inner.commit({"a.py": "a"})
        repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "inner")
        repo.commit()
        git = open_repository(str(repo.root))
        for base, head in (("main", "HEAD"), ("HEAD", "main"), ("HEAD~1", "HEAD"), ("HEAD", "HEAD")):
            told = read_change(str(repo.root), base=repo.head(base), head=head, env={}).head
            assert isinstance(told, GitTree)
            if told.label == repo.head(head)[:7]:
                assert told.listing == commit_tree(git, repo.head(head)).listing
