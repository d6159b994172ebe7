"""One value of a configuration document with the lines it stands on, and how the values below it are found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

Scalar = str | int | float | bool | None
Path = tuple[str | int, ...]
DEEPEST: Final = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a document and the line (from 1) where it begins.

    `tag` is an application's tag as it is spelled (`!Sub`, `!!python/name:os.system`); nothing is ever built from it.
    `named` is the line of the key of a member, 0 for what has none. `lines` are the lines of the document on which
    the lines of a text stand, where it is spelled over several; empty where it is spelled in one.
    """

    value: Scalar | dict[str, Entry] | list[Entry]
    line: int
    tag: str = ""
    named: int = field(default=0, compare=False)
    lines: Sequence[int] = field(default=(), compare=False, repr=False)

    def get(self, *keys: str) -> Entry | None:
        """The entry under these keys; None where one is missing."""
        found: Entry = self
        for key in keys:
            inner = found.value.get(key) if isinstance(found.value, dict) else None
            if inner is None:
                return None
            found = inner
        return found

    def items(self) -> Iterator[tuple[str, Entry]]:
        """The members of a mapping; nothing for anything else."""
        if isinstance(self.value, dict):
            yield from self.value.items()

    def elements(self) -> list[Entry]:
        """The elements of a list; a scalar is a list of one, as most of these formats allow."""
        if isinstance(self.value, list):
            return self.value
        return [] if self.value is None or isinstance(self.value, dict) else [self]

    def text(self) -> str | None:
        """The scalar as it would be spelled in a command."""
        if self.value is None or isinstance(self.value, (dict, list)):
            return None
        return str(self.value)

    def walk(self) -> Iterator[tuple[Path, Entry]]:
        """Every entry from here down with its keys and positions, in the order of the document.

        What has several names (an alias of YAML) is entered under the first alone, so that a walk is never longer
        than the document.
        """
        entered: set[int] = set()
        waiting: list[tuple[Path, Entry]] = [((), self)]
        while waiting:
            path, entry = waiting.pop()
            yield path, entry
            value = entry.value
            if not isinstance(value, (dict, list)) or id(value) in entered:
                continue
            entered.add(id(value))
            below = value.items() if isinstance(value, dict) else enumerate(value)
            waiting.extend(reversed([((*path, key), inner) for key, inner in below]))

    def line_of(self, number: int) -> int:
        """The line of the document on which line `number` (from 0) of the text of this scalar stands."""
        return line_at(self.lines, number) if self.lines else self.line


def line_at(lines: Sequence[int], number: int) -> int:
    """The line of the file for line `number` (from 0) of a text whose lines stand on `lines`, or that is the file."""
    return lines[min(number, len(lines) - 1)] if lines else number + 1


class TooMuchError(ValueError):
    """A bound that a document reached, and the line where it did."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.lineno = line
