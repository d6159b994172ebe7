"""One cell of a notebook."""

from __future__ import annotations

from typing import Literal, NamedTuple

CellKind = Literal["code", "markdown", "raw"]


class Cell(NamedTuple):
    """One cell; `number` counts from 1 over all cells of the notebook.

    The kind is "code" for Python alone: a cell in another language, by its kernel or by its own metadata, is "raw".
    """

    number: int
    cell_id: str | None
    kind: CellKind
    source: str
    execution_count: int | None
