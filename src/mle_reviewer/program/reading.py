"""Reads the documents of one tree once, and turns the places of acts into locations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

from mle_reviewer.program.code import ModuleCode, column_of, line_of
from mle_reviewer.program.facts import Text, cell_sources, lowered, read_text
from mle_reviewer.program.notebook import hurry
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.program.shelf import Key, Shelf
    from mle_reviewer.sources.change import Tree


_BATCH: Final = 200  # documents in memory at once
_MOST_KEPT: Final = 64_000_000  # characters of modules kept from the first look until they are parsed
_MANY_NOTEBOOKS: Final = 8_000_000  # bytes
_LARGEST_SETTINGS: Final = 200_000  # bytes
_AROUND: Final = b"\"'`/\\,;:=()[]{}<>|\t\n "  # what stands around the name of a file
_APART: Final = bytes.maketrans(_AROUND, b" " * len(_AROUND))


class Placed(Protocol):
    """What stands somewhere: a document's path, and the packed position in it."""

    @property
    def path(self) -> str:
        """The document."""

    @property
    def pos(self) -> int:
        """The position (see `code.pack`)."""


class Reader:
    """Reads the documents of one tree once, and turns places into locations.

    `rules` is the tree whose word counts on what is allowed: the base's, so that no change loosens its own review.
    """

    def __init__(self, tree: Tree, shelf: Shelf | None = None, rules: Tree | None = None) -> None:
        self.tree = tree
        self.rules = tree if rules is None else rules
        self.shelf = shelf
        self.gaps: list[Gap] = []
        self._texts: dict[str, Text | None] = {}
        self._kept = 0
        self._notebooks = 0
        self._codes: dict[str, ModuleCode | None] = {}
        self._lines: dict[str, list[str]] = {}
        self._scripts: dict[str, str | None] = {}
        self._entries: dict[str, Entry | None] = {}
        self._raw: dict[str, Mapping[int, tuple[int, ...]]] = {}

    def code(self, path: str) -> ModuleCode | None:
        """The code of a Python document or notebook; None, and a gap, where it cannot be read."""
        if path not in self._codes:
            if path not in self._texts:
                self._read([path])
            text = self._texts[path]
            if not path.endswith(".ipynb"):  # of a notebook, statements are told until it is forgotten
                del self._texts[path]
            key = self.key(path)
            known = self.shelf.codes.get(key) if self.shelf is not None and key is not None else None
            code, gaps = known if known is not None else (None, ()) if text is None else lowered(text)
            if self.shelf is not None and key is not None:
                self.shelf.codes[key] = code, gaps
            self._codes[path] = code
            self.gaps.extend(gaps)
        return self._codes[path]

    def key(self, path: str) -> Key | None:
        """What a document's content goes by; None where git has no name for it."""
        blob = self.tree.paths().get(path)
        return (path, blob) if blob else None

    def source(self, path: str) -> str:
        """The text of a module; "" where it cannot be read."""
        if path not in self._texts:
            self._read([path])
        text = self._texts[path]
        return "" if text is None else text.module or ""

    def mentioning(self, paths: Iterable[str], words: Collection[str]) -> dict[str, frozenset[str]]:
        """The modules in whose text some of these words stand, as they are or in longer ones, each with those words."""
        found: dict[str, frozenset[str]] = {}
        for path, text in self.texts(paths):
            module = "" if text is None else text.module or ""
            if any(map(module.__contains__, words)):
                found[path] = frozenset(word for word in words if word in module)
        return found

    def naming(self, paths: Iterable[str], files: Collection[str]) -> set[str]:
        """The modules in whose text some of these names of files stand, as the last part of a path or alone."""
        spelled = {file.encode("utf-8", "replace") for file in files}
        plain = {file for file in spelled if file.translate(_APART) == file}
        others = sorted(spelled - plain)
        found: set[str] = set()
        for path, text in self.texts(paths):
            module = ((text and text.module) or "").encode("utf-8", "replace")
            if not plain.isdisjoint(module.translate(_APART).split()) or any(one in module for one in others):
                found.add(path)
        return found

    def spelled(self, paths: Iterable[str], word: str) -> list[str]:
        """The documents in which a word stands, less those that are too large to be settings."""
        spelled = word.encode()
        return [path for path, data in self.plain(paths) if len(data) <= _LARGEST_SETTINGS and spelled in data]

    def texts(self, paths: Iterable[str]) -> Iterator[tuple[str, Text | None]]:
        """Each document's text, None where it cannot be read; kept until its turn, as far as memory goes."""
        for batch in _batches(path for path in paths):
            fresh = {path for path in batch if path not in self._texts}
            self._read(path for path in batch if path in fresh)
            for path in batch:
                text = self._texts[path]
                yield path, text
                if path in fresh and text is not None and text.module is not None:
                    self._kept += len(text.module)
                    if self._kept > _MOST_KEPT:
                        del self._texts[path]

    def plain(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The bytes of documents that can be read, a batch in memory at a time."""
        for batch in _batches(path for path in paths):
            for path, document in self.tree.read_many(batch).items():
                if not isinstance(document, Gap):
                    yield path, document.data

    def take(self, paths: Iterable[str]) -> None:
        """Reads the text of many documents in few goes, for when their code is asked for."""
        for batch in _batches(path for path in paths if path not in self._codes and path not in self._texts):
            self._read(batch)

    def _read(self, paths: Iterable[str]) -> None:
        rest: list[str] = []
        for path in paths:
            known = self.shelf.texts.get(key) if self.shelf is not None and (key := self.key(path)) else None
            if known is None:
                rest.append(path)
            else:
                self._texts[path], gaps = known
                self.gaps.extend(gaps)
        for path, document in self.tree.read_many(rest).items() if rest else ():
            gaps = (document,) if isinstance(document, Gap) else ()
            text = None
            if isinstance(document, Document):
                if document.kind == "notebook":
                    self._notebooks += len(document.data)
                    if self._notebooks > _MANY_NOTEBOOKS:
                        hurry()
                text, gaps = read_text(document)
            self._texts[path] = text
            self.gaps.extend(gaps)
            if self.shelf is not None and (key := self.key(path)):
                self.shelf.keep(key, text, gaps)

    def forget(self, paths: Iterable[str]) -> None:
        """Drops notebooks that nobody asks for again; modules stay, others may import them."""
        for path in paths:
            if path.endswith(".ipynb"):
                self._texts.pop(path, None)
                self._codes.pop(path, None)
                self._lines.pop(path, None)
                self._raw.pop(path, None)

    def entries(self, path: str) -> Entry | None:
        """The values of a YAML, JSON or TOML document; None, and a gap where it is there, if it cannot be read.

        Documents beyond a size are data rather than settings, and are not read for this.
        """
        if path not in self._entries:
            self._entries[path] = self._values(path) if path in self.tree.paths() else None
        return self._entries[path]

    def _values(self, path: str) -> Entry | None:
        from mle_reviewer.program.entries import read_entries

        document = self.tree.read(path)
        if isinstance(document, Gap):
            self.gaps.append(document)
            return None
        if document.kind not in {"yaml", "json", "toml"} or len(document.data) > _LARGEST_SETTINGS:
            return None
        roots, gaps = read_entries(document)
        self.gaps.extend(gaps)
        return roots[0] if len(roots) == 1 else None

    def script(self, path: str) -> str | None:
        """The text of a SQL file; None, and a gap, where it cannot be read."""
        if path not in self._scripts:
            document = self.tree.read(path)
            text = document if isinstance(document, Gap) else decode(document)
            if isinstance(text, Gap):
                self.gaps.append(text)
            self._scripts[path] = None if isinstance(text, Gap) else text
        return self._scripts[path]

    def locate(self, place: Placed) -> Location:
        """Where a place is in the user's file: cell and line for notebooks."""
        line, column = line_of(place.pos), column_of(place.pos) + 1
        code = self._codes.get(place.path)
        if code is None:
            return Location(place.path, max(line, 1), column, max(line, 1), raw_line=max(line, 1))
        end = code.spans.get(line, line)
        cell = code.cell_at(line)
        if cell.cell is None:
            return Location(place.path, line, column, end, raw_line=line)
        inside = line - cell.first_line + 1
        raw = self._raw_line(place.path, cell.cell, inside)
        return Location(place.path, inside, column, end - cell.first_line + 1, cell.cell, cell.cell_id, raw)

    def _raw_line(self, path: str, cell: int, line: int) -> int:
        from mle_reviewer.program.cell_places import RawLines

        if path not in self._raw:
            document = self.tree.read(path)
            self._raw[path] = {} if isinstance(document, Gap) else RawLines(document.data)
        lines = self._raw[path].get(cell, ())
        return lines[line - 1] if 0 < line <= len(lines) else 1

    def text(self, place: Placed) -> str:
        """The statement's source with white space folded: what a fingerprint is made of."""
        code = self._codes.get(place.path)
        if code is None:
            lines = (self._scripts.get(place.path) or "").splitlines()
            line = line_of(place.pos)
            return " ".join(lines[line - 1].split()) if 0 < line <= len(lines) else ""
        if place.path not in self._lines:
            self._lines[place.path] = self._source(place.path)
        lines = self._lines[place.path]
        line = line_of(place.pos)
        taken = lines[line - 1 : code.spans.get(line, line)]
        return " ".join(" ".join(taken).split())

    def _source(self, path: str) -> list[str]:
        if path.endswith(".ipynb"):
            text = next(iter(self.texts([path])))[1]
            cells = () if text is None else text.cells
            return [line for _, source, _ in cell_sources(cells) for line in source.split("\n")]
        document = self.tree.read(path)
        module = document if isinstance(document, Gap) else decode(document)
        return [] if isinstance(module, Gap) else module.splitlines()


def _batches(paths: Iterator[str]) -> Iterator[tuple[str, ...]]:
    while batch := tuple(islice(paths, _BATCH)):
        yield batch
