"""Effects of linear algebra: products, inverses, and equations whose solution are the weights of a model."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of
from mle_reviewer.flow.effects.learning import event
from mle_reviewer.flow.effects.passing import keep
from mle_reviewer.flow.facts.rows import NO_ROWS
from mle_reviewer.flow.facts.values import TURNED, UNKNOWN, Data, Seq, Value
from mle_reviewer.flow.operations import descent, least_squares, products
from mle_reviewer.flow.operations.call import Call, Effect


def product(call: Call) -> Value:
    """dot, matmul: over the rows, or row by row."""
    values = [*([call.receiver] if call.receiver is not None else []), *call.args, *call.kwargs.values()]
    if len(values) > 1:
        pair = data_of(values[0]), data_of(values[1])
        made = products.over_rows(call.cx, call.frame, *pair, call.pos)
        if made is not None:
            return call.cx.fresh(made)
        kept = keep(call)
        said = descent.told(call.cx, "@", *pair, data_of(kept))
        return kept if said is data_of(kept) else call.cx.fresh(said)
    return keep(call)


def solve(call: Call) -> Value:
    """The solution of linear equations: of those of least squares, the weights of a model."""
    weights = least_squares.solved(call.cx, call.frame, call.data("rows"), call.data("labels"), call.pos)
    return keep(call) if weights is None else call.cx.fresh(weights)


def inverse(call: Call) -> Value:
    """The inverse of a matrix."""
    data = call.data("rows")
    return UNKNOWN if data is UNKNOWN else call.result(products.inverted(call.cx, call.frame, data, call.pos))


def decompose(call: Call) -> Value:
    """The singular vectors of all rows: one of the left ones a row, what is right of them learned from all."""
    data = call.data("rows")
    if not products.runs_over(call.cx, data):
        return keep(call)
    learned = data.all_learned() | event(call, data.rows, "projection")
    rows = data.but(learned=learned, cols={}, column=None, only=None, parts=None)
    stat = Data(NO_ROWS, learned, "stat", data.type)
    return Seq((rows, stat, stat) if TURNED not in data.traits else (stat, stat, rows))


EFFECTS: Final[dict[str, Effect]] = {
    "product": product, "solve": solve, "invert-matrix": inverse, "decompose": decompose,
}  # fmt: skip
