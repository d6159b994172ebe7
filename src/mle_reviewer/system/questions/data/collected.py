"""Documents of text that are one of a mass: collected from elsewhere as often as written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MANY: Final = 100  # documents of one ending in one folder, more than people write there
_TEXTS: Final = frozenset({"md", "txt", "rst", "json", "jsonl", "html", "htm", "xml"})


def is_collected(system: System, path: str) -> bool:
    """Whether a text stands in a folder among more than a hundred of the same ending."""
    return system.once(_of_one_kind)[_kind(path)] > _MANY


def _of_one_kind(system: System) -> Mapping[tuple[str, str], int]:
    """How many texts of each ending stand in each folder."""
    return Counter(kind for kind in map(_kind, system.paths) if kind[1] in _TEXTS)


def _kind(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder, name.rpartition(".")[2].lower()
