"""A reader: results or records that were made elsewhere and are given as files, held against the tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.tool import Report, Tool


@dataclass(frozen=True, slots=True)
class RecordReader:
    """What reads the files given for `kind` (the key of `LaneSettings.given`); it starts nothing.

    `told_as` is the tool by whose name its findings go, and by whose table none of ours is repeated.
    """

    kind: str
    told_as: Tool
    read: Callable[[tuple[Path, ...], Errand], Report]
