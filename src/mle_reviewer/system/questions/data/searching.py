"""Reading documents to search them: a few in memory at a time, and what cannot be read is a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from mle_reviewer.sources.document import Document
    from mle_reviewer.system.system import System

_AT_ONCE: Final = 100  # documents in memory


def searched(system: System, paths: Sequence[str]) -> Iterator[Document]:
    """The documents that can be read; of each other one it is told why it was not searched."""
    for start in range(0, len(paths), _AT_ONCE):
        for document in system.reader.tree.read_many(paths[start : start + _AT_ONCE]).values():
            if isinstance(document, Gap):
                system.gap(document)
            else:
                yield document
