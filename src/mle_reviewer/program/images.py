"""References to container images: the name, the tag and the digest that a text states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mle_reviewer.program.marks import CLOSE, OPEN, spelled

# What is filled in later may hold any of the characters that part a reference.
_OPAQUE: Final = re.compile(
    rf"{OPEN}[^{CLOSE}]*{CLOSE}|\$\{{[^{{}}]*\}}|\$\([^()]*\)|\{{\{{[^{{}}]*\}}\}}|\$[A-Za-z_]\w*"
)
_VARIABLE: Final = re.compile(r"\\\$|\$\$|\$(?:\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\}|([A-Za-z_]\w*))")
_LONGEST: Final = 2000
_LONGEST_FILLED: Final = 20_000  # a variable may double itself line after line


@dataclass(frozen=True, slots=True)
class Image:
    """An image as it is referred to. `tag` and `digest` are "" where none is stated, which says nothing of a default.

    A part may hold what is known only later, as it is spelled (`${TAG}`, `{{ .Values.tag }}`): see `unknown`.
    """

    name: str
    tag: str = ""
    digest: str = ""

    @property
    def registry(self) -> str:
        """The host that serves it, "" where the reference leaves that to the default."""
        first, slash, _rest = self.name.partition("/")
        return first if slash and ("." in first or ":" in first or first == "localhost") else ""

    def unknown(self, part: str = "name") -> bool:
        """Whether its "name", "tag" or "digest" holds what is known only later."""
        text = {"name": self.name, "tag": self.tag, "digest": self.digest}[part]
        return _OPAQUE.search(text) is not None

    def __str__(self) -> str:
        tag = f":{self.tag}" if self.tag else ""
        return f"{self.name}{tag}{f'@{self.digest}' if self.digest else ''}"


def image_of(text: str, variables: Mapping[str, str] | None = None) -> Image | None:
    """The image that a text refers to; None for what is no reference (blank, of several words, or an image's end).

    `variables` are filled in, and the defaults that the text itself states (`${TAG:-1.2}`).
    """
    filled_text = filled(text.strip(), variables or {})[:_LONGEST]
    shape = _OPAQUE.sub(lambda match: "x" * len(match[0]), filled_text)
    if not shape or any(character.isspace() for character in shape):
        return None
    name, at, _digest = shape.partition("@")
    digest = filled_text[len(name) + 1 :] if at else ""
    colon = name.rfind(":")
    if colon <= name.rfind("/"):
        colon = len(name)
    if colon == 0:
        return None
    tag = filled_text[colon + 1 : len(name)]
    return Image(spelled(filled_text[:colon]), spelled(tag), spelled(digest))


def filled(text: str, variables: Mapping[str, str]) -> str:
    """A text with its variables, or the defaults it states for them (`${NAME:-default}`); others stay as spelled.

    So do all where the text would grow without end.
    """

    def fill(match: re.Match[str]) -> str:
        name, operator, word = match[1] or match[4], match[2] or "", match[3] or ""
        if not name:
            return match[0]  # a dollar sign that stands for itself
        value = variables.get(name)
        missing = value is None or (operator.startswith(":") and not value)
        if operator.endswith("+"):
            return "" if missing else word
        if missing and operator.endswith("-"):
            return word
        return match[0] if value is None or (missing and operator.endswith("?")) else value

    made = _VARIABLE.sub(fill, text)
    return made if len(made) <= max(len(text), _LONGEST_FILLED) else text
