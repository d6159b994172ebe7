"""Git runs nothing of the reviewed repository, whatever its configuration, attributes and environment say."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mle_reviewer.sources import git as git_room
from mle_reviewer.sources.document import Document
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import GitError, NoRepositoryError, open_repository
from mle_reviewer.sources.reading import read_change
from tests.sources.repositories import Repo, new_repository


@pytest.fixture
def alarm(tmp_path) -> tuple[str, Path]:
    """A program that leaves a file behind when it is started, and that file."""
    program, sentinel = tmp_path / "alarm.sh", tmp_path / "STARTED"
    program.write_text(f'#!/bin/sh\necho "$0 $@" >> {sentinel}\ncat\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program), sentinel


def hostile(repo: Repo, program: str) -> None:
    repo.commit({"train.py": "x = 1\n", "other.py": "x = 1\n", ".gitattributes": ""})
    names = ("post-index-change", "post-checkout", "fsmonitor-watchman", "reference-transaction", "pre-commit")
    for name in names:
        repo.write(f".git/hooks/{name}", f"#!/bin/sh\nexec {program}\n")
        (repo.root / ".git/hooks" / name).chmod(0o755)
    for key, value in {
        "filter.evil.clean": program,
        "filter.evil.smudge": program,
        "filter.evil.required": "true",
        "filter.long.process": program,
        "filter.long.required": "true",
        "filter.Dotted.Name.clean": program,
        "diff.evil.textconv": program,
        "diff.evil.command": program,
        "diff.external": program,
        "core.fsmonitor": program,
        "core.pager": program,
        "core.sshCommand": program,
        "core.askPass": program,
        "core.editor": program,
        "credential.helper": f"!{program}",
        "gpg.program": program,
        "log.showSignature": "true",
        "pager.diff": program,
        "core.alternateRefsCommand": program,
        "alias.diff": f"!{program}",
    }.items():
        repo.git("config", key, value)
    repo.write("train.py", "x = 2\n")
    repo.write("other.py", "x = 3\n")
    repo.write("new.py", "x = 4\n")
    repo.write("dotted.py", "x = 5\n")
    repo.write(
        ".gitattributes",
        "train.py filter=evil diff=evil\nother.py filter=long\nnew.py filter=evil\ndotted.py filter=Dotted.Name\n",
    )


class TestNothingRuns:
    def test_the_programs_would_run_without_the_hardening(self, repo, alarm):
        program, sentinel = alarm
        hostile(repo, program)
        repo.git("diff", "HEAD", check=False)
        assert sentinel.exists()

    @pytest.mark.parametrize("options", [{}, {"staged": True}, {"base": "HEAD", "head": "HEAD"}, {"all_files": True}])
    def test_no_filter_hook_monitor_pager_or_diff_program(self, repo, alarm, options):
        program, sentinel = alarm
        hostile(repo, program)
        change = read_change(str(repo.root), env=dict(os.environ), **options)
        documents = change.head.read_many(change.head.paths())
        assert not sentinel.exists()
        assert all(isinstance(document, Document) for document in documents.values())

    def test_the_content_is_compared_as_on_disk_and_a_gap_says_so(self, repo, alarm):
        hostile(repo, alarm[0])
        change = read_change(str(repo.root))
        assert [file.path for file in change.files] == [".gitattributes", "dotted.py", "new.py", "other.py", "train.py"]
        document = change.head.read("train.py")
        assert isinstance(document, Document)
        assert document.data == b"x = 2\n"
        assert change.gaps == (
            Gap("dotted.py", 1, "git", "the filter 'Dotted.Name' is not run: 1 changed file is compared as on disk"),
            Gap("new.py", 1, "git", "the filter 'evil' is not run: 2 changed files are compared as on disk"),
            Gap("other.py", 1, "git", "the filter 'long' is not run: 1 changed file is compared as on disk"),
        )

    def test_programs_that_the_environment_names(self, repo, alarm, monkeypatch):
        program, sentinel = alarm
        repo.commit({"train.py": "x = 1\n"})
        repo.write("train.py", "x = 2\n")
        for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_EDITOR"):
            monkeypatch.setenv(name, program)
        trace = repo.root.parent / "trace"
        for name in ("GIT_TRACE", "GIT_TRACE2", "GIT_TRACE2_EVENT"):
            monkeypatch.setenv(name, str(trace))
        monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=9")
        change = read_change(str(repo.root))
        assert [(hunk.old_start, hunk.old_count) for hunk in change.files[0].hunks] == [(1, 1)]
        assert not sentinel.exists()
        assert not trace.exists()

    def test_a_git_in_the_reviewed_folder_is_not_started_by_a_relative_path(self, repo, alarm, monkeypatch):
        program, sentinel = alarm
        repo.commit({"train.py": "x = 1\n"})
        repo.write("git", Path(program).read_text())
        (repo.root / "git").chmod(0o755)
        monkeypatch.chdir(repo.root)
        monkeypatch.setenv("PATH", f".::{os.environ['PATH']}")
        assert read_change(str(repo.root)).files
        assert not sentinel.exists()

    def test_a_dirty_submodule_is_not_asked(self, repo, alarm, tmp_path):
        program, sentinel = alarm
        inner = new_repository(tmp_path, "inner")
        inner.commit({"a.py": "a"})
        repo.commit({"train.py": "x = 1\n"})
        repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "inner")
        repo.commit()
        inside = Repo(repo.root / "inner")
        inside.git("config", "filter.inner.clean", program)
        inside.write(".gitattributes", "*.py filter=inner\n")
        inside.write("a.py", "b")
        repo.write("train.py", "x = 2\n")
        change = read_change(str(repo.root))
        assert [file.path for file in change.files] == ["train.py"]
        assert not sentinel.exists()

    def test_a_bare_repository_hidden_in_the_work_tree_is_not_used(self, repo, alarm):
        program, sentinel = alarm
        repo.commit(
            {
                "train.py": "x = 1\n",
                "data/HEAD": "ref: refs/heads/main\n",
                "data/objects/.keep": "",
                "data/refs/.keep": "",
            }
        )
        repo.write("data/config", f"[core]\n\tworktree = ..\n\tfsmonitor = {program}\n\tpager = {program}\n")
        with pytest.raises(NoRepositoryError, match="bare repository"):
            read_change(str(repo.root / "data"))
        assert not sentinel.exists()

    @pytest.mark.parametrize("switch", [True, False])
    def test_nothing_is_fetched_for_a_partial_clone(self, repo, alarm, monkeypatch, switch):
        if not switch:  # as before git 2.45
            monkeypatch.delitem(git_room._ENVIRONMENT, "GIT_NO_LAZY_FETCH")
        program, sentinel = alarm
        repo.commit({"a.py": "a\n", "b.py": "b\n"})
        repo.commit({"a.py": "changed\n"})
        repo.git("config", "uploadpack.allowFilter", "true")
        partial = repo.clone("partial", "--filter=blob:none", "--no-checkout")
        partial.git("config", "remote.origin.url", f"ext::{program}")
        partial.git("config", "protocol.ext.allow", "always")
        with pytest.raises(GitError) as caught:
            read_change(str(partial.root), base="HEAD~1", head="HEAD")
        assert "partial clone" in caught.value.way_out
        assert not sentinel.exists()
        tree = read_change(str(partial.root), head="HEAD", all_files=True).head
        assert tree.read("a.py") == Gap(
            "a.py", 1, "read", "git does not have its content here (a partial clone or a broken one)"
        )
        assert not sentinel.exists()

    def test_a_driver_that_cannot_be_switched_off_stops_the_review(self, repo, alarm):
        repo.commit({"train.py": "x = 1\n"})
        repo.git("config", "filter.a=b.clean", alarm[0])
        with pytest.raises(GitError, match="cannot be switched off safely"):
            read_change(str(repo.root))

    def test_the_repository_is_left_as_it_was(self, repo):
        repo.commit({"train.py": "x = 1\n", "touched.py": "x = 1\n"})
        repo.write("train.py", "x = 2\n")
        os.utime(repo.root / "touched.py", (1, 1))
        before = {path: path.read_bytes() for path in (repo.root / ".git").rglob("*") if path.is_file()}
        read_change(str(repo.root))
        read_change(str(repo.root), staged=True)
        assert {path: path.read_bytes() for path in (repo.root / ".git").rglob("*") if path.is_file()} == before


class TestOpening:
    def test_from_a_folder_inside(self, repo):
        repo.commit({"a/b/train.py": "x"})
        git = open_repository(str(repo.root / "a" / "b"))
        assert (git.root, git.shallow, git.id_length) == (str(repo.root), False, 40)

    def test_sha256(self, tmp_path):
        repo = new_repository(tmp_path, "sha256", "--object-format=sha256")
        repo.commit({"train.py": "x = 1\n"})
        repo.write("train.py", "x = 2\r\n")
        repo.write("new.py", "y\n")
        change = read_change(str(repo.root))
        assert [file.path for file in change.files] == ["new.py", "train.py"]
        for path in ("new.py", "train.py"):
            document = change.head.read(path)
            assert isinstance(document, Document)
            assert document.blob == repo.git("hash-object", path)

    def test_a_folder_without_git(self, tmp_path):
        with pytest.raises(NoRepositoryError) as caught:
            open_repository(str(tmp_path))
        assert caught.value.message == f"{tmp_path} is in no git repository"
        assert "--all" in caught.value.way_out

    def test_a_folder_that_is_not_there(self, tmp_path):
        with pytest.raises(NoRepositoryError, match="is not a folder"):
            open_repository(str(tmp_path / "nowhere"))

    def test_bare(self, repo, tmp_path):
        repo.commit({"train.py": "x"})
        repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
        for folder in (tmp_path / "bare.git", repo.root / ".git"):
            with pytest.raises(NoRepositoryError) as caught:
                open_repository(str(folder))
            assert "no work tree to review" in caught.value.message
            assert "git worktree add" in caught.value.way_out

    def test_a_linked_work_tree(self, repo, tmp_path):
        repo.commit({"train.py": "x"})
        repo.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "feature")
        assert open_repository(str(tmp_path / "linked")).root == str(tmp_path / "linked")

    def test_a_work_tree_elsewhere_is_refused(self, repo, tmp_path):
        (tmp_path / "private").mkdir()
        repo.commit({"train.py": "x"})
        repo.git("config", "core.worktree", str(tmp_path))
        with pytest.raises(GitError, match="points away from it"):
            open_repository(str(repo.root))
        Repo(tmp_path).git("--git-dir", str(repo.root / ".git"), "config", "core.worktree", str(tmp_path / "private"))
        with pytest.raises(NoRepositoryError):
            open_repository(str(repo.root))

    def test_a_work_tree_elsewhere_that_the_user_names(self, repo, tmp_path, monkeypatch):
        repo.commit({"train.py": "x"})
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "train.py").write_text("y")
        monkeypatch.setenv("GIT_DIR", str(repo.root / ".git"))
        monkeypatch.setenv("GIT_WORK_TREE", str(elsewhere))
        change = read_change(str(elsewhere))
        assert (change.root, [file.path for file in change.files]) == (str(elsewhere), ["train.py"])

    def test_git_missing(self, tmp_path):
        with pytest.raises(GitError, match="git is not on PATH"):
            open_repository(str(tmp_path), {"PATH": str(tmp_path)})

    def test_a_broken_configuration_is_gits_own_message(self, repo):
        repo.write(".git/config", "[core\n")
        with pytest.raises(GitError, match="bad config line 1"):
            open_repository(str(repo.root))

    def test_the_kill_switch(self, repo, monkeypatch):
        repo.commit({"train.py": "x"})
        monkeypatch.setattr(git_room, "SECONDS", 0.0)
        with pytest.raises(GitError, match="took longer than"):
            open_repository(str(repo.root))

    def test_a_revision_is_never_an_option(self, repo):
        repo.commit({"train.py": "x"})
        git = open_repository(str(repo.root))
        assert git.commit("--output=x") is None
        assert git.commit("a\nb") is None
        assert git.commit("") is None
        assert git.commit("HEAD") == repo.head()

    def test_the_hooks_own_index_is_kept(self, repo, monkeypatch, tmp_path):
        repo.commit({"train.py": "x"})
        repo.write("train.py", "y")
        monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
        repo.git("read-tree", "HEAD")
        repo.git("add", "train.py")
        assert [file.path for file in read_change(str(repo.root), staged=True).files] == ["train.py"]
        monkeypatch.delenv("GIT_INDEX_FILE")
        assert read_change(str(repo.root), staged=True).files == ()
