"""Samples of data: columns with their values and lines, and nothing but silence for what is broken."""

from __future__ import annotations

import json

import pytest

from mle_reviewer.program.printed_tables import printed, without_images
from mle_reviewer.program.samples import Column, sample
from mle_reviewer.sources.document import Document, kind_of


def columns(path: str, text: str, rows: int = 2_000) -> tuple[Column, ...]:
    return sample(Document(path, kind_of(path), "", text.encode()), rows)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.csv", "name,age\nAnn,3\n,4\nBen,5\n"),
        ("a.csv", "name;age\nAnn;3\n;4\nBen;5\n"),
        ("a.tsv", "name\tage\nAnn\t3\n\t4\nBen\t5\n"),
    ],
)
def test_a_table(path: str, text: str) -> None:
    assert columns(path, text) == (
        Column("name", (("Ann", 2), ("Ben", 4))),
        Column("age", (("3", 2), ("4", 3), ("5", 4))),
    )


def test_records_and_their_lines() -> None:
    lines = [json.dumps({"who": {"name": one}, "n": 1.5, "tags": ["x"]}) for one in ("Ann", "Ben")]
    found = (Column("name", (("Ann", 1), ("Ben", 3))), Column("tags", (("x", 1), ("x", 3))))
    assert columns("a.jsonl", f"{lines[0]}\nbroken\n{lines[1]}\n") == found


def test_a_list_in_a_json_text() -> None:
    text = json.dumps({"rows": [{"name": "Ann"}, {"name": "Ben"}]}, indent=1)
    assert columns("a.json", text) == (Column("name", (("Ann", 4), ("Ben", 7))),)


@pytest.mark.parametrize(
    "text", ["", "\n", "a", "[", "{}", "3", '"x', "[[[[" * 4_000, "a,b\n\x00,\x00\n", '{"a": NaN}']
)
@pytest.mark.parametrize("path", ["a.csv", "a.tsv", "a.json", "a.jsonl"])
def test_what_is_no_data_is_no_trouble(path: str, text: str) -> None:
    columns(path, text)


def test_only_the_first_rows() -> None:
    assert len(columns("a.csv", "name\n" + "Ann\n" * 5_000, 100)[0].values) == 99


def book(*outputs: dict[str, object]) -> str:
    cell = {"cell_type": "code", "source": ["x = 1\n"], "outputs": list(outputs)}
    return json.dumps({"cells": [{"cell_type": "markdown", "source": "# T"}, cell]}, indent=1)


def test_texts_and_tables_that_a_notebook_printed() -> None:
    table = "<table><thead><tr><th></th><th>who</th></tr></thead><tr><th>0</th><td>A&amp;B</td></tr></table>"
    found = list(
        printed(book({"text": ["one\n", "two"]}, {"data": {"text/html": table, "text/plain": "x"}}).encode(), "a.ipynb")
    )
    assert [(one.cell, one.text) for one in found] == [(2, "one\ntwo"), (2, "")]
    assert found[1].columns == (Column("", (("0", 1),)), Column("who", (("A&B", 1),)))
    assert found[0].raw_line < found[1].raw_line
    assert found[0].typed == "# T\nx = 1\n"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cells": 3}', '{"cells": [3, {"outputs": [4, {"data": 5}]}]}'])
def test_a_broken_notebook_printed_nothing(text: str) -> None:
    assert list(printed(text.encode(), "a.ipynb")) == []


def test_images_are_cut_out_and_lines_stay() -> None:
    text = book(
        {"data": {"image/png": "iVBORw0KGgo" * 1_000, "text/plain": "kept"}}, {"data": {"image/svg+xml": ["<a/>"]}}
    )
    cut = without_images(text)
    assert cut.count("\n") == text.count("\n")
    assert "iVBOR" not in cut
    assert next(printed(cut.encode(), "a.ipynb")).text == "kept"
