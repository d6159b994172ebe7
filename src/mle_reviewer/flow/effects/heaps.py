"""Effects of heaps and queues: lists whose first element is the least or the oldest, and the few greatest of some."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, literal
from mle_reviewer.flow.effects.conditions import filtered
from mle_reviewer.flow.effects.elements import elements, ordered, places
from mle_reviewer.flow.effects.ordering import nearest
from mle_reviewer.flow.facts.values import NONE, UNKNOWN, Box, Seq, Value, state
from mle_reviewer.flow.operations import containers, ranking
from mle_reviewer.flow.operations.call import Call, Effect


def queue(call: Call) -> Value:
    """deque: a list that an object may keep, row after row, for what comes later."""
    made = elements(call)
    if isinstance(made, Box):
        call.cx.queues.append(made)
    return made


def push(call: Call) -> Value:
    """heappush: one more element, in the order of what it begins with."""
    heap, item = call.slot("rows"), call.slot("what")
    if heap is None or item is None:
        return NONE
    call.cx.method(call.frame, heap, "append", [item], {}, call.pos)
    _order(call, heap)
    return NONE


def heapify(call: Call) -> Value:
    """heapify: the least comes first."""
    heap = call.slot("rows")
    if heap is not None:
        _order(call, heap)
    return NONE


def _order(call: Call, heap: Value) -> None:
    held = state(heap)
    if isinstance(heap, Box) and isinstance(held, Seq) and ranking.sorts_by(call.cx, call.frame, held, None, call.pos):
        call.cx.write(heap, Seq(held.items, held.rest, ranking.RANKED))


def pop(call: Call) -> Value:
    """heappop: the first of what is in order."""
    heap = call.slot("rows")
    held = state(heap) if heap is not None else UNKNOWN
    if not isinstance(held, Seq):
        return UNKNOWN
    ranking.picked_first(call.cx, call.frame, held, call.pos)
    return containers.any_of(call.cx, held)


def few(call: Call) -> Value:
    """nlargest, nsmallest: the first few in order. A single one is a choice where scores order them."""
    one = literal(call.slot("n")) == 1
    held = data_of(call.receiver)
    if call.receiver is not None:
        if not held.scores or held.rows:
            return filtered(call)
        ranked = held.but(traits=held.traits | {ranking.RANKED_ROWS})
        if one:
            ranking.picked_first(call.cx, call.frame, ranked, call.pos)
        return call.result(ranked)
    made = nearest(call, ordered(call), call.slot("function"))
    listed = state(made)
    if one and isinstance(listed, Seq):
        ranking.picked_first(call.cx, call.frame, listed, call.pos)
        return call.cx.fresh(Seq((containers.any_of(call.cx, listed),), None, "list"))
    return made


def argsort(call: Call) -> Value:
    """The places of values in their order: the first place of scores in order is that of the best."""
    data = call.first
    if not ranking.only_results(call.cx, data):
        return places(call)
    return call.cx.fresh(data.but(traits=data.traits | {ranking.RANKED_ROWS}))


EFFECTS: Final[dict[str, Effect]] = {
    "queue": queue,
    "heap-push": push,
    "heapify": heapify,
    "heap-pop": pop,
    "first-few": few,
    "argsort": argsort,
}
