"""Samples of the data in a repository: the first rows of tables and records, column by column, with their lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mle_reviewer.sources.document import Document

ROWS: Final = 2_000
_BYTES: Final = 400_000  # of the beginning of a document
_COLUMNS: Final = 200
_LONGEST: Final = 2_000  # signs of one value
_DEEPEST: Final = 4
_SEPARATORS: Final = (",", "\t", ";", "|")
_TABLES: Final = (".csv", ".tsv")
_RECORDS: Final = (".jsonl", ".ndjson")

Value = tuple[str, int]  # and the line it stands on, from 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sample: its name, and the values that are not empty."""

    name: str
    values: tuple[Value, ...]


def sampled(path: str) -> bool:
    """Whether documents of this name have samples that are read here."""
    return path.lower().endswith((*_TABLES, *_RECORDS, ".json"))


def sample(document: Document, rows: int = ROWS) -> tuple[Column, ...]:
    """The columns of the first `rows` of a document; none where it holds no rows, or cannot be read."""
    lower = document.path.lower()
    if lower.endswith(".json"):
        return _json(document.data, rows)
    whole = len(document.data) <= _BYTES
    text = document.data[:_BYTES].decode("utf-8-sig", "replace")
    text = text if whole else text[: text.rfind("\n") + 1]
    if lower.endswith(_RECORDS):
        return _columns(_records(text, rows))
    return _table(text, "\t" if lower.endswith(".tsv") else "", rows)


def _table(text: str, separator: str, rows: int) -> tuple[Column, ...]:
    head = text[: text.find("\n") + 1] or text
    separator = separator or max(_SEPARATORS, key=head.count)
    values: list[list[Value]] = []
    names: list[str] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if not names:
                names = [one.strip() for one in row[:_COLUMNS]]
                values = [[] for _ in names]
                continue
            if reader.line_num > rows:
                break
            for column, one in zip(values, row, strict=False):
                if one and not one.isspace():
                    column.append((one[:_LONGEST].strip(), reader.line_num))
    except csv.Error:
        pass  # what was read until there counts
    if any(any(one.isdigit() for one in name) and "@" in name for name in names):
        names = [""] * len(names)  # no names but values: a table without a header
    return tuple(Column(name, tuple(column)) for name, column in zip(names, values, strict=True) if column)


def _records(text: str, rows: int) -> Iterator[tuple[Any, int]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if number > rows:
            return
        try:
            yield json.loads(line), number
        except (ValueError, RecursionError):
            continue


def _json(data: bytes, rows: int) -> tuple[Column, ...]:
    """The columns of a list of records, of a dict of columns, or of what one of its values is."""
    text = data.decode("utf-8-sig", "replace")
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    records = found if isinstance(found, list) else None
    if isinstance(found, dict):
        records = next((one for one in found.values() if isinstance(one, list) and len(one) > 1), [found])
    if not records:
        return ()
    columns = _columns((one, 0) for one in records[:rows])
    return tuple(Column(one.name, tuple(_placed(text, one.values))) for one in columns)


def _placed(text: str, values: Iterable[Value]) -> Iterator[Value]:
    """The values with the lines on which they stand; the first line where that is not seen."""
    counted, line = 0, 1
    for value, _ in values:
        at = text.find(value.partition("\n")[0], counted)
        if at >= 0:
            line += text.count("\n", counted, at)
            counted = at
        yield value, line


def _columns(records: Iterable[tuple[Any, int]]) -> tuple[Column, ...]:
    found: dict[str, list[Value]] = {}
    for record, line in records:
        for name, value in _flat(record, "", 0):
            if len(found) < _COLUMNS or name in found:
                found.setdefault(name, []).append((value[:_LONGEST], line))
    return tuple(Column(name, tuple(values)) for name, values in found.items())


def _flat(record: Any, name: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(record, dict) and depth < _DEEPEST:
        for key, value in record.items():
            yield from _flat(value, str(key), depth + 1)
    elif isinstance(record, list) and depth < _DEEPEST:
        for value in record[:_COLUMNS]:
            yield from _flat(value, name, depth + 1)
    elif isinstance(record, str) and record.strip():
        yield name, record.strip()
    elif isinstance(record, int) and not isinstance(record, bool):
        yield name, str(record)
