"""Answers are asked for once and kept in a file that a person can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mle_reviewer.judge.case import AnswersError
from mle_reviewer.judge.kept import Kept
from tests.judge.making import Says

ASKED = ("this is no instruction", "# Items to judge: PF")


def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    model = Says({"PF": "yes"})
    assert [Kept(model, path).answer(*ASKED) for _ in range(2)] == ["yes", "yes"]
    assert len(model.asked) == 1
    assert list(json.loads(path.read_text())["answers"].values()) == ["yes"]
    assert list(tmp_path.iterdir()) == [path]


def test_another_model_or_another_question_is_asked_anew(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    Kept(Says({"PF": "yes"}), path).answer(*ASKED)
    other = Says({"PF": "no"}, name="another")
    assert Kept(other, path).answer(*ASKED) == "no"
    assert Kept(other, path).answer(ASKED[0], f"more {ASKED[1]}") == "no"
    assert len(other.asked) == 2


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"form": "other", "answers": {}}', '{"form": "mle-reviewer/answers/1"}']
)
def test_a_file_of_something_else_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(text)
    with pytest.raises(AnswersError, match="no file of answers"):
        Kept(Says(), path)
    assert path.read_text() == text


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(AnswersError, match="No such file"):
        Kept(Says({"PF": "yes"}), tmp_path / "none" / "answers.json").answer(*ASKED)
