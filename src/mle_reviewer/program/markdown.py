"""Markdown documents as pages: front matter, sections with what they hold, and links, each with its line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from mle_reviewer.program.entries import Entry, read_entries
from mle_reviewer.program.prose.blocks import Heading, Prose, blocks
from mle_reviewer.program.prose.links import definitions, links
from mle_reviewer.program.prose.page import Fence, Item, Label, Link, Page, Row, Section, Table
from mle_reviewer.program.prose.parts import items, labels, tables
from mle_reviewer.program.prose.placeholders import empty, says
from mle_reviewer.program.prose.slugs import Slugs, shown
from mle_reviewer.sources.document import Document, Kind, decode
from mle_reviewer.sources.gap import Gap

__all__ = ["Fence", "Item", "Label", "Link", "Page", "Row", "Section", "Table", "read_markdown"]

_MOST_LINES: Final = 50_000
_MARKS: Final[dict[str, tuple[Kind, frozenset[str]]]] = {
    "---": ("yaml", frozenset({"---", "..."})),
    "+++": ("toml", frozenset({"+++"})),
}


def read_markdown(document: Document) -> tuple[Page, tuple[Gap, ...]]:
    """The page that a document is; what cannot be read of it is a gap."""
    text = decode(document)
    if isinstance(text, Gap):
        return Page(None, (), ()), (text,)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    gaps: tuple[Gap, ...] = ()
    if len(lines) > _MOST_LINES:
        why = f"only the first {_MOST_LINES} of {len(lines)} lines are read"
        gaps = (Gap(document.path, _MOST_LINES + 1, "parse", why),)
        lines = lines[:_MOST_LINES]
    front, first, more = _front_matter(document, lines)
    found = list(blocks(lines[first:], first + 1))
    prose = [one for one in found if isinstance(one, Prose)]
    defined = frozenset(definitions(prose))
    last = len(lines) - (1 if lines and not lines[-1] else 0)
    drafts = _drafts(found, first + 1)
    sections = _sections(drafts, max(last, 1), defined)
    linked = links([one for one in found if not isinstance(one, Fence)])
    return Page(front, sections, linked, last), (*gaps, *more)


def _front_matter(document: Document, lines: list[str]) -> tuple[Entry | None, int, tuple[Gap, ...]]:
    """The entries between the marks at the top, and how many lines they take."""
    marks = _MARKS.get(lines[0].rstrip())
    if marks is None:
        return None, 0, ()
    kind, closing = marks
    end = next((number for number, line in enumerate(lines) if number and line.rstrip() in closing), None)
    if end is None or not any(":" in line or "=" in line for line in lines[1:end]):
        return None, 0, ()
    inner = "\n".join(["", *lines[1:end], ""])  # a blank first line keeps the numbers of the rest
    roots, gaps = read_entries(Document(document.path, kind, "", inner.encode()))
    if roots and not isinstance(roots[0].value, dict):
        return None, 0, ()
    return (roots[0] if roots else None), end + 1, gaps


@dataclass(slots=True)
class _Draft:
    heading: Heading
    prose: list[Prose] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)


def _drafts(found: list[Heading | Fence | Prose], first: int) -> list[_Draft]:
    """What stands under each heading; before the first one there may be something, too."""
    drafts = [_Draft(Heading("", 0, first, first - 1))]
    for one in found:
        if isinstance(one, Heading):
            drafts.append(_Draft(one))
        elif isinstance(one, Fence):
            drafts[-1].fences.append(one)
        else:
            drafts[-1].prose.append(one)
    top = drafts[0]
    return drafts if top.fences or any(one.text.strip() for one in top.prose) else drafts[1:]


def _sections(drafts: list[_Draft], last: int, defined: frozenset[str]) -> tuple[Section, ...]:
    slugs = Slugs()
    made: list[Section] = []
    for draft in drafts:
        title = shown(draft.heading.title)
        slug = slugs.take(title) if draft.heading.level else ""
        made.append(_section(draft, title, slug, defined))
    # From the last to the first: a section ends before the next of its level or above, and is filled by those under it.
    following: list[Section] = []
    for number in range(len(made) - 1, -1, -1):
        one = made[number]
        filled = one.filled
        while following and one.level and following[-1].level > one.level:
            filled = following.pop().filled or filled
        made[number] = replace(one, end_line=following[-1].line - 1 if following else last, filled=filled)
        following.append(made[number])
    return tuple(made)


def _section(draft: _Draft, title: str, slug: str, defined: frozenset[str]) -> Section:
    heading = draft.heading
    found = tables(draft.prose)
    return Section(
        title,
        heading.level,
        heading.line,
        heading.last,
        slug,
        _text(draft),
        heading.last + 1,
        _filled(draft, found, defined),
        items(draft.prose),
        found,
        tuple(draft.fences),
        labels(draft.prose),
    )


def _text(draft: _Draft) -> str:
    """The prose with a blank line for each line of code, so that the lines of both stay the same."""
    made: list[str] = []
    at = draft.heading.last + 1
    for one in draft.prose:
        made.extend([""] * (one.line - at))
        made.append(one.text)
        at = one.line + 1
    return "\n".join(made).rstrip()


def _filled(draft: _Draft, found: tuple[Table, ...], defined: frozenset[str]) -> bool:
    if any(fence.text.strip() for fence in draft.fences):
        return True
    rows = [row for table in found for row in table.rows]
    if any(not empty(cell, defined) for row in rows for cell in row.cells[1:] or row.cells):
        return True
    tabled = {row.line for row in rows}
    tabled.update(line for table in found for line in (table.line, table.line + 1))
    return any(says(one.text, defined) for one in draft.prose if one.line not in tabled)
