"""A page of prose: its front matter, its sections in order, and its links, each with the line it stands on."""

from __future__ import annotations

from dataclasses import dataclass, field

from mle_reviewer.program.entries import Entry


@dataclass(frozen=True, slots=True)
class Item:
    """One bullet or number of a list; `depth` is 0 at the margin, `checked` says what a task box holds."""

    text: str
    line: int
    depth: int = 0
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table below its header."""

    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of pipes; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int

    def column(self, name: str) -> tuple[str, ...] | None:
        """The cells under a heading, whatever its case; None where no column is called so."""
        for number, title in enumerate(self.header):
            if title.casefold() == name.casefold():
                return tuple(row.cells[number] for row in self.rows)
        return None


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code; `line` is that of the opening fence, the code begins on the next."""

    language: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Label:
    """`**Status:** accepted` or `Status: accepted`; the value is "" where nothing follows on the line."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """What is linked: a target as it is spelled and the words that carry it ("" for a bare address)."""

    target: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it up to the next heading; level 0 is what stands before the first.

    `end_line` is the last line of the section with all sections under it, `slug` GitHub's anchor. `text` has one line
    for each line of the document from `text_line` on; code blocks and comments are blank in it. `filled` is false
    where the section and all under it hold nothing but blanks, comments, labels without a value and placeholders.
    """

    title: str
    level: int
    line: int
    end_line: int
    slug: str
    text: str
    text_line: int
    filled: bool
    items: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()
    fences: tuple[Fence, ...] = ()
    fields: tuple[Label, ...] = ()

    def labelled(self, name: str) -> Label | None:
        """The first label of this name, whatever its case."""
        return next((one for one in self.fields if one.name.casefold() == name.casefold()), None)


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document of prose; sections stand in the order of their lines."""

    front_matter: Entry | None
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    lines: int = field(default=0)

    def under(self, section: Section) -> tuple[Section, ...]:
        """The sections below this one in its outline, at any depth."""
        return tuple(one for one in self.sections if section.line < one.line <= section.end_line and section.level)

    def above(self, section: Section) -> tuple[Section, ...]:
        """The sections that hold this one, the outermost first."""
        return tuple(
            one for one in self.sections if one.level and one.line < section.line and section.line <= one.end_line
        )

    def at(self, line: int) -> Section | None:
        """The innermost section that holds a line."""
        found = None
        for one in self.sections:
            if one.line > line:
                break
            found = one
        return found

    def anchor(self, slug: str) -> Section | None:
        """The section that `#slug` leads to."""
        return next((one for one in self.sections if one.level and one.slug == slug.lower()), None)
