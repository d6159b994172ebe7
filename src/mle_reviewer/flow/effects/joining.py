"""Effects that join tables: columns of another one come to the rows of the left, by their keys, times or labels."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, names_in, symbol
from mle_reviewer.flow.effects.concatenation import beside, titled
from mle_reviewer.flow.facts.dates import in_days, span_key
from mle_reviewer.flow.facts.rows import Rows, Step, narrow
from mle_reviewer.flow.facts.values import ADDED_BY, BROUGHT, CUT_OUT, UNKNOWN, Data, Value, written
from mle_reviewer.flow.operations import (
    adding_columns,
    blanks,
    carried,
    comparing,
    counting,
    distinct,
    histories,
    lasts,
    lent,
    masks,
    owning,
    per_group,
    pieces,
    surroundings,
    written_out,
)
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.flow.operations.choosing import choosing
from mle_reviewer.flow.operations.horizons import horizon, reaching_back

_CUTS: Final = frozenset({"side", "slice", "not"})
# Joins that choose rows of the left table, by the word that says which.
_MEMBERS: Final = {
    "semi": "in", "left_semi": "in", "leftsemi": "in", "anti": "not in", "left_anti": "not in", "leftanti": "not in",
}  # fmt: skip
_OF_THE_LAST: Final = frozenset({"==", ">="})  # what is held against the highest time leaves its rows
_SINGLE: Final = frozenset({"1:1", "one_to_one", "1:m", "one_to_many"})  # no key twice in the table whose rows stay
_AT_ONCE: Final = 0.01 / 86_400  # days: what is measured within a hundredth of a second is of one moment


def join(call: Call) -> Value:
    """Columns of another table on the rows of the left one."""
    left, right = call.data("left", "self"), titled(call.data("right"), None)
    if left is UNKNOWN:
        return call.result(right)
    if (op := _MEMBERS.get(str(literal(call.slot("how"))))) is not None:
        return call.result(_told_by(call, left, right, op))
    keys = names_in(call.slot("on")) or names_in(call.slot("left_on")) or frozenset()
    own = per_group.own_keys(left, keys)
    right = per_group.less_own(call.cx, right, own)
    pieces.asked_by(call.cx, left, keys)
    pieces.named_by(call.cx, left, keys)
    learned = _as_of_today(call, left, right, keys) | _from_later(call, left) | per_group.again(left, right, own)
    if call.entry.effect == "join" and left.rows:
        learned |= histories.summed(call.cx, call.cx.place(call.frame, call.pos), left, right, keys)
    learned |= horizon(call.cx, call.frame, call.pos, left.rows, right.rows)
    learned |= reaching_back(call.cx, call.frame, call.pos, left.rows, right.rows)
    learned |= surroundings.told(call.cx, call.frame, call.pos, left, right)
    coming = _of_another_row(call, right) if call.entry.effect == "asof-join" else right.but()
    if learned:
        coming.learned = right.learned | learned
        coming.cols = {name: old | learned for name, old in right.cols.items()}
    if coming.only is not None:
        coming.only -= keys
    joined = beside([left.but(), coming])
    if coming.only is None:
        joined.learned |= per_group.come_back(left, right)
    joined.rows = _both(call, left, right) if call.entry.effect == "join" else left.rows or right.rows
    # That keys repeat in the right table says nothing of the left one, whose rows these are.
    of_right = {"entity", "grouped", "sorted", "falling", "keyed", "many", CUT_OUT[0], ADDED_BY}
    of_right.add(carried.CARRIED)  # rows that find nothing have gaps
    if per_group.at_one_moment(left, keys):
        of_right |= {"lag", "panel"}  # each has its own past, and none comes after another
    coming_traits = frozenset(trait for trait in right.traits if trait[0] not in of_right)
    joined.traits = distinct.joined(carried.of_table(left.traits) | coming_traits) | frozenset(
        ("key", name) for name in keys
    )
    joined.traits |= lasts.met(left, right, keys) | adding_columns.joined(left, coming, joined)
    joined.made.update(adding_columns.brought(left, coming))
    if len(keys) == 1 and literal(call.slot("cardinality")) not in _SINGLE:
        joined.traits |= frozenset((BROUGHT, min(keys), name) for name in coming.only or ())
    if call.entry.effect == "join":
        joined.traits |= lent.coming(call.cx, left, right, keys, call.kwargs)
    if {a[0] for a in left.rows} & {a[0] for a in right.rows}:
        repeated = frozenset(t[1] for t in right.traits - left.traits if t[0] == "per")
        repeated -= {t[1] for t in right.traits if t[0] == lent.OF_LENT}
        joined.traits |= frozenset(("entity", key) for key in repeated - own)
        joined.traits = counting.apart_from(joined.traits)
        if per_group.one_of_each(right, own):
            joined.traits |= frozenset((counting.OWN, key) for key in own)
    if joined.rows and joined.source and right.source != left.source:
        joined.source = left.source
    if literal(call.slot("cardinality")) in {"m:1", "many_to_one"}:
        # The code itself says that keys repeat.
        joined.traits |= frozenset((what, name) for name in keys for what in ("entity", "many"))
    act = call.cx.record.add("join", call.cx.place(call.frame, call.pos), key=(left.rows, right.rows, keys),
                             rows=left.rows, words=call.name)  # fmt: skip
    act.detail = {"right": right.rows, "on": keys, "left_traits": left.traits, "right_traits": right.traits,
                  "direction": literal(call.slot("direction")), "effect": call.entry.effect,
                  "columns": (right.only or frozenset()) | right.gone | right.made.keys()}  # fmt: skip
    return call.result(joined)


def _both(call: Call, left: Data, right: Data) -> Rows:
    """The rows of a join: of the left table, of which an inner one keeps those whose key a part of the other holds."""
    inner = is_missing(call.slot("how")) or literal(call.slot("how")) in {"inner", "cross"}
    if inner and (steps := written_out.selecting(call.cx, right.rows)) and _chooses(call, right):
        return narrow(left.rows, *steps)
    if not inner or not left.rows or not right.rows or not all(_is_part(steps) for _root, steps, _arms in right.rows):
        return left.rows or right.rows
    if any(step[0] in _CUTS for _root, steps, _arms in left.rows for step in steps):
        return left.rows  # cut before: statistics of a part come back to it, or to the rows that they are applied to
    return _told_by(call, left, right, "in").rows


def _chooses(call: Call, right: Data) -> bool:
    """Whether a table says which rows are wanted: it holds nothing but the keys, or stands beside each of the rows."""
    keys = names_in(call.slot("on")) or names_in(call.slot("right_on")) or frozenset()
    return literal(call.slot("how")) == "cross" or (right.only is not None and right.only <= keys)


def _is_part(steps: tuple[Step, ...]) -> bool:
    """Whether the last that was done to rows was to cut them into parts."""
    return bool(steps) and steps[-1][0] in _CUTS


def _of_another_row(call: Call, right: Data) -> Data:
    """What an as-of join brings: of an earlier row, where it cannot be the row itself."""
    times = (symbol(call.slot("left_on")), symbol(call.slot("right_on")))
    if times[0] == times[1] and literal(call.slot("exact")) is not False:
        return right.but()
    names = sorted({*(right.only or ()), *right.made})
    return owning.without(call.cx, right).but(made={name: written(None) for name in names})


def _told_by(call: Call, left: Data, right: Data, op: str) -> Data:
    """The rows of the left table whose keys the other one has, or has not; none of the other's columns come along."""
    if not left.rows or not right.rows:
        return left.but()
    keys = names_in(call.slot("on")) or names_in(call.slot("left_on")) or frozenset()
    keyed = left.but(column=min(keys) if len(keys) == 1 else None)
    mask = comparing.among(call.cx, op, keyed, right, call.slot("right") or UNKNOWN)
    return masks.by_rows(call.cx, left, mask, mask)


def _from_later(call: Call, left: Data) -> frozenset[int]:
    """An as-of join forward, or to the nearest on either side, brings values of later rows."""
    direction = literal(call.slot("direction"))
    if call.entry.effect != "asof-join" or direction not in {"forward", "nearest"} or not left.rows:
        return frozenset()
    if direction == "nearest" and _of_the_same(call):
        return frozenset()
    act = call.cx.learn(
        call.frame, call.pos, left.rows, "look-ahead", strong=False,
        words=f"{call.name} with direction {direction!r} reads values of later rows",
    )  # fmt: skip
    act.detail["joined"] = direction == "nearest"  # forward is also how labels are brought
    act.detail["near"] = direction == "nearest" and _near(call)
    return frozenset([act.number])


def _of_the_same(call: Call) -> bool:
    """Whether an as-of join takes but what was measured at once: two sensors have each a clock."""
    span = span_key(symbol(call.slot("tolerance")))
    return span is not None and in_days(span) <= _AT_ONCE


def _near(call: Call) -> bool:
    """Whether an as-of join takes no row that is further off than a tolerance, which is not known to be days."""
    span = span_key(symbol(call.slot("tolerance")))
    return not is_missing(call.slot("tolerance")) and (span is None or in_days(span) < 1)


def _as_of_today(call: Call, left: Data, right: Data, keys: frozenset[str]) -> frozenset[int]:
    """A table with times joined by its key alone to rows that have a time of their own."""
    if not keys and any(trait[0] == "latest" for trait in right.traits):
        keys = frozenset(["index"])  # of one row for each entity, the index tells which
    if call.entry.effect != "join" or not left.rows or not right.rows or not keys:
        return frozenset()
    newest = {trait[1] for trait in right.traits if trait[0] == "latest"} - keys
    dated = {trait[1] for trait in right.traits if trait[0] == "time"}
    times = dated | newest
    anchors = {trait[1] for trait in left.traits if trait[0] == "time"} - times
    summed = any(trait[0] == "per" for trait in right.traits)
    bounded = any(
        step[0] == "where" and step[1] in times and not (step[1] in newest and step[2] in _OF_THE_LAST)
        for atom in right.rows for step in atom[1]
    )  # fmt: skip
    current = histories.today(right.rows)
    if not (times or current) or not (anchors or newest or current) or times & keys or summed or bounded:
        return frozenset()
    dated_so = f"a table with a time of its own ({min(times)})" if times else f"rows chosen by {min(current)}"
    what = f"the newest row by {min(newest)}" if newest else dated_so
    act = call.cx.learn(
        call.frame, call.pos, left.rows, "snapshot", strong=False,
        words=f"{what} is joined by {', '.join(sorted(keys))} alone",
    )  # fmt: skip
    act.detail.update(
        table="", times=frozenset(("", name) for name in times), anchors=frozenset(("", name) for name in anchors),
        current=current,
        latest=bool(newest), supposed=frozenset(newest - dated), keys=tuple(sorted(keys)), uppers=frozenset(),
        lowers=frozenset(),
    )  # fmt: skip
    return frozenset([act.number])


def looked_up(call: Call) -> Value:
    """The values that stand under the labels of other rows: what was counted of each comes to those."""
    data, labels = call.first, data_of(call.slot("index"))
    if data is UNKNOWN or not labels.rows:
        return call.result(data)
    counted = histories.counted(call.cx, data)
    learned = data.all_learned() | per_group.come_back(labels, data)
    learned |= horizon(call.cx, call.frame, call.pos, labels.rows, counted)
    learned |= reaching_back(call.cx, call.frame, call.pos, labels.rows, counted)
    learned |= surroundings.told(call.cx, call.frame, call.pos, labels, data.but(rows=counted))
    only = data.only if data.column is None else frozenset([data.column])  # the name it has stays with it
    found = data.but(rows=labels.rows, learned=learned, cols={}, kind="series", column=None, parts=None, only=only)
    return call.result(blanks.placed(call.cx, found, data.rows))


def index(call: Call) -> Value:
    """The labels of the rows; of a statistic per column, the names of columns."""
    data = call.first
    if data.kind == "stat" or (data.learned and not data.rows):
        return Data(learned=choosing(call.cx, data.all_learned()), kind="columns")
    labels = data.but(kind="index", column=None, cols={}, learned=frozenset(), picks=data.picks)
    labels.type = str(call.word("type") or data.type or "") or None
    return call.cx.fresh(labels)


EFFECTS: Final[dict[str, Effect]] = {"join": join, "asof-join": join, "index": index, "look-up": looked_up}
