"""Totals: what a loop works out of one row after the other, told as a statistic of them once the loop is over.

Inside the loop a total is what earlier rows made it, which is fair to use; behind it, it is of all of them. What stands
under a key that each row brings along is a statistic of each group; what is reset in every round is the row's own.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal, symbol
from mle_reviewer.flow.facts.rounds import Carried, Round
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, each_since, is_single, narrow
from mle_reviewer.flow.facts.values import (
    HITS,
    NOTHING_LEARNED,
    PAIRED,
    UNKNOWN,
    Box,
    Data,
    Map,
    Obj,
    Seq,
    Value,
    state,
)
from mle_reviewer.flow.operations import arithmetic, descent, verdicts
from mle_reviewer.flow.operations import keys as keys_of
from mle_reviewer.flow.operations.loops import chosen, counted_by, loop_of, within_one
from mle_reviewer.program import code as ir
from mle_reviewer.program.code import Block

_NOT_ADDED: Final = frozenset({"name", "columns", "loss", "frame", "grouped", "dataset", "loader"})
_OF_GROUPS: Final = "(key)"  # what groups are told by where their key is no column
_NESTED: Final[dict[int, tuple[int, ...]]] = {ir.IF: (3, 4), ir.FOR: (4, 5), ir.WHILE: (2, 4, 5), ir.WITH: (4,)}
_SETTING: Final = frozenset({ir.STORE, ir.TRY, *_NESTED})


def resets(block: Block) -> frozenset[str]:
    """The names that a block sets anew, whatever they held before."""
    found: set[str] = set()
    for number, ins in enumerate(block):
        op = ins[0]
        if op not in _SETTING:
            continue
        if op == ir.STORE:
            after = block[number + 1] if number + 1 < len(block) else (None,)
            if not (after[0] == ir.CARRY and after[2] is None and after[3] == ins[2]):
                found.add(ins[2])
        elif op == ir.TRY:
            for part in (ins[2], *(one for _types, _name, one in ins[3]), ins[4], ins[5]):
                found |= resets(part)
        else:
            for place in _NESTED[op]:
                found |= resets(ins[place])
    return frozenset(found)


def carry(cx: Context, frame: Frame, owner: Value | None, key: Value | str, value: Value, pos: int) -> None:
    """A value was just written that carries on what stood there before."""
    data = state(value)
    if owner is None and isinstance(data, Seq) and data.kind == "list":
        data = data_of(data) if data.rest is not None or descent.is_vector(data) else data
    since = _outlives(cx, frame, owner, key)
    if since is None:
        return
    if owner is not None and not data_of(value).rows and not isinstance(key, str):
        _counted(cx, frame, owner, key, since, pos)
        return
    if isinstance(data, Data) and (data.scores or data.kind == "loss"):
        return
    if isinstance(data, Data) and HITS in data.traits and data.fits and data.rows:
        _put(cx, frame, owner, key, arithmetic.counted(cx, frame, UNKNOWN, data, pos))
        return
    if not isinstance(data, Data) or not data.rows or data.kind in _NOT_ADDED or data.fits:
        return
    loops = _loops(cx, data.rows, since)
    if not loops - _of_place(cx, key, UNKNOWN if isinstance(key, str) else data_of(key)):
        return  # under the place of a row stands what is of that row
    whole = each_since(data.rows, cx.began, since)
    if (
        whole == data.rows
        or within_one(cx, whole)
        or any(loop_of(cx, step) for _root, taken, _arms in whole for step in taken[-1:])
    ):
        return
    whole = narrow(whole, *chosen(cx, min(one.began for one in loops), data))
    groups = _groups(key)
    words = "the loop learns a statistic of each group" if groups else "the loop learns a statistic"
    at, there = _driven(frame, min(loops, key=lambda one: one.began), pos)
    act = cx.learn(at, there, whole, "statistic", words=words, supervised=PAIRED in data.traits)
    act.detail.setdefault("of", []).append(data)
    descent.trained(cx, at, act, data, whole, there)
    if groups is not None:
        act.detail["per"] = frozenset(groups[1])
    box = owner if isinstance(owner, Box) else None
    inside = frozenset(one.began for one in loops)
    cx.carried.append(Carried(frame, box, key, whole, data.rows, inside, act.number, groups))


def _put(cx: Context, frame: Frame, owner: Value | None, key: Value | str, value: Value) -> None:
    """Writes a value where the one that it carries on stood."""
    if owner is None and isinstance(key, str):
        frame.env[key] = value
    elif isinstance(owner, Box) and isinstance(owner.state, Obj) and isinstance(key, str):
        cx.write(owner, owner.state.but(attrs={**owner.state.attrs, key: value}))
    elif isinstance(owner, Box) and isinstance(owner.state, Map) and not isinstance(key, str):
        held, name = owner.state, literal(key)
        items = held.items if name is None else {**held.items, keys_of.hashable(name): value}
        cx.write(owner, Map(items, value if name is None else held.rest, held.keys, held.factory))


def _counted(cx: Context, frame: Frame, owner: Value, key: Value, since: int, pos: int) -> None:
    """Rows were counted under a key of theirs: a number for each group, which says little of any row."""
    groups, told = _groups(key), data_of(key)
    if HITS in told.traits and told.fits and told.rows:  # `counts[said == truth] += 1`
        _put(cx, frame, owner, key, arithmetic.counted(cx, frame, UNKNOWN, told, pos))
        return
    if told.fits and isinstance(inner := state(key), Seq):
        judged = verdicts.marked(cx, [data_of(item) for item in inner.items], told)
        if HITS in judged.traits:  # a table of answers and what they should be
            _put(cx, frame, owner, key, arithmetic.counted(cx, frame, UNKNOWN, judged, pos))
        return
    if groups is None or told.fits or not isinstance(owner, Box) or not isinstance(owner.state, Map):
        return
    inside = frozenset(one.began for one in _loops(cx, told.rows, since))
    whole = each_since(told.rows, cx.began, since)
    if inside and whole != told.rows and not any(loop_of(cx, s) for _root, taken, _arms in whole for s in taken[-1:]):
        whole = narrow(whole, *chosen(cx, min(inside), UNKNOWN))
        cx.carried.append(Carried(frame, owner, key, whole, told.rows, inside, 0, groups))


def _driven(frame: Frame, loop: Round, pos: int) -> tuple[Frame, int]:
    """The frame and the place that work a total out: in the frame of the loop, the call that adds a row to it."""
    depth = len(loop.frame.chain)
    if loop.frame is frame or depth >= len(frame.chain) or frame.chain[:depth] != loop.frame.chain:
        return frame, pos
    return loop.frame, frame.chain[depth][1]


def _outlives(cx: Context, frame: Frame, owner: Value | None, key: Value | str) -> int | None:
    """How many objects there were when the first of the running loops began that a place is carried through."""
    if owner is not None:
        return owner.number if isinstance(owner, Box) else None
    since = None
    for one in reversed(cx.rounds):
        if one.frame is not frame or key in one.reset or key in one.before:
            break
        since = one.began
    return since


def _loops(cx: Context, rows: Rows, since: int) -> set[Round]:
    """The running loops, begun not before `since`, that rows are taken one by one in."""
    found = (loop_of(cx, step) for _root, taken, _arms in rows for step in taken)
    return {one for one in found if one is not None and one.began >= since}


def of_all_rounds(cx: Context, rows: Rows) -> Rows | None:
    """All rows that a list has its values from, once the loops that took them are over; None of what one row holds."""
    found = set()
    for root, steps, arms in rows:
        if within_one(cx, rows) or any(is_single(step) and loop_of(cx, step) is not None for step in steps):
            return None  # a part of what one row holds is no more than that
        end = len(steps)
        while end and is_single(steps[end - 1]):
            end -= 1
        found.add((root, steps[:end], arms))
    return frozenset(found)


def _of_place(cx: Context, key: Value | str, data: Data) -> set[Round]:
    """The loop whose running number, or row number, a key is."""
    found: set[Round | None] = set()
    if not isinstance(key, str):
        found.add(counted_by(cx, symbol(key)))
    if data.kind == "indices" or data.picks:
        found.update(loop_of(cx, step) for step in data.picks or ())
        found.update(loop_of(cx, step) for _root, taken, _arms in data.rows for step in taken)
    return {one for one in found if one is not None}


def _groups(key: Value | str) -> Step | None:
    """The step of one row for each group, where a key is something that each row brings along."""
    if isinstance(key, str) or literal(key) is not None:
        return None
    inner = state(key)
    parts = [data_of(item) for item in inner.items] if isinstance(inner, Seq) else [data_of(key)]
    if not any(part.rows and part.kind not in {"name", "columns"} for part in parts):
        return None
    return ("groups", tuple(sorted({part.column or _OF_GROUPS for part in parts if part.rows})))


def settle(cx: Context) -> None:
    """Loops are over: what they carried through all their rows is a statistic from here on."""
    running = {one.began for one in cx.rounds}
    over = [one for one in cx.carried if not one.loops & running]
    if not over:
        return
    cx.carried = [one for one in cx.carried if one not in over]
    for one in over:
        if one.owner is None:
            held = one.frame.env.get(one.key)
            if held is not None:
                one.frame.env[one.key] = _statistic(cx, held, one)
            continue
        owner = one.owner.state
        if isinstance(owner, Obj) and isinstance(one.key, str):
            held = owner.attrs.get(one.key)
            if held is not None:
                cx.write(one.owner, owner.but(attrs={**owner.attrs, one.key: _statistic(cx, held, one)}))
        elif isinstance(owner, Map):
            cx.write(one.owner, _of_map(cx, owner, one))
        elif isinstance(owner, Seq):
            rest = None if owner.rest is None else _statistic(cx, owner.rest, one)
            items = tuple(_statistic(cx, item, one) for item in owner.items)
            cx.write(one.owner, Seq(items, rest, owner.kind))
        elif isinstance(owner, Data):
            cx.write(one.owner, _told(owner, one))


def _of_map(cx: Context, owner: Map, one: Carried) -> Map:
    name = literal(one.key) if not isinstance(one.key, str) else None
    if name is not None:
        held = owner.items.get(name)
        items = owner.items if held is None else {**owner.items, name: _statistic(cx, held, one)}
        return Map(items, owner.rest, owner.keys, owner.factory)
    items = {key: _statistic(cx, held, one) for key, held in owner.items.items()}
    rest = None if owner.rest is None else _statistic(cx, owner.rest, one)
    keys = owner.keys
    if one.groups is not None and keys is not None:
        keys = _grouped(keys, one)
    return Map(items, rest, keys, owner.factory)


def _grouped(keys: Value, one: Carried) -> Value:
    """The keys of groups: one for each."""
    data = data_of(keys)
    if not data.rows or one.groups is None:
        return keys
    return data.but(rows=narrow(one.rows, one.groups), kind="keys", column=data.column)


def _statistic(cx: Context, value: Value, one: Carried, depth: int = 0) -> Value:
    """What a place holds, if it is made of the rows that were taken one by one, as what was learned of all."""
    inner = state(value)
    if isinstance(inner, Data):
        if inner.fits or not any(_carried(taken, one) for _root, taken, _arms in inner.rows):
            return value
        made = _told(inner, one)
        if isinstance(value, Box):
            cx.write(value, made)
            return value
        return made
    if isinstance(inner, Seq) and depth < 2:
        items = tuple(_statistic(cx, item, one, depth + 1) for item in inner.items)
        rest = None if inner.rest is None else _statistic(cx, inner.rest, one, depth + 1)
        made_seq = Seq(items, rest, inner.kind)
        if isinstance(value, Box):
            cx.write(value, made_seq)
            return value
        return made_seq
    return value


def _carried(taken: tuple[Step, ...], one: Carried) -> bool:
    return any(taken[: len(steps)] == steps for _root, steps, _arms in one.taken)


def _told(data: Data, one: Carried) -> Data:
    rows = narrow(one.rows, one.groups) if one.groups is not None else NO_ROWS
    made = Data(rows, data.all_learned() | ({one.act} if one.act else NOTHING_LEARNED), "row" if rows else "stat")
    made.column = None
    return made


__all__ = ["carry", "of_all_rounds", "resets", "settle"]
