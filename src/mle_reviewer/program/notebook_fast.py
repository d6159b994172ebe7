"""A notebook's JSON by msgspec: only what a cell is read for, so that its outputs are passed over and not built."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec


class _Cell(msgspec.Struct, omit_defaults=True):
    cell_type: str | None = None
    source: str | list[str] | None = None
    input: str | list[str] | None = None
    execution_count: int | None = None
    prompt_number: int | None = None
    id: str | None = None
    language: str | None = None
    metadata: dict[str, Any] = {}


class _Sheet(msgspec.Struct, omit_defaults=True):
    cells: list[_Cell] = []


class _Book(msgspec.Struct, omit_defaults=True):
    cells: list[_Cell] | None = None
    worksheets: list[_Sheet] | None = None
    metadata: dict[str, Any] = {}


@cache
def _decoder() -> msgspec.json.Decoder[_Book]:
    return msgspec.json.Decoder(_Book)


def decoded(data: bytes) -> dict[str, Any] | None:
    """The parts that `read_cells` looks at, as `json.loads` would give them; None where anything is unusual.

    Unusual is whatever is broken or of another type than nbformat says: that is left to the slower reader, which
    keeps what it can.
    """
    try:
        book = _decoder().decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    plain: dict[str, Any] = msgspec.to_builtins(book)
    return plain
