"""Places as people and other tools write them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mle_reviewer.faces.streams import UsageError
from mle_reviewer.faces.why import inside, place_of
from mle_reviewer.sources.reading import read_change


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("train.py:14", ("train.py", None, 14)),
        ("train.py:14:5", ("train.py", None, 14)),
        ("train.py:14:", ("train.py", None, 14)),
        ("a:b/train.py:14", ("a:b/train.py", None, 14)),
        ("eda.ipynb:cell 7:3", ("eda.ipynb", 7, 3)),
        ("eda.ipynb:7:3", ("eda.ipynb", 7, 3)),
        ("eda.ipynb:cell7:3:1", ("eda.ipynb", 7, 3)),
    ],
)
def test_places(words: str, place: tuple[str, int | None, int]) -> None:
    assert place_of(words) == place


@pytest.mark.parametrize(
    ("words", "message"), [("train.py", "is no place"), ("train.py:x", "is no place"), ("eda.ipynb:7", "names no cell")]
)
def test_what_is_no_place(words: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        place_of(words)


def test_paths_from_the_root_or_from_here(repository: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository({"src/train.py": "x\n"})
    change = read_change(str(root), all_files=True, env={})
    monkeypatch.chdir(root / "src")
    assert inside(change, "src/train.py") == "src/train.py"
    assert inside(change, "train.py") == "src/train.py"
    assert inside(change, os.fspath(root / "src" / "train.py")) == "src/train.py"
    with pytest.raises(UsageError, match=r"nope\.py is not in the working tree"):
        inside(change, "nope.py")
