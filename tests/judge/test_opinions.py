"""A model's answer is data: what it cannot quote, what has no form and what was not asked for is not taken."""

from __future__ import annotations

import pytest

from mle_reviewer.findings.map import NO_MAP
from mle_reviewer.judge.dossier import Page, dossier
from mle_reviewer.judge.opinions import Opinion, opinions
from tests.judge.making import Files, entry, reply

TEXT = "import os\nmodel.fit(X, y)\nsave(model)\nmodel.fit(X, y)\n"


@pytest.fixture
def pages() -> dict[str, Page]:
    return dict(dossier(Files({"train.py": TEXT}), NO_MAP, (), 10_000).pages)


def taken(said: str, pages: dict[str, Page], item: str = "TR1") -> Opinion | str:
    read, refused = opinions(said, [item], pages)
    return read[0] if read else refused[0].why


def test_a_quote_is_found_at_the_line_that_holds_it(pages: dict[str, Page]) -> None:
    found = taken(reply(entry("TR1", "partial", ("train.py", 9, "model.fit(X,  y)"))), pages)
    assert isinstance(found, Opinion)
    assert [str(step.at) for step in found.grounds] == ["train.py:4"]
    nearer = taken(reply(entry("TR1", "partial", ("train.py", 1, "model.fit(X, y)"))), pages)
    assert isinstance(nearer, Opinion)
    assert str(nearer.grounds[0].at) == "train.py:2"


@pytest.mark.parametrize("verdict", ["violated", "partial", "satisfied"])
@pytest.mark.parametrize(
    "ground", [("train.py", 2, "model.predict(X)"), ("serve.py", 1, "import os"), ("train.py", 1, "os")]
)
def test_what_is_not_quoted_is_not_said(verdict: str, ground: tuple[str, int, str], pages: dict[str, Page]) -> None:
    assert "does not stand in the repository" in str(taken(reply(entry("TR1", verdict, ground)), pages))


def test_one_false_quote_does_not_lose_the_true_one(pages: dict[str, Page]) -> None:
    found = taken(reply(entry("TR1", "satisfied", ("no.py", 1, "nothing"), ("train.py", 3, "save(model)"))), pages)
    assert isinstance(found, Opinion)
    assert [str(step.at) for step in found.grounds] == ["train.py:3"]


def test_an_absence_needs_no_quote(pages: dict[str, Page]) -> None:
    found = taken(reply(entry("TR1", "no-evidence")), pages)
    assert isinstance(found, Opinion)
    assert found.grounds == ()


@pytest.mark.parametrize("said", ["", "I would not.", "[]", '{"verdicts": 3}', '{"verdicts": [1]}', '{"verdicts": ['])
def test_what_has_no_form_is_not_taken(said: str, pages: dict[str, Page]) -> None:
    assert "no verdict in the form" in str(taken(said, pages))


@pytest.mark.parametrize("word", ["fine", "not-scanned", 3, None])
def test_a_verdict_that_is_none_is_not_taken(word: object, pages: dict[str, Page]) -> None:
    assert "none of those there are" in str(taken(reply(entry("TR1", "partial") | {"verdict": word}), pages))


def test_words_around_the_object_do_no_harm(pages: dict[str, Page]) -> None:
    said = f"Here you are:\n```json\n{reply(entry('TR1', 'no-evidence'))}\n```\n"
    assert isinstance(taken(said, pages), Opinion)


def test_what_was_not_asked_for_is_passed_over_and_the_first_answer_counts(pages: dict[str, Page]) -> None:
    said = reply(entry("PF1", "no-evidence"), entry("TR1", "no-evidence"), entry("TR1", "not-applicable"))
    read, refused = opinions(said, ["TR1"], pages)
    assert [(one.item, one.verdict) for one in read] == [("TR1", "no-evidence")]
    assert refused == []


def test_long_texts_end_and_credentials_are_masked(pages: dict[str, Page]) -> None:
    token = "ghp_" + "a1B2" * 9
    found = taken(reply(entry("TR1", "no-evidence", says=f"{token} {'word ' * 500}")), pages)
    assert isinstance(found, Opinion)
    assert token not in found.says
    assert len(found.says) <= 400


def test_a_masked_line_can_be_quoted_as_it_was_shown() -> None:
    token = "ghp_" + "a1B2" * 9
    pages = dossier(Files({"config.py": f"TOKEN = '{token}'\n"}), NO_MAP, (), 10_000).pages
    [shown] = [line for line in pages["config.py"].text.splitlines() if line.startswith("1: ")]
    found = taken(reply(entry("DL5", "violated", ("config.py", 1, shown.removeprefix("1: ")))), dict(pages), "DL5")
    assert isinstance(found, Opinion)


def test_a_quote_in_a_notebook_has_its_cell_and_its_line_of_the_file() -> None:
    book = (
        '{"cells": [\n{"cell_type": "markdown", "source": ["# One\\n"]},\n'
        '{"cell_type": "code", "source": [\n"import os\\n",\n"model.fit(X, y)"]}],\n"nbformat": 4}'
    )
    pages = dossier(Files({"eda.ipynb": book}), NO_MAP, (), 10_000).pages
    found = taken(reply(entry("TR1", "partial", ("eda.ipynb", 2, "model.fit(X, y)"))), dict(pages))
    assert isinstance(found, Opinion)
    [step] = found.grounds
    assert (step.at.cell, step.at.line, step.at.raw_line) == (2, 2, 5)
