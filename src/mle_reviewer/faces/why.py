"""`mle-reviewer why PLACE`: what the analysis knows at one line of the working tree."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from typing import Final

from mle_reviewer.checks.why import why
from mle_reviewer.faces.streams import UsageError, print_safely
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.reading import read_change

# A column behind the line is let pass: editors and other tools print one.
_PLACE: Final = re.compile(r"(?P<path>.+?):(?:cell ?)?(?P<first>\d+)(?::(?P<second>\d+))?(?::\d+)?:?")


def run(arguments: Namespace) -> int:
    """Print what is known at the place."""
    path, cell, line = place_of(arguments.place)
    change = read_change(arguments.repository, all_files=True)
    path = inside(change, path)
    print_safely(why(change.head, path, line, cell))
    return 0


def place_of(words: str) -> tuple[str, int | None, int]:
    """Path, cell (notebooks only) and line of `train.py:14` or `eda.ipynb:cell 7:3`."""
    match = _PLACE.fullmatch(words)
    if match is None:
        raise UsageError(f"`{words}` is no place; expected FILE:LINE, or NOTEBOOK:CELL:LINE")
    first, second = int(match["first"]), match["second"]
    if not match["path"].endswith(".ipynb"):
        return match["path"], None, first
    if second is None:
        raise UsageError(f"`{words}` names no cell; expected {match['path']}:CELL:LINE, cells counted from 1 over all")
    return match["path"], first, int(second)


def inside(change: Change, path: str) -> str:
    """The path relative to the repository, whether it was given so or from the current folder."""
    present = change.head.paths()
    if path in present:
        return path
    from_here = os.path.relpath(os.path.realpath(path), os.path.realpath(change.root or "."))
    if from_here in present:
        return from_here
    raise UsageError(f"{path} is not in the {change.head.label}")
