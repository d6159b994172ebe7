"""Effects of graphs: named parts of their nodes, and splits of their edges.

The rows of a graph are its nodes, for these are what masks divide. Once its edges have been split they are the rows:
the nodes are on every side then, and their features are no example of anything.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import data_of, literal
from mle_reviewer.flow.effects.learning import event, plus
from mle_reviewer.flow.effects.objects import owner_of
from mle_reviewer.flow.effects.splitting import side_of, split_act
from mle_reviewer.flow.facts.acts import AROUND_THEM
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, narrow, roots, source
from mle_reviewer.flow.facts.values import AROUND, NONE, READ_THROUGH, UNKNOWN, Box, Data, Map, Seq, Value, state
from mle_reviewer.flow.operations import totals
from mle_reviewer.flow.operations.call import Call, Effect, argument_of
from mle_reviewer.flow.operations.loops import selected

_NAMED: Final = ("parts", "named")  # the trait of a graph whose masks are those that it came with
_EDGES: Final = "edges"


def _apart(call: Call, rows: Rows) -> bool:
    """Whether the edges of a graph have been split."""
    own = roots(rows)
    return any(act.detail.get(_EDGES) and own & roots(act.rows) for act in call.cx.record.of("split"))


def name_parts(call: Call) -> Value:
    """A graph whose nodes are divided by masks, as the transforms of its data set make it: no masks share a node."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    through = sorted(trait for trait in data.traits if trait[0] == READ_THROUGH)
    value = call.result(data.but(traits=data.traits - {*through} | {_NAMED}))
    for trait in through:
        value = _through(call, call.cx.by_identity(int(trait[1])), value)
    return value


def _through(call: Call, function: object, value: Value) -> Value:
    """What a transform makes of a graph, or of each of the graphs that an earlier one split it into."""
    inner = state(value)
    if isinstance(inner, Seq):
        return Seq(tuple(_through(call, function, one) for one in inner.items))
    return call.cx.call(call.frame, function, [value], {}, call.pos)  # type: ignore[arg-type]


def transforms(call: Call) -> Value:
    """Transforms of a graph, one after the other."""
    value: Value = call.args[0] if call.args else UNKNOWN
    steps = state(argument_of(owner_of(call)[1], "steps") or UNKNOWN)
    if not isinstance(steps, Seq) or steps.rest is not None:
        return call.cx.fresh(UNKNOWN)
    for step in steps.items:
        value = _through(call, step, value)
    return value


def load_into(call: Call) -> Value:
    """A data set of the repository reads what it wrote elsewhere: those are its rows, whatever it was made of."""
    box, owner = owner_of(call)
    if box is not None and owner.cls is not None:
        place = call.cx.place(call.frame, call.pos)
        root = call.cx.record.root("unknown", place, f"{owner.cls.code.name}.{call.name}(…)", ("read", place))
        rows = Data(narrow(source(root), ("some", root)), kind="dataset")
        call.cx.write(box, owner.but(attrs={**owner.attrs, "(data": rows}))
    return NONE


def part_mask(call: Call) -> Value:
    """The mask of one named part; of a graph whose masks somebody made by hand nothing is known."""
    data = call.first
    if _NAMED not in data.traits or len(roots(data.rows)) != 1 or _apart(call, data.rows):
        return call.cx.fresh(UNKNOWN)
    mask = call.typed(data.but(column=None, traits=data.traits - {_NAMED}))
    mask.kind = "mask"
    mask.picks = (("side", ("part", *roots(data.rows)), literal(call.slot("part"))),)
    return call.cx.fresh(mask)


def part_numbers(call: Call) -> Value:
    """The numbers of the rows of each named part, by its name."""
    data, names = call.first, call.word("names")
    if len(roots(data.rows)) != 1 or not isinstance(names, (tuple, list)):
        return call.cx.fresh(UNKNOWN)
    held: dict[Hashable, Value] = {}
    for name in names:
        numbers = call.typed(Data(kind="indices")).but()
        numbers.picks = (("side", ("part", *roots(data.rows)), name),)
        held[name] = call.cx.fresh(numbers)
    return call.cx.fresh(Map(held))


def named_value(call: Call) -> Value:
    """What a graph holds under a name."""
    name = literal(call.args[0]) if call.args else None
    if not isinstance(name, str) or call.receiver is None:
        return call.cx.fresh(UNKNOWN)
    return call.cx.read(call.frame, call.receiver, name, call.pos)


def named_values(call: Call) -> Value:
    """Pairs of a name and what a graph holds under it."""
    names = [literal(one) for one in call.args]
    if call.receiver is None or not names or not all(isinstance(name, str) for name in names):
        return call.cx.fresh(UNKNOWN)
    held = [call.cx.read(call.frame, call.receiver, str(name), call.pos) for name in names]
    return Seq(tuple(Seq((given, one)) for given, one in zip(call.args, held, strict=True)), None, "generator")


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


def add_edges(call: Call) -> Value:
    """Edges are put into a graph: from then on their rows are in it, those of a loop one by one."""
    receiver, added = call.receiver, call.data("rows")
    graph = state(receiver) if receiver is not None else UNKNOWN
    if isinstance(receiver, Box) and isinstance(graph, Data) and added.rows:
        learned = graph.all_learned() | added.all_learned()
        rows = selected(call.cx, receiver.number, added)
        call.cx.write(receiver, graph.but(rows=graph.rows | rows, learned=learned))
    return NONE


def look_around(call: Call) -> Value:
    """What stands around each row in a graph: all its edges went in, once no loop adds any."""
    graph, asked = data_of(call.slot("other")), call.data("rows")
    if call.slot("rows") is None:
        asked = graph  # of every pair that the graph leaves open, or of every node
    if graph is UNKNOWN:
        return UNKNOWN
    what, strong = call.learns()
    edges = totals.of_all_rounds(call.cx, graph.rows) or NO_ROWS
    around = event(call, edges, what, strong=strong)
    for number in around:
        call.cx.record.acts[number].detail[AROUND_THEM] = True
    learned = graph.all_learned() | around
    made = plus(asked.but(column=None, picks=None, parts=None), learned)
    return call.cx.fresh(made.but(kind="array", type=None, traits=made.traits | {AROUND}))


EFFECTS: Final[dict[str, Effect]] = {
    "add-edges": add_edges,
    "look-around": look_around,
    "name-parts": name_parts,
    "transforms": transforms,
    "load-into": load_into,
    "part-mask": part_mask,
    "part-numbers": part_numbers,
    "named-value": named_value,
    "named-values": named_values,
    "node-values": node_values,
    "message-edges": message_edges,
    "split-edges": split_edges,
    "part-edges": part_edges,
}
