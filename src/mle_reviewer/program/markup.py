"""Pages in HTML, templates among them, and scripts of browsers: elements, literals and code, as far as can be read.

What a template fills in is left as it stands. A script is cut into literals and code by a scanner that gives up where
a literal is not closed: nothing is said of what is only half understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from mle_reviewer.sources.document import Document, decode

_LARGEST: Final = 300_000  # characters: larger pages are made by machines
_LONGEST_LINE: Final = 5_000  # the same of scripts
_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_PAGES: Final = (".html", ".htm", ".jinja", ".jinja2", ".j2", ".vue", ".svelte")
_SCRIPTS: Final = (".js", ".jsx", ".ts", ".tsx", ".mjs")
_COMMENTS: Final = {"//": "\n", "/*": "*/"}


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag, its attributes ("" where one has no value), its line, and the elements around it."""

    tag: str
    attributes: dict[str, str]
    line: int
    around: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in a script, its line, and where it begins in the code."""

    value: str
    line: int
    start: int


@dataclass(frozen=True, slots=True)
class Script:
    """A script: its code (comments and the insides of literals blanked, nothing moved), and its literals."""

    code: str
    literals: tuple[Literal, ...]
    line: int = 1

    def line_of(self, start: int) -> int:
        """The line of the document at a place in the code."""
        return self.line + self.code.count("\n", 0, start)


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page holds."""

    elements: tuple[Element, ...] = ()
    scripts: tuple[Script, ...] = ()

    def by_id(self, name: str) -> Element | None:
        """The only element of this id."""
        found = [one for one in self.elements if one.attributes.get("id") == name]
        return found[0] if len(found) == 1 else None


def is_markup(path: str) -> bool:
    """Whether a document of this name is a page or a script of a browser."""
    return path.lower().endswith((*_PAGES, *_SCRIPTS)) and not path.lower().endswith((".min.js", ".d.ts"))


def read_markup(document: Document) -> Markup | None:
    """What a page or script holds; None for one that machines make, or that is no text."""
    text = decode(document)
    if not isinstance(text, str) or len(text) > _LARGEST or any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        return None
    if document.path.lower().endswith(_SCRIPTS):
        script = read_script(text)
        return Markup((), (script,)) if script is not None else None
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        return None
    scripts = (read_script(code, line) for code, line in reader.scripts)
    return Markup(tuple(reader.elements), tuple(one for one in scripts if one is not None))


class _Reader(HTMLParser):
    """Gathers elements in order, each with those around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.scripts: list[tuple[str, int]] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = tuple(self._open[-40:])
        one = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0], around)
        self.elements.append(one)
        if tag not in _VOID and len(self._open) < 2_000:
            self._open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._open and self._open[-1] is self.elements[-1]:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                break

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].tag == "script" and data.strip():
            self.scripts.append((data, self.getpos()[0]))


def read_script(text: str, line: int = 1) -> Script | None:
    """The literals and the code of a script; None where a literal is not closed."""
    code = list(text)
    literals: list[Literal] = []
    for start, end, value in _marks(text):
        if end < 0:
            return None
        for place in range(start, end):
            if code[place] != "\n":
                code[place] = " "
        if value is not None:
            literals.append(Literal(value, line + text.count("\n", 0, start), start))
    return Script("".join(code), tuple(literals), line)


def _marks(text: str) -> Iterator[tuple[int, int, str | None]]:
    """The spans of comments (without a value) and literals; the end is -1 where there is none."""
    token = re.compile(r"//|/\*|[\"'`]")
    place = 0
    while (found := token.search(text, place)) is not None:
        start, mark = found.start(), found[0]
        if mark in _COMMENTS:
            if mark == "//" and start and text[start - 1] == ":":  # an address in text that is no code
                place = found.end()
                continue
            end = text.find(_COMMENTS[mark], found.end())
            if end < 0 and mark == "/*":
                yield start, -1, None
                return
            place = len(text) if end < 0 else end + (0 if mark == "//" else 2)
            yield start, place, None
            continue
        end = _closing(text, start, mark)
        if end < 0:
            if mark == "`":
                yield start, -1, None
                return
            place = found.end()  # an apostrophe in the text of a component
            continue
        yield start, end, text[start + 1 : end - 1]
        place = end


def _closing(text: str, start: int, mark: str) -> int:
    place = start + 1
    while place < len(text):
        letter = text[place]
        if letter == "\\":
            place += 2
            continue
        if letter == mark:
            return place + 1
        if letter == "\n" and mark != "`":
            return -1
        place += 1
    return -1
