"""Lists, tables and labels in consecutive lines of prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mle_reviewer.program.prose.blocks import Prose
from mle_reviewer.program.prose.page import Item, Label, Row, Table

_MARKER: Final = re.compile(r"([ \t]*)(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?=\S)")
_BOX: Final = re.compile(r"\[([ xX])\][ \t]+")
_RULE: Final = re.compile(r":?-+:?")
_BOLD: Final = re.compile(r"(\*\*|__)([^*_:\n]{1,80})(?::[ \t]*\1|\1[ \t]*:)[ \t]*")
_PLAIN: Final = re.compile(r"([A-Z][\w/&'.()-]{0,40}(?: [\w/&'.()-]{1,40}){0,4})[ \t]?:(?:[ \t]+|$)")
_WIDEST = 200


def unlisted(line: str) -> tuple[int, str]:
    """How far a bullet is indented (-1 for a line that is none), and the line without its marker."""
    found = _MARKER.match(line)
    return (-1, line.strip()) if found is None else (len(found[1].expandtabs(4)), line[found.end() :].strip())


def items(lines: Sequence[Prose]) -> tuple[Item, ...]:
    """The bullets and numbers of lists; lines that continue one belong to its text."""
    found: list[tuple[int, list[str], int]] = []
    still = False
    for one in lines:
        indent, text = unlisted(one.text)
        if indent >= 0 and not _is_rule(one.text):
            found.append((indent, [text], one.line))
            still = True
        elif still and text and not text.startswith("|") and not _is_rule(text):
            found[-1][1].append(text)
        else:
            still = False
    made: list[Item] = []
    margins: list[int] = []
    for indent, texts, line in found:
        while margins and margins[-1] >= indent:
            margins.pop()
        text = " ".join(texts)
        box = _BOX.match(text)
        margins.append(indent)
        checked = None if box is None else box[1] != " "
        made.append(Item(text[box.end() :] if box else text, line, min(len(margins) - 1, 40), checked))
    return tuple(made)


def _is_rule(line: str) -> bool:
    bare = line.replace(" ", "").strip()
    return len(bare) > 2 and bare[0] in "-*_" and not bare.strip(bare[0])


def tables(lines: Sequence[Prose]) -> tuple[Table, ...]:
    """The tables of pipes: a header, a line of dashes with as many cells, and rows up to the first without a pipe."""
    found: list[Table] = []
    number = 0
    while number + 1 < len(lines):
        header = _header(lines[number], lines[number + 1])
        if header is None:
            number += 1
            continue
        line = lines[number].line
        number += 2
        rows: list[Row] = []
        while number < len(lines) and "|" in lines[number].text and lines[number].line == line + 2 + len(rows):
            held = cells(lines[number].text)[: len(header)]
            rows.append(Row((*held, *[""] * (len(header) - len(held))), lines[number].line))
            number += 1
        found.append(Table(header, tuple(rows), line))
    return tuple(found)


def _header(first: Prose, second: Prose) -> tuple[str, ...] | None:
    if "|" not in first.text or "-" not in second.text or second.line != first.line + 1:
        return None
    rule = cells(second.text)
    if len(rule) > _WIDEST or not all(_RULE.fullmatch(one) for one in rule):
        return None
    header = cells(first.text)
    return header if len(header) == len(rule) else None


def cells(line: str) -> tuple[str, ...]:
    r"""The cells of one row; `\|` is a pipe inside a cell."""
    text = line.strip().lstrip("> ")
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    if "\\|" not in text:
        return tuple(one.strip() for one in text.split("|"))
    return tuple(one.strip().replace("\0", "|") for one in text.replace("\\|", "\0").split("|"))


def label_of(text: str) -> tuple[str, str] | None:
    """The label and the value of a line without its list marker."""
    if text.startswith(("**", "__")):
        found = _BOLD.match(text)
        return (found[2].strip(), text[found.end() :].strip()) if found else None
    found = _PLAIN.match(text)
    return (found[1].strip(), text[found.end() :].strip()) if found else None


def labels(lines: Sequence[Prose]) -> tuple[Label, ...]:
    """The labels of lines: bold ones, and plain ones that begin a line with a capital."""
    found: list[Label] = []
    for one in lines:
        if ":" not in one.text:
            continue
        text = unlisted(one.text)[1].lstrip("> ")
        label = label_of(text)
        if label is not None and "|" not in label[0]:
            found.append(Label(label[0], label[1], one.line))
    return tuple(found)
