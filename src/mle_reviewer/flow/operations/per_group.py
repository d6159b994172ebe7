"""Tables with one row for each group: what they say of other rows that are of these groups."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Step, of_groups, roots
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Data, Learned
from mle_reviewer.flow.operations import counting, distinct, histories, periods, repeats, surroundings
from mle_reviewer.flow.operations.horizons import horizon, reaching_back

_OWN: Final = "of-own-rows"  # the key of the trait of what was learned of the rows of one key, by the act's number
_LABELS: Final = frozenset({"series", "array", "row"})


def come_back(left: Data, right: Data) -> Learned:
    """Statistics per group become learned when they come back to the rows they were computed from."""
    if not right.pending or _one_row_each(left, right) or periods.all_earlier(right):
        return NOTHING_LEARNED
    return right.pending if not right.rows or not roots(left.rows).isdisjoint(roots(right.rows)) else NOTHING_LEARNED


def own_keys(left: Data, keys: frozenset[str]) -> frozenset[str]:
    """The keys of a join of which each row of the left table has another one: what comes by them is of that row."""
    return frozenset(key for key in keys if (counting.OWN, key) in left.traits)


def less_own(cx: Context, right: Data, keys: frozenset[str]) -> Data:
    """A table less what was learned of each group by itself, of groups by keys of which there is one for each row."""
    told = [cx.record.acts[number] for number in right.all_learned() | right.pending] if keys else []
    told = [act for act in told if keys & frozenset(act.detail.get("per") or ())]
    own = frozenset(act.number for act in told if _made_of_one(cx, act, keys)) if told else NOTHING_LEARNED
    if not own:
        return right
    cols = {name: learned - own for name, learned in right.cols.items()}
    made = right.but(learned=right.learned - own, pending=right.pending - own, cols=cols, column=right.column)
    made.traits = right.traits | {(_OWN, str(number)) for number in own}
    return made


def _made_of_one(cx: Context, act: Act, keys: frozenset[str]) -> bool:
    """Whether something was learned of what a loop made, several of each row, and others of it were joined to none."""
    made = [{step for step in steps if _is_made(cx, step)} for _root, steps, _arms in act.rows]
    joins = [one for one in cx.record.of("join") if not keys & frozenset(one.detail["on"])] if all(made) else []
    return all(made) and not any(
        any(step in steps for _root, steps, _arms in one.rows for step in own)
        and any(step in steps for _root, steps, _arms in one.detail["right"] for step in own)
        for one in joins for own in made
    )  # fmt: skip


def _is_made(cx: Context, step: Step) -> bool:
    made = cx.record.acts[step[1]] if step[0] == "grown" and isinstance(step[1], int) else None
    return made is not None and made.kind == "grow" and made.words == repeats.BY_LOOP


def again(left: Data, right: Data, own: frozenset[str]) -> Learned:
    """What was of one row each, as it comes to rows of the same source of which there are several of each key."""
    if own or not any(trait[0] == _OWN for trait in right.traits) or roots(left.rows).isdisjoint(roots(right.rows)):
        return NOTHING_LEARNED
    return frozenset(int(trait[1]) for trait in right.traits if trait[0] == _OWN)


def one_of_each(right: Data, keys: frozenset[str]) -> bool:
    """Whether a table has one row for each of the groups by these keys, or by some of them."""
    lasts = [steps[-1] if steps else ("", ()) for _root, steps, _arms in right.rows]
    return bool(lasts) and all(step[0] == "groups" and step[1] and keys.issuperset(step[1]) for step in lasts)


def at_one_moment(left: Data, keys: frozenset[str]) -> bool:
    """Whether a table that is joined by a key has one row for each of it, of what was before one moment for all."""
    if len(keys) != 1 or any(("time", key) in left.traits for key in keys):
        return False
    return bool(left.rows) and all(
        any(step == ("groups", tuple(keys)) for step in steps)
        and any(step[0] == "where" and step[2] in {"<", "<="} and step[1] not in keys for step in steps)
        for _root, steps, _arms in left.rows
    )


def of_labels(cx: Context, frame: Frame, table: Data, labels: Data, pos: int) -> Data | None:
    """What stands under the labels that other rows hold: one row of the table for each of those, in their order.

    None where these select rows of the table. Labels that are themselves one of each group get what is their own.
    """
    if labels.kind not in _LABELS or labels.picks is not None or labels.fits or not labels.rows:
        return None
    if not of_groups(table.rows):
        return None
    if of_groups(labels.rows):
        keys = {key for _root, steps, _arms in labels.rows for step in steps if step[0] == "groups" for key in step[1]}
        return _under(table, labels, labels.all_learned()) if keys == {labels.column} else None
    if distinct.are_keys(labels):
        return _under(table, labels, labels.all_learned())
    counted = histories.counted(cx, table)
    learned = labels.all_learned() | come_back(labels, table) | horizon(cx, frame, pos, labels.rows, counted)
    learned |= reaching_back(cx, frame, pos, labels.rows, counted)
    learned |= surroundings.told(cx, frame, pos, labels, table.but(rows=counted))
    if labels.column is not None and labels.kind != "row":
        learned |= histories.summed(cx, cx.place(frame, pos), labels, table, frozenset([labels.column]))
    return _under(table, labels, learned).but(pending=NOTHING_LEARNED, column=table.column)


def _under(table: Data, labels: Data, learned: Learned) -> Data:
    cols = {name: table.of_column(name) | learned for name in table.cols}
    kind = "row" if labels.kind == "row" else table.kind
    return table.but(
        rows=labels.rows, learned=table.learned | learned, cols=cols, column=table.column, parts=None, kind=kind,
        order=labels.order, traits=labels.traits,
    )  # fmt: skip


def _one_row_each(left: Data, right: Data) -> bool:
    """Whether the left table has one row for each of the groups that the right one counts: they are its rows' own."""
    if not left.rows or not right.rows:
        return False
    lasts = [steps[-1] if steps else ("", ()) for _root, steps, _arms in (*left.rows, *right.rows)]
    return all(step[0] == "groups" and step[1] for step in lasts) and len({step[1] for step in lasts}) == 1


__all__ = ["again", "at_one_moment", "come_back", "less_own", "of_labels", "one_of_each", "own_keys"]
