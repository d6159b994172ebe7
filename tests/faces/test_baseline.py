"""Making, renewing and pruning a baseline."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mle_reviewer.faces.arguments import parse
from mle_reviewer.faces.baseline import run_with
from mle_reviewer.faces.reviewing import run_with as review_with
from mle_reviewer.faces.streams import UsageError
from mle_reviewer.sources.gap import Gap
from tests.review.making import engine, leaks

PATH = ".mle-reviewer/baseline.json"


def run(root: Path, *words: str, **more) -> None:
    assert run_with(parse(["baseline", *words, "--repository", str(root)]), engine(leaks, **more)) == 0


def entries(root: Path) -> list[tuple[str, str | None]]:
    file = json.loads((root / PATH).read_text())
    return [(entry["path"], entry.get("until")) for entry in file["entries"]]


@pytest.fixture
def root(repository: Callable[..., Path]) -> Path:
    return repository(
        {"a.py": "leak\n", "b.py": "leak\n", "ok.py": "leak  # mle-reviewer: allow fit-before-split -- x\n"}
    )


def test_create_review_update_prune(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review_with(parse(["review", str(root), "--all"]), engine(leaks)) == 1
    run(root, "create")
    assert entries(root) == [("a.py", None), ("b.py", None)], "what is waived is not written down"
    assert review_with(parse(["review", str(root), "--all"]), engine(leaks)) == 0

    (root / "a.py").write_text("good\n")
    (root / "c.py").write_text("leak\n")
    run(root, "prune")
    assert entries(root) == [("b.py", None)]
    run(root, "update", "--until", "2999-12-31")
    assert entries(root) == [("b.py", None), ("c.py", "2999-12-31")]
    assert "2 entries, 1 added, 0 dropped" in capsys.readouterr().out


def test_nothing_is_overwritten_or_made_by_surprise(root: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no \.mle-reviewer/baseline\.json yet"):
        run(root, "update")
    run(root, "create")
    with pytest.raises(UsageError, match="exists already"):
        run(root, "create")


def test_what_could_not_be_read_this_time_is_kept(root: Path) -> None:
    run(root, "create")
    (root / "b.py").write_text("broken\n")
    run(root, "prune", gaps=(Gap("b.py", 1, "parse", "not valid Python"),))
    assert entries(root) == [("a.py", None), ("b.py", None)]


def test_a_check_that_failed_this_time_keeps_its_entries(root: Path) -> None:
    run(root, "create")
    (root / "b.py").write_text("good\n")
    run(root, "update", gaps=(Gap("", 0, "check", "fit-before-split failed: KeyError: 'x'"),))
    assert entries(root) == [("a.py", None), ("b.py", None)]


def test_a_date_that_is_none(root: Path) -> None:
    with pytest.raises(UsageError, match="--until soon: expected a date"):
        run(root, "create", "--until", "soon")


def test_a_link_never_leads_the_baseline_out_of_the_repository(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / ".mle-reviewer").symlink_to(outside)
    with pytest.raises(UsageError, match="leads out of the repository"):
        run(root, "create")
    assert list(outside.iterdir()) == []
