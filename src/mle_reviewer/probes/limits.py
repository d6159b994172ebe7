"""How much of an artifact is read: everything is counted, and a count that ends leaves the reading incomplete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DEEPEST: Final = 5  # pickles in pickles, archives in archives
MOST_MEMBERS: Final = 5_000  # of one archive
LONGEST_NAME: Final = 300  # characters of a dotted name that are kept
MOST_STEPS: Final = 2_000_000
_UNPACKED: Final = 160_000_000


class UnreadError(Exception):
    """Why the rest of an artifact was not read, in words for a report."""


@dataclass(slots=True)
class Budget:
    """What may still be spent on one artifact: steps of pickles, and bytes that come out of compression."""

    steps: int = MOST_STEPS
    unpacked: int = _UNPACKED

    def unpack(self, size: int) -> None:
        """Counts bytes that came out of compression."""
        self.unpacked -= size
        if self.unpacked < 0:
            raise UnreadError("it unpacks to more than is read of one artifact")
