"""Headers of GGUF files: what model it is, and the chat template, which is a program for a template engine."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.knowledge import unpickling
from mle_reviewer.probes.contents import Contents
from mle_reviewer.probes.limits import UnreadError

if TYPE_CHECKING:
    from mle_reviewer.probes.limits import Budget
    from mle_reviewer.probes.notes import Notes

MAGIC: Final = b"GGUF"
_FORMS: Final = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT, _ARRAY = 8, 9
_TEMPLATE: Final = "tokenizer.chat_template"
_MOST_PAIRS: Final = 10_000
# Code in a template stands between braces: there an attribute or a subscript by a name between lines is looked for.
_BRACE: Final = re.compile(r"\{[{%]|[%}]\}")
_REACHED: Final = re.compile(
    r"\.\s*(__\w{1,40}__)|\[\s*['\"](__\w{1,40}__)['\"]\s*\]|attr\s*\(\s*['\"](__\w{1,40}__)['\"]"
)


def read_gguf(data: bytes, notes: Notes, budget: Budget) -> str:
    """Notes what the header says; raises UnreadError where it is none."""
    reader = _Header(data, budget)
    version = reader.number("I")
    wide = "Q" if version > 1 else "I"
    reader.number(wide)  # tensors
    count = reader.number(wide)
    if count > _MOST_PAIRS:
        raise UnreadError("a header of more entries than are read")
    said: dict[str, Any] = {}
    for _ in range(count):
        key = reader.text(wide)
        said[key] = reader.value(reader.number("I"), wide, 0)
    for key, value in said.items():
        if key.startswith(_TEMPLATE) and isinstance(value, str):
            template(key, value, notes)
    kind, name = (str(said.get(f"general.{key}", "")) for key in ("architecture", "name"))
    notes.contents = Contents(f"{kind} {name}".strip()[:100], (), str(said.get("general.version", ""))[:50], (), "")
    return "gguf"


def template(name: str, text: str, notes: Notes) -> None:
    """Notes a template whose code reaches through an object to what runs code, as no conversation needs."""
    opened = -1
    for brace in _BRACE.finditer(text):
        if brace[0].startswith("{"):
            opened = brace.end() if opened < 0 else opened
            continue
        code = text[opened : brace.start()] if opened >= 0 else ""
        for found in _REACHED.finditer(code):
            attribute = next(one for one in found.groups() if one)
            if unpickling.revealing(attribute) or attribute == "__init__":
                notes.run(f"{name}: {attribute}", "template", "leads to what runs code", opened)
        opened = -1


class _Header:
    """A place in the header, which moves as values are read."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.data = data
        self.budget = budget
        self.at = len(MAGIC)

    def number(self, form: str) -> Any:
        size = struct.calcsize(form)
        self._there(size)
        found = struct.unpack_from("<" + form, self.data, self.at)[0]
        self.at += size
        return found

    def text(self, wide: str) -> str:
        size = self.number(wide)
        self._there(size)
        self.at += size
        return self.data[self.at - size : self.at].decode("utf-8", "replace")

    def value(self, kind: int, wide: str, depth: int) -> Any:
        """A value; of arrays only that they are there."""
        self.budget.step()
        if kind in _FORMS:
            return self.number(_FORMS[kind])
        if kind == _TEXT:
            return self.text(wide)
        if kind != _ARRAY or depth > 1:
            raise UnreadError("a header with a value of no known kind")
        inner, count = self.number("I"), self.number(wide)
        if inner in _FORMS:
            size = count * struct.calcsize("<" + _FORMS[inner])
            self._there(size)
            self.at += size
            return None
        for _ in range(count):
            self.value(inner, wide, depth + 1)
        return None

    def _there(self, size: int) -> None:
        if self.at + size > len(self.data):
            raise UnreadError("it ends inside its header")
