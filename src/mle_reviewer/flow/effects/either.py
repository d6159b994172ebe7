"""Effects that put one of two values for each row, by a condition."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, literal, mix
from mle_reviewer.flow.effects.expressions import is_expression
from mle_reviewer.flow.effects.passing import keep
from mle_reviewer.flow.effects.tables import finished
from mle_reviewer.flow.facts.values import UNKNOWN, Box, Data, Seq, Value
from mle_reviewer.flow.operations import adding_columns, blanks, comparing, gaps, order
from mle_reviewer.flow.operations.call import Call, Effect, expressed_column


def where(call: Call) -> Value:
    """One of two values by a mask, row by row."""
    given = [*([call.receiver] if call.receiver is not None else []), *call.args, *call.kwargs.values()]
    by, one, other = call.slot("by"), call.slot("value"), call.slot("other")
    if isinstance(literal(one), str) and by is not None and is_expression(call.cx, data_of(by)):
        one = expressed_column(call, one)  # `when(…).then("price")` is the column of that name
    follows = call.entry.slots.get("by") == "self" and data_of(by).kind != "mask"  # behind another `then`
    if not follows and (left := blanks.left(call.cx, by, one, other)) is not None:
        return finished(call, left.but(traits=left.traits | _bordered([data_of(by)]), column=left.column))
    if by is not None and one is not None and other is not None:
        given = [by, *gaps.either(call.cx, by, one, other)]
    values = [data_of(v) for v in given]
    made = mix(values)
    if len(call.args) == 1 and call.receiver is None:
        mask = values[0]
        picks = mask.picks
        if picks is None and mask.rows and not mask.fits:  # whatever it holds: it is told by itself
            picks = (comparing.as_mask(call.cx, call.args[0]),)
        picked = call.cx.fresh(mask.but(kind="indices", picks=picks))
        return picked if call.entry.slots.get("rows") else Seq((picked,), UNKNOWN)  # one for each axis there is
    if made is UNKNOWN:
        return UNKNOWN
    traits = blanks.filled(made.traits) | _bordered(values) | adding_columns.named_alone(values)
    return call.result(made.but(column=None, picks=None, traits=traits))


def select(call: Call) -> Value:
    """One of several values by the first condition that holds, row by row."""
    made, values = keep(call), [data_of(value) for value in (*call.args, *call.kwargs.values())]
    if isinstance(made, Box) and isinstance(made.state, Data):
        call.cx.write(made, made.state.but(traits=made.state.traits | adding_columns.named_alone(values)))
    return made


def _bordered(values: list[Data]) -> frozenset[tuple[str, ...]]:
    """The trait of what was chosen by where the rows of one entity begin."""
    told = any(value.kind == "mask" and any(trait[0] == "border" for trait in value.traits) for value in values)
    return frozenset([order.BORDERED] if told else [])


EFFECTS: Final[dict[str, Effect]] = {"select": select, "where": where}
