"""Recorded changes: where a clone is looked for, and what of a state is reviewed."""

from __future__ import annotations

import subprocess

from bench.recorded_changes import clone_of, held_tree


def test_a_clone_is_found_in_each_layout(tmp_path):
    for name, inside in (("a+b", ""), ("a+c", "repo"), ("a+d", ".git"), ("a+e", "repo/.git")):
        git_dir = tmp_path / name / inside
        (git_dir / "objects").mkdir(parents=True)
        (git_dir / "HEAD").write_text("ref: refs/heads/main\n")
        assert clone_of(tmp_path, name.replace("+", "/")) == git_dir
    assert clone_of(tmp_path, "a/f") is None


def test_what_a_partial_clone_lacks_is_left_out(tmp_path):
    def git(*arguments):
        person = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        done = subprocess.run(("git", *person, *arguments), cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    git("init", "--quiet")
    (tmp_path / "train.py").write_text("model.fit(X)\n")
    (tmp_path / "data.csv").write_text("1,2\n")
    git("add", ".")
    git("commit", "--quiet", "-m", "all")
    commit = git("rev-parse", "HEAD")
    assert held_tree(tmp_path, commit) == f"{commit}^{{tree}}"
    blob = git("rev-parse", "HEAD:data.csv")
    (tmp_path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert git("ls-tree", "--name-only", held_tree(tmp_path, commit)) == "train.py"
