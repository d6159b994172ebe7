"""Notebooks to cells, without nbformat: what each cell holds."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.program.cell import Cell, CellKind
from mle_reviewer.program.cell_places import cell_places
from mle_reviewer.program.json_places import Cursor
from mle_reviewer.program.magics import Directive, directives, python_source, written_file
from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from mle_reviewer.program.notebook_fast import FastBook, FastCell

__all__ = [
    "Cell", "CellKind", "Directive", "directives", "hurry", "prose_cells", "python_source", "read_cells",
    "written_file",
]  # fmt: skip

Read = tuple[tuple[Cell, ...], tuple[Gap, ...]]
_KINDS: Final[dict[str, CellKind]] = {
    "code": "code", "markdown": "markdown",
    "heading": "markdown", "html": "markdown",  # until nbformat 3
}  # fmt: skip
_LARGE: Final = 4_000_000
_LONGEST_COUNT: Final = 18
_PYTHON: Final = ("python", "ipython", "pyspark")
_ESCAPED: Final = re.compile("[\udc80-\udcff]")
_DATABRICKS: Final = "application/vnd.databricks.v1+notebook"
_METADATA: Final = re.compile(r'"(language_info|kernelspec)"\s*:\s*(\{(?:[^{}]|\{[^{}]*\})*\})')
_MARKER: Final = b"<<<<<<< "


def read_cells(data: bytes, path: str) -> Read:
    """The cells of a notebook (nbformat 2 to 4) but for its prose, with a gap for whatever of it cannot be read.

    Of a broken file the cells before the break are kept.
    """
    if not data or data.isspace():
        return (), (Gap(path, 1, "parse", "an empty file, not a notebook"),)
    if (fast := _fast(data)) is not None:
        listed, metadata = fast.listed(), fast.metadata
        is_python = _language(metadata) is None
        return _said(_fast_cells(listed, path, is_python=is_python) if listed is not None else None, path, metadata)
    try:
        book = _decoded(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return (), (Gap(path, line, "parse", "not a notebook: it is not UTF-8"),)
    except (ValueError, RecursionError) as error:
        return _salvaged(data, path, error)
    sheets, metadata = _sheets(book), _dict(_dict(book).get("metadata"))
    read = None if sheets is None else _cells(sheets, path, is_python=_language(metadata) is None)
    return _said(read, path, metadata)


def prose_cells(data: bytes) -> tuple[Cell, ...]:
    """The cells of prose of a notebook; none of one that `read_cells` says is broken."""
    try:
        sheets = _sheets(_loaded(data.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        return ()
    cells = (_cell(number, item, is_python=True) for number, item in enumerate(sheets or (), start=1))
    return tuple(cell for cell in cells if cell is not None and cell.kind == "markdown")


def _said(read: Read | None, path: str, metadata: dict[str, Any]) -> Read:
    """The cells that were read, with what is to be said of the notebook as a whole."""
    if read is None:
        return (), (Gap(path, 1, "parse", "not a notebook: it has no list of cells"),)
    cells, gaps = read
    language = _language(metadata)
    if language is not None and any(cell.kind == "raw" for cell in cells):
        gaps = (Gap(path, 1, "parse", f"its kernel's language is {language}; only Python is followed"), *gaps)
    return cells, gaps


def hurry() -> None:
    """Says that many notebooks are going to be read: msgspec, three times as fast, then pays for being loaded."""
    import msgspec  # noqa: F401 - `_decoded` asks whether it is there


def _fast(data: bytes) -> FastBook | None:
    """What msgspec makes of it, where that is loaded already or pays for being loaded."""
    if "msgspec" not in sys.modules and len(data) < _LARGE:
        return None
    from mle_reviewer.program.notebook_fast import decoded

    return decoded(data)


def _decoded(data: bytes) -> Any:
    """The notebook's JSON."""
    try:
        return _loaded(data.decode("utf-8-sig"))
    except UnicodeDecodeError:  # no harm where nothing is read, as in outputs; msgspec does not look there at all
        book = _loaded(data.decode("utf-8-sig", "surrogateescape"))
        if not all(map(_is_text, _sheets(book) or [None])):
            raise
        return book


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # Python refuses an integer of thousands of digits
        return json.loads(text, parse_int=_integer)


def _is_text(item: Any) -> bool:
    """Whether a cell's source is free of bytes that no UTF-8 text holds."""
    source = _source(_either(_dict(item), "source", "input"))
    return source is not None and _ESCAPED.search(source) is None


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) < _LONGEST_COUNT else None


def _sheets(book: Any) -> list[Any] | None:
    """The list of cells; nbformat 2 and 3 keep it in worksheets."""
    if not isinstance(book, dict):
        return None
    if isinstance(book.get("cells"), list):
        return list(book["cells"])
    sheets = book.get("worksheets")
    if not isinstance(sheets, list):
        return None
    return [cell for sheet in sheets if isinstance(sheet, dict) for cell in _list(sheet.get("cells"))]


def _cells(items: Iterable[Any], path: str, *, is_python: bool) -> Read:
    cells: list[Cell] = []
    gaps: list[Gap] = []
    for number, item in enumerate(items, start=1):
        cell = _cell(number, item, is_python=is_python)
        if cell is None:
            gaps.append(_unreadable(path, number))
        elif cell.kind != "markdown":
            cells.append(cell)
    return tuple(cells), tuple(gaps)


def _fast_cells(items: Iterable[FastCell], path: str, *, is_python: bool) -> Read:
    cells: list[Cell] = []
    gaps: list[Gap] = []
    for number, item in enumerate(items, start=1):
        source = item.source if item.source is not None else item.input
        if source is None:
            gaps.append(_unreadable(path, number))
            continue
        kind = _KINDS.get(item.cell_type or "", "raw")
        if kind == "markdown":
            continue
        if kind == "code":
            editor = item.metadata.vscode if item.metadata is not None else None
            own = (editor.languageId if editor is not None else None) or item.language
            kind = "code" if (_is_python(own) if own else is_python) else "raw"
        count = item.execution_count if item.execution_count is not None else item.prompt_number
        cells.append(Cell(number, item.id, kind, source if type(source) is str else "".join(source), count))
    return tuple(cells), tuple(gaps)


def _unreadable(path: str, number: int) -> Gap:
    return Gap(path, 1, "parse", f"cell {number} has no source that can be read")


def _cell(number: int, item: Any, *, is_python: bool) -> Cell | None:
    if not isinstance(item, dict):
        return None
    source = _source(_either(item, "source", "input"))
    if source is None:
        return None
    cell_id, count = item.get("id"), _either(item, "execution_count", "prompt_number")
    return Cell(
        number,
        cell_id if isinstance(cell_id, str) else None,
        _kind(item, is_python=is_python),
        source,
        count if isinstance(count, int) and not isinstance(count, bool) else None,
    )


def _either(item: dict[str, Any], key: str, older: str) -> Any:
    """The value under nbformat 4's key, else under the older one; null says nothing, so it counts as missing."""
    value = item.get(key)
    return item.get(older) if value is None else value


def _source(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        try:
            return "".join(value)
        except TypeError:
            return None
    return None


def _kind(item: dict[str, Any], *, is_python: bool) -> CellKind:
    named = item.get("cell_type")
    kind = _KINDS.get(named, "raw") if isinstance(named, str) else "raw"
    if kind != "code":
        return kind
    own = _dict(_dict(item.get("metadata")).get("vscode")).get("languageId") or item.get("language")
    return "code" if (_is_python(own) if isinstance(own, str) and own else is_python) else "raw"


def _language(metadata: dict[str, Any]) -> str | None:
    """The language of the kernel when it is not Python; a notebook that does not say is taken for Python."""
    for section, key in (("language_info", "name"), ("kernelspec", "language"), (_DATABRICKS, "language")):
        name = _dict(metadata.get(section)).get(key)
        if isinstance(name, str) and name:
            return None if _is_python(name) else name[:40]
    return None


def _is_python(name: str) -> bool:
    return name.lower().startswith(_PYTHON)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _salvaged(data: bytes, path: str, error: Exception) -> Read:
    cursor = Cursor(data.decode("utf-8-sig", "replace"))
    decoder = json.JSONDecoder()
    items: list[Any] = []
    try:
        for _ in cell_places(cursor):
            item, cursor.at = decoder.raw_decode(cursor.text, cursor.at)
            items.append(item)
    except (ValueError, RecursionError):
        pass  # `error` says why
    cells, gaps = _cells(items, path, is_python=_language_of_broken(cursor.text) is None)
    kept = f"; only the {len(items)} cells before are read" if items else ""
    return cells, (_broken(data, path, error, kept), *gaps)


def _language_of_broken(text: str) -> str | None:
    """The kernel's language by the metadata, which nbformat writes behind the cells, wherever the JSON breaks."""
    metadata: dict[str, Any] = {}
    for found in _METADATA.finditer(text):
        with contextlib.suppress(ValueError):
            metadata[found[1]] = json.loads(found[2])
    return _language(metadata)


def _broken(data: bytes, path: str, error: Exception, kept: str) -> Gap:
    start = data.find(b"\n" + _MARKER)
    if start >= 0:
        line = data.count(b"\n", 0, start) + 2
        return Gap(path, line, "parse", f"conflict markers break the notebook's JSON{kept}")
    if not isinstance(error, json.JSONDecodeError):
        return Gap(path, 1, "parse", f"not a notebook: its JSON nests too deeply{kept}")
    early = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string")
    why = "its JSON ends early" if early else f"its JSON is broken ({error.msg})"
    return Gap(path, error.lineno, "parse", f"{why}{kept}")
