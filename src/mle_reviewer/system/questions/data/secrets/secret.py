"""A credential that stands in a document: what it is, where, how it may be shown, and who knows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mle_reviewer.findings.credentials.shapes import Proof
from mle_reviewer.sources.location import Location


@dataclass(frozen=True, slots=True)
class Secret:
    """A credential in a document: what it is, where, how it may be shown, the name it stands under, and who knows it.

    `known` says what has been accepted about it, "" where nobody has. `same` is what two places of one value have in
    common, `value` is what is secret of it, `literal` that of what stands under a name; none of them ever leaves.
    `collected` says that the document is one of a mass of texts, `local` that it opens a service on one's own machine
    alone.
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
    local: bool = False
