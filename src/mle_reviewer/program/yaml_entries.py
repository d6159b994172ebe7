"""YAML as entries.

It is read from the parser's events, never composed recursively, so that no depth of nesting can exhaust the stack
and an alias is one more name for an entry, never a copy of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from mle_reviewer.program.entry import DEEPEST, Entry, Scalar, TooMuchError, line_at

_MOST_ENTRIES: Final = 60_000
_BOOLEANS: Final = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9_]{0,17})")
_FLOAT: Final = re.compile(r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*(?:[eE][-+]?[0-9]{1,3})?|[-+]?[0-9]+[eE][-+]?[0-9]{1,3}")
_CORE: Final = "tag:yaml.org,2002:"
_TYPED: Final = frozenset({f"{_CORE}int", f"{_CORE}float", f"{_CORE}bool", f"{_CORE}null"})
_PLAIN_TAGS: Final = frozenset({"", "!", f"{_CORE}str", f"{_CORE}map", f"{_CORE}seq", *_TYPED})
# What ends a line for YAML and for nobody else: with one of these its lines are counted again as editors and git do.
_ODD_BREAK: Final = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_ANY_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class NotYamlError(ValueError):
    """What the parser says that is wrong, and the line where it saw it."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.line = line


def yaml_entries(text: str, lines: Sequence[int] = ()) -> tuple[Entry, ...]:
    """The documents of a YAML text; raises NotYamlError or TooMuchError.

    `lines` are the lines of the file on which the lines of the text stand, where it is only a part of one.
    """
    import yaml

    lines = _counted(text, lines)
    builder = _Builder(text, lines)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        raise NotYamlError(str(problem).partition("\n")[0], builder.line_of(mark.line) if mark else 1) from None
    except UnicodeError:
        raise NotYamlError("characters that no file can hold", 1) from None
    return tuple(builder.roots)


def _counted(text: str, lines: Sequence[int]) -> Sequence[int]:
    """The line of the file for each line as YAML counts them; nothing where both count alike from 1."""
    if not _ODD_BREAK.search(text):
        return lines
    found, line = [0], 0
    for match in _ANY_BREAK.finditer(text):
        line += match[0].endswith("\n")
        found.append(line)
    return [line_at(lines, one) for one in found]


class _Builder:
    """Turns parser events into entries; `stack` holds the open containers, each with its key that waits for a value."""

    def __init__(self, text: str, lines: Sequence[int]) -> None:
        self.roots: list[Entry] = []
        self.stack: list[tuple[Entry, list[Entry | None]]] = []
        self.anchors: dict[str, Entry] = {}
        self.count = 0
        self.lines = lines
        self.text = text
        self._split: list[str] | None = None

    def line_of(self, number: int) -> int:
        """The line of the file for a line of the parser, which counts from 0."""
        return line_at(self.lines, number)

    def take(self, event: Any) -> None:
        """One more event of the parser."""
        kind = type(event).__name__
        line = self.line_of(event.start_mark.line)
        if kind in {"MappingStartEvent", "SequenceStartEvent"}:
            made = Entry({} if kind == "MappingStartEvent" else [], line, _tag(event.tag), self._named())
            self._place(made, event.anchor, line)
            self.stack.append((made, [None]))
            if len(self.stack) > DEEPEST:
                raise TooMuchError(f"nested more than {DEEPEST} deep", line)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self.stack.pop()
        elif kind == "ScalarEvent":
            plain = event.tag in _TYPED or (not event.style and event.tag is None)
            value = scalar_of(event.value) if plain else event.value
            made = Entry(value, line, _tag(event.tag), self._named(), self._lines(event))
            self._place(made, event.anchor, line, event.value)
        elif kind == "AliasEvent":
            self._place(self._named_again(event.anchor, line), None, line)

    def _named(self) -> int:
        waiting = self.stack[-1][1][0] if self.stack else None
        return waiting.line if waiting is not None else 0

    def _named_again(self, anchor: str, line: int) -> Entry:
        """What an alias names, under the key that it stands under here."""
        entry = self.anchors.get(anchor, Entry(None, line))
        if isinstance(entry.value, (dict, list)) and any(entry.value is open_.value for open_, _key in self.stack):
            raise TooMuchError("an alias within what it names", line)
        return replace(entry, named=self._named())

    def _lines(self, event: Any) -> Sequence[int]:
        """The lines of a text of several: those of a block scalar begin behind the line with the `|` or `>`."""
        start, many = event.start_mark.line, event.value.count("\n") + 1
        if event.style == "|" and not self.lines:
            return range(start + 2, start + 2 + many)
        if event.style == "|":
            return [self.line_of(number) for number in range(start + 1, start + 1 + many)]
        if event.style == ">":
            return self._folded(event.value, start + 1)
        if many == 1 or event.end_mark.line == start:
            return ()
        written = self._written()[start : event.end_mark.line + 1]
        if event.style == '"' and any("\\" in line for line in written):
            return ()  # escapes make breaks of their own, and take some away
        return self._folded(event.value, start, event.start_mark.column, quote=event.style or "")

    def _written(self) -> list[str]:
        """The lines of the text as the parser counts them."""
        if self._split is None:
            self._split = _ANY_BREAK.split(self.text)
        return self._split

    def _folded(self, value: str, at: int, column: int = 0, quote: str = "") -> list[int]:
        """The line where each line of a folded text begins: there a single break is a space, and a blank line one."""
        written, first = self._written(), at
        found: list[int] = []
        for line in value.split("\n"):
            rest = line.strip()
            while rest and at < len(written) and not written[at].strip():
                at += 1
            found.append(self.line_of(at))
            while at < len(written):
                part = written[at][column:].removeprefix(quote) if at == first else written[at]
                part = part.strip().replace("''", "'") if quote == "'" else part.strip()
                at += 1
                rest = rest[len(part) :].lstrip() if rest.startswith(part) else ""
                if not rest:
                    break
        return found

    def _place(self, made: Entry, anchor: str | None, line: int, spelled: str | None = None) -> None:
        self._grow(1, line)
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
            self._member(container, key, made)

    def _grow(self, by: int, line: int) -> None:
        self.count += by
        if self.count > _MOST_ENTRIES:
            raise TooMuchError(f"more than {_MOST_ENTRIES} entries", line)

    def _member(self, container: Entry, key: str, made: Entry) -> None:
        assert isinstance(container.value, dict)
        if key != "<<":
            container.value[key] = made
            return
        for source in made.value if isinstance(made.value, list) else [made]:
            # What is inherited counts: a chain of merges would otherwise cost more than any document.
            self._grow(len(source.value) if isinstance(source.value, dict) else 0, made.line)
            for name, inherited in source.items():
                container.value.setdefault(name, inherited)


def _tag(spelled: str | None) -> str:
    """An application's tag as it is written; the tags of YAML's own plain types say nothing that the value does not."""
    if spelled is None or spelled in _PLAIN_TAGS:
        return ""
    return f"!!{spelled.removeprefix(_CORE)}" if spelled.startswith(_CORE) else spelled


def scalar_of(text: str) -> Scalar:
    """The value of a plain scalar as its spelling says."""
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
