"""Documents to facts: one Python file or notebook becomes its code, and what could not be parsed a gap."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from mle_reviewer.program.cell import Cell
from mle_reviewer.program.code import CellCode, ModuleCode
from mle_reviewer.program.lower import Lowering, TooDeep
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

DATABRICKS = "# Databricks notebook source"  # the first line of a notebook kept as a Python file
_DEEPEST_RECURSION = 4_000
_DECORATED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Text:
    """What a document says before it is parsed: a module's text, or the cells of a notebook."""

    path: str
    module: str | None = None
    cells: tuple[Cell, ...] = ()

    def sources(self) -> list[str]:
        """The code as it stands there, magics and all, but for `%run`, which stands as the import that it is."""
        if self.module is not None:
            return [self.module]
        return [_run(cell) if "%run" in cell.source else cell.source for cell in self.cells if cell.kind == "code"]


def _run(cell: Cell) -> str:
    from mle_reviewer.program.notebook import python_source

    return python_source(cell) or cell.source


def read_text(document: Document) -> tuple[Text | None, tuple[Gap, ...]]:
    """The text of a Python document or notebook, with a gap for each part that could not be read."""
    if document.kind == "notebook":
        from mle_reviewer.program.notebook import read_cells  # only where there are notebooks

        cells, gaps = read_cells(document.data, document.path)
        return Text(document.path, cells=cells), gaps
    text = decode(document)
    if isinstance(text, Gap):
        return None, (text,)
    if text.startswith(DATABRICKS):
        from mle_reviewer.program.databricks import python_of

        text = python_of(text)
    return Text(document.path, text), ()


def lowered(text: Text) -> tuple[ModuleCode | None, tuple[Gap, ...]]:
    """The code that a text states, with a gap for each part that is no Python."""
    with _parsing():
        return _module_of(text.path, text.module) if text.module is not None else _notebook(text)


@contextmanager
def _parsing() -> Iterator[None]:
    """Code is parsed without a word of warning, and may nest deeper than programs do."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEEPEST_RECURSION))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.setrecursionlimit(limit)


def _module_of(path: str, source: str) -> tuple[ModuleCode | None, tuple[Gap, ...]]:
    lowering = Lowering()
    cell, gap = _unit(lowering, path, source, 0)
    if cell is None:
        return None, (gap,) if gap else ()
    return _module(path, lowering, (cell,)), ()


def _notebook(text: Text) -> tuple[ModuleCode | None, tuple[Gap, ...]]:
    gaps: list[Gap] = []
    lowering = Lowering()
    units: list[CellCode] = []
    written: list[_File] = []
    offset = 0
    sources = list(cell_sources(text.cells))
    trees = _parsed_together([source if file is None else "\n" * source.count("\n") for _, source, file in sources])
    for number, (cell, source, file) in enumerate(sources):
        apart = lowering
        if file is not None:
            if not file.more or all(one.name != file.name for one in written):
                written.append(_File(file.name, Lowering(), []))
            apart = next(one.lowering for one in reversed(written) if one.name == file.name)
        parsed = trees[number] if trees and file is None else None
        unit, gap = _unit(apart, text.path, source, offset, cell, parsed)
        if unit is None:
            gaps += [gap] if gap is not None else []
            offset += source.count("\n") + 1
            continue
        if file is None:
            units.append(unit)
        else:
            next(one.units for one in reversed(written) if one.name == file.name).append(unit)
        offset += unit.lines
    return (_book(text.path, lowering, units, written) if units or written else None), tuple(gaps)


def _parsed_together(sources: Sequence[str]) -> list[list[ast.stmt]] | None:
    """The statements of each of the cells, all parsed in one go, with their lines counted through the whole notebook.

    That takes a quarter less than cell by cell. None where cells have to be parsed by themselves: one is no Python, or
    only becomes some by what stands in the next.
    """
    whole = "\n".join(sources)
    if "\r" in whole or any(source.endswith("\\") for source in sources):
        return None
    try:
        statements = ast.parse(whole).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    found: list[list[ast.stmt]] = []
    at = last = 0
    for source in sources:
        first, last = last + 1, last + source.count("\n") + 1
        begin = at
        while at < len(statements) and (statement := statements[at]).lineno <= last:
            if (statement.end_lineno or 0) > last:
                return None
            if isinstance(statement, _DECORATED) and any(one.lineno < first for one in statement.decorator_list):
                return None
            at += 1
        found.append(statements[begin:at])
    return found


class _File(NamedTuple):
    """A file that cells write: its path as they spell it, and its code so far."""

    name: str
    lowering: Lowering
    units: list[CellCode]


class Target(NamedTuple):
    """The file that a cell's Python goes to, and whether it is added to what the file holds."""

    name: str
    more: bool


def cell_sources(cells: tuple[Cell, ...]) -> Iterator[tuple[Cell, str, Target | None]]:
    """The cells that hold Python, with their Python and the file that it is written to (None: it is run)."""
    from mle_reviewer.program.notebook import python_source, written_file

    for cell in cells:
        if cell.kind != "code":
            continue
        source = python_source(cell)
        if source is not None:
            yield cell, source, None
        elif (file := written_file(cell)) is not None:
            yield cell, file[1], Target(file[0], file[2])


def _book(path: str, lowering: Lowering, units: list[CellCode], written: list[_File]) -> ModuleCode:
    """A notebook's code, which knows the imports and the spans of the files that it writes as well."""
    book = _module(path, lowering, tuple(units))
    book.written = tuple((file.name, _module(path, file.lowering, tuple(file.units))) for file in written if file.units)
    for _, code in book.written:
        book.imports |= code.imports
        book.spans.update(code.spans)
    return book


def _module(path: str, lowering: Lowering, cells: tuple[CellCode, ...]) -> ModuleCode:
    return ModuleCode(
        path=path,
        cells=cells,
        functions=tuple(lowering.functions),
        classes=tuple(lowering.classes),
        imports=frozenset(lowering.imports),
        mentions=frozenset(lowering.mentions),
        spans=lowering.spans,
    )


def _unit(
    lowering: Lowering,
    path: str,
    source: str,
    offset: int,
    cell: Cell | None = None,
    parsed: list[ast.stmt] | None = None,
) -> tuple[CellCode | None, Gap | None]:
    try:
        if parsed is None:
            body, registers = lowering.unit(ast.parse(source).body, offset)
        else:
            body, registers = lowering.unit(parsed, 0)
    except (SyntaxError, ValueError, MemoryError, RecursionError, TooDeep) as error:
        return None, _unparsed(path, error, "" if cell is None else f"cell {cell.number}: ")
    number, cell_id, count = (None, None, None) if cell is None else (cell.number, cell.cell_id, cell.execution_count)
    return CellCode(number, cell_id, count, offset + 1, source.count("\n") + 1, body, registers), None


def _unparsed(path: str, error: Exception, where: str) -> Gap:
    if isinstance(error, SyntaxError):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return Gap(path, error.lineno or 1, "parse", f"{where}not valid Python {version}: {error.msg}")
    return Gap(path, 1, "parse", f"{where}cannot be parsed: {str(error) or 'it nests too deeply'}")
