"""Documents to facts: one Python file or notebook becomes its code, and what could not be parsed a gap."""

from __future__ import annotations

import ast
import sys
import warnings
from dataclasses import dataclass

from mle_reviewer.program.cell import Cell
from mle_reviewer.program.code import CellCode, ModuleCode
from mle_reviewer.program.lower import Lowering, TooDeep
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

_DEEPEST_RECURSION = 4_000


@dataclass(frozen=True, slots=True)
class Text:
    """What a document says before it is parsed: a module's text, or the cells of a notebook."""

    path: str
    module: str | None = None
    cells: tuple[Cell, ...] = ()

    def sources(self) -> list[str]:
        """The code as it stands there, magics and all."""
        return [cell.source for cell in self.cells if cell.kind == "code"] if self.module is None else [self.module]


def read_code(document: Document) -> tuple[ModuleCode | None, tuple[Gap, ...]]:
    """The code of a Python document or notebook, with a gap for each part that could not be read."""
    text, gaps = read_text(document)
    if text is None:
        return None, gaps
    code, more = lowered(text)
    return code, (*gaps, *more)


def read_text(document: Document) -> tuple[Text | None, tuple[Gap, ...]]:
    """The text of a Python document or notebook, with a gap for each part that could not be read."""
    if document.kind == "notebook":
        from mle_reviewer.program.notebook import read_cells  # only where there are notebooks

        cells, gaps = read_cells(document.data, document.path)
        return Text(document.path, cells=cells), gaps
    text = decode(document)
    return (None, (text,)) if isinstance(text, Gap) else (Text(document.path, text), ())


def lowered(text: Text) -> tuple[ModuleCode | None, tuple[Gap, ...]]:
    """The code that a text states, with a gap for each part that is no Python."""
    if text.module is None:
        return _notebook(text)
    lowering = Lowering()
    cell, gap = _unit(lowering, text.path, text.module, offset=0)
    if cell is None:
        return None, (gap,) if gap else ()
    return _module(text.path, lowering, (cell,)), ()


def _notebook(text: Text) -> tuple[ModuleCode | None, tuple[Gap, ...]]:
    from mle_reviewer.program.notebook import python_source

    gaps: list[Gap] = []
    lowering = Lowering()
    units: list[CellCode] = []
    offset = 0
    for cell in text.cells:
        source = python_source(cell) if cell.kind == "code" else None
        if source is None:
            continue
        unit, gap = _unit(
            lowering, text.path, source, offset=offset, cell=cell.number, cell_id=cell.cell_id,
            execution_count=cell.execution_count,
        )  # fmt: skip
        if gap is not None:
            gaps.append(gap)
        if unit is not None:
            units.append(unit)
        offset += source.count("\n") + 1
    return (_module(text.path, lowering, tuple(units)) if units else None), tuple(gaps)


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
    *,
    offset: int,
    cell: int | None = None,
    cell_id: str | None = None,
    execution_count: int | None = None,
) -> tuple[CellCode | None, Gap | None]:
    where = "" if cell is None else f"cell {cell}: "
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(max(limit, _DEEPEST_RECURSION))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        body, registers = lowering.unit(tree, offset)
    except SyntaxError as error:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        why = f"{where}not valid Python {version}: {error.msg}"
        return None, Gap(path, error.lineno or 1, "parse", why)
    except (ValueError, MemoryError, RecursionError, TooDeep) as error:
        why = f"{where}cannot be parsed: {str(error) or 'it nests too deeply'}"
        return None, Gap(path, 1, "parse", why)
    finally:
        sys.setrecursionlimit(limit)
    lines = source.count("\n") + 1
    return CellCode(cell, cell_id, execution_count, offset + 1, lines, body, registers), None
