"""Effects that take, repeat, invent or reorder rows."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, symbol
from mle_reviewer.flow.effects.passing import in_place
from mle_reviewer.flow.effects.seeding import by_chance
from mle_reviewer.flow.effects.splitting import split_act
from mle_reviewer.flow.facts.acts import PIECES
from mle_reviewer.flow.facts.rows import Rows, Step, narrow
from mle_reviewer.flow.facts.values import ANEW, NONE, UNKNOWN, Box, Data, Obj, Seq, Value, state
from mle_reviewer.flow.operations import arithmetic, distinct, heads, order, ranking, shares, slices
from mle_reviewer.flow.operations.call import Call, Effect, truthy


def take(call: Call) -> Value:
    """The first, the last, all but the first, or every so many-th rows."""
    data = call.first
    number = call.slot("n")
    at = slices.bound(call.cx, number)
    cut: Step
    which = call.word("which") or "head"
    if which == "tail":
        at = -at if isinstance(at, (int, float)) else ("-", at)
        cut = ("slice", data.order, at, None)
    elif which == "skip":
        cut = ("slice", data.order, *_between(call, number, at))
    elif which == "every":
        cut = ("nth", data.order, at, slices.bound(call.cx, call.slot("first")) or 0)
    else:
        cut = ("slice", data.order, None, at)
    if at in {1, -1} and which in {"head", "tail"}:
        ranking.picked_first(call.cx, call.frame, data, call.pos)
    level = shares.levelled(call.cx, call.cx.place(call.frame, call.pos), data, number) if which != "skip" else None
    part = data.but(rows=narrow(data.rows, cut, *([] if level is None else [level])))
    if data.kind == "grouped" and literal(number) == 1:
        keys = frozenset(trait[1] for trait in data.traits if trait[0] == "grouped")
        part.traits |= order.last_in_time(data, "last" if which == "tail" else "first", keys)
        part = heads.alone(part, keys if len(keys) == 1 else ())
    return call.result(part)


def _between(call: Call, start: Value | None, low: object) -> tuple[object, object]:
    """The bounds of so many rows from a place on, all of them where no number is given."""
    number = call.slot("length")
    if number is None or symbol(number) is None:
        return low, None
    first = literal(start) == 0
    end = number if first else arithmetic.binary(call.cx, call.frame, "+", start or UNKNOWN, number, call.pos)
    return None if first else low, slices.bound(call.cx, end)


def sample(call: Call) -> Value:
    """Random rows: one side of a split whose other side is what `drop(index)` leaves; with replacement they grow."""
    data = call.first
    # Only a true constant draws rows twice: where overloads let the share come first, a number stands in its place.
    if literal(call.slot("replace")) is True:
        return call.result(data.but(rows=narrow(data.rows, grown(call, data.rows)), order=0))
    if literal(call.slot("frac")) == 1:
        return shuffle(call)
    if data.kind == "grouped" and literal(call.slot("n")) == 1:
        keys = frozenset(trait[1] for trait in data.traits if trait[0] == "grouped")
        data = heads.alone(data, keys if len(keys) == 1 else ())
    act = split_act(call, data.rows, call.slot("seed"), shuffled=True, ordered=False, sampled=True,
                    traits=data.traits, learned=data.all_learned(),
                    parts=(symbol(call.slot("n")), symbol(call.slot("frac"))))  # fmt: skip
    step = call.cx.record.cut(("side", act.number, 0), act)
    level = shares.levelled(call.cx, call.cx.place(call.frame, call.pos), data, call.slot("n"))
    return call.result(data.but(rows=narrow(data.rows, step, *([] if level is None else [level]))))


def grown(call: Call, rows: Rows) -> tuple[str, int]:
    """The step of rows that were copied or synthesised here."""
    cx = call.cx
    act = cx.record.add("grow", cx.place(call.frame, call.pos), key=rows, rows=rows, words=call.name)
    cx.record.cut(("grown", act.number), act)
    return ("grown", act.number)


def resample(call: Call) -> Value:
    """Rows and labels with other shares of the classes."""
    rows, labels = call.data("rows"), call.slot("labels")
    owner = state(call.receiver) if call.receiver is not None else None
    grows = call.word("grows")
    if grows is None and isinstance(owner, Obj) and owner.entry is not None:
        grows = owner.entry.slots.get("grows")
    step: tuple[object, ...]
    if grows is False:
        act = call.cx.record.add(
            "grow", call.cx.place(call.frame, call.pos), key=("thinned", rows.rows), rows=rows.rows, words=call.name
        )
        step = call.cx.record.cut(("thinned", act.number), act)
    else:
        step = grown(call, rows.rows)
    # A new object each: what SMOTE made of X is not a view of X.
    first = call.cx.fresh(rows.but(rows=narrow(rows.rows, step)))
    if is_missing(labels):
        return first
    second = data_of(labels)
    return Seq((first, call.cx.fresh(second.but(rows=narrow(second.rows, step)))))


def utils_resample(call: Call) -> Value:
    """Rows drawn at random from arrays, with replacement unless told otherwise."""
    return _each(call, grows=truthy(call.slot("replace"), default=True))


def _each(call: Call, *, grows: bool) -> Value:
    arrays = state(call.slot("arrays") or call.slot("rows") or (call.args[0] if call.args else UNKNOWN))
    values = list(arrays.items) if isinstance(arrays, Seq) else [arrays]
    made = []
    for value in values:
        data = data_of(value)
        if grows:
            made.append(call.cx.fresh(data.but(rows=narrow(data.rows, grown(call, data.rows)))))
        else:
            made.append(call.cx.fresh(data.but(order=_new_order(call))))
    return made[0] if len(made) == 1 else Seq(tuple(made), None, "list")


def augment(call: Call) -> Value:
    """Changed copies of rows, or pieces of each."""
    data = call.first
    step = grown(call, data.rows)
    if call.word("pieces"):
        call.cx.record.acts[step[1]].detail[PIECES] = True
    return call.result(data.but(rows=narrow(data.rows, step)))


def repeat(call: Call) -> Value:
    """Duplicated rows; on a stream of batches that only means more epochs."""
    data = call.first
    if data.kind in {"dataset", "loader"}:
        return call.result(data.but())
    if data.kind == "indices" and data.picks is not None:
        return call.cx.fresh(data.but(picks=(*data.picks, grown(call, data.rows))))
    return call.result(data.but(rows=narrow(data.rows, grown(call, data.rows))))


def explode(call: Call) -> Value:
    """Several rows of each: the pieces of what was one row belong together."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    name = literal(call.slot("column"))
    return call.result(data.but(traits=data.traits | {("pieces", str(name or "row"))}, column=data.column))


def _new_order(call: Call, shuffled: Data | None = None) -> int:
    act = call.cx.record.add("arm", call.cx.place(call.frame, call.pos), words="reordered here")
    if shuffled is not None:
        act.words, act.rows = f"shuffled by {call.name}", shuffled.rows
        chance = by_chance(call, call.slot("seed"))
        act.detail.update(shuffled=True, traits=shuffled.traits, grouped=distinct.are_keys(shuffled), chance=chance)
        act.detail.update(unit=call.cx.unit, seeded=not chance)
    return act.number


def shuffle(call: Call) -> Value:
    """The same rows in another order."""
    arrays = call.slot("arrays")
    if arrays is not None and isinstance(state(arrays), Seq):
        return _each(call, grows=False)
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    traits = order.sorted_by(data.traits, (), falling=frozenset()) | {order.SHUFFLED}
    changed = data.but(order=_new_order(call, data), traits=traits)
    again = call.slot("reshuffles")
    if again is not None and literal(again) is not False:
        buffered = isinstance(literal(call.slot("n")), int)  # how many rows there are, nobody knows
        call.cx.record.acts[changed.order].detail.update(reshuffles=True, buffered=buffered)
    if call.entry.slots.get("inplace") is True or truthy(call.slot("inplace")):
        target = call.args[0] if call.args else call.receiver
        if isinstance(target, Box) and isinstance(target.state, Data):
            call.cx.write(target, changed)
        elif isinstance(target, Box) and isinstance(target.state, Seq):
            call.cx.write(target, order.shuffled(call.cx, target.state, changed.order))
        return NONE
    return call.result(changed)


def settle(call: Call) -> Value:
    """A cache: later passes come in the order of the first one, with the rows that were drawn then."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    changes = bool(data.order and call.cx.record.acts[data.order].detail.get("reshuffles"))
    kept = data.but(order=_new_order(call)) if changes else data.but()
    kept.traits = frozenset(trait for trait in kept.traits if trait[0] != ANEW)
    if truthy(call.slot("inplace")) and call.box is not None:
        call.cx.write(call.box, kept)
        return call.box
    return call.result(kept)


def sort(call: Call) -> Value:
    """Rows in the order of a column."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    names = order.names_in_order(call.slot("by"))
    traits = order.sorted_by(ranking.arranged(data).traits, names, falling=_falling(call, names))
    if ranking.only_results(call.cx, data):
        traits |= {ranking.RANKED_ROWS}
    traits |= frozenset(trait for trait in data_of(call.slot("by")).traits if trait[0] == ANEW)
    changed = data.but(order=_new_order(call), traits=traits, column=data.column)
    changed = ranking.numbered(changed) if truthy(call.kwargs.get("ignore_index")) else changed
    if truthy(call.slot("inplace")):
        return in_place(call, changed)
    return call.result(changed)


def _falling(call: Call, names: tuple[str, ...]) -> frozenset[str]:
    """The keys of a sort whose highest values stand first: said of all of them at once, or of each."""
    for slot, down in (("ascending", False), ("descending", True)):
        given = call.slot(slot)
        inner = state(given) if given is not None else None
        if isinstance(inner, Seq) and len(inner.items) == len(names):
            return frozenset(name for name, one in zip(names, inner.items, strict=True) if literal(one) is down)
        if literal(given) is down:
            return frozenset(names)
    return order.falling(call.slot("by"))


def reverse(call: Call) -> Value:
    """Rows in the opposite order."""
    data = order.turned(call.first)
    return call.result(data.but(order=_new_order(call), column=data.column))


EFFECTS: Final[dict[str, Effect]] = {
    "take": take,
    "reverse": reverse,
    "explode": explode,
    "sample": sample,
    "resample": resample,
    "augment": augment,
    "repeat": repeat,
    "shuffle": shuffle,
    "settle": settle,
    "sort": sort,
    "bootstrap": utils_resample,
}
