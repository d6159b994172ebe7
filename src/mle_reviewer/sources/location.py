"""Where something stands: a path, a line, and for notebooks the cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """One place in a document of the reviewed tree.

    `line` and `column` count from 1. In a notebook `cell` counts from 1 over all cells (markdown too), `line` from 1
    inside that cell, and `raw_line` is the line in the .ipynb file as git shows it; outside notebooks `cell` is None
    and `raw_line` equals `line`. `end_line` is the last line of the statement, in the same counting as `line`.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    cell: int | None = None
    cell_id: str | None = None
    raw_line: int = 0

    def __str__(self) -> str:
        if self.cell is None:
            return f"{self.path}:{self.line}"
        return f"{self.path}:cell {self.cell}:{self.line}"
