"""What the cells of a notebook printed, as texts and as tables with their columns."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from mle_reviewer.program.notebook import prose_cells, read_cells
from mle_reviewer.program.notebook_outputs import Output, read_outputs
from mle_reviewer.program.samples import Column

_IMAGE: Final = '"image/'
_LONGEST: Final = 60_000  # signs of one output
_MOST: Final = 600_000  # of one notebook
_ROW: Final = re.compile(r"<tr\b[^>]{0,200}>(.*?)</tr>", re.DOTALL | re.IGNORECASE)
_CELL: Final = re.compile(r"<t([hd])\b[^>]{0,200}>(.*?)</t[hd]>", re.DOTALL | re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]{0,400}>")


@dataclass(frozen=True, slots=True)
class Printed:
    """What one cell printed at once: a text, or the columns of a table. Cells are counted from 1.

    `typed` is all that stands in the notebook's cells: what stands there somebody wrote. `raw_line` is the line of the
    file on which the output begins.
    """

    cell: int
    raw_line: int
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


def printed(data: bytes, path: str) -> Iterator[Printed]:
    """What the cells of a notebook printed; of a broken one what stands before the break."""
    cells, _gaps = read_cells(data, path)
    whole = sorted((*cells, *prose_cells(data)), key=lambda one: one.number)
    typed = "\n".join(cell.source for cell in whole)
    left = _MOST
    for cell in read_outputs(data).cells.values():
        for line, some in groupby(cell.outputs, key=lambda one: one.raw_line):
            found = _printed(cell.cell, line, typed, tuple(some))
            if found is not None and left > 0:
                left -= len(found.text) + sum(len(value) for column in found.columns for value, _ in column.values)
                yield found


def _printed(cell: int, line: int, typed: str, forms: Sequence[Output]) -> Printed | None:
    """One output, which may be there in several forms: a table as one, everything else as its text."""
    for one in forms:
        if one.form == "text/html" and "<td" in one.text[:_LONGEST]:
            columns = tuple(_columns(one.text[:_LONGEST]))
            if columns:
                return Printed(cell, line, typed, columns=columns)
    text = next((one.text for one in forms if one.form == "text/plain" or not one.form.startswith("text/")), "")
    return Printed(cell, line, typed, text=text[:_LONGEST]) if text.strip() else None


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
