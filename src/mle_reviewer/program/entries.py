"""YAML, JSON and TOML documents as plain entries: each scalar, list or mapping with the line it stands on.

YAML is read from the parser's events, never composed recursively, so that no depth of nesting can exhaust the stack
and an alias is one more name for an entry, never a copy of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

Scalar = str | int | float | bool | None
DEEPEST: Final = 40
_MOST_ENTRIES: Final = 60_000
_BOOLEANS: Final = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9_]{0,17})")
_FLOAT: Final = re.compile(r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*(?:[eE][-+]?[0-9]{1,3})?|[-+]?[0-9]+[eE][-+]?[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a document and its line (from 1; 1 throughout in TOML and JSON, whose parsers keep no lines)."""

    value: Scalar | dict[str, Entry] | list[Entry]
    line: int

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


def read_entries(document: Document) -> tuple[tuple[Entry, ...], tuple[Gap, ...]]:
    """The values of a document: several for YAML of several documents, none and a gap where it cannot be read."""
    text = decode(document)
    if isinstance(text, Gap):
        return (), (text,)
    try:
        if document.kind == "json":
            return (_plain(json.loads(text), 0),), ()
        if document.kind == "toml":
            import tomllib

            return (_plain(tomllib.loads(text), 0),), ()
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return (), (Gap(document.path, line, "parse", f"not valid {document.kind.upper()}: {_short(error)}"),)
    return _yaml(document.path, text)


def _short(error: Exception) -> str:
    return "it nests too deeply" if isinstance(error, RecursionError) else str(error).partition("\n")[0]


def _plain(value: Any, depth: int) -> Entry:
    if depth > DEEPEST:
        raise ValueError(f"nested more than {DEEPEST} deep")
    if isinstance(value, dict):
        return Entry({str(key): _plain(inner, depth + 1) for key, inner in value.items()}, 1)
    if isinstance(value, list):
        return Entry([_plain(inner, depth + 1) for inner in value], 1)
    return Entry(value if isinstance(value, (str, int, float, bool)) or value is None else str(value), 1)


def _yaml(path: str, text: str) -> tuple[tuple[Entry, ...], tuple[Gap, ...]]:
    import yaml

    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = f"not YAML: {getattr(error, 'problem', None) or _short(error)}"
        if "{{" in text or "{%" in text:
            why += " (a template: what it will say is not known before it is rendered)"
        return (), (Gap(path, mark.line + 1 if mark else 1, "parse", why),)
    except _TooMuch as error:
        return (), (Gap(path, error.line, "parse", str(error)),)
    return tuple(builder.roots), ()


class _TooMuch(Exception):  # noqa: N818 - a bound that was reached
    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


class _Builder:
    """Turns parser events into entries; `stack` holds the open containers, each with its key that waits for a value."""

    def __init__(self) -> None:
        self.roots: list[Entry] = []
        self.stack: list[tuple[Entry, list[Entry | None]]] = []
        self.anchors: dict[str, Entry] = {}
        self.count = 0

    def take(self, event: Any) -> None:
        """One more event of the parser."""
        kind = type(event).__name__
        line = event.start_mark.line + 1
        if kind in {"MappingStartEvent", "SequenceStartEvent"}:
            made = Entry({} if kind == "MappingStartEvent" else [], line)
            self._place(made, event.anchor, line)
            self.stack.append((made, [None]))
            if len(self.stack) > DEEPEST:
                raise _TooMuch(f"nested more than {DEEPEST} deep", line)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self.stack.pop()
        elif kind == "ScalarEvent":
            plain = not event.style and event.tag is None
            self._place(Entry(_scalar(event.value) if plain else event.value, line), event.anchor, line, event.value)
        elif kind == "AliasEvent":
            self._place(self.anchors.get(event.anchor, Entry(None, line)), None, line)

    def _place(self, made: Entry, anchor: str | None, line: int, spelled: str | None = None) -> None:
        self.count += 1
        if self.count > _MOST_ENTRIES:
            raise _TooMuch(f"more than {_MOST_ENTRIES} entries", line)
        if anchor is not None:
            self.anchors[anchor] = made
        if not self.stack:
            self.roots.append(made)
            return
        container, waiting = self.stack[-1]
        if isinstance(container.value, list):
            container.value.append(made)
        elif waiting[0] is None:
            # A key: kept as it is spelled, since `on:` and `1:` are words to those who read these files.
            waiting[0] = Entry(spelled if spelled is not None else "?", line)
        else:
            key = str(waiting[0].value)
            waiting[0] = None
            _member(container, key, made)


def _member(container: Entry, key: str, made: Entry) -> None:
    assert isinstance(container.value, dict)
    if key != "<<":
        container.value[key] = made
        return
    for source in made.value if isinstance(made.value, list) else [made]:
        for name, inherited in source.items():
            container.value.setdefault(name, inherited)


def _scalar(text: str) -> Scalar:
    if text in _NULLS:
        return None
    lower = text.lower()
    if lower in _BOOLEANS:
        return _BOOLEANS[lower]
    if _INTEGER.fullmatch(text):
        return int(text.replace("_", ""))
    if _FLOAT.fullmatch(text) and any(character.isdigit() for character in text):
        return float(text.replace("_", ""))
    return text
