"""Row numbers as rows: what numbers stand for once they are no longer used to select, but are values themselves.

The places of the cells of a matrix that meet a condition (`np.argwhere(ties == 1)`) are examples, one for each cell:
those of another condition are others, though both are of one matrix.
"""

from __future__ import annotations

from mle_reviewer.flow.facts.rows import Rows, picked
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.operations.order import at


def rows_of(data: Data) -> Rows:
    """The rows that a value stands for: numbers of rows stand for those that they pick."""
    if data.kind != "indices" or not data.picks:
        return data.rows
    return picked(data.rows, at(data.order, data.picks))


def as_column(data: Data) -> Data:
    """Numbers of rows as a column of a table, which has a row for each of them; anything else as it is."""
    return data.but(rows=rows_of(data), kind="array") if data.kind == "indices" and data.picks else data


__all__ = ["as_column", "rows_of"]
