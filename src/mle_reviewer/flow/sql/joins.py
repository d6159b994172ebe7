"""Joins followed: what comes to the left rows, and whether it comes as of their time or as it is known today."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Learned
from mle_reviewer.flow.sql.expressions import Expressions
from mle_reviewer.flow.sql.relation import Limit, Moment, Origin, Relation, Wide
from mle_reviewer.flow.sql.scope import Run, Scope
from mle_reviewer.flow.sql.versions import NEVER, today
from mle_reviewer.program.sql.facts import Expr, Query, Source

Joined = list[tuple[Source, Relation]]
_ASIDE: Final = ("cross", "semi", "anti", "unnest", "asof", "lateral")


def joined(
    run: Run,
    raw: Joined,
    scope: Scope,
    conditions: tuple[Expr, ...],
    limits: frozenset[Limit],
    inner: Callable[[Query, Scope], Relation],
) -> Joined:
    """The sources with what their columns learn by being joined to the first."""
    found: Joined = raw[:1]
    look = Expressions(run, scope, frozenset(), inner)
    for source, relation in raw[1:]:
        left = [one for _source, one in raw[: len(found)]]
        learned = _back(run, left[:1], relation)
        if not any(word in source.how for word in _ASIDE):
            learned |= _undated(run, source, relation, left, conditions, limits, look)
            learned |= _ahead(run, source, relation, left, limits)
        found.append((source, plus(relation, learned)))
    return found


def plus(relation: Relation, learned: Learned) -> Relation:
    """The relation with more learned in every column."""
    if not learned:
        return relation
    cells = {name: cell.but(learned=cell.learned | learned) for name, cell in relation.cells.items()}
    return relation.but(cells=cells, wide=tuple(Wide(w.table, w.learned | learned, w.gone) for w in relation.wide))


def _back(run: Run, left: list[Relation], right: Relation) -> Learned:
    """Statistics per group that come back to the rows they were computed from; per the same group they are its own."""
    if not right.pending or right.keys is None:
        return NOTHING_LEARNED
    for one in left:
        own = one.keys is not None and set(one.keys) >= set(right.keys)
        times = {name for table in one.tables for _table, name in run.times_of(table)}
        dated = len(right.keys) > 1 and not times.isdisjoint(right.keys)  # per entity and time: of that row alone
        if roots(one.rows) & roots(right.rows) and not own and not dated:
            return right.pending
    return NOTHING_LEARNED


def _undated(
    run: Run,
    source: Source,
    right: Relation,
    left: list[Relation],
    conditions: tuple[Expr, ...],
    limits: frozenset[Limit],
    look: Expressions,
) -> Learned:
    """A table with times joined by its key alone to rows that have a time of their own."""
    times = frozenset[Origin]().union(*(run.times_of(table) for table in right.tables))
    anchors = frozenset[Origin]().union(
        *(run.times_of(table) for one in left for table in one.tables - right.tables)
    ) | frozenset(
        cell.moment.origin for one in left for cell in one.cells.values()
        if cell.moment is not None and not cell.moment.constant and cell.moment.origin not in times
    )  # fmt: skip
    bounded = any(
        limit.subject in times
        and limit.op == "<"
        and not (limit.moment.folded and limit.moment.origin in times)
        and not limit.moment.origin[1].startswith(NEVER)
        for limit in limits
    )
    keys = _keys(source, right, conditions, look)
    current = today(conditions, source.alias) | frozenset(one.order[1] for one in right.latest if one.flag)
    if current and anchors and not bounded and keys - current:
        return run.learn(
            source.pos, left[0].rows, "snapshot", f"{source.table or source.alias} is joined by "
            f"{', '.join(sorted(keys - current))} and {', '.join(sorted(current))} alone", strong=False,
            table=source.table, times=times, anchors=anchors, latest=False, supposed=frozenset[str](), current=current,
            keys=tuple(sorted(keys - current)), uppers=frozenset[Moment](), lowers=frozenset[Moment](),
        )  # fmt: skip
    newest = next((one for one in right.latest if not one.flag), None)
    if bounded or not keys or (newest is None and not (times and anchors)):
        return NOTHING_LEARNED
    if keys & {name for _table, name in times}:
        return NOTHING_LEARNED
    rows = left[0].rows
    if newest is not None and newest.order[1] not in keys:
        supposed = frozenset([newest.order[1]] if newest.supposed else [])
        return run.learn(
            source.pos, rows, "snapshot", f"the newest row of {newest.order[0]} by {newest.order[1]} is joined by "
            f"{', '.join(sorted(keys))} alone", strong=False, table=newest.order[0], times=times | {newest.order},
            anchors=anchors, latest=True, supposed=supposed, keys=tuple(sorted(keys)), uppers=frozenset[Moment](),
            lowers=frozenset[Moment](),
        )  # fmt: skip
    if not times or not anchors:
        return NOTHING_LEARNED
    if right.keys is None and len(right.tables) == 1 and right.wide:
        table = next(iter(right.tables))
        return run.learn(
            source.pos, rows, "snapshot", f"{table} is joined by {', '.join(sorted(keys))} alone", strong=False,
            table=table, times=times, anchors=anchors, latest=False, supposed=frozenset[str](),
            keys=tuple(sorted(keys)),
            uppers=frozenset[Moment](), lowers=frozenset[Moment](),
        )  # fmt: skip
    return NOTHING_LEARNED


def _keys(source: Source, right: Relation, conditions: tuple[Expr, ...], look: Expressions) -> frozenset[str]:
    """The columns of `right` that are asked to equal something."""
    found = set(source.using)
    for condition in conditions:
        if condition.kind == "compare" and condition.name == "=":
            for one in condition.args:
                if one.kind == "column" and one.table == source.alias:
                    found.add(one.name)
    return frozenset(found)


def _ahead(run: Run, source: Source, right: Relation, left: list[Relation], limits: frozenset[Limit]) -> Learned:
    """A join with rows from after the left rows' time: what comes of it is known only later."""
    others = frozenset[str]().union(*(one.tables for one in left))
    for limit in sorted(limits, key=repr):
        later = limit.op == ">" and (limit.moment.days is not None and limit.moment.days >= 0)
        if later and limit.subject[0] in right.tables - others and limit.moment.origin[0] in others:
            if any(_known_by(one, right, others) for one in limits):
                continue  # equal times, or a version that was valid then
            if not (run.is_time(limit.subject) and run.is_time(limit.moment.origin)):
                continue
            return run.learn(
                source.pos, left[0].rows, "look-ahead", f"{source.table or source.alias} is joined from after "
                f"{limit.moment.origin[1]}", strong=False, timed=True, moment=limit.moment,
                columns=((source.table or source.alias).rpartition(".")[2],),  # what a table is called, its columns are
            )  # fmt: skip
    return NOTHING_LEARNED


def _known_by(limit: Limit, right: Relation, others: frozenset[str]) -> bool:
    """Whether some time of the joined rows lies before that of the left ones."""
    moment = limit.moment
    ends = limit.op == "<" and (moment.days is None or moment.days <= 0)
    return ends and limit.subject[0] in right.tables - others and moment.origin[0] in others


__all__ = ["joined", "plus"]
