"""The words of Dockerfile instructions: arguments, names with values, and commands as a shell parts them."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from typing import Final

_LONGEST: Final = 200_000


def words_of(text: str, escape: str = "\\", fill: Callable[[str], str] = str) -> tuple[str, ...]:
    """The words between blanks, without the quotes around and the escapes within them, `fill` putting variables in."""
    return tuple(_said(word, escape, fill) for word in split_words(text, escape))


def pairs_of(
    text: str, escape: str = "\\", fill: Callable[[str], str] = str, *, bare: bool = False
) -> tuple[tuple[str, str | None], ...]:
    """Names with their values: `a=1 b="x y"`, the old `a x y`, and where `bare`, names without a value."""
    if not bare and "=" not in next(split_words(text, escape), ""):
        name, _space, value = text.partition(" ")
        return ((name, fill(value.strip())),) if name else ()
    found: list[tuple[str, str | None]] = []
    for word in split_words(text, escape):
        name, equals, value = word.partition("=")
        found.append((_unquoted(name, escape), _said(value, escape, fill) if equals else None))
    return tuple(found)


def shell_words(text: str) -> tuple[str, ...]:
    """The words of a command as a shell parts them, with its operators (`&&`, `|`, `;`) as words of their own."""
    if len(text) > _LONGEST:
        return tuple(text.split())
    lexer = shlex.shlex(text, posix=True, punctuation_chars="();<>|&")
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        return tuple(lexer)
    except ValueError:  # an open quote: parted at blanks, which is more than nothing
        return tuple(text.split())


def split_words(text: str, escape: str) -> Iterator[str]:
    """The words between blanks as they are written, quotes and escapes in them."""
    word, quote, skips = "", "", False
    start = 0
    for at, character in enumerate(text):
        if skips:
            skips = False
        elif character == escape and quote != "'":
            skips = True
        elif quote:
            quote = "" if character == quote else quote
        elif character in {'"', "'"}:
            quote = character
        elif character.isspace():
            word = text[start:at]
            start = at + 1
            if word:
                yield word
    if start < len(text):
        yield text[start:]


def _said(word: str, escape: str, fill: Callable[[str], str]) -> str:
    """A word with its variables, which stand for themselves between single quotes."""
    return _unquoted(word if word.startswith("'") else fill(word), escape)


def _unquoted(word: str, escape: str) -> str:
    if escape not in word and '"' not in word and "'" not in word:
        return word
    made: list[str] = []
    quote, skips = "", False
    for character in word:
        if skips:
            made.append(character if not quote or character in {'"', escape, "$"} else escape + character)
            skips = False
        elif character == escape and quote != "'":
            skips = True
        elif quote == character or (not quote and character in {'"', "'"}):
            quote = "" if quote else character
        else:
            made.append(character)
    return "".join(made) + (escape if skips else "")
