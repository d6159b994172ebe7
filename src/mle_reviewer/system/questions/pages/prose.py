"""What the prose of a repository says of its model: statements under headings of a topic, in whatever language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import headings, main_words
from mle_reviewer.program.prose.placeholders import empty
from mle_reviewer.sources.location import Location
from mle_reviewer.system.notes import bare, kind_of_note, place
from mle_reviewer.system.questions.pages.notes import cells, pages

if TYPE_CHECKING:
    from mle_reviewer.program.markdown import Page, Section
    from mle_reviewer.system.system import System

_MOST: Final = 30_000  # statements
_LONGEST: Final = 1500  # characters of one statement
_LONGEST_TITLE: Final = 120
_LABEL: Final = 15  # words
_PER_LINK: Final = 12  # words, below which a text is a list of links
_SHORTEST: Final = 2  # words, below which a line is a label
_BEGINS: Final = re.compile(r"\s*(?:[-*+•]\s|\d{1,3}[.)]\s|\||>)")
_ASIDE: Final = re.compile(
    r"(?:^|/)(?:\.[^/]+|prompts?|skills?|agents|templates?|adrs?/0*-?template[^/]*)/"
    r"|(?:^|/)(?:changelog|release[_-]?notes|contributing|security|code_of_conduct|agents|claude|gemini|copilot-instructions|todo)[^/]*$"
    r"|template[^/]*$|interview|entrevista|gloss?ar|video_script"
)
_OF_ITSELF: Final = ("this notebook", "notebook purpose", "of the notebook", "notebook")  # what a notebook is for
_MARKS: Final = re.compile(r"[*`]|__")
_SHOWN: Final = 200  # characters
_TARGET: Final = re.compile(r"\]\([^()\s]{0,500}\)")  # what a link leads to is no word of the text
_LABELLED: Final = re.compile(r"[-*+\s]{0,4}(?:\*\*|__)([^*_\n]{3,60})(?:\*\*|__)")
_RULE: Final = re.compile(r"[\s|:-]+")
_HEADED: Final = re.compile(
    r"[-*+\s]{0,4}(?:\*\*|__)[^*_\n]{1,60}(?:\*\*|__)\W{0,3}"
)  # a label that heads what follows
_POINTER: Final = re.compile(
    r"\W{0,4}(?:\d{1,2}\W{1,2})?(?:[\w &-]{1,40}: )?`?[\w./-]{1,120}\.(?:md|pdf|ipynb|rst)`?\W{0,3}"
)
_STOP: Final = re.compile(r"(?<=[.!?])\s+(?=\S)")
_PLANNED: Final = re.compile(
    r"\[ \]|\(~?\d{1,3}\s?(?:h|hours|days|weeks)\)|(?i:\btodo\b|\btbd\b|^\W{0,6}(?:future|planned)\b)"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One list item, table row or paragraph; `under` are the headings above it, outermost first, as words."""

    path: str
    line: int
    text: str
    title: str
    under: tuple[str, ...]
    kind: str  # of the note that it stands in
    said: str = ""  # its words, as phrases are looked for in
    cell: int | None = None  # of the notebook that it stands in
    labelled: bool = False  # whether the last of `under` is a bold line, and no heading

    @property
    def at(self) -> Location:
        """Where it begins."""
        return self._place(self.line)

    def _place(self, line: int) -> Location:
        return place(self.path, line) if self.cell is None else Location(self.path, line, cell=self.cell, raw_line=1)

    @property
    def headed(self) -> tuple[str, ...]:
        """The headings above it without the bold line that heads it."""
        return self.under[:-1] if self.labelled else self.under

    @property
    def brief(self) -> str:
        """Its words as they are shown."""
        return shown(self.text)

    def at_words(self, phrases: tuple[str, ...]) -> tuple[Location, str]:
        """The line that holds the first of the phrases that it has, and the sentence around it as it is shown."""
        found = headings.tells(self.said, phrases)
        for number, line in enumerate(self.text.split("\n")):
            if headings.tells(headings.spoken(line), (found, f"{found}*")):
                return self._place(self.line + number), self._around(found) if number else self.brief
        return self.at, self.brief

    def _around(self, phrase: str) -> str:
        if self.text.lstrip().startswith("|"):
            return self.brief
        return shown(
            next((one for one in self.sentences if headings.tells(headings.spoken(one), (phrase,))), self.text)
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences; a row of a table is one."""
        return tuple(part for part in _STOP.split(" ".join(self.text.split())) if part)

    @property
    def planned(self) -> bool:
        """Whether it is a task of a plan: a box to tick, an estimate of its hours."""
        return _PLANNED.search(self.text) is not None

    def together(self, *groups: tuple[str, ...]) -> str:
        """Its sentences, as words of `spoken`, that each speak of all the groups; "" where none does."""
        if not all(headings.tells(self.said, group) for group in groups):
            return ""
        spoken = (headings.spoken(_TARGET.sub("]", part)) for part in self.sentences)
        return "".join(said for said in spoken if all(headings.tells(said, group) for group in groups))

    def beneath(self, topic: tuple[str, ...], *but: tuple[str, ...]) -> bool:
        """Whether a heading above it is of a topic, and none of the others."""
        return any(main_words.heads(one, topic) for one in self.under) and not any(self.near(other) for other in but)

    def near(self, topic: tuple[str, ...]) -> bool:
        """Whether a heading above it has a word of a topic at all."""
        return any(_titled(one, topic) for one in self.under)

    @property
    def links(self) -> bool:
        """Whether it is a line of a list of links, or of what is done."""
        text = self.text.lstrip("|-*+• ")
        return (
            text.startswith(("[", "**[", "✅", "<a "))
            or (self.text.count("](") > 1 and len(self.text.split()) < _PER_LINK * self.text.count("]("))
            or _POINTER.fullmatch(self.text) is not None
        )


@lru_cache(maxsize=20_000)
def _titled(title: str, topic: tuple[str, ...]) -> bool:
    return bool(headings.tells(title, topic))


def shown(text: str) -> str:
    """Words of a page as they are shown: without their marks, and not too many."""
    return " ".join(_MARKS.sub("", text).strip().lstrip("-+•> |").strip().rstrip("|").split())[:_SHOWN]


def labelled(one: Statement, topic: tuple[str, ...]) -> bool:
    """Whether a statement begins with a label in bold that is of a topic: `**Who it serves.**`."""
    found = _LABELLED.match(one.text)
    return found is not None and bool(main_words.heads(headings.spoken(found[1]), topic))


def statements(system: System) -> tuple[Statement, ...]:
    """Every statement of the team's pages; instructions to assistants, templates and change logs left out."""
    return system.once(_statements)


def _statements(system: System) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for path, page in pages(system):
        if _ASIDE.search(path.lower()):
            continue
        kind = kind_of_note(path, page) or ""
        if kind != "template":
            found += _of(path, page, kind)
        if len(found) > _MOST:
            break
    return (*found, *_in_notebooks(system))


def _in_notebooks(system: System) -> Iterator[Statement]:
    """What notebooks say between their code: a heading goes on in the cells below it."""
    above: list[tuple[int, str]] = []
    of = ""
    for path, number, page in cells(system):
        if _ASIDE.search(path.lower()):
            continue
        if path != of:
            above, of = [], path
        for section in page.sections:
            if section.level:
                title = headings.spoken(bare(section.title))[:_LONGEST_TITLE]
                above = [*(one for one in above if one[0] < section.level), (section.level, title)]
            under = tuple(title for _, title in above)
            for line, text, label in _headed(section):
                said = headings.spoken(_TARGET.sub("]", text))
                if headings.tells(said, _OF_ITSELF) or any(headings.tells(one, _OF_ITSELF) for one in under[-1:]):
                    continue
                over = (*under, label) if label else under
                yield Statement(path, line, text, section.title, over, "notebook", said, number, bool(label))


def _of(path: str, page: Page, kind: str) -> Iterator[Statement]:
    above: list[tuple[int, str]] = []
    for section in page.sections:
        above = [one for one in above if one[0] < section.level]
        if section.level:
            above.append((section.level, headings.spoken(bare(section.title))[:_LONGEST_TITLE]))
        under = tuple(title for _, title in above)
        for line, text, label in _headed(section):
            over = (*under, label) if label else under
            said = headings.spoken(_TARGET.sub("]", text))
            yield Statement(path, line, text, section.title, over, kind, said, labelled=bool(label))


def _headed(section: Section) -> Iterator[tuple[int, str, str]]:
    """The pieces of a section, each with the bold line above that heads it as a heading would, as words.

    Such a line heads what follows up to the end of the first list, or up to the next one.
    """
    label, listed = "", False
    for line, text in _pieces(section):
        item = _BEGINS.match(text) is not None
        if not item and _HEADED.fullmatch(text):
            label, listed = headings.spoken(bare(_MARKS.sub("", text)))[:_LONGEST_TITLE], False
            yield line, text, ""
            continue
        label = "" if listed and not item else label
        listed = listed or item
        yield line, text, label


def _pieces(section: Section) -> Iterator[tuple[int, str]]:
    """The items, rows and paragraphs of a section."""
    tabled = {line for one in section.tables for line in (one.line, one.line + 1)}
    held: list[str] = []
    begun = 0
    for number, line in enumerate(section.text.split("\n"), section.text_line):
        starts = bool(_BEGINS.match(line))
        if held and (starts or not line.strip()):
            yield from _piece(begun, held)
            held = []
        if line.strip() and number not in tabled and not _RULE.fullmatch(line):
            begun = begun if held else number
            held.append(line.strip())
    yield from _piece(begun, held)


def _piece(line: int, held: list[str]) -> Iterator[tuple[int, str]]:
    text = "\n".join(held)[:_LONGEST]
    if text and not empty(text) and "](" not in text[:3] and not text.startswith(("<", "[![", "![")):
        yield line, text


def beneath(system: System, topic: tuple[str, ...], *but: tuple[str, ...]) -> tuple[Statement, ...]:
    """The statements under headings of a topic, long enough to say something; not under headings of the others."""
    return tuple(
        one for one in statements(system) if one.under and _says(one) and one.beneath(topic, *but) and not _works(one)
    )


def spoken_of(system: System, *groups: tuple[str, ...]) -> tuple[Statement, ...]:
    """The statements that speak of each of the groups, wherever they stand but in sections on how to work with it."""
    found = []
    for one in statements(system):
        said = one.said
        if all(headings.tells(said, group) for group in groups) and not one.near(headings.WORKINGS):
            found.append(one)
    return tuple(found)


def first_of_each(found: Iterable[Statement], most: int = 3) -> tuple[Statement, ...]:
    """The first statement under each heading."""
    seen: dict[tuple[str, str], Statement] = {}
    for one in found:
        seen.setdefault((one.path, one.title), one)
    return tuple(seen.values())[:most]


def _works(one: Statement) -> bool:
    """Whether it stands in a section on how to work with the repository; one word of a page's title makes it none."""
    first, *inner = one.under
    return bool(main_words.heads(first, headings.WORKINGS)) or any(_titled(title, headings.WORKINGS) for title in inner)


def _says(one: Statement) -> bool:
    if one.text.rstrip().rstrip("*_").endswith(":") and len(one.text.split()) < _LABEL:
        return False  # it leads over to what stands below
    if _HEADED.fullmatch(one.text):
        return False
    return len(one.text.split()) >= _SHORTEST or any(ord(sign) > 0x2E80 for sign in one.text)  # noqa: PLR2004 - scripts without blanks
