"""Notebooks become code cell by cell, although they are parsed in one go where that says the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.program import facts
from mle_reviewer.program.code import ModuleCode
from mle_reviewer.program.facts import lowered, read_text
from mle_reviewer.sources.document import Document
from mle_reviewer.sources.gap import Gap

CELLS = st.sampled_from(
    [
        "x = 1", "", "# only a comment", "y = (1,", "2)", "    z = 3", "if x:\n    y = 2", "else:\n    y = 3",
        "@decorated", "def f(a):\n    return a", 'text = """', 'done"""', "a = 1 + \\", "try:\n    f()",
        "except ValueError:\n    pass", "%time f(2)", "!ls", "for i in (1, 2):\n\n    print(i)\n\n", "b = 1\r\nc = 2",
        "class A:\n    x = 1\n", "x = 1;", "lambda: 0", "if x: pass", "\x0c", "%%writefile m.py\nq = 1", "é = '\ud800'",
    ]
)  # fmt: skip


def book(*sources: str) -> Document:
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "source": one, "outputs": [], "execution_count": None, "metadata": {}} for one in sources
    ]
    data = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    return Document("nb.ipynb", "notebook", "", data)


def said(*sources: str) -> tuple[ModuleCode | None, tuple[Gap, ...]]:
    text, _ = read_text(book(*sources))
    assert text is not None
    return lowered(text)


@given(st.lists(CELLS, max_size=5))
def test_a_notebook_says_the_same_parsed_in_one_go_and_cell_by_cell(sources: list[str]):
    in_one_go = said(*sources)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "_parsed_together", lambda _sources: None)
        by_cell = said(*sources)
    assert in_one_go == by_cell


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("y = (1,", "2)"),
        ("if x:\n    y = 2", "else:\n    y = 3"),
        ("@decorated", "def f():\n    pass"),
        ("x = 1 + \\", ""),
        ('text = """', 'done"""'),
    ],
)
def test_what_only_becomes_python_by_the_next_cell_is_told_as_no_python(first: str, second: str):
    code, gaps = said(first, second, "z = 3")
    assert code is not None
    assert gaps
    assert gaps[0].why.startswith(("cell 1:", "cell 2:"))
    assert [cell.cell for cell in code.cells][-1] == 3


def test_each_cell_keeps_its_lines():
    code, gaps = said("x = 1\n\ny = 2", "", "z = 3")
    assert not gaps
    assert code is not None
    assert [(one.cell, one.first_line, one.lines) for one in code.cells] == [(1, 1, 3), (2, 4, 1), (3, 5, 1)]
    assert [ins[1] >> 12 for one in code.cells for ins in one.body] == [1, 1, 3, 3, 5, 5]
