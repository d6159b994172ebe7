"""Expressions of a query followed: what a column learned, which time it holds, how far in time it looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from mle_reviewer.flow.facts.values import NO_IDS, NO_NAMES, NOTHING_LEARNED, Learned
from mle_reviewer.flow.sql import own_moment
from mle_reviewer.flow.sql.framing import distance, ends_with_row, looks_later, words_of
from mle_reviewer.flow.sql.limits import filled_in, inside, limits_of
from mle_reviewer.flow.sql.relation import Cell, Limit, Moment, Origin, Rank, Relation
from mle_reviewer.flow.sql.scope import Run, Scope
from mle_reviewer.program.sql.facts import Expr, Query

_COUNTS: Final = frozenset({
    "count", "countif", "count_if", "approx_count_distinct", "approx_distinct", "uniq", "uniqexact", "any_value",
    "array_agg", "string_agg", "group_concat", "listagg", "bool_or", "bool_and", "logical_or", "logical_and",
})  # fmt: skip
_FOLDS: Final = {"max": "max", "min": "min"}
_NUMBERS: Final = frozenset({"rownumber", "row_number", "rank", "denserank", "dense_rank"})
_CHANCE: Final = frozenset({"rand", "random"})
_SPREADS: Final = frozenset({"ntile", "percentrank", "percent_rank", "cumedist", "cume_dist"})
_POSITION: Final = frozenset({"first_value", "firstvalue", "last_value", "lastvalue", "nth_value", "nthvalue"})
_OF_MANY: Final = frozenset({"aggregate", "window", "query", "unknown"})
NAMELESS: Final = Cell("")


class Expressions:
    """Follows the expressions of one query: `scope` are its sources, `limits` what holds of their times."""

    def __init__(
        self,
        run: Run,
        scope: Scope,
        limits: frozenset[Limit],
        inner: Callable[[Query, Scope], Relation],
        grouped: tuple[Cell, ...] | None = None,
        pos: int = 0,
    ) -> None:
        self.run = run
        self.scope = scope
        self.limits = limits
        self.inner = inner
        self.grouped = grouped
        self.pos = pos
        self.pending: Learned = NOTHING_LEARNED
        self.earlier = False  # whether the rows of a query inside come before the row outside
        self.tied: tuple[str, ...] = ()  # what ties the rows of a query inside to the one row outside
        self.group: tuple[Expr, ...] = ()  # what the rows are grouped by
        self.conditions: tuple[Expr, ...] = ()  # what is asked of the rows before they are grouped
        self.picks: frozenset[int] = NO_IDS  # aggregates that only hand on the one value that stands under a name

    def cell(self, expr: Expr) -> Cell:
        """What one expression gives."""
        found: Cell = getattr(self, f"_{_HANDLERS.get(expr.kind, 'mixed')}")(expr)
        return found.but(made=None) if expr.kind in _OF_MANY and found.made is not None else found

    def _nameless(self, _expr: Expr) -> Cell:
        return NAMELESS

    def _fixed(self, _expr: Expr) -> Cell:
        return NAMELESS.but(made=frozenset())

    def _mixed(self, expr: Expr) -> Cell:
        if expr.name in {"null", "boolean"} and not expr.args:
            return self._fixed(expr)
        if expr.name in _CHANCE:
            return NAMELESS.but(drawn=self.run.draw(expr.pos))
        cells = [self.cell(arg) for arg in expr.args]
        if expr.condition is not None:
            cells.append(self.cell(expr.condition))
        if expr.query is not None:
            cells.append(self._query(expr))
        made = mixed(cells)
        if expr.name == "is" and expr.args[0].kind == "column":
            made = made.but(learned=made.learned | self._met(expr, expr.args[0]))
        return made

    def _column(self, expr: Expr) -> Cell:
        found = self.scope.find(expr.table, expr.name)
        if found is None:
            return NAMELESS
        if found.made is not None and not found.made and found.moment is None and found.origin is None:
            return found.but(learned=found.learned | self._met(expr, expr))
        if found.moment is None and self.run.is_time(found.origin):
            assert found.origin is not None
            return found.but(moment=Moment(found.origin))
        return found

    def _constant(self, expr: Expr) -> Cell:
        return Cell("", moment=Moment(("", str(expr.value))), made=frozenset())

    def _time(self, expr: Expr) -> Cell:
        """A time made from another: of the first argument that can be one."""
        cells = [self.cell(arg) for arg in expr.args]
        chosen = next((cell for cell in cells if cell.moment is not None or cell.origin is not None), NAMELESS)
        self._note(chosen)
        moment = chosen.moment or (Moment(chosen.origin) if chosen.origin is not None else _put_in(expr.args))
        if expr.name == "used":
            return chosen.but(moment=moment)
        return mixed(cells).but(moment=moment)

    def _note(self, cell: Cell) -> None:
        self.run.note_time(cell.moment.origin if cell.moment is not None else cell.origin)

    def _is_time(self, cell: Cell) -> bool:
        """Whether a value is known to be a time: a constant one, or of a stored column that is used as one."""
        if cell.moment is None:
            return self.run.is_time(cell.origin)
        return cell.moment.constant or self.run.is_time(cell.moment.origin)

    def _since(self, expr: Expr) -> Cell:
        cells = [self.cell(arg) for arg in expr.args]
        return self._outcome(expr, cells, mixed(cells))

    def _shifted(self, expr: Expr) -> Cell:
        cell = self.cell(expr.args[0])
        moment = cell.moment or (Moment(cell.origin) if cell.origin is not None else _put_in(expr.args[:1]))
        if moment is None:
            return cell.but(origin=None)
        self._note(cell)
        more = expr.args[1].value
        days = moment.days + more if isinstance(more, float) and moment.days is not None else None
        return cell.but(origin=None, moment=Moment(moment.origin, days, moment.folded))

    def _compare(self, expr: Expr) -> Cell:
        cells = [self.cell(arg) for arg in expr.args]
        for one, other in (cells, cells[::-1]):
            if self._is_time(one):
                self._note(other)
        return self._outcome(expr, cells, mixed(cells))

    def _outcome(self, expr: Expr, cells: list[Cell], made: Cell) -> Cell:
        """The last time of many rows against a given time says what happened after that."""
        for one, other in (cells, cells[::-1]) if len(cells) == 2 else ():
            if (
                one.moment is not None
                and one.moment.folded == "max"
                and other.moment is not None
                and self._is_time(one)
            ):
                if other.moment.folded or other.moment.origin == ("", "now"):
                    continue
                learned = self.run.learn(
                    expr.pos, self.scope.rows_of(one.tables), "history", strong=False,
                    words=f"what happened after {_said(other.moment)}", table=one.moment.origin[0], keys=(),
                    uppers=NO_NAMES, lowers=frozenset([other.moment]), times=NO_NAMES,
                )  # fmt: skip
                return made.but(learned=made.learned | learned)
        return made

    def _query(self, expr: Expr) -> Cell:
        if expr.query is None:
            return NAMELESS
        relation = self.inner(expr.query, self.scope)
        if expr.name == "exists":
            return mixed(list(relation.cells.values())).but(learned=self._happened(expr, relation), made=None)
        cell = mixed(list(relation.cells.values()))
        first = next(iter(relation.cells.values()), NAMELESS)
        constant = first.moment if len(relation.cells) == 1 else None
        if constant is not None and constant.folded:
            constant = Moment(("", f"{constant.folded} of {constant.origin[1]}"))
        return cell.but(
            origin=None,
            made=None,
            moment=constant,
            learned=cell.learned | (relation.pending if not relation.keys else NOTHING_LEARNED),
        )

    def _happened(self, expr: Expr, relation: Relation) -> Learned:
        """What EXISTS tells: whether something happened, of which times is in the conditions of its query."""
        own = Expressions(self.run, Scope((("", relation),), self.scope), relation.limits, self.inner, (), expr.pos)
        return own._history(expr, relation.tables, (), "exists")

    def _met(self, expr: Expr, column: Expr) -> Learned:
        """What it tells that a row met one of a query joined to it: that something happened from a time on."""
        relation = self.scope.joined(column.table, column.name)
        if relation is None or all(limit.op == "<" for limit in relation.limits):
            return NOTHING_LEARNED
        return self._happened(expr, relation)

    # --- aggregates

    def _aggregate(self, expr: Expr) -> Cell:
        """One value from many rows."""
        cells = [self.cell(arg) for arg in expr.args]
        if expr.condition is not None:
            cells.append(self.cell(expr.condition))
        made = mixed(cells)
        tables = made.tables or frozenset[str]().union(*(relation.tables for _a, relation in self.scope.sources))
        rows = self.scope.rows_of(tables)
        strong = expr.name not in _COUNTS
        first = cells[0] if cells else NAMELESS
        keys = self.grouped or ()
        if strong and not (self.earlier or self._own(expr, first, tables)):
            learned = self.run.learn(expr.pos, rows, "statistic", f"{expr.name} learns a statistic", **_per(keys))
            if keys:
                self.pending |= learned
            else:
                made = made.but(learned=made.learned | learned)
        moment = None
        if expr.name in _FOLDS and (first.moment is not None or first.origin is not None):
            origin = first.moment.origin if first.moment is not None else first.origin
            assert origin is not None
            moment = Moment(origin, first.moment.days if first.moment is not None else 0.0, _FOLDS[expr.name])
        history = self._history(expr, self._counted(expr, made), keys, f"{expr.name}")
        return made.but(origin=None, moment=moment, rank=None, learned=made.learned | history, tables=tables)

    def _own(self, expr: Expr, first: Cell, tables: frozenset[str]) -> bool:
        """Whether an aggregate tells of no other rows: a time, one value, or what was before the moment of a row."""
        if self._is_time(first) or id(expr) in self.picks:
            return True
        values = [self.cell(one) for one in _values(expr.args[0])] if expr.args else []
        if values and all(map(self._is_time, values)):
            return True
        if not self.grouped:
            return False
        moments = frozenset(key.moment.origin if key.moment is not None else key.origin for key in self.grouped)
        asked = [*inside(expr)]
        limits = self.limits.union(*(limits_of(one, self.cell) for one in asked))
        return own_moment.bounded(
            limits, moments, lambda one: one[0] in tables and self.run.is_time(one)
        ) or own_moment.before([*self.conditions, *asked], self.group, lambda one: self._is_time(self.cell(one)))

    def _counted(self, expr: Expr, made: Cell) -> frozenset[str]:
        """The tables whose rows an aggregate counts: those of its values, or else of its conditions."""
        values = mixed([self.cell(one) for arg in expr.args for one in _values(arg)]).tables
        if values:
            return values - self.scope.around() or values
        anchor = self.scope.sources[0][1].tables if self.scope.sources else NO_NAMES
        if made.tables:
            return made.tables - anchor or made.tables
        # COUNT(*): the rows that are grouped, unless these are anchors with a time each, to which others are joined.
        key_times = {key.moment.origin[0] for key in self.grouped or () if key.moment is not None}
        if not key_times & anchor:
            return anchor
        return frozenset(t for _a, one in self.scope.sources[1:] for t in one.tables) - key_times

    def _history(self, expr: Expr, tables: frozenset[str], keys: tuple[Cell, ...], name: str) -> Learned:
        """An aggregate over the rows of a table that has times: of which times, says what it learned."""
        found = NOTHING_LEARNED
        limits = self.limits.union(*(limits_of(one, self.cell) for one in inside(expr)))
        grouped_times = {key.moment.origin for key in keys if key.moment is not None} | {key.origin for key in keys}
        for table in sorted(tables):
            found |= self._tallied(expr, table, keys, limits, name)
            times = self.run.times_of(table)
            if not times or times & grouped_times:
                continue
            mine = [limit for limit in limits if limit.subject in times]
            per = tuple(sorted(key.shown for key in keys)) or self.tied
            of = f" per {', '.join(name for name in per if name)}" if per else ""
            found |= self.run.learn(
                expr.pos, self.scope.rows_of(frozenset([table])), "history", f"{name} over rows of {table}{of}",
                strong=False, table=table, keys=per,
                uppers=frozenset(limit.moment for limit in mine if limit.op == "<"),
                lowers=frozenset(limit.moment for limit in mine if limit.op == ">"), times=times,
                query=self.run.place(self.pos or expr.pos),
            )  # fmt: skip
        return found

    def _tallied(self, expr: Expr, table: str, keys: tuple[Cell, ...], limits: frozenset[Limit], name: str) -> Learned:
        """Rows of a table summed up for each of another's: by which of its columns they end, and which they meet."""
        anchors = frozenset(key.origin for key in keys if key.origin is not None and key.origin[0] != table)
        if len(anchors) < 2:
            return NOTHING_LEARNED
        own = {(one.op, one.moment) for one in limits if one.subject[0] == table and one.moment.origin in anchors}
        met = frozenset(moment.origin for _op, moment in own)
        ended = frozenset(moment.origin for op, moment in own if op == "<" and (">", moment) not in own)
        return self.run.learn(
            expr.pos, self.scope.rows_of(frozenset([table])), "tally", f"{name} over rows of {table}", strong=False,
            table=table, anchors=anchors, met=met, ended=ended,
        )  # fmt: skip

    # --- windows

    def _window(self, expr: Expr) -> Cell:
        window, what = expr.window, expr.args[0]
        assert window is not None
        partition = tuple(self.cell(one) for one in window.partition)
        order = [(self.cell(one), down) for one, down in window.order]
        arguments = [self.cell(arg) for arg in what.args]
        if what.condition is not None:
            arguments.append(self.cell(what.condition))
        made = mixed(arguments).but(origin=None, moment=None)
        tables = made.tables or frozenset[str]().union(
            *(cell.tables for cell in (*partition, *(cell for cell, _down in order)))
        )
        rows = self.scope.rows_of(tables)
        name = what.name
        if name in _NUMBERS:
            return self._numbered(expr, made, order, partition)
        if name in _SPREADS:
            seen = self.scope.windowed(tables)
            learned = self.run.learn(expr.pos, seen, "distribution", f"{name} learns ranks or quantiles")
            return made.but(learned=made.learned | learned)
        if not order:
            return self._whole(expr, what, made, partition, tables)
        by, down = order[0]
        timed = by.moment is not None or self.run.is_time(by.origin)
        later = looks_later(window, what, down=down)
        if later is None:
            crossing = NOTHING_LEARNED
            if not partition and len(order) > 1:
                first, second = (cell.shown for cell, _down in order[:2])
                crossing = self.run.learn(
                    expr.pos, rows, "crossing", f"{name} reads neighbouring rows", strong=False, entity=first,
                    ordered=second, timed=timed, column=None,
                )  # fmt: skip
            own = NOTHING_LEARNED
            if (
                what.kind == "aggregate"
                and ends_with_row(window, what.name)
                and len(arguments) == 1
                and arguments[0].origin
            ):
                own = self.run.learn(
                    expr.pos, rows, "own-row", f"{name} over {arguments[0].origin[1]!r} up to the row itself",
                    strong=False, column=arguments[0].origin[1],
                )  # fmt: skip
            return made.but(lag=timed or made.lag, learned=made.learned | crossing | own)
        learned = self.run.learn(
            window.pos if later == "frame" and window.pos else expr.pos, rows, "look-ahead",
            words_of(name, window, later),
            strong=False, timed=timed, moment=by.moment or (Moment(by.origin) if by.origin else None),
            ahead=distance(what, later),
            columns={arguments[0].origin[1] if arguments and arguments[0].origin else None},
        )  # fmt: skip
        return made.but(learned=made.learned | learned)

    def _numbered(self, expr: Expr, made: Cell, order: list[tuple[Cell, bool]], partition: tuple[Cell, ...]) -> Cell:
        """The number of a row in its partition: `= 1` picks the first or the last."""
        if not partition and expr.args[0].name in {"row_number", "rownumber"}:
            keys = (cell.moment.origin if cell.moment is not None else cell.origin for cell, _down in order)
            made = made.but(numbers=tuple(key for key in keys if key is not None))
        if not order:
            return made
        if len(partition) == 1:
            made = made.but(numbered=partition[0].shown)
        by, down = order[0]
        origin: Origin | None = by.moment.origin if by.moment is not None else by.origin
        if origin is None:
            return made
        place = self.run.place(expr.pos)
        per = tuple(cell.shown for cell in partition)
        return made.but(rank=Rank(origin, down, per, place.pos, place.path, not self.run.is_time(origin)))

    def _whole(self, expr: Expr, what: Expr, made: Cell, partition: tuple[Cell, ...], tables: frozenset[str]) -> Cell:
        """A statistic of the whole partition, written into each of its rows."""
        learned = NOTHING_LEARNED
        if what.kind == "aggregate" and what.name not in _COUNTS and what.name not in _POSITION:
            learned = self.run.learn(
                expr.pos, self.scope.windowed(tables), "statistic", f"{what.name} learns a statistic",
                **_per(partition),
            )  # fmt: skip
        if what.kind == "aggregate":
            learned |= self._history(Expr("aggregate", expr.pos, what.name, args=what.args, condition=what.condition),
                                     tables, partition, what.name)  # fmt: skip
        return made.but(learned=made.learned | learned)


def _per(keys: tuple[Cell, ...]) -> dict[str, Any]:
    """What is learned of each group of rows: by which columns these are formed."""
    names = frozenset(key.shown.lower() for key in keys if key.shown)
    return {"per": names} if names else {}


def _values(expr: Expr) -> tuple[Expr, ...]:
    """What an aggregate adds up, without the conditions under which it does."""
    if expr.kind == "case":
        pairs = len(expr.args) // 2
        arms = [expr.args[2 * number + 1] for number in range(pairs)] + list(expr.args[2 * pairs :])
        return tuple(value for arm in arms for value in _values(arm))
    return (expr,)


def mixed(cells: list[Cell]) -> Cell:
    """A value made of others: it carries what each of them learned."""
    learned, fits, tables, lag = NOTHING_LEARNED, NO_IDS, NO_NAMES, False
    drawn = max((cell.drawn for cell in cells), default=0)
    for cell in cells:
        learned |= cell.learned
        fits |= cell.fits
        tables |= cell.tables
        lag = lag or cell.lag
    known = [cell.made if cell.origin is None else frozenset([cell.origin]) for cell in cells]
    made = None if None in known or not known else frozenset[Origin]().union(*(one for one in known if one is not None))
    return Cell("", learned, fits=fits, tables=tables, lag=lag, made=made, drawn=drawn)


def _put_in(args: tuple[Expr, ...]) -> Moment | None:
    """The time that is put into the first place which a query leaves open there."""
    return next((filled_in(one) for one in args if one.kind == "unknown"), None)


def _said(moment: Moment) -> str:
    return "a given time" if moment.origin[1].startswith("?") else moment.origin[1]


_HANDLERS: Final = {
    "column": "column", "moment": "constant", "literal": "fixed", "interval": "fixed", "time": "time",
    "since": "since", "shifted": "shifted", "compare": "compare", "query": "query", "aggregate": "aggregate",
    "window": "window",
}  # fmt: skip
__all__ = ["Expressions", "mixed"]
