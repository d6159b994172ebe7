"""Patterns of listed files: which pieces of their names no two of them share, since the rest of each name is the same.

Of `scans/*/ct.npy` there is one file in each folder, of `*_ct.npy` one for each beginning: whoever is told by the
folder, or by the beginning, has one file. Where two parts of a path may differ, several files share the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from typing import Final

from mle_reviewer.flow.facts.values import WHOLE_FOLDER
from mle_reviewer.flow.operations.pieces import IN_PATH

_STAR: Final = re.compile(r"\*+|\?+")
_JOINT: Final = re.compile(r"[-_#~=+]")
_NUMBER: Final = re.compile(r"piece (-?\d+)")


def told_apart(listed: Hashable, pieces: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The pieces, of those that code names, each with which it is, that only one of the listed files has."""
    pattern = "/".join(part for part in listed if isinstance(part, str)) if isinstance(listed, tuple) else listed
    if not isinstance(pattern, str):
        return frozenset()
    *folders, last = pattern.split("/")
    above, own = [level for level, name in enumerate(reversed(folders)) if "*" in name], _STAR.findall(last)
    if not own:  # one file in each of the folders that differ, the deepest of which tells them apart
        deepest, single = min(above, default=0), len(above) < 2
        levels = ((name, _levels(which, len(folders))) for name, which in pieces.items())
        return frozenset(name for name, found in levels if deepest in found or (single and found))
    if len(own) == 1 and not above and _JOINT.search(last.rpartition(".")[0]):
        beside = [name for name, which in pieces.items() if not which and name.strip("_")]
        return frozenset(pieces) if len(beside) < 2 else frozenset()
    return frozenset()


def _levels(which: Collection[str], folders: int) -> set[int]:
    """How many folders lie between a file and the folders whose names a piece may be."""
    found = {one.count(" above") for one in which if one.startswith(WHOLE_FOLDER) and one != IN_PATH[1]}
    if IN_PATH[1] in which:
        numbers = (int(told[1]) for one in which if (told := _NUMBER.fullmatch(one)))
        found |= {folders - 1 - number if number >= 0 else -number - 2 for number in numbers}
    return found
