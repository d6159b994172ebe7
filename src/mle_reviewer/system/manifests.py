"""Manifests: the parts of configuration documents that convention pages know, with what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from mle_reviewer.program.marks import spelled
from mle_reviewer.sources.location import Location
from mle_reviewer.system.entries import begins, first, says, under

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions, DocumentEntry
    from mle_reviewer.program.entries import Entry


@dataclass(frozen=True, slots=True)
class Manifest:
    """One part of a document in a role (knowledge/signs.py), by the page that knows it."""

    role: str
    about: str
    name: str
    at: Location
    entry: Entry
    known: DocumentEntry

    @property
    def path(self) -> str:
        """The document."""
        return self.at.path

    def all(self, slot: str) -> list[Entry]:
        """Everything that stands in a slot."""
        return [one for path in self.known.slots.get(slot, ()) for one in under(self.entry, path)]

    def one(self, slot: str) -> Entry | None:
        """The first that stands in a slot."""
        found = self.all(slot)
        return found[0] if found else None

    def text(self, slot: str) -> str:
        """The first scalar of a slot as text; "" where there is none."""
        return next((text for one in self.all(slot) if (text := one.text()) is not None), "")

    def place(self, entry: Entry | None) -> Location:
        """Where an entry of the document stands; without one, where the manifest begins."""
        return self.at if entry is None else location(self.path, entry.line)


def location(path: str, line: int, end: int = 0) -> Location:
    """A place in a document that is no notebook."""
    return Location(path, line, end_line=max(end, line), raw_line=line)


def may_declare(path: str, data: bytes, conventions: Conventions) -> bool:
    """Whether a document may hold a manifest, by the keys that its bytes hold: most JSON of a repository is data."""
    held: dict[tuple[bytes, ...], bool] = {(): True}  # many pages ask for the same keys
    for known in conventions.documents:
        for keys in map(begins, (*known.match, known.each)):
            if keys not in held:
                held[keys] = any(key in data for key in keys)
            if not held[keys]:
                break
        else:
            if not known.path or matches(known.path, path):
                return True
    return False


def manifests(path: str, root: Entry, conventions: Conventions) -> Iterator[Manifest]:
    """The manifests of one document of a file."""
    for known in conventions.documents:
        if known.path and not matches(known.path, path):
            continue
        for key, part in _parts(root, known.each):
            if all(says(part, where, patterns) for where, patterns in known.match.items()):
                named = first(part, known.name) if known.name and known.name != "{}" else None
                name = key if known.name == "{}" else (named.text() if named is not None else None) or ""
                line = part.named or part.line if key else part.line
                yield Manifest(known.role, known.about, spelled(name), location(path, line), part, known)


def _parts(root: Entry, each: str) -> Iterator[tuple[str, Entry]]:
    """The parts of a document that are manifests of their own, with the keys that members stand under."""
    if not each.endswith("{}"):
        yield from (("", part) for part in under(root, each))
        return
    for outer in under(root, each.removesuffix("{}")):
        yield from outer.items()


def matches(glob: str, path: str) -> bool:
    """Whether a path matches a glob; `**/` stands for any folders, none included, and `a, b` for either glob."""
    return any(
        fnmatchcase(path, one) or (one.startswith("**/") and fnmatchcase(path, one[3:]))
        for one in (part.strip() for part in glob.split(","))
    )
