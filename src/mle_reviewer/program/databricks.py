"""Databricks notebooks kept as Python files: cells of other languages, and notebooks run for their names, as Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.program.cell import Cell
from mle_reviewer.program.magics import python_source

_CELL: Final = "# COMMAND ----------"
_MAGIC: Final = "# MAGIC"


def python_of(text: str) -> str:
    """The Python of such a file, every line where it was."""
    return "\n".join(line for cell in _cells(text.split("\n")) for line in _lines(cell))


def _cells(lines: list[str]) -> Iterator[list[str]]:
    cell: list[str] = []
    for line in lines:
        if line.startswith(_CELL):
            yield cell
            cell = []
        cell.append(line)
    yield cell


def _lines(cell: list[str]) -> list[str]:
    """A cell's lines; where magics stand, what they mean."""
    marked = [number for number, line in enumerate(cell) if line.startswith(_MAGIC)]
    if not marked or any(line.strip() and not line.startswith("#") for line in cell):
        return cell
    first, last = marked[0], marked[-1]
    source = "\n".join(line.removeprefix(_MAGIC).removeprefix(" ") for line in cell[first : last + 1])
    python = python_source(Cell(1, None, "code", source, None))
    return cell if python is None else [*cell[:first], *python.split("\n"), *cell[last + 1 :]]
