"""Names that a notebook has not when it is run from top to bottom: bound below, deleted above, or bound nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mle_reviewer.knowledge.notebook_names import AMBIENT, BINDING_NOTHING

if TYPE_CHECKING:
    from mle_reviewer.flow.notebooks.book import Notebook, Run
    from mle_reviewer.program.cell_names import Event

Why = Literal["bound below", "deleted above", "bound nowhere"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name where it is first missed; `other` is the cell that binds it below, or deletes it above."""

    run: Run
    event: Event
    why: Why
    other: Run | None = None
    place: Event | None = None

    @property
    def held(self) -> bool:
        """Whether the cell was run all the same: the name was left in memory by what is no longer there, or not yet."""
        return self.run.ran and self.run.shown.error() is None


def unknown_names(book: Notebook) -> Iterator[Unknown]:
    """The names that are not there, each once; none from where on anything may have been bound."""
    known = set(AMBIENT)
    deleted: dict[str, tuple[Run, Event]] = {}
    for number, run in enumerate(book.runs):
        if run.opens.startswith("%"):
            return
        for event in run.events:
            if event.deed == "open":
                return
            if event.deed == "bind":
                known.add(event.name)
            elif event.deed == "delete" and event.sure and not event.through:
                known.discard(event.name)
                deleted[event.name] = (run, event)
            elif event.deed == "read" and event.sure and event.name not in known:
                if _is_magic(run.line(event.pos)):
                    continue
                known.add(event.name)
                yield _why(book, number, event, deleted.get(event.name))
        if run.opens:
            return
        if run.captured:  # its argument is bound
            known.update(word for word in run.source.split("\n", 1)[0].split()[1:] if word.isidentifier())


def _is_magic(line: str) -> bool:
    """Whether a line is one that IPython runs as a magic without its sign, as far as it is Python as well."""
    word, _, rest = line.partition(" ")
    return word in BINDING_NOTHING and (not rest or rest.startswith("-"))


def _why(book: Notebook, number: int, event: Event, deleted: tuple[Run, Event] | None) -> Unknown:
    run = book.runs[number]
    for other in book.runs[number:]:
        bound = other.binds(event.name)
        if bound is not None and (deleted is None or other is not run):
            return Unknown(run, event, "bound below", other, bound)
    if deleted is not None:
        return Unknown(run, event, "deleted above", *deleted)
    return Unknown(run, event, "bound nowhere")
