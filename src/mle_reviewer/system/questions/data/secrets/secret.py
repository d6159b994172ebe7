"""A credential that stands in a document: what it is, where, how it may be shown, and who knows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mle_reviewer.findings.credentials.shapes import Proof
from mle_reviewer.sources.location import Location

Opens = Literal["all", "own machine", "practice", "page"]


@dataclass(frozen=True, slots=True)
class Secret:
    """A credential in a document: what it is, where, how it may be shown, the name it stands under, and who knows it.

    `known` says what has been accepted about it, "" where nobody has. `same` is what two places of one value have in
    common, `value` is what is secret of it, `literal` that of what stands under a name; none of them ever leaves.
    `collected` says that the document is one of a mass of texts. `opens` is what it opens: "all" that its kind does,
    or only a service on one's own machine, a practice ground, or what every visitor of a page is given.
    """

    about: str
    proof: Proof
    at: Location
    masked: str
    name: str = ""
    known: str = ""
    same: str = field(default="", repr=False)
    literal: str = field(default="", repr=False)
    value: str = field(default="", repr=False)
    collected: bool = False
    opens: Opens = "all"
