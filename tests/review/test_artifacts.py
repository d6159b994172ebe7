"""A change that brings an artifact which runs code is blocked; one that stood there before is not said anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from mle_reviewer.review.engine import built_in
from mle_reviewer.review.journey import Settings, review
from mle_reviewer.sources.reading import read_change
from mle_reviewer.sources.worker import Worker

RUNS = "cposix\nsystem\n(S'true'\ntR."  # protocol 0 is text
DATA = "(lp0\nI1\na."


def test_what_is_brought_blocks(repository: Callable[..., Path]):
    root = repository({"model.pkl": DATA, "old.pkl": RUNS}, {"model.pkl": RUNS})
    found = review(read_change(str(root), base="HEAD~1", head="HEAD", env={}), built_in(), Settings(today="2026-01-05"))
    said = [(one.at.path, one.scope) for one in found.review.findings if one.check == "artifact-runs-code"]
    assert said == [("model.pkl", "introduced")]
    assert found.review.decision.verdict == "BLOCK"


def test_what_cannot_be_read_whole_is_no_approval(repository: Callable[..., Path]):
    root = repository({"model.pkl": DATA}, {"model.pkl": DATA[:-1]})
    found = review(read_change(str(root), base="HEAD~1", head="HEAD", env={}), built_in(), Settings(today="2026-01-05"))
    assert [gap.path for gap in found.review.gaps] == ["model.pkl"]
    assert found.review.decision.verdict == "APPROVE WITH WARNINGS"


def test_what_both_sides_share_is_read_once(repository: Callable[..., Path], monkeypatch: pytest.MonkeyPatch):
    read: list[bytes] = []
    ask = Worker.ask

    def counted(worker: Worker, parts: Sequence[bytes], **limits: Any) -> bytes:
        read.append(parts[1])
        return ask(worker, parts, **limits)

    monkeypatch.setattr(Worker, "ask", counted)
    root = repository({"model.pkl": DATA, "a.py": "x = 1\n"}, {"a.py": "x = 2\n"})
    review(read_change(str(root), base="HEAD~1", head="HEAD", env={}), built_in(), Settings(today="2026-01-05"))
    assert read == [b"model.pkl"]
