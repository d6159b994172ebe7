"""Queries followed: what is read, joined, filtered, grouped and given back."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.facts.acts import MEETING
from mle_reviewer.flow.facts.overlaps import Overlap, overlap
from mle_reviewer.flow.facts.rows import Rows, Step, contains, narrow, union
from mle_reviewer.flow.facts.values import NOTHING_LEARNED
from mle_reviewer.flow.operations import meeting, written_out
from mle_reviewer.flow.sql import thinning, widening
from mle_reviewer.flow.sql.conditions import only_presence, picked, ranked, step_of
from mle_reviewer.flow.sql.expressions import Expressions, mixed
from mle_reviewer.flow.sql.joins import joined
from mle_reviewer.flow.sql.limits import earlier, limits_of
from mle_reviewer.flow.sql.relation import Cell, Latest, Limit, Moment, Relation, Wide
from mle_reviewer.flow.sql.scope import Run, Scope
from mle_reviewer.flow.sql.versions import today
from mle_reviewer.flow.sql.writing import written
from mle_reviewer.program.sql.facts import Expr, Item, Query, Source

Named = dict[str, Relation]
_RANGES: Final = frozenset({"<", "<=", ">", ">="})
_DEEPEST: Final = 40
_OF_LAST: Final = frozenset(
    {"arg_max", "argmax", "max_by", "maxby"}
)  # the value in the row in which another is highest


class TooDeep(Exception):  # noqa: N818 - a bound that was reached
    """Queries nest deeper than they are followed."""


def followed(
    run: Run, query: Query, named: Named | None = None, outer: Scope | None = None, depth: int = 0
) -> Relation:
    """What a query gives; `named` are the queries given names around it, `outer` what a correlated one sees."""
    if depth > _DEEPEST:
        raise TooDeep
    known: Named = dict(named or {})
    for name, inner in query.ctes:
        known[name] = followed(run, inner, known, outer, depth + 1)
    if query.parts:
        return _united(run, query, [followed(run, part, known, outer, depth + 1) for part in query.parts])
    return _Select(run, query, known, outer, depth).relation()


class _Select:
    """One SELECT while it is followed."""

    def __init__(self, run: Run, query: Query, named: Named, outer: Scope | None, depth: int) -> None:
        self.run = run
        self.query = query
        self.named = named
        self.outer = outer
        self.depth = depth
        self.known: dict[int, Relation] = {}  # queries inside expressions, each followed once

    def relation(self) -> Relation:
        """Sources, conditions, groups, columns, in the order in which SQL works them out."""
        query, run = self.query, self.run
        raw = [(source, self._read(source)) for source in query.sources]
        plain = Scope(tuple((source.alias, relation) for source, relation in raw), self.outer)
        conditions = (*query.where, *(one for source, _relation in raw for one in source.on))
        limits = self._limits(plain, conditions, raw)
        sources = joined(run, raw, plain, conditions, limits, self.inner)
        scope = Scope(tuple((source.alias, relation) for source, relation in sources), self.outer)
        rows = self._rows(sources)
        rows = narrow(rows, *self._steps(scope, limits), *self._thinned(scope, limits, sources, rows))
        latest = self._latest(scope, limits, sources)
        if query.grouped:
            made = self._grouped(scope, limits, rows)
        else:
            made = self._plain(scope, limits, rows)
        learned = self._subqueries(scope, limits)
        if learned:
            made = _plus(made, learned)
        tables = frozenset[str]().union(*(relation.tables for _source, relation in sources))
        source = sources[0][1].source if sources else 0
        made = made.but(limits=limits, tables=tables, source=source)
        made = made.but(latest=self._of_the_last(scope, limits) if query.grouped else latest)
        if latest and not query.grouped and made.keys is None:
            made = made.but(keys=self._one_each(scope, limits))
        return self._ordered(scope, limits, made)

    def inner(self, query: Query, scope: Scope) -> Relation:
        """A query inside an expression."""
        if id(query) not in self.known:
            self.known[id(query)] = followed(self.run, query, self.named, scope, self.depth + 1)
        return self.known[id(query)]

    def _expressions(
        self, scope: Scope, limits: frozenset[Limit], grouped: tuple[Cell, ...] | None = None
    ) -> Expressions:
        return Expressions(self.run, scope, limits, self.inner, grouped, self.query.pos)

    # --- sources

    def _read(self, source: Source) -> Relation:
        if source.query is not None:
            found = followed(self.run, source.query, self.named, self.outer, self.depth + 1)
        elif source.table in self.named:
            found = self.named[source.table]
        elif source.table or not any(word in source.how for word in ("unnest", "lateral")):
            found = self.run.world.table(source.table, self.run, source.pos)
        else:
            found = Relation()
        if source.model:
            found = self.run.world.predicted(self.run, source, found)
        return found

    def _limits(
        self, scope: Scope, conditions: tuple[Expr, ...], raw: list[tuple[Source, Relation]]
    ) -> frozenset[Limit]:
        look = self._expressions(scope, frozenset()).cell
        if self.run.dry:
            for one in conditions:  # what they use as a time is one
                look(one)
        found = frozenset[Limit]().union(*(relation.limits for _source, relation in raw))
        return found.union(*(limits_of(one, look) for one in (*conditions, *self.query.having)))

    def _rows(self, sources: list[tuple[Source, Relation]]) -> Rows:
        if not sources:
            return frozenset()
        for source, relation in sources[1:]:
            if source.how.startswith("right") and relation.rows:
                return relation.rows
        rows = next((relation.rows for _source, relation in sources if relation.rows), frozenset())
        for source, relation in sources[1:]:
            if _inner(source) and relation.rows is not rows:  # a table written out in code chooses among them
                rows = narrow(rows, *written_out.selecting(self.run.cx, relation.rows))
        return rows

    # --- conditions

    def _steps(self, scope: Scope, limits: frozenset[Limit]) -> list[Step]:
        """The parts of the rows that WHERE and QUALIFY select."""
        look = self._expressions(scope, limits)
        found = []
        for condition in self.query.where:
            cell_rank = picked(condition, look)
            if cell_rank is None and not only_presence(condition):
                found.append(step_of(condition, look, self.run))
        return found

    def _thinned(
        self, scope: Scope, limits: frozenset[Limit], sources: list[tuple[Source, Relation]], rows: Rows
    ) -> list[Step]:
        """The step of rows of which those of one class were drawn, by a condition or by what they are joined with."""
        look = self._expressions(scope, limits)
        conditions = (*self.query.where, *self.query.qualify)
        found = thinning.carried(rows, [relation for source, relation in sources[1:] if _inner(source)])
        for one in conditions:
            if one.query is not None and one.kind == "member":
                found = found or thinning.carried(rows, [self.inner(one.query, scope)])
        return found or thinning.by_condition(self.run, conditions, rows, look, lambda query: self.inner(query, scope))

    def _latest(
        self, scope: Scope, limits: frozenset[Limit], sources: list[tuple[Source, Relation]]
    ) -> tuple[Latest, ...]:
        """Where only the last row of each entity is left: row_number() = 1, DISTINCT ON, a join with the last time."""
        look = self._expressions(scope, limits)
        found = list(sources[0][1].latest) if sources else []
        for condition in (*self.query.where, *self.query.qualify):
            rank = ranked(condition, look)
            if rank is not None and rank.down and rank.keys:
                found.append(Latest(rank.order, rank.path, rank.pos, supposed=rank.supposed))
        place, tables = self.run.place(self.query.pos), sources[0][1].tables if len(sources) == 1 else frozenset()
        if len(tables) == 1:
            flags = today(self.query.where, None)
            found += [Latest((min(tables), name), place.path, place.pos, flag=True) for name in sorted(flags)]
        if self.query.distinct_on and self.query.order:
            last, down = self.query.order[min(len(self.query.distinct_on), len(self.query.order) - 1)]
            cell = look.cell(last)
            origin = cell.moment.origin if cell.moment is not None else cell.origin
            if down and origin is not None:
                place = self.run.place(last.pos)
                found.append(Latest(origin, place.path, place.pos, supposed=not self.run.is_time(origin)))
        for condition in (*(one for source, _relation in sources[1:] for one in source.on), *self.query.where):
            if condition.kind == "compare" and condition.name == "=":
                one, other = (look.cell(arg) for arg in condition.args)
                for cell, folded in ((one, other), (other, one)):
                    moment = folded.moment
                    if moment is not None and moment.folded == "max" and cell.origin == moment.origin:
                        place = self.run.place(condition.pos)
                        found.append(Latest(moment.origin, place.path, place.pos))
        return tuple(dict.fromkeys(found))

    def _of_the_last(self, scope: Scope, limits: frozenset[Limit]) -> tuple[Latest, ...]:
        """Where what each group says is taken from its last row: `max_by(debt, changed_at)`."""
        look = self._expressions(scope, limits)
        found = []
        for item in self.query.items:
            if item.expr.kind == "aggregate" and item.expr.name in _OF_LAST and len(item.expr.args) > 1:
                cell = look.cell(item.expr.args[1])
                origin = cell.moment.origin if cell.moment is not None else cell.origin
                if origin is not None:
                    place = self.run.place(item.expr.pos)
                    found.append(Latest(origin, place.path, place.pos, supposed=not self.run.is_time(origin)))
        return tuple(dict.fromkeys(found))

    def _one_each(self, scope: Scope, limits: frozenset[Limit]) -> tuple[str, ...] | None:
        """What there is one row of when only the first or last of each partition is taken."""
        look = self._expressions(scope, limits)
        for condition in (*self.query.where, *self.query.qualify):
            rank = picked(condition, look)
            if rank is not None and rank.keys:
                return tuple(sorted(key.lower() for key in rank.keys))
        return None

    def _subqueries(self, scope: Scope, limits: frozenset[Limit]) -> frozenset[int]:
        """Rows chosen by a statistic of all rows carry nothing; what is asked inside is followed for its own acts."""
        look = self._expressions(scope, limits)
        for condition in (*self.query.where, *self.query.having):
            if condition.query is not None or any(arg.query is not None for arg in condition.args):
                look.cell(condition)
        return NOTHING_LEARNED

    # --- columns

    def _plain(self, scope: Scope, limits: frozenset[Limit], rows: Rows) -> Relation:
        look = self._expressions(scope, limits)
        cells, wide = self._items(scope, look)
        pending = frozenset[int]().union(*(relation.pending for _alias, relation in scope.sources[:1]))
        keys = scope.sources[0][1].keys if scope.sources else None
        return Relation(rows, cells, wide, pending | look.pending, keys)

    def _grouped(self, scope: Scope, limits: frozenset[Limit], rows: Rows) -> Relation:
        before = self._expressions(scope, limits)
        keys: list[Cell] = []
        for expr in self.query.group:
            cell = before.cell(expr)
            shown = cell.shown or next((item.name for item in self.query.items if item.expr == expr), written(expr))
            keys.append(cell.but(shown=shown))
        look = self._expressions(scope, limits, tuple(keys))
        if keys:
            look.group, look.picks = self.query.group, widening.picks(self.query)
            look.conditions = (*self.query.where, *(on for source in self.query.sources for on in source.on))
        if not keys and self.outer is not None:
            look.tied, look.earlier = self._tied(scope), earlier(self.query.where, Scope(scope.sources).find)
        cells, wide = self._items(scope, look)
        names = tuple(sorted(key.shown.lower() for key in keys))
        if names:
            rows = narrow(rows, ("groups", names))
        else:
            rows = frozenset()
        return Relation(rows, cells, wide, look.pending, names)

    def _tied(self, scope: Scope) -> tuple[str, ...]:
        """The columns of a query inside another that are asked to equal one of the row outside."""
        own = Scope(scope.sources)
        found = set()
        for condition in self.query.where:
            if condition.kind == "compare" and condition.name == "=":
                sides = [one for one in condition.args if one.kind == "column" and own.find(one.table, one.name)]
                if len(sides) == 1 and len({one.kind for one in condition.args}) == 1:
                    found.add(sides[0].name)
        return tuple(sorted(found))

    def _items(self, scope: Scope, look: Expressions) -> tuple[dict[str, Cell], tuple[Wide, ...]]:
        cells: dict[str, Cell] = {}
        wide: list[Wide] = []
        for item in self.query.items:
            if item.expr.kind == "star":
                for alias, relation in scope.sources:
                    if item.expr.table in {"", alias}:
                        gone = item.expr.names
                        cells.update({k: c for k, c in relation.cells.items() if k not in gone and k not in cells})
                        wide += [Wide(one.table, one.learned, one.gone | gone) for one in relation.wide]
                continue
            cells[item.name.lower()] = self._cell(item, scope, look, cells)
        return cells, tuple(wide)

    def _cell(self, item: Item, scope: Scope, look: Expressions, before: dict[str, Cell]) -> Cell:
        expr = item.expr
        if expr.kind == "column" and not expr.table and scope.find("", expr.name) is None and expr.name in before:
            return before[expr.name].but(shown=item.name)  # a name given earlier in the same list
        return look.cell(expr).but(shown=item.name)

    def _ordered(self, scope: Scope, limits: frozenset[Limit], made: Relation) -> Relation:
        query = self.query
        if query.order:
            names = []
            for expr, down in query.order:
                if expr.kind == "column" and not down:
                    names.append(expr.name)
                elif expr.kind == "literal" and isinstance(expr.value, float) and 0 < expr.value <= len(query.items):
                    names.append(query.items[int(expr.value) - 1].name.lower())
            made = made.but(sorted=tuple(names))
        if query.limit is not None and made.rows:
            made = made.but(rows=narrow(made.rows, ("some", ("limit", written_query(query), query.limit))))
        return made


def _inner(source: Source) -> bool:
    return not any(word in source.how for word in ("left", "full", "anti", "outer"))


def written_query(query: Query) -> str:
    """What tells two queries apart as far as the rows they cut are concerned."""
    return " ".join([*(source.table for source in query.sources), *(written(one) for one, _down in query.order)])


def _plus(relation: Relation, learned: frozenset[int]) -> Relation:
    cells = {name: cell.but(learned=cell.learned | learned) for name, cell in relation.cells.items()}
    return relation.but(cells=cells, wide=tuple(Wide(w.table, w.learned | learned, w.gone) for w in relation.wide))


def _united(run: Run, query: Query, parts: list[Relation]) -> Relation:
    """UNION, INTERSECT, EXCEPT: columns by position; the same rows twice are copies."""
    first = parts[0]
    if query.operation != "union":
        return first
    rows: Rows = frozenset()
    repeated = False
    for part in parts:
        repeated = repeated or bool(rows and part.rows and _repeats(rows, part.rows))
        rows = union(rows, part.rows)
    if repeated and not query.distinct and not run.dry and not _apart(parts):
        act = run.act("grow", query.pos, "union", rows, words="UNION of the same rows")
        rows = narrow(rows, run.cx.record.cut(("grown", act.number), act))
    elif not query.distinct and not run.dry and not _apart(parts) and _meeting(run, parts):
        act = run.act("grow", query.pos, "union", rows, words="UNION of parts that share rows")
        act.detail[MEETING] = True
        rows = narrow(rows, run.cx.record.cut(("grown", act.number), act))
    rows = narrow(rows, *thinning.of_parts(run, query.pos, [part.rows for part in parts]))
    cells = dict(first.cells)
    for part in parts[1:]:
        for (name, cell), other in zip(cells.items(), list(part.cells.values()), strict=False):
            cells[name] = mixed([cell, other]).but(
                shown=cell.shown,
                moment=cell.moment or other.moment,
                origin=cell.origin if cell.origin == other.origin else None,
            )
    wide = tuple(dict.fromkeys(wide for part in parts for wide in part.wide))
    limits = frozenset.intersection(*(part.limits for part in parts))
    tables = frozenset[str]().union(*(part.tables for part in parts))
    pending = frozenset[int]().union(*(part.pending for part in parts))
    return Relation(rows, cells, wide, pending, first.keys, limits, (), (), tables, first.source)


def _repeats(rows: Rows, others: Rows) -> bool:
    """Whether two sets of rows share some: one holds the other, or the ranges that were taken of a table overlap."""
    if contains(rows, others) or contains(others, rows):
        return True
    ranges = all(steps and all(s[0] == "where" and s[2] in _RANGES for s in steps) for _r, steps, _a in rows | others)
    return ranges and overlap(rows, others)[0] is Overlap.MUST


def _meeting(run: Run, parts: list[Relation]) -> bool:
    """Whether a row may be in several parts, as their conditions on numbers do not exclude one another."""
    pairs = [(one.rows, other.rows) for n, one in enumerate(parts) for other in parts[n + 1 :]]
    return meeting.both(run.cx, pairs) is not None


def _apart(parts: list[Relation]) -> bool:
    """Whether the parts are groups or columns of their own rather than examples put after each other."""
    return any(part.keys is not None for part in parts) or any(
        part.cells.keys() != parts[0].cells.keys() for part in parts
    )


__all__ = ["Moment", "TooDeep", "followed"]
