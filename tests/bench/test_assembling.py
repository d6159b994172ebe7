"""Assembling what is measured: work trees of partial clones, the seeded change, rows of figures, CPU of processes."""

from __future__ import annotations

import ast
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from bench.accuracy import append_row
from bench.clock import run
from bench.corpora import checkout, name_of
from bench.parse_only import cells, plain
from bench.seeded_change import assemble, choose, edited_module, edited_notebook

MODULE = '"""Doc."""\nfrom __future__ import annotations\n\n' + "\n\n".join(
    f"@decorated\ndef f{number}():\n    return {number}\n" for number in range(6)
)


def git(folder: Path, *words: str) -> str:
    return subprocess.run(("git", *words), cwd=folder, check=True, capture_output=True, text=True).stdout


def draw() -> random.Random:
    return random.Random(1)  # noqa: S311 - a draw that can be repeated


def notebook(*sources: list[str]) -> str:
    content = {"cells": [{"cell_type": "code", "source": source} for source in sources], "nbformat": 4}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def test_an_edited_module_still_parses_and_differs_in_three_places():
    new = edited_module(MODULE, draw())
    assert new is not None
    ast.parse(new)
    assert len(new.split("\n")) - len(MODULE.split("\n")) == 3
    assert new.replace("from __future__", "").count("seeded_change_") == 3
    assert edited_module(MODULE, draw()) == new


def test_a_module_without_three_places_is_left_alone():
    assert edited_module("a = 1\nb = 2\n", draw()) is None
    assert edited_module("def broken(:\n", draw()) is None


def test_an_edited_notebook_keeps_its_form():
    text = notebook(["a = 1\n", "b"], ["c"], ["%magic"], ["d"], [])
    new = edited_notebook(text, draw())
    assert new is not None
    before, after = (json.loads(each)["cells"] for each in (text, new))
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 3
    assert before[2] == after[2]
    assert edited_notebook(text.replace("\n ", "\n  "), draw()) is None


def test_the_assembled_repository_has_twenty_changed_files_of_three_hunks(tmp_path):
    source = tmp_path / "source"
    (source / "deep").mkdir(parents=True)
    for number in range(24):
        (source / "deep" / f"m{number}.py").write_text(MODULE)
    (source / "notes.md").write_text("notes\n")
    into = tmp_path / "into"
    base, head = assemble(into, [source], 25, seed=3)
    diff = git(into, "diff", "-U0", base, head)
    assert diff.count("diff --git") == 20
    assert diff.count("\n@@ ") == 60
    assert git(into, "ls-tree", "-r", "--name-only", base).count("\n") == 25
    assert assemble(tmp_path / "again", [source], 25, seed=3) == (base, head)


def test_too_few_files_are_refused(tmp_path):
    (tmp_path / "a.py").write_text("")
    with pytest.raises(SystemExit, match="1 files, 2 are needed"):
        assemble(tmp_path / "into", [tmp_path], 2, seed=1)


def test_code_is_chosen_before_other_text(tmp_path):
    for name in ("a.md", "b.py", "c.sql", "d.bin"):
        (tmp_path / name).write_text("")
    chosen = [target.split("/")[1] for _, target in choose([tmp_path], 2, draw())]
    assert chosen == ["b.py", "c.sql"]


def test_a_partial_clone_is_checked_out_clean_without_its_absent_files(tmp_path):
    origin = tmp_path / "owner+name" / "repo"
    origin.mkdir(parents=True)
    git(origin, "init", "--quiet")
    (origin / "kept.py").write_text("a = 1\n")
    (origin / "large file.bin").write_text("gone\n")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "all")
    blob = git(origin, "rev-parse", "HEAD:large file.bin").strip()
    (origin / ".git/objects" / blob[:2] / blob[2:]).unlink()
    into = tmp_path / "into"
    assert checkout(origin / ".git", into) == 1
    assert (into / "kept.py").read_text() == "a = 1\n"
    assert not (into / "large file.bin").exists()
    assert git(into, "status", "--porcelain") == ""
    assert checkout(origin / ".git", into) == 1


def test_a_clone_is_named_after_its_owner_and_repository(tmp_path):
    assert name_of(tmp_path / "o+n" / "repo") == "o+n"
    assert name_of(tmp_path / "o+n" / ".git") == "o+n"
    assert name_of(tmp_path / "o+n.git") == "o+n"


def test_a_row_is_added_at_the_end_of_its_table(tmp_path):
    page = tmp_path / "accuracy.md"
    page.write_text("| a | b |\n|---|---|\n<!-- end of first -->\n\ntext\n<!-- end of second -->\n")
    append_row(page, "first", ("1", "2"))
    append_row(page, "first", ("3", "4"))
    assert page.read_text().startswith("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n<!-- end of first -->\n\ntext")
    with pytest.raises(ValueError, match="exactly once"):
        append_row(page, "third", ("5",))


def test_the_cpu_of_children_counts():
    burn = "sum(i * i for i in range(2_000_000))"
    alone = run((sys.executable, "-c", burn))
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}]); print('done')"
    within = run((sys.executable, "-c", child))
    assert (within.exit_code, within.output) == (0, "done\n")
    assert within.cpu > alone.cpu / 2
    assert run((sys.executable, "-c", "import sys; sys.exit('no')")).errors == "no\n"


def test_the_parse_only_yardstick_decodes_cells():
    text = json.dumps({"cells": [{"cell_type": "code", "source": ["%time x\n", "if a:\n", "  !ls\n", "  b = 1 % 2"]}]})
    assert cells(text.encode()) == ["pass\nif a:\n  pass\n  b = 1 % 2"]
    assert cells(b"not json") == []
    assert plain("a = 1") == "a = 1"
