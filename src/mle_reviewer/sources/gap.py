"""What could not be read, parsed, followed or run: never silent, never a pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["read", "parse", "follow", "run", "check", "judge", "git"]


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """One thing the review did not see, where, and why. `why` is one clause a user can act on."""

    path: str
    line: int
    stage: Stage
    why: str
