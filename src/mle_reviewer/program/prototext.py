"""Text protocol buffers (a Triton `config.pbtxt`) as entries: nested messages, repeated fields as lists, with lines."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.program.entries import Entry
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

_SPACE: Final = re.compile(r"(?:[ \t\r\n\f\v]+|#[^\n]*)+")
_NAME: Final = re.compile(r"[A-Za-z_]\w*|\[[\w./-]+\]|[0-9]+")
_SCALAR: Final = re.compile(r"-?[ \t]*[\w.+-]+")
_STRING: Final = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'")
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT: Final = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?f?")
_ESCAPED: Final = re.compile(r"\\(.)")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}
_DEEPEST: Final = 40
_MOST: Final = 60_000


class _Wrong(ValueError):  # noqa: N818 - what the text is
    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


def read_prototext(document: Document) -> tuple[Entry | None, tuple[Gap, ...]]:
    """The message that a document is: a field that is given several times is a list, names of enums are texts."""
    text = decode(document)
    if isinstance(text, Gap):
        return None, (text,)
    try:
        return _Reader(text).message("", 0), ()
    except _Wrong as error:
        return None, (Gap(document.path, error.line, "parse", f"not a text protocol buffer: {error}"),)


class _Reader:
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

    def message(self, closing: str, depth: int) -> Entry:
        """The fields up to the closing bracket, or to the end."""
        if depth > _DEEPEST:
            raise _Wrong(f"nested more than {_DEEPEST} deep", self.line())
        fields: dict[str, Entry] = {}
        made = Entry(fields, self.line())
        repeated: set[str] = set()
        while True:
            self._space()
            if not closing and self.at >= len(self.text):
                return made
            if closing and self._took(closing):
                return made
            name = _NAME.match(self.text, self.at)
            if name is None:
                raise _Wrong("a field is missing" if self.at < len(self.text) else "it ends early", self.line())
            self.at = name.end()
            self._space()
            if not self._took(":") and self.text[self.at : self.at + 1] not in {"{", "<", "["}:
                raise _Wrong(f"a value is missing behind {name[0][:40]}", self.line())
            self._space()
            value = self._value(depth)
            self._space()
            if not self._took(","):
                self._took(";")
            self._put(fields, name[0], value, repeated)

    @staticmethod
    def _put(fields: dict[str, Entry], name: str, value: Entry, repeated: set[str]) -> None:
        old = fields.get(name)
        if old is None:
            fields[name] = value
            return
        if name not in repeated:
            fields[name] = Entry(list(old.value) if isinstance(old.value, list) else [old], old.line)
            repeated.add(name)
        held = fields[name].value
        assert isinstance(held, list)
        held.extend(value.value if isinstance(value.value, list) else [value])

    def _value(self, depth: int) -> Entry:
        self.count += 1
        line = self.line()
        if self.count > _MOST:
            raise _Wrong(f"more than {_MOST} values", line)
        if self._took("{"):
            return self.message("}", depth + 1)
        if self._took("<"):
            return self.message(">", depth + 1)
        if self._took("["):
            return self._list(line, depth + 1)
        if self.text[self.at : self.at + 1] in {'"', "'"}:
            return Entry(self._strings(line), line)
        found = _SCALAR.match(self.text, self.at)
        if found is None:
            raise _Wrong("a value is missing", line)
        self.at = found.end()
        return Entry(_scalar(found[0].replace(" ", "")), line)

    def _list(self, line: int, depth: int) -> Entry:
        found: list[Entry] = []
        while True:
            self._space()
            if self._took("]"):
                return Entry(found, line)
            if depth > _DEEPEST:
                raise _Wrong(f"nested more than {_DEEPEST} deep", self.line())
            found.append(self._value(depth))
            self._space()
            if not self._took(",") and not self.text.startswith("]", self.at):
                raise _Wrong("a list that is never closed", self.line())

    def _strings(self, line: int) -> str:
        """Strings side by side are one."""
        parts: list[str] = []
        while self.text[self.at : self.at + 1] in {'"', "'"}:
            found = _STRING.match(self.text, self.at)
            if found is None:
                raise _Wrong("a string that is never closed", line)
            parts.append(_ESCAPED.sub(lambda one: _ESCAPES.get(one[1], one[1]), found[1] or found[2] or ""))
            self.at = found.end()
            self._space()
        return "".join(parts)

    def _space(self) -> None:
        if found := _SPACE.match(self.text, self.at):
            self.at = found.end()

    def _took(self, mark: str) -> bool:
        if not self.text.startswith(mark, self.at):
            return False
        self.at += 1
        return True


def _scalar(text: str) -> str | int | float | bool:
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text.rstrip("f")) if _FLOAT.fullmatch(text) and any(one.isdigit() for one in text) else text
