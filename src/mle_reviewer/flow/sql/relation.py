"""What a query gives while it is followed: rows, columns, and how far in time each of them reaches."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from mle_reviewer.flow.facts.rows import NO_ROWS, Rows
from mle_reviewer.flow.facts.values import NO_IDS, NO_NAMES, NOTHING_LEARNED, Data, Learned, written
from mle_reviewer.flow.operations import said

# A column of a stored table: (table, column). A column that a query computes has none.
Origin = tuple[str, str]
DRAWN: Final = "drawn"  # the trait of a table that names a column which chance decides


@dataclass(frozen=True, slots=True)
class Moment:
    """A time: a stored column's, a constant or now, moved by `days` (None: nobody knows how far).

    `folded` says that it is the latest or earliest of many rows.
    """

    origin: Origin
    days: float | None = 0.0
    folded: str = ""

    @property
    def constant(self) -> bool:
        """Whether it is the same for all rows."""
        return self.origin[0] == ""


@dataclass(frozen=True, slots=True)
class Limit:
    """What holds of all rows of a relation: the time in `subject` is `op` (< or >) the moment."""

    subject: Origin
    op: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Rank:
    """The number of a row within its partition, in an order of time; `supposed` where nobody knows that it is one."""

    order: Origin
    down: bool
    keys: tuple[str, ...]
    pos: int
    path: str
    supposed: bool = False


@dataclass(frozen=True, slots=True)
class Latest:
    """Of each entity only the last row in time is there; or the one that a column says to hold today (`flag`)."""

    order: Origin
    path: str
    pos: int
    flag: bool = False
    supposed: bool = False  # the order is not known to be one of time


@dataclass(frozen=True, slots=True)
class Cell:
    """One column: its name as written, what it learned, the stored column it is, the time it holds.

    `numbered` is the column whose rows of equal value it counts, `made` are the stored columns that it is worked out
    from, row by row; None where something else went in.
    """

    shown: str
    learned: Learned = NOTHING_LEARNED
    origin: Origin | None = None
    moment: Moment | None = None
    rank: Rank | None = None
    numbered: str = ""
    fits: frozenset[int] = NO_IDS
    lag: bool = False
    tables: frozenset[str] = NO_NAMES
    made: frozenset[Origin] | None = None
    drawn: int = 0  # the draw that decides it, row by row
    numbers: tuple[Origin, ...] | None = None  # of a running number of all rows: the columns that it goes by

    def but(self, **changes: object) -> Cell:
        """The same with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Wide:
    """Columns whose names are not known: all those of a stored table, and what each of them learned."""

    table: str
    learned: Learned = NOTHING_LEARNED
    gone: frozenset[str] = NO_NAMES


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows with columns. `wide` are tables whose further columns are there too.

    `pending` are statistics per group that become learned when they come back to the rows they were computed from,
    `keys` what the rows are grouped by (None: not grouped), `limits` what is known of times in all rows, `latest`
    whether only the last row of each entity is left, `sorted` the columns it is ordered by.
    """

    rows: Rows = NO_ROWS
    cells: dict[str, Cell] = field(default_factory=dict)
    wide: tuple[Wide, ...] = ()
    pending: Learned = NOTHING_LEARNED
    keys: tuple[str, ...] | None = None
    limits: frozenset[Limit] = frozenset()
    latest: tuple[Latest, ...] = ()
    sorted: tuple[str, ...] = ()
    tables: frozenset[str] = NO_NAMES
    source: int = 0

    def but(self, **changes: object) -> Relation:
        """The same with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def cell(self, name: str) -> Cell | None:
        """The column `name` (in small letters), None if it has none such."""
        found = self.cells.get(name)
        if found is not None:
            return found
        for wide in self.wide:
            if name not in wide.gone:
                return Cell(name, wide.learned, (wide.table, name), tables=frozenset([wide.table]))
        return None


def as_data(relation: Relation, times: frozenset[Origin]) -> Data:
    """The relation as a value of the flow; `times` are the stored columns known to be times."""
    data = Data(relation.rows, kind="frame")
    data.source = relation.source
    data.cols = {cell.shown: cell.learned for cell in relation.cells.values()}
    if relation.wide:
        data.learned = NOTHING_LEARNED.union(*(wide.learned for wide in relation.wide))
        data.gone = frozenset.intersection(*(wide.gone for wide in relation.wide)).difference(data.cols)
    else:
        data.only = frozenset(data.cols)
    traits = set()
    for cell in relation.cells.values():
        if cell.origin in times or (cell.moment is not None and not cell.moment.folded and cell.moment.origin in times):
            traits.add(("time", cell.shown))
        if cell.lag:
            traits.add(("lag", cell.shown))
    shown = {key: cell.shown for key, cell in relation.cells.items()}
    known = {table for table in relation.tables if any(wide.table == table for wide in relation.wide)}
    traits |= {("time", column) for table, column in times if table in known}
    traits |= {("sorted", shown.get(name, name)) for name in relation.sorted}
    traits |= {("latest", shown.get(one.order[1], one.order[1])) for one in relation.latest}
    if not any(not one.flag for one in relation.latest):
        traits |= {("per", shown.get(name, name)) for name in relation.keys or ()}
    data.traits = frozenset(traits)
    names = {cell.origin: cell.shown for cell in relation.cells.values() if cell.origin is not None}
    data.traits |= {(DRAWN, cell.shown, str(cell.drawn)) for cell in relation.cells.values() if cell.drawn}
    for cell in relation.cells.values():
        if cell.numbers is not None:
            keys = {("counts-by", cell.shown, names.get(key, key[1])) for key in cell.numbers}
            data.traits |= {("counts", cell.shown), *keys}
    if relation.source > 0:
        data.made = {
            cell.shown: written(frozenset((relation.source, names.get(one, one[1]), "~") for one in cell.made))
            for cell in relation.cells.values()
            if cell.made and cell.origin is None
        }
    data.fits = NO_IDS.union(*(cell.fits for cell in relation.cells.values()))
    if not all(cell.fits == data.fits for cell in relation.cells.values()):
        data.traits = data.traits.union(*(said.written(cell.shown, cell.fits) for cell in relation.cells.values()))
    data.pending = relation.pending
    return data


def of_data(data: Data, table: str) -> Relation:
    """A value of the flow as a table that queries read under the name `table`."""
    drawn = {trait[1]: int(trait[2]) for trait in data.traits if trait[0] == DRAWN}
    tables = frozenset([table])
    cells = {
        name.lower(): Cell(name, data.of_column(name), (table, name.lower()), tables=tables).but(
            drawn=drawn.get(name, 0), fits=said.of_column(data, name)
        )
        for name in sorted(data.only if data.only is not None else data.cols)
        if name not in data.gone
    }
    wide = () if data.only is not None else (Wide(table, data.learned, frozenset(n.lower() for n in data.gone)),)
    return Relation(
        data.rows, cells, wide, pending=data.pending, tables=tables, source=data.source,
        keys=tuple(sorted(trait[1].lower() for trait in data.traits if trait[0] == "per")) or None,
    )  # fmt: skip
