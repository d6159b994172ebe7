"""Statements of pages: list items, rows and paragraphs with the headings above them, and the line that says a thing."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.knowledge import headings
from mle_reviewer.system.questions.prose import beneath, statements
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
    assert (at.line, says) == (10, "that drift apart.")


def test_change_logs_and_templates_are_no_statements(tmp_path: Path) -> None:
    system = system_of(tmp_path, {"CHANGELOG.md": _PAGE, "docs/card-template.md": _PAGE})
    assert not statements(system)
