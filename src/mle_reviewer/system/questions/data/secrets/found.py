"""Credentials that stand in the documents of a tree: which are searched, what of them counts, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.credentials.drawn import is_mixed
from mle_reviewer.findings.credentials.issued import digest
from mle_reviewer.program.cell_places import RawLines
from mle_reviewer.program.printed_tables import without_images
from mle_reviewer.sources.location import Location
from mle_reviewer.system.charts import taken_over
from mle_reviewer.system.questions.data.collected import is_collected
from mle_reviewer.system.questions.data.searching import searched
from mle_reviewer.system.questions.data.secrets.allowed import Allowed, allowed_by
from mle_reviewer.system.questions.data.secrets.beside import is_dummy, is_signed_up
from mle_reviewer.system.questions.data.secrets.comments import is_commented
from mle_reviewer.system.questions.data.secrets.documents import is_key_itself, is_program, is_searched
from mle_reviewer.system.questions.data.secrets.little import opens
from mle_reviewer.system.questions.data.secrets.once import is_for_once
from mle_reviewer.system.questions.data.secrets.records import of_unread_record
from mle_reviewer.system.questions.data.secrets.secret import Secret
from mle_reviewer.system.questions.data.secrets.texts import credentials
from mle_reviewer.system.questions.data.secrets.tries import tried_out
from mle_reviewer.system.questions.data.secrets.usage import is_usage
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mle_reviewer.sources.document import Document
    from mle_reviewer.system.system import System

_MOST: Final = 20  # of one document
_LEAST_FILE: Final = 24
_LONGEST: Final = 500


def secrets(system: System) -> Iterator[Secret]:
    """The credentials of a tree, each place once; tests, examples, forms to fill in and locks are left out."""
    others = taken_over(system.paths)  # what a chart brings along is public
    ours = (path for path in system.paths if tier(path) in {"code", "docs"} and not path.startswith(others))
    paths = [path for path in ours if is_searched(path)]
    allowed = allowed_by(system)
    for document in searched(system, paths):
        if b"\0" not in document.data[:4_000]:
            yield from _of(system, document, allowed)


def _of(system: System, document: Document, allowed: Allowed) -> Iterator[Secret]:
    text = document.data.decode("utf-8", "replace")
    if document.kind == "notebook":
        text = without_images(text)
    if is_key_itself(document.path):
        yield from _of_its_own(document, text.split("\n"))
        return
    lines: Sequence[str] = ()
    places: _Places | None = None
    found = 0
    for one in credentials(text, document.path):
        if one.proof == "named" and tier(document.path) != "code":
            continue
        lines = lines or text.split("\n")
        if one.name and is_commented(document.path, text, one.start, lines[one.line]):
            continue
        known = allowed.of(document.path, one, lines)
        if known is None or (one.proof == "named" and is_dummy(lines, one)):
            continue
        value = text[one.start : one.end]
        if one.proof == "named" and (
            is_usage(document.path, lines, one.line)
            or tried_out(system, document.path, value)
            or is_for_once(system, document.path, one.name, value)
            or of_unread_record(system, document.path, one.name, value)
            or (is_program(document.path) and is_signed_up(lines, value))
        ):
            continue
        found += 1
        if found > _MOST:
            return
        places = places or _Places(document)
        literal = value if one.name else ""  # the password of an address opens what the address names
        yield Secret(
            one.about,
            one.proof,
            places.at(one.line),
            one.masked,
            one.name,
            known,
            digest(value),
            literal,
            value,
            is_collected(system, document.path),
            opens(system, document, text, lines, one),
        )


def _of_its_own(document: Document, lines: Sequence[str]) -> Iterator[Secret]:
    """A file that is called a key and holds one long text: it is the key."""
    value, rest = lines[0].strip(), "".join(lines[1:]).strip()
    name = document.path.rpartition("/")[2].lstrip(".").removesuffix(".txt")
    if not rest and _LEAST_FILE <= len(value) <= _LONGEST and is_mixed(value) and re.fullmatch(r"[\w.+/=-]+", value):
        yield Secret(
            f"the key that the file `{name}` is",
            "named",
            Location(document.path, 1, raw_line=1),
            "***",
            name,
            same=digest(value),
        )


class _Places:
    """Where the lines of a document stand; of a notebook, in which cell."""

    def __init__(self, document: Document) -> None:
        self._path = document.path
        self._cells = RawLines(document.data) if document.kind == "notebook" else None

    def at(self, line: int) -> Location:
        """Where a line (from 0) stands; what a cell printed stands at its first line."""
        raw = line + 1
        cell = self._cells.around(raw) if self._cells is not None else None
        if self._cells is None or cell is None:
            return Location(self._path, raw, end_line=raw, raw_line=raw)
        inside = self._cells[cell]
        place = inside.index(raw) + 1 if raw in inside else 1
        return Location(self._path, place, end_line=place, cell=cell, raw_line=raw)
