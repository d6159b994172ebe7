"""Names in a query: which relation a column belongs to, and the run that positions and acts belong to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Learned
from mle_reviewer.flow.sql.relation import Cell, Origin, Relation
from mle_reviewer.program.code import column_of, line_of, pack

if TYPE_CHECKING:
    from mle_reviewer.flow.context import Context, Frame
    from mle_reviewer.program.sql.facts import Source


class Tables(ABC):
    """What a query may ask of the world of tables."""

    times: set[Origin]
    models: dict[str, frozenset[int]]

    @abstractmethod
    def table(self, name: str, run: Run, pos: int) -> Relation:
        """The table that a query calls `name`."""

    @abstractmethod
    def predicted(self, run: Run, reading: Source, given: Relation) -> Relation:
        """What a model says of rows."""


@dataclass(slots=True)
class Run:
    """One following of one text: where its lines are, who called, and whether acts are written down.

    The first time through (`dry`) only finds out which stored columns are times.
    """

    cx: Context
    world: Tables
    lines: tuple[tuple[str, int], ...]
    chain: tuple[tuple[str, int], ...] = ()
    frame: Frame | None = None
    dry: bool = False

    def place(self, pos: int) -> Place:
        """Where a position of the text is written."""
        line = line_of(pos)
        path, at = self.lines[min(max(line, 1), len(self.lines)) - 1]
        return Place(path, pack(at, column_of(pos)), self.chain)

    def learn(self, pos: int, rows: Rows, what: str, words: str, *, strong: bool = True, **detail: object) -> Learned:
        """The act of learning something from rows, none while dry or without rows."""
        if self.dry or not rows:
            return NOTHING_LEARNED
        place = self.place(pos)
        key = (rows, what, words, self.chain)
        act = self.cx.record.add("learn", place, key=key, rows=rows, what=what, words=words, strong=strong)
        act.detail.update(detail)
        return frozenset([act.number])

    def is_time(self, origin: Origin | None) -> bool:
        """Whether a stored column is known to hold times."""
        return origin is not None and origin in self.world.times

    def note_time(self, origin: Origin | None) -> None:
        """A stored column is used as a time."""
        if origin is not None and origin[0]:
            self.world.times.add(origin)

    def times_of(self, table: str) -> frozenset[Origin]:
        """The columns of a stored table known to hold times."""
        return frozenset(origin for origin in self.world.times if origin[0] == table)

    def act(self, kind: str, pos: int, key: object, rows: Rows, **fields: object) -> Act:
        """Any other act."""
        add = self.cx.record.add
        return add(kind, self.place(pos), key=(key, rows, self.chain), rows=rows, **fields)  # type: ignore[arg-type]

    def draw(self, pos: int) -> int:
        """The number of the act that draws at random, row by row."""
        if self.dry:
            return 0
        act = self.act("arm", pos, "draw", NO_ROWS, words="random()")
        act.detail["shuffled"] = True
        return act.number


@dataclass(frozen=True, slots=True)
class Scope:
    """The relations that a query reads, by alias, and those of the query around it."""

    sources: tuple[tuple[str, Relation], ...]
    outer: Scope | None = None

    def find(self, table: str, name: str) -> Cell | None:
        """The column `name` (of `table`, if given)."""
        if table:
            for alias, relation in self.sources:
                if alias == table or alias.rpartition(".")[2] == table:
                    return relation.cell(name)
        else:
            known = [relation.cells[name] for _alias, relation in self.sources if name in relation.cells]
            if known:
                return known[0]
            wide = [relation for _alias, relation in self.sources if relation.wide]
            if len(wide) == 1:
                return wide[0].cell(name)
            if wide and self.outer is None:  # of one of several tables, nobody knows which
                return Cell(name, tables=frozenset(one.table for relation in wide for one in relation.wide))
        return self.outer.find(table, name) if self.outer is not None else None

    def joined(self, table: str, name: str) -> Relation | None:
        """The relation of the column `name` (of `table`, if given), where it is joined to another one."""
        for alias, relation in self.sources[1:]:
            if (alias == table or alias.rpartition(".")[2] == table) if table else name in relation.cells:
                return relation
        return None

    def rows_of(self, tables: frozenset[str]) -> Rows:
        """The rows of the relations made from any of these tables; of all of them where none is."""
        rows: Rows = frozenset()
        for _alias, relation in self.sources:
            if relation.tables & tables:
                rows |= relation.rows
        return rows or (self.sources[0][1].rows if self.sources else rows)

    def around(self) -> frozenset[str]:
        """The tables that only the queries around this one read: a query inside has one row of each at hand."""
        found, scope = frozenset[str](), self.outer
        while scope is not None:
            found = found.union(*(relation.tables for _alias, relation in scope.sources))
            scope = scope.outer
        return found.difference(*(relation.tables for _alias, relation in self.sources))

    def windowed(self, tables: frozenset[str]) -> Rows:
        """The rows that a window looks over: those of the query, and of the relations that its values come from."""
        return self.rows_of(tables) | (self.sources[0][1].rows if self.sources else frozenset())
