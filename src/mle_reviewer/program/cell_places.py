"""Where the cells of a notebook and the lines of their sources stand in its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mle_reviewer.program.json_places import Cursor


class RawLines(Mapping[int, tuple[int, ...]]):
    """Cell number to the line of the .ipynb file for each line of the cell's source, worked out when it is asked for.

    Of a broken file up to the break. Several source lines stand on one line of the file when the notebook was written
    with its source as one string.
    """

    def __init__(self, data: bytes) -> None:
        cursor = Cursor(data.decode("utf-8-sig", "replace"))
        self._text = cursor.text
        self._places: dict[int, tuple[int, int]] = {}  # where each cell begins, and on which line
        try:
            for number, _ in enumerate(cell_places(cursor), start=1):
                place, is_cell = (cursor.at, cursor.line()), cursor.sees("{")
                cursor.skip()
                if is_cell:
                    self._places[number] = place
        except ValueError:
            pass  # read_cells says what is wrong with it

    def __getitem__(self, number: int) -> tuple[int, ...]:
        """The lines of a cell; none of one whose source cannot be made out."""
        try:
            return _source_lines(Cursor(self._text, *self._places[number]))
        except ValueError:
            return ()

    def around(self, line: int) -> int | None:
        """The cell that a line of the file belongs to, with what the cell printed; None before the first one."""
        begun = [number for number, (_, first) in self._places.items() if first <= line]
        return begun[-1] if begun else None

    def __iter__(self) -> Iterator[int]:
        """The numbers of the cells."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many cells there are."""
        return len(self._places)


def cell_places(cursor: Cursor) -> Iterator[None]:
    """Stops the cursor before every cell, in the order in which `read_cells` numbers them."""
    for key in cursor.members():
        if key == "cells" and cursor.sees("["):
            yield from cursor.elements()
        elif key == "worksheets" and cursor.sees("["):
            for _ in cursor.elements():
                yield from _sheet_places(cursor)


def _sheet_places(cursor: Cursor) -> Iterator[None]:
    if cursor.sees("{"):
        for key in cursor.members():
            if key == "cells" and cursor.sees("["):
                yield from cursor.elements()


def _source_lines(cursor: Cursor) -> tuple[int, ...]:
    found: dict[str, tuple[int, ...]] = {}
    start = cursor.line()
    for key in cursor.members():
        if key in {"source", "input"}:
            if cursor.sees("["):
                found[key] = _array_lines(cursor)
            elif cursor.sees('"'):
                line = cursor.line()
                found[key] = (line,) * (cursor.string().count("\n") + 1)
    return found.get("source") or found.get("input") or (start,)


def _array_lines(cursor: Cursor) -> tuple[int, ...]:
    line = cursor.line()
    lines: list[int] = []
    is_open = False  # the last element ended inside a line
    for _ in cursor.elements():
        line = cursor.line()
        if cursor.sees('"'):
            text = cursor.string()
            begun = text.count("\n") + (not text.endswith("\n")) if text else 0
            lines.extend([line] * (begun - (1 if is_open and text else 0)))
            is_open = not text.endswith("\n") if text else is_open
    return tuple(lines) if is_open else (*lines, line)
