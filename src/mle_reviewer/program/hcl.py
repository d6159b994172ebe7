"""Terraform and other HCL documents as blocks with labels and attributes, each with its line.

Strings, numbers, lists and objects are values; all other expressions are kept as they are spelled, never computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from mle_reviewer.program.entry import DEEPEST, Entry
from mle_reviewer.program.hcl_cursor import CLOSES, HEREDOC, NAME, HclCursor, NotHclError
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?(?![\w.])")
_PLAIN: Final = re.compile(r"[\w.\- \t*+!?&|>^]+")
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}
_MOST: Final = 60_000
_LONGEST: Final = 4_000


@dataclass(frozen=True, slots=True)
class Block:
    """A block, e.g. `resource "aws_s3_bucket" "data" { … }`: its type, labels, attributes and inner blocks.

    An attribute that is an expression is an entry with the text of the expression (`var.name`, `"${a}-b"` without its
    quotes). `expressions` are the names of those attributes: their values are not known before they are computed.
    """

    type: str
    labels: tuple[str, ...]
    line: int
    end_line: int
    attributes: dict[str, Entry] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    expressions: frozenset[str] = frozenset()

    def get(self, *names: str) -> Entry | None:
        """The attribute of this name, or what stands under further names in an object."""
        found = self.attributes.get(names[0])
        return found.get(*names[1:]) if found is not None and len(names) > 1 else found

    def inner(self, kind: str) -> tuple[Block, ...]:
        """The blocks of a type right inside this one, those that a `dynamic` block makes included."""
        made = [one for one in self.blocks if one.type == kind]
        for one in self.blocks:
            if one.type == "dynamic" and one.labels == (kind,):
                made.extend(content for content in one.blocks if content.type == "content")
        return tuple(made)


@dataclass(frozen=True, slots=True)
class Configuration:
    """One document: its blocks in order, and the attributes at its top (those of a .tfvars file)."""

    blocks: tuple[Block, ...] = ()
    attributes: dict[str, Entry] = field(default_factory=dict)

    def of(self, kind: str, *labels: str) -> Iterator[Block]:
        """The blocks of a type whose first labels are these."""
        for one in self.blocks:
            if one.type == kind and one.labels[: len(labels)] == labels:
                yield one


def _templated(value: object) -> bool:
    return isinstance(value, str) and ("${" in value or "%{" in value)


def read_hcl(document: Document) -> tuple[Configuration, tuple[Gap, ...]]:
    """The configuration that a document is; up to where it is not HCL, with a gap there."""
    text = decode(document)
    if isinstance(text, Gap):
        return Configuration(), (text,)
    reader = _Reader(text)
    blocks: list[Block] = []
    attributes: dict[str, Entry] = {}
    try:
        reader.body(blocks, attributes, set(), 0)
    except NotHclError as error:
        return Configuration(tuple(blocks), attributes), (Gap(document.path, error.line, "parse", f"not HCL: {error}"),)
    return Configuration(tuple(blocks), attributes), ()


class _Reader(HclCursor):
    """Reads blocks, attributes and values at the cursor."""

    count = 0

    def body(self, blocks: list[Block], attributes: dict[str, Entry], spelled: set[str], depth: int) -> None:
        """Attributes and blocks up to the end, or up to the `}` of the block that holds them."""
        if depth > DEEPEST:
            raise self.wrong(f"nested more than {DEEPEST} deep")
        while True:
            self.space(lines=True)
            if self.at >= len(self.text):
                if depth:
                    raise self.wrong("a block that is never closed")
                return
            if self.text[self.at] == "}" and depth:
                self.at += 1
                return
            self._member(blocks, attributes, spelled, depth)

    def _member(self, blocks: list[Block], attributes: dict[str, Entry], spelled: set[str], depth: int) -> None:
        line = self.line()
        name = self.name()
        self.space()
        if self.text[self.at : self.at + 1] == "=" and self.text[self.at : self.at + 2] != "==":
            self.at += 1
            entry, literal = self._value(depth, "\n}")
            scalar = not isinstance(entry.value, (dict, list))
            attributes.setdefault(name, replace(entry, line=line if scalar else entry.line, named=line))
            if not literal:
                spelled.add(name)
            return
        labels: list[str] = []
        while self.text[self.at : self.at + 1] != "{":
            labels.append(self.string() if self.text.startswith('"', self.at) else self.name())
            self.space()
        self.at += 1
        inner: list[Block] = []
        own: dict[str, Entry] = {}
        texts: set[str] = set()
        self.body(inner, own, texts, depth + 1)
        blocks.append(Block(name, tuple(labels), line, self.line(), own, tuple(inner), frozenset(texts)))

    def _value(self, depth: int, ends: str) -> tuple[Entry, bool]:
        """The value at the cursor up to one of `ends`, and whether it is a literal."""
        self.count += 1
        if self.count > _MOST:
            raise self.wrong(f"more than {_MOST} values")
        if depth > DEEPEST:
            raise self.wrong(f"nested more than {DEEPEST} deep")
        self.space()
        start, line = self.at, self.line()
        found = self._literal(depth, line)
        if found is not None:
            self.space(lines="\n" not in ends)
            if self.at >= len(self.text) or self.text[self.at] in ends:
                return found, not _templated(found.value)
        # What began like a literal is a longer expression.
        self.back(start, line)
        return Entry(self._expression(ends), line), False

    def _literal(self, depth: int, line: int) -> Entry | None:
        text, at = self.text, self.at
        if text.startswith('"', at):
            spelled = self.string()
            return Entry(spelled, line)
        if heredoc := HEREDOC.match(text, at):
            self.at = heredoc.end()
            return Entry(self.heredoc(heredoc[2], indented=bool(heredoc[1])), line)
        if number := _NUMBER.match(text, at):
            self.at = number.end()
            whole = number[0].lstrip("-").isdigit()
            return Entry(int(number[0]) if whole and len(number[0]) < 20 else float(number[0]), line)
        if (name := NAME.match(text, at)) and name[0] in _WORDS:
            self.at = name.end()
            return Entry(_WORDS[name[0]], line)
        if text.startswith("[", at):
            return self._list(depth, line)
        return self._object(depth, line) if text.startswith("{", at) else None

    def _list(self, depth: int, line: int) -> Entry | None:
        self.at += 1
        found: list[Entry] = []
        while True:
            self.space(lines=True)
            if self.text.startswith("]", self.at):
                self.at += 1
                return Entry(found, line)
            if not found and self._is_for():
                return None
            found.append(self._value(depth + 1, ",]")[0])
            self.space(lines=True)
            if self.text.startswith(",", self.at):
                self.at += 1
            elif not self.text.startswith("]", self.at):
                raise self.wrong("a list that is never closed")

    def _object(self, depth: int, line: int) -> Entry | None:
        self.at += 1
        found: dict[str, Entry] = {}
        while True:
            self.space(lines=True)
            if self.text.startswith("}", self.at):
                self.at += 1
                return Entry(found, line)
            if not found and self._is_for():
                return None
            named = self.line()
            if self.text.startswith('"', self.at):
                key = self.string()
            elif name := NAME.match(self.text, self.at):
                key, self.at = name[0], name.end()
            else:
                key = self._expression("=:}")
            self.space()
            if self.text[self.at : self.at + 1] not in {"=", ":"}:
                key += self._expression("=:}")
                if self.text[self.at : self.at + 1] not in {"=", ":"}:
                    raise self.wrong("a value is missing in an object")
            self.at += 1
            found[key] = replace(self._value(depth + 1, ",}\n")[0], named=named)
            self.space(lines=True)
            if self.text.startswith(",", self.at):
                self.at += 1

    def _is_for(self) -> bool:
        name = NAME.match(self.text, self.at)
        return name is not None and name[0] == "for" and self.text[name.end() : name.end() + 1] in {" ", "\t", "\n"}

    def _expression(self, ends: str) -> str:
        """An expression as it is spelled, up to one of `ends` outside brackets and strings."""
        start = end = self.at
        while self.at < len(self.text):
            character = self.text[self.at]
            if character in ends:
                if character == "=" and self.text[self.at : self.at + 2] == "==":
                    self.at = end = self.at + 2
                    continue
                break
            if character == '"':
                self.past_string(0)
            elif character in CLOSES:
                self.at += 1
                self.past_brackets(character, 0)
            elif character in ")]}":
                raise self.wrong(f"{character!r} closes nothing")
            elif heredoc := HEREDOC.match(self.text, self.at) if character == "<" else None:
                self.at = heredoc.end()
                self.heredoc(heredoc[2], indented=bool(heredoc[1]))
            elif character == "#" or self.text.startswith(("//", "/*"), self.at):
                end = self.at
                self.space()
                continue
            else:
                plain = _PLAIN.match(self.text, self.at)
                self.at = plain.end() if plain else self.at + 1
            end = self.at
        spelled = self.text[start:end].strip()
        if not spelled:
            raise self.wrong("a value is missing")
        return spelled[:_LONGEST]
