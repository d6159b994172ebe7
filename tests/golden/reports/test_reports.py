"""Every report, word for word: what a reader of the terminal, a pull request and a program gets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mle_reviewer import __version__
from mle_reviewer.reports.render import rendered
from tests.reports.sample import ALL, PAGES

HERE = Path(__file__).parent
SUFFIXES = {"text": "txt", "markdown": "md", "json": "json", "sarif": "sarif", "github": "log", "gitlab": "gitlab.json"}


@pytest.mark.parametrize("form", SUFFIXES)
@pytest.mark.parametrize("name", ALL)
def test_report(name: str, form: str, golden: Callable[[Path, str], None]) -> None:
    text = rendered(ALL[name](), form, described=PAGES.get)
    golden(HERE / f"{name}.{SUFFIXES[form]}", text.replace(f'ersion": "{__version__}"', 'ersion": "VERSION"'))


def test_colours(golden: Callable[[Path, str], None]) -> None:
    golden(HERE / "full.ansi", rendered(ALL["full"](), "text", colour=True))
