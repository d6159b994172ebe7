"""TOML as entries with exact lines: tomllib says what the values are, a scanner says where each one stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from mle_reviewer.program.entry import DEEPEST, Entry, TooMuchError

_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_INLINE: Final = re.compile(r"[ \t]*")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_BASIC: Final = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"')
_LITERAL: Final = re.compile(r"'[^'\n]*'")
_LONG_BASIC: Final = re.compile(r'"""[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{3,5}', re.DOTALL)
_LONG_LITERAL: Final = re.compile(r"'''[^']*(?:'{1,2}(?!')[^']*)*'{3,5}")
_WORD: Final = re.compile(r"[^,\]}#\n]+")


@dataclass(slots=True)
class _Place:
    """Where a value stands, and where what is below it does."""

    line: int
    named: int = 0
    members: dict[str, _Place] = field(default_factory=dict)
    elements: list[_Place] = field(default_factory=list)
    lines: Sequence[int] = ()


def toml_entry(text: str) -> Entry:
    """The value of a TOML text; raises ValueError (TOMLDecodeError, TooMuchError) or RecursionError."""
    import tomllib

    values = tomllib.loads(text)
    _bounded(values)
    return _merged(values, _Scanner(text).places())


def _bounded(values: dict[str, Any]) -> None:
    """Raises where the values nest too deeply for readers that descend."""
    waiting: list[tuple[Any, int]] = [(values, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            raise TooMuchError(f"nested more than {DEEPEST} deep", 1)
        if isinstance(value, (dict, list)):
            waiting.extend((inner, depth + 1) for inner in (value.values() if isinstance(value, dict) else value))


def _merged(value: Any, place: _Place) -> Entry:
    """The values of the parser at the places of the scanner."""
    made: Any
    if isinstance(value, dict):
        made = {key: _merged(inner, place.members.get(key) or _Place(place.line)) for key, inner in value.items()}
    elif isinstance(value, list):
        places = place.elements
        made = [
            _merged(inner, places[number] if number < len(places) else _Place(place.line))
            for number, inner in enumerate(value)
        ]
    else:
        made = value if isinstance(value, (str, int, float, bool)) else str(value)
    return Entry(made, place.line, "", place.named, place.lines)


class _Scanner:
    """Walks a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._counted = 0
        self._line = 1

    def places(self) -> _Place:
        """The places of all that the text states."""
        root = table = _Place(1)
        while self._blank():
            if self._takes("[["):
                table = self._header(root, "]]")
            elif self._takes("["):
                table = self._header(root, "]")
            else:
                self._member(table)
        return root

    def line(self) -> int:
        """The line of the cursor."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def _blank(self) -> bool:
        """Passes space, line breaks and comments; whether anything follows."""
        self._pass(_BLANK)
        return self.at < len(self.text)

    def _pass(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError("a place that the scanner does not know")
        self.at = found.end()
        return found[0]

    def _takes(self, spelled: str) -> bool:
        if not self.text.startswith(spelled, self.at):
            return False
        self.at += len(spelled)
        return True

    def _header(self, root: _Place, closing: str) -> _Place:
        line = self.line()
        *above, last = self._key()
        self._takes(closing)
        table = _descend(root, above, line)
        if closing == "]":
            table = table.members.setdefault(last, _Place(line))
            table.line = table.named = line  # where it is written out, though a table below it may stand before
            return table
        tables = table.members.setdefault(last, _Place(line, line)).elements
        tables.append(_Place(line))
        return tables[-1]

    def _member(self, table: _Place) -> None:
        line = self.line()
        *above, last = self._key()
        self._takes("=")
        self._pass(_INLINE)
        place = self._value()
        place.named = line
        _descend(table, above, line).members[last] = place

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._pass(_INLINE)
            parts.append(self._name())
            self._pass(_INLINE)
            if not self._takes("."):
                return parts

    def _name(self) -> str:
        if self.text.startswith('"', self.at):
            spelled = self._pass(_BASIC)
            return _unescaped(spelled) if "\\" in spelled else spelled[1:-1]
        if self.text.startswith("'", self.at):
            return self._pass(_LITERAL)[1:-1]
        return self._pass(_BARE)

    def _value(self) -> _Place:
        place = _Place(self.line())
        text, at = self.text, self.at
        if self._takes("["):
            while self._blank() and not self._takes("]"):
                if not self._takes(","):
                    place.elements.append(self._value())
        elif self._takes("{"):
            while self._blank() and not self._takes("}"):
                if not self._takes(","):
                    self._member(place)
        elif text.startswith(('"""', "'''"), at):
            spelled = self._pass(_LONG_BASIC if text[at] == '"' else _LONG_LITERAL)
            place.lines = _lines(spelled, place.line)
        elif text.startswith('"', at):
            self._pass(_BASIC)
        elif text.startswith("'", at):
            self._pass(_LITERAL)
        else:
            self._pass(_WORD)
        return place


def _descend(place: _Place, keys: list[str], line: int) -> _Place:
    """The table under these keys, of an array of tables the last one so far."""
    for key in keys:
        place = place.members.setdefault(key, _Place(line, line))
        if place.elements:
            place = place.elements[-1]
    return place


def _lines(spelled: str, line: int) -> Sequence[int]:
    """The lines of a text between triple quotes; a break directly behind them is none of it, nor one that is escaped.

    Nothing where escapes make breaks of their own or take some away: there the text begins where it is written.
    """
    inner = spelled[3:].replace("\r\n", "\n")
    first = line + inner.startswith("\n")
    escaped = spelled[0] == '"' and "\\" in inner
    return () if escaped else range(first, first + inner.removeprefix("\n").count("\n") + 1)


def _unescaped(spelled: str) -> str:
    import tomllib

    return str(tomllib.loads(f"key = {spelled}")["key"])
