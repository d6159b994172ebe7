"""A notebook's JSON by msgspec: only what a cell is read for, so that its outputs are passed over and not built."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec


class _Editor(msgspec.Struct):
    languageId: str | None = None  # noqa: N815 - the key's own spelling


class _Metadata(msgspec.Struct):
    vscode: _Editor | None = None


class FastCell(msgspec.Struct):
    """What of a cell is looked at; every field is of the type that nbformat says."""

    cell_type: str | None = None
    source: str | list[str] | None = None
    input: str | list[str] | None = None
    execution_count: int | None = None
    prompt_number: int | None = None
    id: str | None = None
    language: str | None = None
    metadata: _Metadata | None = None


class _Sheet(msgspec.Struct):
    cells: list[FastCell] = []


class FastBook(msgspec.Struct):
    """A notebook's cells, in worksheets until nbformat 3, and what it says of its kernel."""

    cells: list[FastCell] | None = None
    worksheets: list[_Sheet] | None = None
    metadata: dict[str, Any] = {}

    def listed(self) -> list[FastCell] | None:
        """The cells; None where there is no list of them."""
        if self.cells is not None or self.worksheets is None:
            return self.cells
        return [cell for sheet in self.worksheets for cell in sheet.cells]


@cache
def _decoder() -> msgspec.json.Decoder[FastBook]:
    return msgspec.json.Decoder(FastBook)


def decoded(data: bytes) -> FastBook | None:
    """What `read_cells` looks at; None where anything is unusual.

    Unusual is whatever is broken or of another type than nbformat says: that is left to the slower reader, which
    keeps what it can.
    """
    try:
        return _decoder().decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
