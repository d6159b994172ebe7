"""An alteration: one thing that a change does to a part that documents, callers or other programs rely on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mle_reviewer.sources.location import Location

AlterationKind = Literal[
    "package", "endpoint added", "endpoint removed", "field added", "field removed", "setting", "constant", "path",
    "signature", "untyped", "swallowed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alteration:
    """What is altered, where in head (of what is gone: where it stood), and a clause that says how.

    `words` are the ways in which a document would spell it. `elsewhere` are places that rely on it and that the change
    left as they were. `surfaces` are the parts of the system that it plays in, where those are known. `of` is what it
    belongs to (the endpoint of a field), `was` the value or version that it had before.
    """

    kind: AlterationKind
    name: str
    at: Location
    says: str
    words: tuple[str, ...] = ()
    elsewhere: tuple[Location, ...] = ()
    surfaces: tuple[str, ...] = ()
    of: str = ""
    was: str = ""
