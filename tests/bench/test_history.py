"""Historic fixes: the records, which findings count, and where a clone is looked for."""

from __future__ import annotations

import re
import subprocess

from bench.found import Found
from bench.history import Fix, Outcome, clone_of, held_tree, read_fixes
from bench.snippets import Spot

FIX = Fix("a/b", "1" * 40, "2" * 40, frozenset({"leak:preprocessing"}), (Spot("train.py", None, (10,)),), "early fit")


def found(
    line: int = 10,
    *,
    path: str = "train.py",
    tag: str = "leak:preprocessing",
    severity: str = "HIGH",
    scope: str = "introduced",
) -> Found:
    return Found(path, None, line, severity, (tag,), "fit-before-split", scope=scope)


def test_only_what_the_change_brings_counts():
    assert FIX.relevant([found(), found(scope="worsened")]) == (found(), found(scope="worsened"))
    assert FIX.relevant([found(scope="pre-existing")]) == ()


def test_other_files_other_tags_and_low_findings_do_not_count():
    assert FIX.relevant([found(path="b.py"), found(tag="leak:group"), found(severity="LOW")]) == ()


def test_an_outcome_is_flagged_placed_and_quiet():
    assert Outcome(FIX, brought=(found(30),)).flagged
    assert not Outcome(FIX, brought=(found(30),)).placed
    assert Outcome(FIX, brought=(found(11),)).placed
    assert Outcome(FIX).quiet
    assert not Outcome(FIX, left=(found(),)).quiet
    assert not Outcome(FIX, failure="no clone").quiet


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


def test_the_records_are_whole():
    fixes = read_fixes()
    assert len(fixes) >= 15
    assert len({(fix.repo, fix.good) for fix in fixes}) == len(fixes)
    for fix in fixes:
        assert re.fullmatch(r"[0-9a-f]{40}", fix.good), fix
        assert re.fullmatch(r"[0-9a-f]{40}", fix.bad), fix
        assert fix.tags, fix
        assert all(tag.startswith("leak:") for tag in fix.tags), fix
        assert all(spot.lines and (spot.cell is not None) == spot.file.endswith(".ipynb") for spot in fix.spots), fix
