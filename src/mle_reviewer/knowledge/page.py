"""Reads the small, strict part of YAML that knowledge pages use, and remembers the line of every key.

Only mappings, lists and scalars; no tags, anchors or merges. `true`, `false`, `null` and numbers are themselves, and
every other plain word is text (so that the slot `on:` stays a word). Built from parser events, so that no depth of
nesting in a hostile page can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

DEEPEST: Final = 12
LARGEST: Final = 200_000  # bytes
_NUMBER: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})(\.[0-9]+)?(e[-+]?[0-9]{1,3})?", re.IGNORECASE)
_WORDS: Final[Mapping[str, object]] = {"true": True, "false": False, "null": None, "~": None, "": None}

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a page: where (line from 1, keys joined by dots) and why."""

    path: str
    line: int
    key: str
    why: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}"
        return f"{place}: {self.key}: {self.why}" if self.key else f"{place}: {self.why}"


class PageError(Exception):
    """Knowledge pages that cannot be used, with every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Page:
    """A page as plain values, with the line of each key path."""

    path: str
    body: Mapping[str, Any]
    lines: Mapping[Keys, int]

    def problem(self, keys: Keys, why: str) -> Problem:
        """A problem at these keys, placed at the nearest line that is known."""
        known = keys
        while known and known not in self.lines:
            known = known[:-1]
        return Problem(self.path, self.lines.get(known, 1), ".".join(map(str, keys)), why)


def read_page(path: str, data: bytes) -> Page:
    """Parse one page. Raises PageError when it is not YAML of the kind pages use."""
    import yaml

    if len(data) > LARGEST:
        raise PageError((Problem(path, 1, "", f"larger than {LARGEST} bytes"),))
    builder = _Builder(path)
    try:
        for event in yaml.parse(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = f"not YAML: {getattr(error, 'problem', None) or error}"
        raise PageError((Problem(path, mark.line + 1 if mark else 1, "", why),)) from None
    if not isinstance(builder.root, dict):
        raise PageError((Problem(path, 1, "", "a page is a mapping"),))
    return Page(path, builder.root, builder.lines)


class _Builder:
    """Turns parser events into values; `stack` holds the open containers with the keys that lead to them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.root: object = None
        self.lines: dict[Keys, int] = {}
        self.stack: list[tuple[dict[str, Any] | list[Any], Keys]] = []
        self.key: str | None = None
        self.documents = 0

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        line = event.start_mark.line + 1
        if getattr(event, "anchor", None) or kind == "AliasEvent":
            self.fail(line, "anchors and aliases are not used in pages")
        if getattr(event, "tag", None) is not None:
            self.fail(line, "tags are not used in pages")
        if kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self.fail(line, "one document a page")
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self.open({} if kind == "MappingStartEvent" else [], line)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self.stack.pop()
        elif kind == "ScalarEvent":
            self.scalar(event, line)

    def open(self, container: dict[str, Any] | list[Any], line: int) -> None:
        if len(self.stack) >= DEEPEST:
            self.fail(line, f"nested more than {DEEPEST} deep")
        if self.stack and isinstance(self.stack[-1][0], dict) and self.key is None:
            self.fail(line, "a key is a word")
        keys = self.place(container)
        self.stack.append((container, keys))

    def scalar(self, event: Any, line: int) -> None:
        if self.stack and isinstance(self.stack[-1][0], dict) and self.key is None:
            container, keys = self.stack[-1]
            if event.value in container:
                self.fail(line, f"`{event.value}` stands twice")
            self.key = event.value
            self.lines[(*keys, event.value)] = line
            return
        self.place(event.value if event.style else _plain(event.value))

    def place(self, value: object) -> Keys:
        """Put a value where the parser stands, and return the keys that lead to it."""
        if not self.stack:
            self.root = value
            return ()
        container, keys = self.stack[-1]
        if isinstance(container, list):
            container.append(value)
            return (*keys, len(container) - 1)
        key = self.key or ""
        self.key = None
        container[key] = value
        return (*keys, key)

    def fail(self, line: int, why: str) -> None:
        raise PageError((Problem(self.path, line, "", why),))


def _plain(text: str) -> object:
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return float(text) if any(c in text for c in ".eE") else int(text)
    return text
