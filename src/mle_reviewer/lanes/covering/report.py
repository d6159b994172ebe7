"""Reads coverage as coverage.py (JSON), Cobertura (XML) and lcov write it: which lines could run, and which did."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

LARGEST: Final = 128 << 20
_MOST_LINES: Final = 1_000_000


class CoverageError(Exception):
    """A file that is no coverage; the message says why in one clause."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The lines of one file that could run, and those that did; its path as the report spells it."""

    path: str
    lines: frozenset[int]
    ran: frozenset[int]


def measured_in(data: bytes) -> tuple[Measured, ...]:
    """The files of one report."""
    if len(data) > LARGEST:
        raise CoverageError(f"larger than {LARGEST >> 20} MB")
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return tuple(_of_json(data))
    if start.startswith(b"<"):
        return tuple(_of_xml(data))
    if start.startswith((b"TN:", b"SF:")):
        return tuple(_of_lcov(data.decode("utf-8", "replace")))
    if start.startswith(b"SQLite format 3"):
        raise CoverageError("coverage.py's own data: write `coverage json` (or xml, lcov) from it first")
    raise CoverageError("neither JSON of coverage.py nor Cobertura XML nor lcov")


def _of_json(data: bytes) -> Iterable[Measured]:
    try:
        stated = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CoverageError(f"not JSON: {error}") from None
    files = stated.get("files") if isinstance(stated, dict) else None
    if not isinstance(files, dict):
        raise CoverageError("JSON without `files`, so not that of coverage.py")
    for path, body in files.items():
        ran, missing = (_numbers(body, name) for name in ("executed_lines", "missing_lines"))
        if ran is None or missing is None:
            raise CoverageError(f"{path}: no `executed_lines` and `missing_lines`, so not that of coverage.py")
        yield Measured(path, ran | missing, ran)


def _numbers(body: Any, name: str) -> frozenset[int] | None:
    stated = body.get(name) if isinstance(body, Mapping) else None
    if not isinstance(stated, list):
        return None
    return frozenset(one for one in stated if isinstance(one, int) and 0 < one <= _MOST_LINES)


def _of_xml(data: bytes) -> Iterable[Measured]:
    from xml.etree import ElementTree as ET

    # Writers name Cobertura's own document type; entities of one's own can be made to expand without end.
    if b"<!ENTITY" in data:
        raise CoverageError("XML with entities of its own; not read")
    try:
        root = ET.fromstring(data)  # noqa: S314 - no entities, see above
    except (ET.ParseError, ValueError) as error:
        raise CoverageError(f"not XML: {error}") from None
    if root.tag != "coverage":
        raise CoverageError(f"XML that begins with <{root.tag}>, not <coverage>")
    sources = [(one.text or "").strip().rstrip("/\\") for one in root.iter("source")]
    found: dict[str, tuple[set[int], set[int]]] = {}
    for one in root.iter("class"):
        name = one.get("filename", "")
        path = f"{sources[0]}/{name}" if len(sources) == 1 and sources[0] and not name.startswith("/") else name
        lines, ran = found.setdefault(path, (set(), set()))
        for line in one.iter("line"):
            number, hits = line.get("number", ""), line.get("hits", "0")
            if number.isdigit() and len(number) < 8:  # noqa: PLR2004
                lines.add(int(number))
                ran.update({int(number)} if hits.strip("0") else ())
    for path, (lines, ran) in found.items():
        yield Measured(path, frozenset(lines), frozenset(ran))


def _of_lcov(text: str) -> Iterable[Measured]:
    path, lines, ran = "", set[int](), set[int]()
    for row in text.splitlines():
        if row.startswith("SF:"):
            path, lines, ran = row[3:].strip(), set(), set()
        elif row.startswith("DA:"):
            number, _, hits = row[3:].partition(",")
            if number.isdigit() and len(number) < 8:  # noqa: PLR2004
                lines.add(int(number))
                ran.update({int(number)} if hits.partition(",")[0].strip("0") else ())
        elif row.startswith("end_of_record") and path:
            yield Measured(path, frozenset(lines), frozenset(ran))
            path = ""
