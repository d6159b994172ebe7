"""reStructuredText as the Markdown that its headings and lists stand for, line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

_RULE: Final = re.compile(r"([=\-`:'\"~^_*+#<>.])\1{2,}\s*$")
_DIRECTIVE: Final = re.compile(r"\s*\.\. ")
_MOST_LEVELS: Final = 6


def as_markdown(document: Document) -> Document:
    """The same document with `# ` before its headings; every line keeps its number, rules and directives are blank."""
    text = decode(document)
    if isinstance(text, Gap):
        return document
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    made = [("" if _DIRECTIVE.match(line) else line) for line in lines]
    levels: dict[tuple[str, bool], int] = {}
    for number in range(1, len(lines)):
        rule, title = _RULE.match(lines[number]), lines[number - 1].strip()
        if rule is None or not title or _RULE.match(title) or len(lines[number].rstrip()) < len(title):
            continue
        over = number > 1 and lines[number - 2].strip() == lines[number].strip()
        level = levels.setdefault((rule[1], over), min(len(levels) + 1, _MOST_LEVELS))
        made[number - 1], made[number] = f"{'#' * level} {title}", ""
        if over:
            made[number - 2] = ""
    return replace(document, kind="markdown", data="\n".join(made).encode())
