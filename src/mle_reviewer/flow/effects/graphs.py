"""Effects of graphs: named parts of their nodes, and splits of their edges.

The rows of a graph are its nodes, for these are what masks divide. Once its edges have been split they are the rows:
the nodes are on every side then, and their features are no example of anything.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import literal
from mle_reviewer.flow.effects.splitting import side_of, split_act
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, narrow, roots
from mle_reviewer.flow.facts.values import UNKNOWN, Data, Seq, Value
from mle_reviewer.flow.operations.call import Call, Effect

_NAMED: Final = ("parts", "named")  # the trait of a graph whose masks are those that it came with
_EDGES: Final = "edges"


def _apart(call: Call, rows: Rows) -> bool:
    """Whether the edges of a graph have been split."""
    own = roots(rows)
    return any(act.detail.get(_EDGES) and own & roots(act.rows) for act in call.cx.record.of("split"))


def name_parts(call: Call) -> Value:
    """A graph whose nodes are divided by masks: no two of them hold the same node."""
    data = call.first
    return UNKNOWN if data is UNKNOWN else call.result(data.but(traits=data.traits | {_NAMED}))


def part_mask(call: Call) -> Value:
    """The mask of one named part; of a graph whose masks somebody made by hand nothing is known."""
    data = call.first
    if _NAMED not in data.traits or len(roots(data.rows)) != 1 or _apart(call, data.rows):
        return call.cx.fresh(UNKNOWN)
    mask = data.but(kind="mask", type="torch.Tensor", column=None, traits=data.traits - {_NAMED})
    mask.picks = (("side", ("part", *roots(data.rows)), literal(call.slot("part"))),)
    return call.cx.fresh(mask)


def node_values(call: Call) -> Value:
    """What stands beside each node: its rows, as long as these are the nodes."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    for root, steps, _arms in data.rows:
        if not steps:  # all of them stand in this graph, none in another one
            call.cx.record.acts[root].detail["one graph"] = True
    kept = Data(NO_ROWS, data.all_learned(), "array") if _apart(call, data.rows) else data.but(column=None)
    return call.result(kept.but(traits=data.traits - {_NAMED}))


def message_edges(call: Call) -> Value:
    """The edges along which messages go: those of a side are its own, those of the whole graph are of all sides."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    whole = _apart(call, data.rows) and all(not steps for _root, steps, _arms in data.rows)
    kept = data.but(column=None) if whole else Data(NO_ROWS, data.all_learned(), "array")
    return call.result(kept.but(traits=data.traits - {_NAMED}))


def split_edges(call: Call) -> Value:
    """The edges of a graph are split: into three graphs with the same nodes, or into named parts of the one."""
    data = call.first
    if not data.rows:
        return call.cx.fresh(UNKNOWN)
    act = split_act(call, data.rows, None, shuffled=True, ordered=False, parts=("edges", call.name))
    act.detail[_EDGES] = True
    if not call.word("layout"):
        return call.result(data.but())
    steps = [call.cx.record.cut(side_of(act, number), act) for number in range(3)]
    return Seq(tuple(call.result(data.but(rows=narrow(data.rows, step))) for step in steps))


def part_edges(call: Call) -> Value:
    """The edges of one named part."""
    data = call.first
    if not data.rows or len(roots(data.rows)) != 1:
        return UNKNOWN
    step = ("side", ("part", *roots(data.rows)), literal(call.slot("part")))
    return call.result(data.but(rows=narrow(data.rows, step), column=None, traits=data.traits - {_NAMED}))


EFFECTS: Final[dict[str, Effect]] = {
    "name-parts": name_parts,
    "part-mask": part_mask,
    "node-values": node_values,
    "message-edges": message_edges,
    "split-edges": split_edges,
    "part-edges": part_edges,
}
