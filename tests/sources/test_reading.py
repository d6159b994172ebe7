"""A change is told file by file: names, lines, conflicts, and a gap for whatever is not read."""

from __future__ import annotations

from typing import Any

import pytest

from mle_reviewer.sources.change import Change, ChangedFile, Hunk
from mle_reviewer.sources.document import LARGEST_NOTEBOOK, Document
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.reading import read_change
from tests.sources.repositories import Repo, new_repository

TEN = "".join(f"line {n}\n" for n in range(10))


def local(repo: Repo, **options: Any) -> Change:
    return read_change(str(repo.root), env={}, **options)


def last(repo: Repo) -> Change:
    return local(repo, base="HEAD~1", head="HEAD")


def files(change: Change) -> dict[str, tuple[str | None, str, tuple[Hunk, ...]]]:
    return {file.path: (file.old_path, file.status, file.hunks) for file in change.files}


@pytest.fixture
def started(repo):
    repo.commit({
        "changed.py": TEN, "renamed.py": TEN.replace("line", "row"), "moved.py": TEN.replace("line", "col"),
        "deleted.py": "a\nb\n", "empty.py": "", "same.py": "same\n",
    })  # fmt: skip
    return repo


EXPECTED = {
    "added.py": (None, "added", (Hunk(0, 0, 1, 2),)),
    "changed.py": ("changed.py", "modified", (Hunk(3, 1, 3, 2), Hunk(9, 1, 9, 0))),
    "deleted.py": ("deleted.py", "deleted", (Hunk(1, 2, 0, 0),)),
    "empty.py": ("empty.py", "modified", (Hunk(0, 0, 1, 1),)),
    "new_empty.py": (None, "added", ()),
    "sub/moved.py": ("moved.py", "renamed", ()),
    "sub/renamed.py": ("renamed.py", "renamed", (Hunk(5, 1, 5, 1),)),
}


def work(repo: Repo) -> None:
    repo.write("added.py", "1\n2")
    repo.write("changed.py", TEN.replace("line 2\n", "x\ny\n").replace("line 8\n", ""))
    repo.write("deleted.py", None)
    repo.write("empty.py", "x\n")
    repo.write("new_empty.py", "")
    for name in ("moved.py", "renamed.py"):
        text = (repo.root / name).read_text()
        repo.write(name, None)
        repo.write(f"sub/{name}", text.replace("row 4", "row four"))


class TestFiles:
    def test_between_commits(self, started):
        work(started)
        started.commit()
        change = last(started)
        assert list(files(change)) == list(EXPECTED)
        assert files(change) == {
            **EXPECTED,
            "changed.py": ("changed.py", "modified", (Hunk(3, 1, 3, 2), Hunk(9, 1, 9, 0))),
        }
        assert change.base is not None
        assert (change.base.label, change.head.label) == (started.head("HEAD~1")[:7], started.head()[:7])
        assert change.root == str(started.root)

    def test_in_the_index(self, started):
        work(started)
        started.git("add", "--all")
        started.write("changed.py", "not staged")
        assert files(local(started, staged=True)) == EXPECTED

    def test_in_the_working_tree_staged_or_not(self, started):
        work(started)
        expected = {
            **EXPECTED,
            # Git was not told of these moves: an exact one is seen by its content, another is a loss and a gain.
            "sub/renamed.py": (None, "added", (Hunk(0, 0, 1, 10),)),
            "renamed.py": ("renamed.py", "deleted", (Hunk(1, 10, 0, 0),)),
        }
        assert files(local(started)) == expected
        started.git("add", "--all")
        assert files(local(started)) == EXPECTED

    def test_base_and_head_documents(self, started):
        work(started)
        change = local(started)
        assert change.base is not None
        before, after = change.base.read("changed.py"), change.head.read("changed.py")
        assert isinstance(before, Document)
        assert isinstance(after, Document)
        assert (before.data, after.data) == (
            TEN.encode(),
            TEN.replace("line 2\n", "x\ny\n").replace("line 8\n", "").encode(),
        )
        assert isinstance(change.head.read("deleted.py"), Gap)

    def test_a_file_taken_out_of_the_index_but_still_there_is_modified(self, started):
        started.git("rm", "--quiet", "--cached", "deleted.py")
        started.write("deleted.py", "a\nb\nc\n")
        assert files(local(started)) == {"deleted.py": ("deleted.py", "modified", (Hunk(1, 2, 1, 3),))}

    def test_untracked_data_is_listed_and_not_read(self, started):
        started.write("data.csv", "1\n" * 5)
        started.write("model.pkl", b"\x80")
        started.write("train.sql", "SELECT 1\n")
        assert files(local(started)) == {
            "data.csv": (None, "added", ()), "model.pkl": (None, "added", ()),
            "train.sql": (None, "added", (Hunk(0, 0, 1, 1),)),
        }  # fmt: skip

    def test_mode_alone(self, started):
        (started.root / "same.py").chmod(0o755)
        assert files(local(started)) == {"same.py": ("same.py", "modified", ())}

    def test_a_file_that_became_a_link_and_the_reverse(self, started):
        started.write("same.py", None)
        (started.root / "same.py").symlink_to("changed.py")
        started.commit()
        assert files(last(started)) == {"same.py": ("same.py", "type-changed", (Hunk(1, 1, 0, 0), Hunk(0, 0, 1, 1)))}
        started.write("same.py", None)
        started.commit({"same.py": "a\nb\n"})
        assert files(last(started)) == {"same.py": ("same.py", "type-changed", (Hunk(1, 1, 0, 0), Hunk(0, 0, 1, 2)))}

    def test_binary(self, started):
        started.commit({"m.pkl": b"\x80\0one", "t.py": b"x\0"})
        assert last(started).files == (
            ChangedFile("m.pkl", None, "added", (), binary=True), ChangedFile("t.py", None, "added", (), binary=True),
        )  # fmt: skip

    @pytest.mark.parametrize("attribute", ["-diff", "binary", "diff=unknown -text"])
    def test_an_attribute_cannot_hide_the_lines_of_a_text(self, started, attribute):
        started.commit({".gitattributes": f"*.py {attribute}\n*.csv -diff\n", "d.csv": "1\n", "nb.ipynb": "{}\n"})
        started.write("changed.py", TEN.replace("line 2\n", "x\n"))
        started.write("deleted.py", None)
        started.git("mv", "renamed.py", "other.py")
        started.write("other.py", TEN.replace("line", "row").replace("row 4", "row four"))
        started.write("d.csv", "2\n")
        for change in (local(started), self.committed(started)):
            assert files(change) == {
                "changed.py": ("changed.py", "modified", (Hunk(3, 1, 3, 1),)),
                "d.csv": ("d.csv", "modified", ()),
                "deleted.py": ("deleted.py", "deleted", (Hunk(1, 2, 0, 0),)),
                "other.py": ("renamed.py", "renamed", (Hunk(5, 1, 5, 1),)),
            }
            assert [file.path for file in change.files if file.binary] == ["d.csv"]

    def committed(self, repo: Repo) -> Change:
        repo.commit()
        return last(repo)

    def test_too_large_to_compare(self, started):
        started.commit({"nb.ipynb": " " * (LARGEST_NOTEBOOK + 1)})
        change = last(started)
        assert change.files == (ChangedFile("nb.ipynb", None, "added", (), binary=True),)
        assert isinstance(change.head.read("nb.ipynb"), Gap)

    def test_nothing(self, started):
        change = local(started, base="HEAD")
        assert (change.files, change.conflicts, change.gaps) == ((), (), ())

    def test_twice_the_same(self, started):
        work(started)
        one, other = local(started), local(started)
        assert (one.files, one.gaps, one.how) == (other.files, other.gaps, other.how)
        assert dict(one.head.paths()) == dict(other.head.paths())

    def test_from_a_folder_inside_the_whole_repository_is_compared(self, started):
        work(started)
        assert files(read_change(str(started.root / "sub"), env={})) == files(local(started))


class TestConflicts:
    @pytest.fixture
    def merging(self, repo):
        repo.commit({"train.py": "a = 1\n" + TEN, "gone.py": "x\n", "README.md": "Title\n=======\n"})
        repo.git("checkout", "--quiet", "-b", "other")
        repo.commit({"train.py": "a = 2\n" + TEN, "gone.py": "y\n"})
        repo.git("checkout", "--quiet", "main")
        repo.commit({"train.py": "a = 3\n" + TEN, "gone.py": None})
        repo.git("merge", "other", check=False)
        return repo

    def test_an_unfinished_merge(self, merging):
        change = local(merging)
        assert change.conflicts == (("train.py", 1),)
        assert change.gaps == (Gap("gone.py", 1, "git", "its merge is not decided (unmerged in the index)"),)
        assert "train.py" in files(change)
        document = change.head.read("train.py")
        assert isinstance(document, Document)
        assert document.data.startswith(b"<<<<<<< HEAD\n")

    def test_and_as_staged_and_with_all(self, merging):
        assert [gap.path for gap in local(merging, staged=True).gaps] == ["gone.py", "train.py"]
        assert [gap.path for gap in local(merging, all_files=True).gaps] == ["gone.py", "train.py"]

    def test_markers_that_were_committed_or_lie_untracked(self, repo):
        markers = "<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n"
        repo.commit({"old.py": f"{markers}x = 1\n", "heading.md": "a\n"})
        repo.write("new.py", f"x = 0\n{markers}")
        repo.write("heading.md", "a\n=======\n")
        repo.write("old.py", f"{markers}x = 2\n")
        assert local(repo).conflicts == (("new.py", 2),)
        repo.commit()
        assert last(repo).conflicts == (("new.py", 2),)

    def test_inside_a_notebook(self, repo):
        repo.commit({"nb.ipynb": "{\n}\n"})
        repo.write("nb.ipynb", '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> b\n}\n')
        assert local(repo).conflicts == (("nb.ipynb", 2),)


class TestGaps:
    def test_a_submodule_moved(self, repo, tmp_path):
        inner = new_repository(tmp_path, "inner")
        inner.commit({"a.py": "a"})
        repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "inner")
        repo.commit({"a.py": "1"})
        Repo(repo.root / "inner").commit({"a.py": "b"})
        expected = (Gap("inner", 1, "read", "a submodule; review it in its own repository"),)
        change = local(repo)
        assert (change.files, change.gaps) == ((), expected)
        repo.commit()
        change = last(repo)
        assert (change.files, change.gaps) == ((), expected)
        assert local(repo, all_files=True).gaps == expected

    def test_links(self, repo):
        repo.commit({"train.py": "1", "sub/data.csv": "1", "notes": "1"})
        for name, target in {
            "out.py": "/etc/passwd", "up.py": "../../x.py", "sub/in.py": "../train.py", "sub/deep.py": "../../x",
            "folder": "sub", "plain": "notes", "data.csv": "sub/data.csv", "dangling.py": "nowhere.py",
        }.items():  # fmt: skip
            (repo.root / name).symlink_to(target)
        expected = (
            Gap("data.csv", 1, "read", "a symbolic link to sub/data.csv, which is reviewed under its own name only"),
            Gap("out.py", 1, "read", "a symbolic link out of the repository (to /etc/passwd); it is not followed"),
            Gap("sub/deep.py", 1, "read", "a symbolic link out of the repository (to ../../x); it is not followed"),
            Gap("sub/in.py", 1, "read", "a symbolic link to ../train.py, which is reviewed under its own name only"),
            Gap("up.py", 1, "read", "a symbolic link out of the repository (to ../../x.py); it is not followed"),
        )
        change = local(repo)
        assert (change.files, change.gaps) == ((), expected)
        assert local(repo, all_files=True).gaps == expected
        repo.git("add", "--all")
        assert local(repo, staged=True).gaps == expected
        repo.commit()
        change = last(repo)
        assert (change.files, change.gaps) == ((), expected)
        assert local(repo, all_files=True, head="HEAD").gaps == expected


class TestAll:
    def test_the_working_tree(self, started):
        started.write("new.py", "1")
        change = local(started, all_files=True)
        assert (change.base, change.files, change.how) == (None, (), "everything in the working tree (--all)")
        assert {"new.py", "same.py"} <= set(change.head.paths())

    def test_a_commit_the_index_or_in_ci_head(self, started):
        started.write("new.py", "1")
        commit = started.head()[:7]
        for options, env, expected in (
            ({"head": "main"}, {}, f"everything in main ({commit}) (--all)"),
            ({"staged": True}, {}, "everything in the index (--all)"),
            ({}, {"CI": "true"}, f"everything in HEAD ({commit}) (--all)"),
        ):
            change = read_change(str(started.root), all_files=True, env=env, **options)
            assert change.how == expected
            assert "new.py" not in change.head.paths()
