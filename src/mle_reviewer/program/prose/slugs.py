"""Headings as GitHub shows and anchors them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS: Final = re.compile(r"(?<!\w)_{1,3}(?=\S)|(?<=[^\s_])_{1,3}(?!\w)|\*+|~~")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINKED: Final = re.compile(r"(!?)\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")


def shown(title: str) -> str:
    """The words of a heading without the marks of emphasis, code, links, pictures and tags."""
    made = title
    for _round in range(2):  # a picture inside a link
        made = _LINKED.sub(lambda found: "" if found[1] else found[2], made)
    parts = made.split("`")
    for number in range(0, len(parts), 2):  # outside code
        parts[number] = _ESCAPE.sub(r"\1", _EMPHASIS.sub("", _TAG.sub("", parts[number])))
    return "".join(parts).strip()


class Slugs:
    """The anchors of one page: the same words twice get `-1` behind them, as GitHub counts."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def take(self, title: str) -> str:
        """The anchor of the next heading, by its shown words."""
        base = "".join("-" if one == " " else one for one in title.lower() if one in "-_ " or _word(one))
        slug = base
        while slug in self._used:
            self._used[base] += 1
            slug = f"{base}-{self._used[base]}"
        self._used[slug] = 0
        return slug


def _word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in {"Mn", "Mc", "Me", "Pc"}
