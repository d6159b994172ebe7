"""What pages say of going back, line by line: their prose, and the remarks between their commands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.pages.links import page
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.prose.page import Section
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_SHELLS: Final = frozenset({
    "", "bash", "sh", "shell", "console", "zsh", "text", "powershell", "pwsh", "ps1", "bat", "cmd", "batch",
})  # fmt: skip
_MEANS: Final = re.compile(  # going back is training again
    r"(?i)\b(?:roll(?:ing)?[- ]?backs?|revert(?:ing)?)\b(?:\s+[\w-]+){0,3}?\s+(?:requires?|means?|needs?|is|=)\s+"
    r"(?:(?:an?|the|full|complete|to|model)\s+)*"
    r"(?:re-?train(?:ing)?|train(?:ing)? again|re-?run(?:ning)? (?:the )?training)\b"
)
_SUPPOSED: Final = re.compile(
    r"(?i)\b(?:no|not|never|without|instead|rather|unless|if|when|once|would|could|should|must|may|or|avoid|otherwise)\b"
)
_WARNS: Final = re.compile(  # headings under which stands what is to be avoided, or what once was
    r"(?i)mistake|anti-?pattern|flag|pitfall|trap|blocker|myth|misconception|smell|checklist|glossary|interview|wrong|"
    r"avoid|before|problem|lesson|review|question|plan|quiz"
)
_TAUGHT: Final = re.compile(  # what agents are told, courses, and pages of what is planned
    r"(?i)(?:^|/)\.|(?:^|/)(?:skills?|agents?|prompts?|commands|rules|lessons?|lectures?|courses?)(?:/|\.)|claude|agents\.md|"
    r"plan|roadmap|proposal|archive|histor|backlog|review"
)
_ENDS: Final = re.compile(r"(?<=[.!?;])\s+")
_REMARK: Final = re.compile(r"(?:^|\s)(?:#|REM\b|::)\s+(\S.*)$")


def said_in(sections: Iterable[Section]) -> tuple[tuple[int, str], ...]:
    """The lines of sections and the remarks in their blocks of commands, each with its line in the document."""
    return tuple(sorted(line for one in sections for line in (*_prose(one), *_remarks(one)) if line[1].strip()))


def _prose(one: Section) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(one.text.split("\n")):
        yield one.text_line + number, line


def _remarks(one: Section) -> Iterator[tuple[int, str]]:
    for fence in one.fences:
        for number, line in enumerate(fence.text.split("\n"), 1):
            found = _REMARK.search(line) if fence.language.lower() in _SHELLS else None
            if found is not None:
                yield fence.line + number, found[1]


def told(system: System) -> Iterator[tuple[Location, str]]:
    """Sentences of pages that say that going back is training again."""
    for path in system.of_kind("markdown"):
        if tier(path) not in {"code", "docs"} or _TAUGHT.search(path):
            continue
        found = page(system, path)
        for one in found.sections if found is not None else ():
            if found is None or any(_WARNS.search(above.title) for above in (one, *found.above(one))):
                continue
            for number, line in _prose(one):
                if line.lstrip().startswith(("|", ">")):
                    continue
                for sentence in _ENDS.split(line):
                    if _MEANS.search(sentence) and not _SUPPOSED.search(sentence):
                        yield location(path, number), sentence.strip()
