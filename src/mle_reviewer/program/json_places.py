"""Where values stand in a JSON text: a cursor that walks objects and arrays and hops over all that is not asked for."""

from __future__ import annotations

import json
import json.decoder
import re
from collections.abc import Callable, Iterator
from typing import Final

# The C scanner where there is one; unlike the decoder it says where a string ends. It takes no keywords.
_scan_string: Final[Callable[[str, int, bool], tuple[str, int]]] = json.decoder.scanstring  # type: ignore[attr-defined]
_LENIENT: Final = False
_decode: Final = json.JSONDecoder(strict=_LENIENT).raw_decode  # builds what it passes, and is still the fastest to pass
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_BOUND: Final = re.compile(r'["{}\[\]]')
_SCALAR: Final = re.compile(r"[^ \t\n\r,\]}]+")


class Cursor:
    """A place in a JSON text. Every method raises ValueError where the text is not JSON, and `at` says where.

    `members` and `elements` stop before each value; the caller may walk the value itself, or leave it to be skipped.
    """

    __slots__ = ("_counted", "_line", "at", "text")

    def __init__(self, text: str, at: int = 0, line: int = 1) -> None:
        self.text = text
        self.at = at
        self._counted = at
        self._line = line
        self._space()

    def line(self) -> int:
        """The line of the cursor, from 1."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def sees(self, character: str) -> bool:
        """Whether the value before the cursor begins so."""
        return self.text.startswith(character, self.at)

    def members(self) -> Iterator[str]:
        """The keys of the object at the cursor, each with the cursor before its value."""
        for _ in self._items("{", "}"):
            key = self.string()
            self._space()
            self._take(":")
            before = self.at
            yield key
            self._leave(before)

    def elements(self) -> Iterator[None]:
        """The elements of the array at the cursor, each with the cursor before it."""
        for _ in self._items("[", "]"):
            before = self.at
            yield None
            self._leave(before)

    def string(self) -> str:
        """The string at the cursor, which moves behind it."""
        if not self.sees('"'):
            raise ValueError("a string is missing")
        value, self.at = _scan_string(self.text, self.at + 1, _LENIENT)
        return value

    def skip(self) -> None:
        """Moves behind the value at the cursor."""
        text = self.text
        if not self.sees("{") and not self.sees("["):
            if self.sees('"'):
                self.string()
            elif found := _SCALAR.match(text, self.at):
                self.at = found.end()
            else:
                raise ValueError("a value is missing")
            return
        try:
            self.at = _decode(text, self.at)[1]
        except (ValueError, RecursionError):
            self._hop()

    def _hop(self) -> None:
        """Moves behind a container that the decoder does not take: too deep, or with a number too long."""
        text, depth = self.text, 0
        while found := _BOUND.search(text, self.at):
            bound = found[0]
            if bound == '"':
                self.at = _scan_string(text, found.end(), _LENIENT)[1]
                continue
            self.at = found.end()
            depth += 1 if bound in "{[" else -1
            if depth == 0:
                return
        self.at = len(text)
        raise ValueError("the text ends early")

    def _items(self, opening: str, closing: str) -> Iterator[None]:
        self._take(opening)
        if self.sees(closing):
            self.at += 1
            return
        while True:
            yield None
            self._space()
            if self.sees(closing):
                self.at += 1
                return
            self._take(",")

    def _leave(self, before: int) -> None:
        if self.at == before:
            self.skip()

    def _take(self, character: str) -> None:
        if not self.sees(character):
            raise ValueError(f"{character!r} is missing")
        self.at += 1
        self._space()

    def _space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        assert found is not None
        self.at = found.end()
