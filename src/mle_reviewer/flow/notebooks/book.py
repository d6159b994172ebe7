"""One notebook: its cells with what they do to names, the order in which they were run, and what they showed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.notebook_names import BINDING_NOTHING, CAPTURING
from mle_reviewer.program.cell_names import CellNames, Event
from mle_reviewer.program.code import line_of
from mle_reviewer.program.notebook import Directive, directives, python_source
from mle_reviewer.program.notebook_outputs import CellOutputs, Output, Outputs
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.program.cell import Cell
    from mle_reviewer.program.code import CellCode, ModuleCode

_NOTHING: Final = CellOutputs(0, (), 0, frozenset())
_LATE_MAGIC: Final = re.compile(r"(?:[ \t]*(?:#.*)?\n)+[ \t]*%%")
# Acts after which something is left that others use or that is reported.
TELLING: Final = frozenset({"fit", "score", "predict", "recalled", "choose", "verdict", "split", "save"})


@dataclass(frozen=True, slots=True)
class Run:
    """A cell of code: what it does to names, its execution count and what it showed.

    `bound` has the last place where it binds each name. `opens` says what in it may bind any name, "" for nothing.
    `captured`: what it shows goes into a name.
    """

    number: int
    source: str
    count: int | None
    code: CellCode | None
    events: tuple[Event, ...]
    shown: CellOutputs
    opens: str
    captured: bool
    bound: Mapping[str, Event]

    @property
    def ran(self) -> bool:
        """Whether the file tells that the cell was run."""
        return self.count is not None or self.shown.total > 0

    def line(self, pos: int) -> str:
        """The line of the cell at a place of its code, with white space folded."""
        lines = self.source.split("\n")
        inside = line_of(pos) - (self.code.first_line if self.code is not None else 1)
        return " ".join(lines[inside].split()) if 0 <= inside < len(lines) else ""

    def binds(self, name: str) -> Event | None:
        """The last place where the cell binds a name."""
        return self.bound.get(name)

    def reads(self) -> Iterator[Event]:
        """Each name that the cell reads as other cells left it, where it first does."""
        own: set[str] = set()
        for one in self.events:
            if one.deed == "bind" or (one.deed == "read" and one.sure and one.name not in own):
                if one.deed == "read":
                    yield one
                own.add(one.name)


@dataclass(frozen=True)
class Notebook:
    """What the checks of a notebook ask about.

    `done` has the kinds of acts that flow saw in each cell; `locate` says where a position of the code stands,
    `text` which statement that is, and `prose` gives the cells of prose. `learns`: its words say that it trains or
    scores, whether or not flow saw it done.
    """

    path: str
    code: ModuleCode
    cells: tuple[Cell, ...]
    outputs: Outputs
    locate: Callable[[int], Location]
    text: Callable[[int], str]
    prose: Callable[[], tuple[Cell, ...]] = tuple
    done: Mapping[int, frozenset[str]] = field(default_factory=dict)
    learns: bool = False

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The cells of code, in the order in which they stand."""
        return tuple(self._runs())

    @cached_property
    def recorded(self) -> tuple[Run, ...] | None:
        """The cells in the order in which they were last run; None where it is not known (see ADR 14)."""
        filled = [one for one in self.runs if one.events]
        counts = [one.count for one in filled if one.count is not None]
        if len(counts) < len(filled) or len(set(counts)) < len(counts):
            return None
        return tuple(sorted(filled, key=lambda one: one.count or 0))

    @property
    def tells(self) -> bool:
        """Whether a cell trains, scores, splits or saves: whether somebody may rely on what comes out."""
        return self.learns or any(kinds & TELLING for kinds in self.done.values())

    def at(self, run: Run, event: Event | None = None) -> Location:
        """Where a cell does something; without an event, the first line of its code."""
        if event is not None:
            return self.locate(event.pos)
        if run.code is not None and run.events:
            return self.locate(run.events[0].pos)
        return Location(self.path, cell=run.number, raw_line=1)

    def output_at(self, output: Output) -> Location:
        """Where an output stands: in its cell, and on its line of the file."""
        return Location(self.path, 1, 1, 1, cell=output.cell, raw_line=output.raw_line)

    def _runs(self) -> Iterator[Run]:
        units = {unit.cell: unit for unit in self.code.cells}
        names = CellNames(self.code)
        for cell in self.cells:
            unit = units.get(cell.number)
            events = names.events(unit) if unit is not None else ()
            said = directives(cell)
            if _LATE_MAGIC.match(cell.source):  # some platforms let remarks stand above a magic
                unit, events = None, ()
            yield Run(
                cell.number, cell.source, cell.execution_count or None, unit, events,
                self.outputs.cells.get(cell.number, _NOTHING),
                _opens(cell, events, said, parsed=unit is not None),
                any(one.name in CAPTURING for one in said),
                {one.name: one for one in events if one.deed == "bind"},
            )  # fmt: skip


def _opens(cell: Cell, events: Sequence[Event], said: Sequence[Directive], *, parsed: bool) -> str:
    """What in a cell may bind any name; "" for nothing."""
    opened = next((one.name for one in events if one.deed == "open"), "")
    if opened:
        return opened
    for one in said:
        if one.name not in BINDING_NOTHING and not one.target:
            return f"%{one.name}"
    return "a cell that is no Python" if not parsed and python_source(cell) is not None else ""
