"""Where the words of a TOML or JSON text stand, for parsers that keep no lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

_LITERAL: Final = re.compile(r'"([^"\\\n]*)"|\'([^\'\n]*)\'')
_KEY: Final = re.compile(r"[ \t]*[\"']?([\w.-]+)[\"']?[ \t]*[=:]")
_TABLE: Final = re.compile(r"[ \t]*\[{1,2}([^\[\]]+)\]{1,2}[ \t]*(?:#.*)?$")


class Places:
    """The lines of quoted words, of keys and of tables of one text, looked up from a line on."""

    def __init__(self, text: str) -> None:
        self._literals: dict[str, list[int]] = {}
        self._keys: dict[str, list[int]] = {}
        self._tables: dict[str, int] = {}
        for number, line in enumerate(text.split("\n"), 1):
            if table := _TABLE.match(line):
                self._tables.setdefault(table[1].replace('"', "").replace(" ", ""), number)
                continue
            if key := _KEY.match(line):
                self._keys.setdefault(key[1], []).append(number)
            for found in _LITERAL.finditer(line):
                lines = self._literals.setdefault(found[1] or found[2] or "", [])
                if not lines or lines[-1] != number:
                    lines.append(number)

    def table(self, *names: str) -> int:
        """The line of the table of these names, or of the nearest that holds it; 1 where none is written."""
        for end in range(len(names), 0, -1):
            if found := self._tables.get(".".join(names[:end])):
                return found
        return 1

    def key(self, name: str, start: int) -> int:
        """The first line from `start` on that gives this key, or `start`."""
        return self._from(self._keys.get(name, []), start) or self._tables.get(name, start)

    def word(self, text: str, start: int) -> int:
        """The first line from `start` on that quotes this text, or `start`."""
        return self._from(self._literals.get(text, []), start) or start

    @staticmethod
    def _from(lines: list[int], start: int) -> int:
        at = bisect_left(lines, start)
        return lines[at] if at < len(lines) else 0
