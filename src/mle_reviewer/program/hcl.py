"""Terraform and other HCL documents as blocks with labels and attributes, each with its line.

Strings, numbers, lists and objects are values; all other expressions are kept as they are spelled, never computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mle_reviewer.program.entries import Entry
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

_SPACE: Final = re.compile(r"(?:[ \t\r]+|#[^\n]*|//[^\n]*)+")
_NAME: Final = re.compile(r"[^\W\d][\w-]*")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?(?![\w.])")
_HEREDOC: Final = re.compile(r"<<(-?)([^\W\d][\w-]*)[ \t\r]*\n")
_PLAIN: Final = re.compile(r"[\w.\- \t*+!?&|>^]+")
_HARD: Final = re.compile(r"[\"'#/\n,<\\$%()\[\]{}]")
_IN_STRING: Final = re.compile(r"[\"\\\n]|\$\{|%\{|\$\$\{|%%\{")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPED: Final = re.compile(r"\\(.)")
_CLOSES: Final = {"(": ")", "[": "]", "{": "}"}
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}
_DEEPEST: Final = 40
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


class _Wrong(ValueError):  # noqa: N818 - what the text is
    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


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
    except _Wrong as error:
        return Configuration(tuple(blocks), attributes), (Gap(document.path, error.line, "parse", f"not HCL: {error}"),)
    return Configuration(tuple(blocks), attributes), ()


class _Reader:
    """A place in the text of a document; `line` is its line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._line = 1
        self._counted = 0
        self.count = 0

    def line(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def wrong(self, why: str) -> _Wrong:
        return _Wrong(why, self.line())

    def body(self, blocks: list[Block], attributes: dict[str, Entry], spelled: set[str], depth: int) -> None:
        """Attributes and blocks up to the end, or up to the `}` of the block that holds them."""
        if depth > _DEEPEST:
            raise self.wrong(f"nested more than {_DEEPEST} deep")
        while True:
            self._space(lines=True)
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
        name = self._name()
        self._space()
        if self.text[self.at : self.at + 1] == "=" and self.text[self.at : self.at + 2] != "==":
            self.at += 1
            entry, literal = self._value(depth, "\n}")
            attributes.setdefault(
                name, Entry(entry.value, line) if not isinstance(entry.value, (dict, list)) else entry
            )
            if not literal:
                spelled.add(name)
            return
        labels: list[str] = []
        while self.text[self.at : self.at + 1] != "{":
            labels.append(self._string() if self.text.startswith('"', self.at) else self._name())
            self._space()
        self.at += 1
        inner: list[Block] = []
        own: dict[str, Entry] = {}
        texts: set[str] = set()
        self.body(inner, own, texts, depth + 1)
        blocks.append(Block(name, tuple(labels), line, self.line(), own, tuple(inner), frozenset(texts)))

    def _space(self, *, lines: bool = False) -> None:
        """Moves behind blanks and comments, and behind line ends where they say nothing."""
        while True:
            before = self.at
            if found := _SPACE.match(self.text, self.at):
                self.at = found.end()
            if self.text.startswith("/*", self.at):
                end = self.text.find("*/", self.at + 2)
                if end < 0:
                    raise self.wrong("a comment that is never closed")
                self.at = end + 2
            if lines and self.text.startswith("\n", self.at):
                self.at += 1
            if self.at == before:
                return

    def _name(self) -> str:
        found = _NAME.match(self.text, self.at)
        if found is None:
            shown = self.text[self.at : self.at + 20].split("\n")[0]
            raise self.wrong(f"a name is missing before {shown!r}" if shown else "a name is missing")
        self.at = found.end()
        return found[0]

    def _string(self) -> str:
        """The string at the cursor without its quotes; templates in it stay as they are spelled."""
        start = self.at + 1
        self._past_string(0)
        return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[0]), self.text[start : self.at - 1])

    def _past_string(self, depth: int) -> None:
        self.at += 1
        while found := _IN_STRING.search(self.text, self.at):
            mark = found[0]
            if mark == "\n":
                break
            self.at = found.end()
            if mark == '"':
                return
            if mark == "\\":
                self.at += 1
            elif mark in {"${", "%{"}:
                self._past_brackets("{", depth + 1)
        raise self.wrong("a string that is never closed")

    def _past_brackets(self, opening: str, depth: int) -> None:
        """Moves behind the bracket that closes the one before the cursor."""
        waiting = [_CLOSES[opening]]
        if depth > _DEEPEST:
            raise self.wrong(f"nested more than {_DEEPEST} deep")
        while found := _HARD.search(self.text, self.at):
            mark = found[0]
            self.at = found.end()
            if mark == '"':
                self.at -= 1
                self._past_string(depth)
            elif mark in _CLOSES:
                waiting.append(_CLOSES[mark])
            elif mark == waiting[-1]:
                waiting.pop()
                if not waiting:
                    return
            elif mark in ")]}":
                raise self.wrong(f"{mark!r} closes nothing")
            elif mark == "<" and (heredoc := _HEREDOC.match(self.text, found.start())):
                self.at = heredoc.end()
                self._heredoc(heredoc[2], indented=bool(heredoc[1]))
            elif mark == "#" or (mark == "/" and self.text[self.at : self.at + 1] in {"/", "*"}):
                self.at = found.start()
                self._space()
        raise self.wrong("a bracket that is never closed")

    def _heredoc(self, name: str, *, indented: bool) -> str:
        """The lines up to the one that is `name` alone."""
        lines: list[str] = []
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            line = self.text[self.at : end]
            if line.strip() == name:
                self.at = end  # the line end is left: it ends the attribute
                margin = min((len(one) - len(one.lstrip(" \t")) for one in lines if one.strip()), default=0)
                return "\n".join(one[margin:] if indented else one for one in lines)
            lines.append(line.rstrip("\r"))
            self.at = min(end + 1, len(self.text))
        raise self.wrong(f"a text that no line {name} closes")

    def _value(self, depth: int, ends: str) -> tuple[Entry, bool]:
        """The value at the cursor up to one of `ends`, and whether it is a literal."""
        self.count += 1
        if self.count > _MOST:
            raise self.wrong(f"more than {_MOST} values")
        if depth > _DEEPEST:
            raise self.wrong(f"nested more than {_DEEPEST} deep")
        self._space()
        start, line = self.at, self.line()
        found = self._literal(depth, line)
        if found is not None:
            self._space(lines="\n" not in ends)
            if self.at >= len(self.text) or self.text[self.at] in ends:
                return found, not _templated(found.value)
        # What began like a literal is a longer expression.
        self.at = self._counted = start
        self._line = line
        return Entry(self._expression(ends), line), False

    def _literal(self, depth: int, line: int) -> Entry | None:
        text, at = self.text, self.at
        if text.startswith('"', at):
            spelled = self._string()
            return Entry(spelled, line)
        if heredoc := _HEREDOC.match(text, at):
            self.at = heredoc.end()
            return Entry(self._heredoc(heredoc[2], indented=bool(heredoc[1])), line)
        if number := _NUMBER.match(text, at):
            self.at = number.end()
            whole = number[0].lstrip("-").isdigit()
            return Entry(int(number[0]) if whole and len(number[0]) < 20 else float(number[0]), line)
        if (name := _NAME.match(text, at)) and name[0] in _WORDS:
            self.at = name.end()
            return Entry(_WORDS[name[0]], line)
        if text.startswith("[", at):
            return self._list(depth, line)
        return self._object(depth, line) if text.startswith("{", at) else None

    def _list(self, depth: int, line: int) -> Entry | None:
        self.at += 1
        found: list[Entry] = []
        while True:
            self._space(lines=True)
            if self.text.startswith("]", self.at):
                self.at += 1
                return Entry(found, line)
            if not found and self._is_for():
                return None
            found.append(self._value(depth + 1, ",]")[0])
            self._space(lines=True)
            if self.text.startswith(",", self.at):
                self.at += 1
            elif not self.text.startswith("]", self.at):
                raise self.wrong("a list that is never closed")

    def _object(self, depth: int, line: int) -> Entry | None:
        self.at += 1
        found: dict[str, Entry] = {}
        while True:
            self._space(lines=True)
            if self.text.startswith("}", self.at):
                self.at += 1
                return Entry(found, line)
            if not found and self._is_for():
                return None
            if self.text.startswith('"', self.at):
                key = self._string()
            elif name := _NAME.match(self.text, self.at):
                key, self.at = name[0], name.end()
            else:
                key = self._expression("=:}")
            self._space()
            if self.text[self.at : self.at + 1] not in {"=", ":"}:
                key += self._expression("=:}")
                if self.text[self.at : self.at + 1] not in {"=", ":"}:
                    raise self.wrong("a value is missing in an object")
            self.at += 1
            found[key] = self._value(depth + 1, ",}\n")[0]
            self._space(lines=True)
            if self.text.startswith(",", self.at):
                self.at += 1

    def _is_for(self) -> bool:
        name = _NAME.match(self.text, self.at)
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
                self._past_string(0)
            elif character in _CLOSES:
                self.at += 1
                self._past_brackets(character, 0)
            elif character in ")]}":
                raise self.wrong(f"{character!r} closes nothing")
            elif heredoc := _HEREDOC.match(self.text, self.at) if character == "<" else None:
                self.at = heredoc.end()
                self._heredoc(heredoc[2], indented=bool(heredoc[1]))
            elif character == "#" or self.text.startswith(("//", "/*"), self.at):
                end = self.at
                self._space()
                continue
            else:
                plain = _PLAIN.match(self.text, self.at)
                self.at = plain.end() if plain else self.at + 1
            end = self.at
        spelled = self.text[start:end].strip()
        if not spelled:
            raise self.wrong("a value is missing")
        return spelled[:_LONGEST]
