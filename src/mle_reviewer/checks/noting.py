"""Notes on notebooks: asks the checks of a notebook about one after the other, and remembers what was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks import registry
from mle_reviewer.checks.asking import ask
from mle_reviewer.findings.notebooks import BookSeen
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.notebooks.book import Notebook
from mle_reviewer.program.code import line_of
from mle_reviewer.program.notebook import prose_cells
from mle_reviewer.program.notebook_outputs import Outputs, read_outputs
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.findings.finding import Finding
    from mle_reviewer.flow.machine.following import Flow
    from mle_reviewer.program.cell import Cell
    from mle_reviewer.program.code import ModuleCode
    from mle_reviewer.program.reading import Reader
    from mle_reviewer.system.system import System

_NO_OUTPUTS: Final = Outputs({}, allows_errors=False)
_SAVED: Final = ".ipynb_checkpoints/"  # what the editor keeps beside a notebook
Done = Mapping[int, frozenset[str]]  # cell → the kinds of acts in it


def notebook_of(reader: Reader, path: str, done: Done | None = None, *, learns: bool = False) -> Notebook | None:
    """A notebook as its checks see it; None where nothing of it can be read as Python."""
    code = reader.code(path)
    text = next(iter(reader.texts([path])))[1]
    document = reader.tree.read(path)
    if code is None or text is None or isinstance(document, Gap):
        return None
    data = document.data
    outputs = read_outputs(data) if b'"output_type"' in data else _NO_OUTPUTS

    def prose() -> tuple[Cell, ...]:
        return prose_cells(data)

    cells = tuple(cell for cell in text.cells if cell.kind == "code")
    return Notebook(
        path, code, cells, outputs, lambda pos: reader.locate(Place(path, pos)),
        lambda pos: reader.text(Place(path, pos)), prose, done or {}, learns,
    )  # fmt: skip


def is_copy(path: str) -> bool:
    """Whether an editor keeps the notebook beside the one that is worked on."""
    return _SAVED in path


def noted(reader: Reader, path: str, done: Done, *, learns: bool) -> tuple[list[Finding], list[BookSeen]]:
    """What the checks of a notebook find in it, and what of it was looked at; nothing of what others put there."""
    if tier(path) == "vendored" or is_copy(path):
        return [], []
    book = notebook_of(reader, path, done, learns=learns)
    if book is None:
        return [], [BookSeen(path, read=False)]
    found, gaps = ask(registry.noters(), book)
    reader.gaps.extend(gaps)
    return found, [seen(book)]


def answering(found: Iterable[Finding], system: System) -> list[Finding]:
    """The findings in notebooks, which answer for no item where a program trains: training needs no notebook there."""
    if not any(role.where == "code" for role in system.roles.trains):
        return list(found)
    return [replace(one, items=()) for one in found]


def seen(book: Notebook) -> BookSeen:
    """What there was to look at in a notebook."""
    filled = [one for one in book.runs if one.events or one.source.strip()]
    counts = [one.count for one in filled if one.count is not None]
    return BookSeen(
        book.path,
        outputs=sum(one.shown.total > 0 for one in filled),
        errors=sum(one.shown.error() is not None for one in filled),
        ran=len(counts),
        cells=len(filled),
        in_order=counts == sorted(set(counts)),
    )


def done_in(flow: Flow, code: ModuleCode) -> Done:
    """The kinds of acts that happen in each cell of a notebook, or in what it calls."""
    found: dict[int, set[str]] = {}
    for act in flow.acts[1:]:
        for path, pos in ((act.place.path, act.place.pos), *act.place.chain):
            cell = code.cell_at(line_of(pos)).cell if path == code.path else None
            if cell is not None:
                found.setdefault(cell, set()).add(act.kind)
    return {cell: frozenset(kinds) for cell, kinds in found.items()}
