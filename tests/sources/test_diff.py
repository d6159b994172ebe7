"""The patch reader keeps every place and no text, whatever the contents, the names and the pieces."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mle_reviewer.sources import diff
from mle_reviewer.sources.change import Hunk
from mle_reviewer.sources.diff import Entry, PatchReader, compare
from mle_reviewer.sources.git import GitError, open_repository
from tests.sources.repositories import Repo, new_repository

RAW = b":100644 100644 " + b"1" * 40 + b" " + b"2" * 40 + b" M\0a.py\0"
HEADER = b"diff --git a/a.py b/a.py\nindex 1..2 100644\n--- a/a.py\n+++ b/a.py\n"


def read(output: bytes, size: int = 1 << 20) -> tuple[Entry, ...]:
    reader = PatchReader()
    for start in range(0, len(output), size):
        reader.feed(output[start : start + size])
    return reader.entries()


def applied(old: list[bytes], new: list[bytes], hunks: tuple[Hunk, ...]) -> list[bytes]:
    """The lines of new, taken from old outside the hunks and from new inside them."""
    result: list[bytes] = []
    at = 0
    for hunk in hunks:
        first = hunk.old_start - 1 if hunk.old_count else hunk.old_start
        result += old[at:first]
        begin = hunk.new_start - 1 if hunk.new_count else hunk.new_start
        assert begin == len(result)
        result += new[begin : begin + hunk.new_count]
        at = first + hunk.old_count
    return result + old[at:]


def made(repo: Repo, content: bytes, *arguments: str) -> str:
    """The id of the object that git makes of this content."""
    ended = subprocess.run(["git", *arguments], cwd=repo.root, input=content, check=True, capture_output=True)
    return ended.stdout.decode().strip()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    repo = new_repository(tmp_path_factory.mktemp("diff"))
    repo.commit({"seed": ""})
    return repo


LINES = st.lists(
    st.sampled_from([
        b"a", b"b", b"", b"-c", b"+d", b"--- a/a.py", b"+++ b/a.py", b"@@ -1 +1 @@", b"diff --git a/a.py b/a.py",
        b"index 1111111..2222222", b"Binary files a and b differ", b"\\ No newline at end of file", b"e\r", b"\xff\xfe",
        b"<<<<<<< x", b"+<<<<<<< x",
    ]),
    max_size=12,
)  # fmt: skip


class TestHunks:
    @settings(max_examples=60)
    @given(LINES, LINES, st.booleans(), st.booleans(), st.integers(1, 60))
    def test_old_and_hunks_make_new(self, scratch, old, new, old_ends, new_ends, size):
        before = b"\n".join(old) + b"\n" * (old_ends and bool(old))
        after = b"\n".join(new) + b"\n" * (new_ends and bool(new))
        trees = []
        for content in (before, after):
            blob = made(scratch, content, "hash-object", "-w", "--stdin")
            trees.append(made(scratch, f"100644 blob {blob}\ta.py\n".encode(), "mktree"))
        git = open_repository(str(scratch.root))
        entries = compare(git, *trees, text=True)
        if before == after:
            assert entries == ()
            return
        (entry,) = entries
        lines, expected = (re.findall(rb"[^\n]*\n|[^\n]+", data) for data in (before, after))
        assert applied(lines, expected, entry.hunks) == expected
        output = git.run("diff", *diff._FLAGS, "--text", *trees)
        assert read(output, size) == read(output)

    def test_counts_are_one_when_git_leaves_them_out(self):
        assert read(RAW + b"\0" + HEADER + b"@@ -3 +4 @@ def f():\n-a\n+b\n@@ -9,0 +11,2 @@\n+a\n+b\n")[0].hunks == (
            Hunk(3, 1, 4, 1), Hunk(9, 0, 11, 2),
        )  # fmt: skip

    def test_content_that_looks_like_a_header_is_none(self):
        body = (
            b"@@ -1,3 +1,3 @@\n-diff --git a/x b/x\n-@@ -7 +7 @@\n--- a/x\n+diff --git a/x b/x\n+@@ -7 +7 @@\n+++ b/x\n"
        )
        assert read(RAW + b"\0" + HEADER + body)[0].hunks == (Hunk(1, 3, 1, 3),)


class TestEntries:
    def test_nothing(self):
        assert read(b"") == ()

    def test_entries_without_a_patch(self):
        assert [entry.path for entry in read(RAW)] == ["a.py"]

    def test_the_id_that_git_computed_for_the_work_tree(self):
        raw = RAW.replace(b"2" * 40, b"0" * 40)
        patch = HEADER.replace(b"1..2", b"1" * 40 + b".." + b"3" * 40)
        assert read(raw + b"\0" + patch)[0].new_blob == "3" * 40

    def test_an_added_conflict_is_noticed_and_a_removed_one_is_not(self):
        assert read(RAW + b"\0" + HEADER + b"@@ -0,0 +1 @@\n+<<<<<<< HEAD\n")[0].conflict
        assert not read(RAW + b"\0" + HEADER + b"@@ -1 +0,0 @@\n-<<<<<<< HEAD\n")[0].conflict
        assert not read(RAW + b"\0" + HEADER + b"@@ -0,0 +1 @@\n+<<<<<<<<<<\n")[0].conflict

    @pytest.mark.parametrize("output", [b"garbage", b":1 2\0", RAW[:-6], RAW + b"\0diff --git a/other b/other\n"])
    def test_what_is_not_gits_answer_is_an_error(self, output):
        with pytest.raises(GitError):
            read(output)


NAMES = ["plain.py", "sp ace.py", "tab\t.py", "new\nline.py", 'quo"te.py', "back\\slash.py", "a b/c b/d.py", "é.py",
         "\udcff.py", "b/x.py b/y.py", "\x01\x7f.py", "-dash.py", ":(glob)x.py", "[x]*.py"]  # fmt: skip


class TestNames:
    @pytest.mark.parametrize("name", NAMES)
    def test_every_name_keeps_its_own_hunks(self, repo, name):
        repo.commit({name: "a\nb\nc\n", "zz.py": "1\n", "moved.py": "".join(f"{n}\n" for n in range(40))})
        repo.write(name, "a\nB\nc\n")
        repo.write("zz.py", "2\n")
        repo.git("mv", "moved.py", f"to {name}" if "/" not in name else "to.py")
        repo.commit()
        found = {entry.path: entry for entry in compare(open_repository(str(repo.root)), "HEAD~1", "HEAD")}
        assert found[name].hunks == (Hunk(2, 1, 2, 1),)
        assert found["zz.py"].hunks == (Hunk(1, 1, 1, 1),)
        assert [(one.status, one.old_path) for one in found.values() if one.path.startswith("to")] == [
            ("R", "moved.py")
        ]

    def test_one_path_as_text(self, repo):
        for name in NAMES:
            repo.write(name, "a\n")
        repo.commit()
        for name in NAMES:
            repo.write(name, "b\n")
        git = open_repository(str(repo.root))
        for name in NAMES:
            assert [entry.path for entry in compare(git, "HEAD", text=True, paths=(name,))] == [name]


class TestSettings:
    def test_what_a_user_configured_changes_nothing(self, repo):
        repo.commit({"a.py": "".join(f"{n}\n" for n in range(30)), "sub/b.py": "b\n"})
        plain = {
            "diff.noprefix": "true", "diff.mnemonicPrefix": "true", "diff.renames": "false", "diff.context": "9",
            "diff.interHunkContext": "20", "diff.algorithm": "patience", "diff.relative": "true", "color.ui": "always",
            "color.diff": "always", "core.quotePath": "true", "diff.submodule": "log", "diff.orderFile": "order",
            "core.abbrev": "4", "diff.colorMoved": "zebra", "diff.wsErrorHighlight": "all",
        }  # fmt: skip
        repo.write("a.py", "".join(f"{n}\n" for n in range(30)).replace("3\n", "x\n").replace("12\n", "y\n"))
        repo.git("mv", "sub/b.py", "sub/c.py")
        before = compare(open_repository(str(repo.root)), "HEAD")
        repo.write("order", "sub\n")
        for key, value in plain.items():
            repo.git("config", key, value)
        after = compare(open_repository(str(repo.root)), "HEAD")
        assert after == before
        assert [entry.status for entry in after] == ["M", "R"]

    def test_an_untouched_copy_of_the_output_is_not_kept(self, repo):
        repo.commit({"big.csv": "".join(f"{n},x\n" for n in range(200_000))})
        repo.write("big.csv", "".join(f"{n},y\n" for n in range(200_000)))
        (entry,) = compare(open_repository(str(repo.root)), "HEAD")
        assert entry.hunks == (Hunk(1, 200_000, 1, 200_000),)
        assert Path(repo.root, "big.csv").stat().st_size > 1_000_000
