"""Notebooks to cells: sources with their numbers, Python with magics blanked out, and raw lines in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from mle_reviewer.sources.gap import Gap

CellKind = Literal["code", "markdown", "raw"]
_PYTHON_CELLS: Final = frozenset({"time", "timeit", "capture", "prun", "memray_flamegraph", "local", "wandb", "skip"})
_ASSIGNED: Final = re.compile(r"^(\s*)([\w\s,.\[\]'\"]+?)\s*=\s*[!%]")
_HELP: Final = re.compile(r"^\s*\??[\w.]+\?{1,2}\s*$|^\s*\?{1,2}[\w.]+\s*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `number` counts from 1 over all cells of the notebook."""

    number: int
    cell_id: str | None
    kind: CellKind
    source: str
    execution_count: int | None
    has_error_output: bool


def read_cells(data: bytes, path: str) -> tuple[tuple[Cell, ...], tuple[Gap, ...]]:
    """The cells of a notebook (nbformat 3 or 4), and a gap for whatever of it cannot be read."""
    try:
        book = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return (), (Gap(path, 1, "parse", "the notebook is not UTF-8"),)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return (), (Gap(path, line, "parse", f"not a notebook: {getattr(error, 'msg', 'it nests too deeply')}"),)
    if not isinstance(book, dict):
        return (), (Gap(path, 1, "parse", "not a notebook: its JSON is no object"),)
    language = _language(book)
    if language not in {"", "python", "ipython", "python3"}:
        return (), (Gap(path, 1, "parse", f"the notebook's language is {language}, not Python"),)
    raw = book.get("cells")
    if raw is None:
        sheets = book.get("worksheets")
        raw = (
            [c for sheet in sheets if isinstance(sheet, dict) for c in sheet.get("cells", [])]
            if isinstance(sheets, list)
            else None
        )
    if not isinstance(raw, list):
        return (), (Gap(path, 1, "parse", "not a notebook: it has no list of cells"),)
    cells: list[Cell] = []
    gaps: list[Gap] = []
    for number, one in enumerate(raw, 1):
        cell = _cell(number, one)
        if cell is None:
            gaps.append(Gap(path, 1, "parse", f"cell {number} has no source that can be read"))
        else:
            cells.append(cell)
    return tuple(cells), tuple(gaps)


def _language(book: dict[str, Any]) -> str:
    meta = book.get("metadata")
    if not isinstance(meta, dict):
        return ""
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        info = meta.get(key)
        if isinstance(info, dict) and isinstance(info.get(name), str):
            return str(info[name]).lower()
    return ""


def _cell(number: int, one: Any) -> Cell | None:
    if not isinstance(one, dict):
        return None
    source = one.get("source", one.get("input", ""))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    kind: CellKind = (
        "code" if one.get("cell_type") == "code" else "raw" if one.get("cell_type") == "raw" else "markdown"
    )
    count = one.get("execution_count", one.get("prompt_number"))
    outputs = one.get("outputs")
    failed = isinstance(outputs, list) and any(
        isinstance(output, dict) and output.get("output_type") in {"error", "pyerr"} for output in outputs
    )
    identity = one.get("id")
    return Cell(
        number, identity if isinstance(identity, str) else None, kind, source,
        count if isinstance(count, int) else None, failed,
    )  # fmt: skip


def python_source(cell: Cell) -> str | None:
    """The cell's Python with magics and shell lines blanked out, lines staying where they are; None if it is none."""
    source = cell.source
    if "%" not in source and "!" not in source and "?" not in source:
        return source
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is not None and lines[first].lstrip().startswith("%%"):
        name = lines[first].lstrip()[2:].split(" ")[0].strip()
        if name not in _PYTHON_CELLS:
            return None
        lines[first] = ""
    kept: list[str] = []
    continued = False
    for line in lines:
        text = line.lstrip()
        magic = (
            continued
            or text.startswith(("%", "!"))
            or ((text.endswith("?") or text.startswith("?")) and bool(_HELP.match(line)))
        )
        if magic:
            continued = line.rstrip().endswith("\\")
            kept.append(line[: len(line) - len(text)] + "pass" if text and not continued else "")
            continue
        assigned = _ASSIGNED.match(line)
        kept.append(f"{assigned[1]}{assigned[2]} = None" if assigned else line)
    return "\n".join(kept)


def raw_lines(data: bytes) -> Mapping[int, tuple[int, ...]]:
    """Cell number → the line of the .ipynb file on which each of its source lines stands."""
    text = data.decode("utf-8-sig", errors="replace")
    found: dict[int, tuple[int, ...]] = {}
    decoder = json.JSONDecoder()
    scan = json.decoder.scanstring  # type: ignore[attr-defined]  # the C scanner gives a string's end
    number = 0
    for match in re.finditer(r'"cell_type"\s*:|"(?:source|input)"\s*:\s*', text):
        if match[0].startswith('"cell_type"'):
            number += 1
            continue
        start = match.end()
        line = text.count("\n", 0, start) + 1
        cell = number if _source_after_type(text, match.start()) else number + 1
        if text[start : start + 1] == "[":
            lines: list[int] = []
            at = start + 1
            while True:
                at = _skip(text, at)
                if text[at : at + 1] != '"':
                    break
                here = text.count("\n", 0, at) + 1
                value, at = scan(text, at + 1)
                lines.extend([here] * max(1, value.count("\n") + (not value.endswith("\n")) if value else 1))
                at = _skip(text, at)
                if text[at : at + 1] == ",":
                    at += 1
            found.setdefault(cell, tuple(lines))
        elif text[start : start + 1] == '"':
            value, _end = decoder.raw_decode(text, start)
            found.setdefault(cell, tuple([line] * (str(value).count("\n") + 1)))
    return found


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _source_after_type(text: str, at: int) -> bool:
    """Whether the cell's type stands before its source (as nbformat writes it)."""
    opened = text.rfind('"cell_type"', 0, at)
    other = max(text.rfind('"source"', 0, at), text.rfind('"input"', 0, at))
    return opened > other
