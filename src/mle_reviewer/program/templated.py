"""YAML that is a template (Helm, Jinja), read as far as it can be before it is rendered.

Control parts (`{{- if … }}`, `{% for … %}`) become blank lines, so that what stands between them is read as if it were
rendered once. An expression within a line is a text of its own, marked (see `marks`). An expression alone on a line,
which renders to members or elements, is a member or an element that stands for them. All lines stay where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from mle_reviewer.program.entries import read_entries
from mle_reviewer.program.entry import Entry
from mle_reviewer.program.marks import CLOSE, OPEN, placeholder
from mle_reviewer.program.rendering import Expression, Rendering
from mle_reviewer.program.templates import Piece, pieces
from mle_reviewer.program.yaml_entries import NotYamlError, yaml_entries
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

_OPENING: Final = re.compile(rb"(?<!\$)\{\{|\{%")
_INDENT: Final = re.compile(r"\bn?indent\s+\(?(\d{1,3})\b")
_QUOTE: Final = re.compile(r"\bs?quote\b")
_LEADING: Final = re.compile(r"( *)((?:-[ ]+)*)(-$)?")
_BLOCK: Final = re.compile(r"(?:^|[\s:-])[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$")
_WIDEST: Final = 200


@dataclass(slots=True)
class _Line:
    """One line of the text that is parsed; `spread` is the number of the expression that is all there is on it."""

    text: str = ""
    spread: int | None = None


def read_templated(document: Document, values: Entry | None = None) -> tuple[tuple[Entry, ...], tuple[Gap, ...]]:
    """The values of a templated YAML document, each part between `---` by itself, and a gap for each that is not YAML.

    An expression that `values` (the entry of the chart's values.yaml) defines is that value, at the line of the
    template; every other is a marked text.
    """
    text = decode(document)
    if isinstance(text, Gap):
        return (), (text,)
    lines, found = _lines(text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd"))
    why = f"a {'Jinja' if '{%' in text and '{{-' not in text else 'Helm'} template"
    rendering = Rendering(found, values)
    roots: list[Entry] = []
    gaps: list[Gap] = []
    for first, part in _parts(lines):
        read = _read(part, first, found)
        if isinstance(read, int):
            says = f"{why} that could not be read before it is rendered" if found else "not YAML"
            gaps.append(Gap(document.path, read, "parse", says))
        else:
            roots.extend(root for one in read if (root := rendering.rendered(one)).value is not None)
    return tuple(roots), tuple(gaps)


def is_templated(document: Document) -> bool:
    """Whether a document is no YAML before it is rendered, or says other things: `a: {{ b }}` is a mapping there.

    Expressions within quotes are YAML as they are; only who knows that a chart renders them reads those as a template.
    """
    if not _OPENING.search(document.data):
        return False
    roots, gaps = read_entries(document)
    return bool(gaps) or any(
        "?" in one.value for root in roots for _path, one in root.walk() if isinstance(one.value, dict)
    )


def _read(part: list[_Line], first: int, found: list[Expression]) -> tuple[Entry, ...] | int:
    """The documents of a part; the line of the fault where it is not YAML in either reading of its lone expressions."""
    fault = first
    for keeps in (True, False):
        text = "\n".join(_placed(part, found) if keeps else [line.text for line in part])
        try:
            return yaml_entries(text, range(first, first + len(part)))
        except NotYamlError as error:
            fault = error.line
        except ValueError as error:
            fault = getattr(error, "lineno", first)
    return fault


def _parts(lines: list[_Line]) -> list[tuple[int, list[_Line]]]:
    """The lines between `---`, with the number of the first."""
    found: list[tuple[int, list[_Line]]] = [(1, [])]
    for number, line in enumerate(lines, 1):
        if line.text.startswith("---") and line.text[3:4] in {"", " ", "\t", "\r"}:
            found[-1][1].append(_Line())  # the break that ends the line before
            found.append((number, []))
        found[-1][1].append(_Line() if line.text.startswith("%") else line)
    return found


def _lines(text: str) -> tuple[list[_Line], list[Expression]]:
    """The lines of a template without its control parts, as many as it has, and its expressions."""
    lines: list[_Line] = []
    found: list[Expression] = []
    whole: list[str | Piece] = []
    owed = defining = depth = 0
    for piece in pieces(text):
        if isinstance(piece, Piece):
            depth += (piece.part == "opens") - (piece.part == "closes")
            if piece.word == "define" and not defining:
                defining = depth
            elif defining and depth < defining:
                defining = 0
            whole.append(piece)
            owed += piece.text.count("\n")
            continue
        *ended, rest = piece.split("\n")
        for part in ended:
            whole.append(part if not defining else "")
            lines.append(_line([] if defining else whole, found))
            lines.extend(_Line() for _ in range(owed))
            whole, owed = [], 0
        whole.append("" if defining else rest)
    lines.append(_line(whole, found))
    return lines, found


def _line(whole: list[str | Piece], found: list[Expression]) -> _Line:
    """A line as it is parsed; expressions become placeholders, and are appended to those that were found."""
    outputs = [piece for piece in whole if isinstance(piece, Piece) and piece.part == "output"]
    plain = "".join(piece for piece in whole if isinstance(piece, str))
    if not plain.strip():
        if not outputs:
            return _Line()
        column = len(str(whole[0])) if isinstance(whole[0], str) else 0
        stated = _INDENT.search(outputs[-1].text)
        column = min(int(stated[1]) if stated else column, _WIDEST)
        found.append(_expression(outputs, spread=True, column=column))
        return _Line(spread=len(found) - 1)
    if len(whole) == 1:
        return _Line(plain)
    return _Line(_inline(_unwrapped(whole), found))


def _unwrapped(whole: list[str | Piece]) -> list[str | Piece]:
    """A line with a condition of its own (`{{ if … }}a: 1{{ else }}a: 2{{ end }}`) as it is where that holds."""
    solid = [number for number, piece in enumerate(whole) if not isinstance(piece, str) or piece.strip()]
    first, last = solid[0], solid[-1]
    head = whole[first]
    if not isinstance(head, Piece) or head.part != "opens" or _closing(whole, first) != last:
        return whole
    depth = 0
    for number in range(first + 1, last):
        piece = whole[number]
        if isinstance(piece, Piece):
            depth += (piece.part == "opens") - (piece.part == "closes")
            if piece.part == "turns" and depth == 0:
                return whole[first + 1 : number]
    return [*whole[:first], *whole[first + 1 : last]]


def _closing(whole: list[str | Piece], opening: int) -> int:
    """The number of the piece that closes what opens here, -1 where it is on another line."""
    depth = 0
    for number in range(opening, len(whole)):
        piece = whole[number]
        if isinstance(piece, Piece):
            depth += (piece.part == "opens") - (piece.part == "closes")
            if depth == 0:
                return number
    return -1


def _inline(whole: list[str | Piece], found: list[Expression]) -> str:
    text, number, unclosed = "", 0, False
    while number < len(whole):
        piece = whole[number]
        end = number
        if isinstance(piece, str):
            text += piece
        elif piece.part == "output":
            found.append(_expression([piece], quoted=text[-1:] in {'"', "'"} or _QUOTE.search(piece.body) is not None))
            text += placeholder(len(found) - 1)
        elif piece.part == "opens" and not unclosed:
            end = _closing(whole, number)
            unclosed = end < 0
            if unclosed:
                end = number
            else:
                found.append(Expression("".join(_text(one) for one in whole[number : end + 1]), "", None))
                text += placeholder(len(found) - 1)
        number = end + 1
    return text


def _text(piece: str | Piece) -> str:
    return piece if isinstance(piece, str) else " ".join(piece.text.split())


def _expression(outputs: list[Piece], *, spread: bool = False, quoted: bool = False, column: int = 0) -> Expression:
    text = "".join(_text(piece) for piece in outputs)
    body = outputs[0].body if len(outputs) == 1 and outputs[0].text.startswith("{{") else ""
    return Expression(text, body, outputs[0].dot, spread, quoted, column)


@dataclass(slots=True)
class _Levels:
    """The open levels of block style above a line: columns, and whether elements or members stand there."""

    columns: list[tuple[int, bool]] = field(default_factory=list)  # (column, elements)
    waits: bool = False  # the line before ends in `:`, its value follows
    inner: int = 0  # the column of the first line of its text
    block: int = -1  # the column beyond which lines are the text of a block scalar, -1 outside of one

    def take(self, text: str) -> None:
        """Enters a line."""
        leading = _LEADING.match(text)
        assert leading is not None
        column = len(leading[1])
        if not text.strip() or text.lstrip().startswith("#"):
            return
        if 0 <= self.block < column:
            self.inner = self.inner or column
            return
        self.block, self.inner = -1, 0
        while self.columns and self.columns[-1][0] >= column:
            self.columns.pop()
        for offset, character in enumerate(text[column : leading.end()]):
            if character == "-":
                self.columns.append((column + offset, True))
        if leading[3] is None and not text.startswith(("|", ">"), leading.end()):
            self.columns.append((leading.end(), False))
        bare = text.partition(" #")[0].rstrip()
        self.waits = bare.endswith((":", "-"))
        if _BLOCK.search(text.rstrip()):
            self.block = self.columns[-1][0] if self.columns else -1

    def spread(self, column: int, after: str) -> bool:
        """Whether what a lone expression renders to at this column are elements (else members)."""
        level = next(((at, elements) for at, elements in reversed(self.columns) if at <= column), None)
        if level is None:
            return after.lstrip().startswith("- ")
        if level[0] == column:
            return level[1] or (self.waits and level == self.columns[-1])
        return self.waits and after.startswith(" " * column + "- ")


def _placed(part: list[_Line], found: list[Expression]) -> list[str]:
    """The lines with a member or an element for each expression that is alone on its own."""
    levels = _Levels()
    following = [""] * len(part)
    for number in range(len(part) - 2, -1, -1):
        text = part[number + 1].text
        following[number] = text if text.strip() else following[number + 1]
    lines: list[str] = []
    for number, line in enumerate(part):
        text = line.text
        if line.spread is not None:
            column, mark = found[line.spread].column, placeholder(line.spread)
            if levels.block >= 0:
                text = " " * max(column, levels.inner or levels.block + 1) + mark if column > levels.block else ""
            if not text:
                elements = levels.spread(column, following[number])
                text = " " * column + (f"- {mark}" if elements else f"{mark}: {mark}")
        levels.take(text)
        lines.append(text)
    return lines
