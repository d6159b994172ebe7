"""Notes of a team: its Markdown pages, with their tables, front matter and lessons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.markdown import Page, Table, read_markdown
from mle_reviewer.program.notebook import prose_cells
from mle_reviewer.program.prose import latex, restructured
from mle_reviewer.program.prose.placeholders import empty
from mle_reviewer.sources.document import Document
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_LESSON: Final = re.compile(r"\b(?:L|LESSON|INC|PM)-\d{1,6}\b")
_MOST: Final = 400  # pages
_MOST_NOTEBOOKS: Final = 80
_WRITTEN: Final = {".rst": restructured.as_markdown, ".tex": latex.as_markdown}
_LARGEST: Final = 8_000_000  # bytes of a notebook, pictures and all


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson by its id, where it is written down, and what it became as far as the note says."""

    name: str
    path: str
    line: int
    became: str = ""


def pages(system: System) -> tuple[tuple[str, Page], ...]:
    """The Markdown, reStructuredText and LaTeX documents of the team."""
    return system.once(_pages)


def _pages(system: System) -> tuple[tuple[str, Page], ...]:
    found: list[tuple[str, Page]] = []
    some = [path for path in system.of_kind("markdown") if tier(path) in {"code", "docs"}]
    some += [path for path in system.paths if path.endswith(tuple(_WRITTEN)) and tier(path) in {"code", "docs"}]
    for path in some[:_MOST]:
        document = system.document(path)
        if document is not None:
            written = _WRITTEN.get(path[path.rfind(".") :])
            page, gaps = read_markdown(written(document) if written is not None else document)
            system.gap(*gaps)
            found.append((path, page))
    return tuple(found)


def cells(system: System) -> tuple[tuple[str, int, Page], ...]:
    """The cells of prose in the notebooks of the team, each with its number and the page that it makes."""
    return system.once(_cells)


def _cells(system: System) -> tuple[tuple[str, int, Page], ...]:
    found: list[tuple[str, int, Page]] = []
    some = [path for path in system.notebooks if tier(path) in {"code", "docs"}]
    for path in some[:_MOST_NOTEBOOKS]:
        document = system.document(path)
        for cell in prose_cells(document.data) if document is not None and len(document.data) < _LARGEST else ():
            page, _ = read_markdown(Document(path, "markdown", "", cell.source.encode("utf-8", "replace")))
            found.append((path, cell.number, page))
    return tuple(found)


def tables(system: System) -> Iterator[tuple[str, Table]]:
    """The tables of all notes."""
    for path, page in pages(system):
        for section in page.sections:
            for table in section.tables:
                yield path, table


def lessons(system: System) -> Iterator[Lesson]:
    """Lessons with an id: in front matter, or in a table or list under a heading that says so."""
    for path, page in pages(system):
        stated = page.front_matter.get("lessons") if page.front_matter is not None else None
        for one in stated.elements() if stated is not None else ():
            name, became = one.get("id"), one.get("became")
            if name is not None and name.text() and not empty(name.text() or ""):
                yield Lesson(name.text() or "", path, one.line, (became.text() or "") if became is not None else "")
        for section in page.sections:
            if "lesson" not in section.title.lower():
                continue
            for number, line in enumerate(section.text.split("\n"), section.text_line):
                for found in _LESSON.findall(line[:500]):
                    yield Lesson(found, path, number)
