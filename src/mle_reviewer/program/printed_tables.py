"""What the cells of a notebook printed: texts and tables, without the images that make most of its size."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from mle_reviewer.program.samples import Column

_IMAGE: Final = '"image/'
_LONGEST: Final = 60_000  # signs of one output
_MOST: Final = 600_000  # of one notebook
_ROW: Final = re.compile(r"<tr\b[^>]{0,200}>(.*?)</tr>", re.DOTALL | re.IGNORECASE)
_CELL: Final = re.compile(r"<t([hd])\b[^>]{0,200}>(.*?)</t[hd]>", re.DOTALL | re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]{0,400}>")


@dataclass(frozen=True, slots=True)
class Output:
    """What one cell printed at once: a text, or the columns of a table. Cells are counted from 1.

    `typed` is the code of the whole notebook: what stands there somebody wrote.
    """

    cell: int
    typed: str
    text: str = ""
    columns: tuple[Column, ...] = ()


def without_images(text: str) -> str:
    """The JSON text of a notebook with the data of its images cut out; every line stays in its place."""
    parts: list[str] = []
    taken = 0
    at = text.find(_IMAGE)
    while at >= 0:
        start = text.find('"', text.find(":", at)) + 1  # of the value; where it is a list, of its first line
        end = text.find('"', start)
        if start <= 0 or end < 0:
            break
        if "\n" not in text[at:start]:
            parts.append(text[taken:start])
            taken = end
        at = text.find(_IMAGE, end)
    parts.append(text[taken:])
    return "".join(parts)


def outputs(text: str) -> Iterator[Output]:
    """What the cells of a notebook printed, given its JSON text; nothing of one that is broken."""
    try:
        book: Any = json.loads(text)
        cells = book.get("cells") or [cell for sheet in book.get("worksheets", ()) for cell in sheet.get("cells", ())]
    except (ValueError, RecursionError, AttributeError, TypeError):
        return
    if not isinstance(cells, list):
        return
    left = _MOST
    typed = "\n".join(_joined(one.get("source") or one.get("input")) for one in cells if isinstance(one, dict))
    for number, cell in enumerate(cells, start=1):
        printed = cell.get("outputs") if isinstance(cell, dict) else None
        for one in printed if isinstance(printed, list) else ():
            found = _output(number, typed, one) if isinstance(one, dict) else None
            if found is not None and left > 0:
                left -= len(found.text) + sum(len(value) for column in found.columns for value, _ in column.values)
                yield found


def _output(number: int, typed: str, one: dict[str, Any]) -> Output | None:
    data = one.get("data") if isinstance(one.get("data"), dict) else one
    table = _joined(data.get("text/html") or data.get("html")) if isinstance(data, dict) else ""
    if "<td" in table[:_LONGEST]:
        columns = tuple(_columns(table[:_LONGEST]))
        if columns:
            return Output(number, typed, columns=columns)
    text = _joined(one.get("text")) or (_joined(data.get("text/plain")) if isinstance(data, dict) else "")
    if not text and one.get("traceback"):
        text = _joined(one["traceback"])
    return Output(number, typed, text=text[:_LONGEST]) if text.strip() else None


def _columns(table: str) -> Iterator[Column]:
    """The columns of an HTML table, by their place in a row; the names are those of its first row of heads."""
    names: list[str] = []
    values: dict[int, list[tuple[str, int]]] = {}
    for row in _ROW.finditer(table):
        cells = [(one[1].lower(), html.unescape(_TAG.sub(" ", one[2])).strip()) for one in _CELL.finditer(row[1])]
        if cells and all(kind == "h" for kind, _ in cells):
            names = names or [text for _, text in cells]
            continue
        for place, (_, text) in enumerate(cells):
            if text and text not in {"NaN", "None", "..."}:
                values.setdefault(place, []).append((text, 1))
    for place, found in values.items():
        yield Column(names[place] if place < len(names) else "", tuple(found))


def _joined(text: Any) -> str:
    if isinstance(text, list):
        return "".join(part for part in text if isinstance(part, str))
    return text if isinstance(text, str) else ""
