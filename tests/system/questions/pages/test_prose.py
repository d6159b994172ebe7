"""Statements of pages: list items, rows and paragraphs with the headings above them, and the line that says a thing."""

from __future__ import annotations

import json
from pathlib import Path

from mle_reviewer.knowledge import headings
from mle_reviewer.system.questions.pages.prose import beneath, statements
from tests.system.making import system_of

_PAGE = """# Loans

## Installation

- Known limitations of the installer

## 4. Limitations

Two lines
that drift apart.

| What | Why |
| --- | --- |
| One country | Only one bank |

```text
Limitations in code
```
"""


def test_statements_stand_under_their_headings(tmp_path: Path) -> None:
    system = system_of(tmp_path, {"README.md": _PAGE})
    found = [(one.line, one.brief) for one in beneath(system, headings.LIMITS)]
    assert found == [(9, "Two lines that drift apart."), (14, "One country | Only one bank")]


def test_words_are_placed_on_their_line(tmp_path: Path) -> None:
    one = next(one for one in statements(system_of(tmp_path, {"README.md": _PAGE})) if "drift" in one.text)
    at, says = one.at_words(("drift*",))
    assert (at.line, says) == (10, "Two lines that drift apart.")


def test_change_logs_and_templates_are_no_statements(tmp_path: Path) -> None:
    system = system_of(tmp_path, {"CHANGELOG.md": _PAGE, "docs/card-template.md": _PAGE})
    assert not statements(system)


def test_cells_and_restructured_pages_are_pages(tmp_path: Path) -> None:
    book = {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# Limitations\n"]},
            {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1, "source": ["x = 1"]},
            {"cell_type": "markdown", "metadata": {}, "source": "One bank\nalone.\n"},
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    page = "=====\nLoans\n=====\n\nLimitations\n-----------\n\n.. note:: aside\n\n* One country\n* One year\n"
    system = system_of(tmp_path, {"a.ipynb": json.dumps(book), "docs/b.rst": page})
    found = [(str(one.at), one.brief) for one in beneath(system, headings.LIMITS)]
    assert found == [
        ("docs/b.rst:10", "One country"),
        ("docs/b.rst:11", "One year"),
        ("a.ipynb:cell 3:1", "One bank alone."),
    ]
