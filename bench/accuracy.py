"""Writes measured rows into the tables of docs/accuracy.md, each with the commit and the date it was measured at."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Sequence
from pathlib import Path


def state() -> tuple[str, str]:
    """The short commit of the checkout (with `+` when src differs from it) and today's date."""
    commit = _git("rev-parse", "--short", "HEAD")
    changed = "+" if _git("status", "--porcelain", "--", "src") else ""
    return f"{commit or 'uncommitted'}{changed}", dt.datetime.now(tz=dt.UTC).date().isoformat()


def _git(*words: str) -> str:
    done = subprocess.run(("git", *words), capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def append_row(page: Path, table: str, cells: Sequence[str]) -> None:
    """Adds one row to the end of the table that stands before the line `<!-- end of TABLE -->`."""
    text = page.read_text(encoding="utf-8")
    mark = f"<!-- end of {table} -->"
    if text.count(mark) != 1:
        raise ValueError(f"{page} must hold the line {mark!r} exactly once")
    row = f"| {' | '.join(cells)} |\n"
    page.write_text(text.replace(mark, row + mark), encoding="utf-8")
