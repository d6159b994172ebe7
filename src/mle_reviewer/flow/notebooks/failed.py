"""Cells whose saved run ended in an error, and what was done in spite of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.notebooks.book import TELLING
from mle_reviewer.flow.notebooks.unknown import unknown_names
from mle_reviewer.program.code import line_of

if TYPE_CHECKING:
    from mle_reviewer.flow.notebooks.book import Notebook, Run
    from mle_reviewer.program.cell_names import Event
    from mle_reviewer.program.notebook_outputs import Output

_MAY_FAIL: Final = frozenset({"raises-exception", "raises_exception", "expect-error", "skip-execution"})
_STOPPED: Final = frozenset({"KeyboardInterrupt", "SystemExit", "StopExecution", "GeneratorExit"})
_ANNOUNCED: Final = re.compile(
    r"error|exception|rais(?:e|es|ing)\b|fail|traceback|invalid|wrong|not (?:work|allowed|possible|supported|defined)|"
    r"n't (?:work|possible|do)|can(?:'t|not)\b|crash|illegal|immutable|oops|break|should not|try (?:it|this)|expected|"
    r"fehler|falsch|ausnahme|erreur|échou|excepci|falla|erro\b|falha",
    re.IGNORECASE,
)
_ARROW: Final = re.compile(r"^-+> ?(\d+)\b", re.MULTILINE)
_LONGEST_PROSE: Final = 600  # characters of prose that may still be about one cell


@dataclass(frozen=True, slots=True)
class Failed:
    """A cell that ended in an error; `later` is a cell that was run after it all the same and reads `name` of it.

    `unrun` are the cells below that train, score or save and that the file does not tell to have been run.
    """

    run: Run
    error: Output
    later: Run | None = None
    name: str = ""
    read: Event | None = None
    unrun: tuple[Run, ...] = ()

    @property
    def interrupted(self) -> bool:
        """Whether a person stopped the cell."""
        return self.error.form in _STOPPED


def failed(book: Notebook) -> Iterator[Failed]:
    """The cells that ended in an error that nobody meant to show, at or above what trains, scores or saves."""
    if book.outputs.allows_errors:
        return
    runs = [one for one in book.runs if one.source.strip()]
    missing = {one.run.number for one in unknown_names(book) if not one.held}  # that is said of the name itself
    for place, run in enumerate(runs):
        error = run.shown.error()
        if error is None or run.shown.tags & _MAY_FAIL or not error.form or _is_meant(book, run):
            continue
        telling = [one for one in runs[place:] if book.done.get(one.number, frozenset()) & TELLING]
        if not telling or run.number in missing:
            continue
        unrun = tuple(one for one in telling if not one.ran)
        yield Failed(run, error, *_used(book, runs, place, error), unrun if _is_last(runs, run) else ())


def _is_last(runs: Sequence[Run], run: Run) -> bool:
    return run.count is not None and all((one.count or 0) <= run.count for one in runs)


def _is_meant(book: Notebook, run: Run) -> bool:
    """Whether the cell, or the prose around it, says that it fails."""
    comments = "\n".join(line[line.index("#") :] for line in run.source.split("\n") if "#" in line)
    if _ANNOUNCED.search(comments):
        return True
    near = [
        cell.source
        for cell in book.prose()
        if run.number - 2 <= cell.number <= run.number + 1 and cell.number != run.number
    ]
    return any(_ANNOUNCED.search(text[-_LONGEST_PROSE:]) for text in near)


def _used(book: Notebook, runs: Sequence[Run], place: int, error: Output) -> tuple[Run | None, str, Event | None]:
    """The first cell that was run later and trains, scores or saves with what the failed run should have made."""
    run = runs[place]
    if run.count is None:
        return None, "", None
    made = _unmade(run, error)
    for later in runs[place + 1 :]:
        if (
            (later.count or 0) > run.count
            and later.shown.error() is None
            and book.done.get(later.number, frozenset()) & TELLING
        ):
            for read in later.reads():
                if read.name in made:
                    return later, read.name, read
        made -= {one.name for one in later.events if one.deed == "bind"}
    return None, "", None


def _unmade(run: Run, error: Output) -> set[str]:
    """The names that the failed run did not get to, by the line on which it stopped."""
    arrow = _ARROW.search(error.text)
    if arrow is None or run.code is None:
        return set()
    stopped = int(arrow[1]) + run.code.first_line - 1
    return {one.name for one in run.events if one.deed == "bind" and not one.how and line_of(one.pos) >= stopped}
