"""Examples that a network is given in pairs, inputs and targets: batch after batch, or bound together in a data set."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, mix
from mle_reviewer.flow.effects.passing import keep
from mle_reviewer.flow.facts.values import NO_NAMES, UNKNOWN, Data, Obj, Seq, Value, state
from mle_reviewer.flow.operations import bundles
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.flow.operations.iteration import iterate

_PAIR: Final = (2, 3)  # inputs, targets and, if any, a weight for each


def in_pairs(call: Call) -> tuple[Data, Data] | None:
    """The inputs and the targets that a network is trained on where no targets are given beside the examples.

    A tuple of inputs is one example of a network with several of them, unless the call takes no targets at all.
    """
    given = call.slot("rows")
    inner = state(given) if given is not None else UNKNOWN
    if given is None or not is_missing(call.slot("labels")):
        return None
    if isinstance(inner, Data):
        tied = bundles.untied(call.cx, inner)
        return (tied[0], tied[1]) if len(tied) in _PAIR else None
    pairs: list[Value] = []
    if isinstance(inner, Seq) and inner.rest is None:
        pairs = [given] if "labels" not in call.entry.slots else []
    elif isinstance(inner, Seq) or (isinstance(inner, Obj) and inner.cls is not None):
        pairs = iterate(call.cx, call.frame, given, call.pos)
    each = [_apart(one) for one in pairs]
    told = [one for one in each if one is not None]
    if not told or len(told) < len(each):
        return None
    return mix([one for one, _other in told]), mix([other for _one, other in told])


def _apart(value: Value) -> tuple[Data, Data] | None:
    """The inputs and targets of one batch, if both are known."""
    inner = state(value)
    if not isinstance(inner, Seq) or inner.rest is not None or inner.kind != "tuple" or len(inner.items) not in _PAIR:
        return None
    inputs, targets = data_of(inner.items[0]), data_of(inner.items[1])
    return (_without_columns(inputs), targets) if inputs.rows and targets.rows else None


def _without_columns(data: Data) -> Data:
    """What a batch holds, of which nobody knows by which columns: it may be what stands in the files of their paths."""
    return data.but(
        learned=data.all_learned(), cols={}, made={}, only=None, gone=NO_NAMES, source=0, column=None, parts=None
    )


def tie(call: Call) -> Value:
    """A data set made of several tensors of the same rows (`from_tensor_slices((x, y))`), which remembers each."""
    made, given = keep(call), state(call.slot("rows") or UNKNOWN)
    data = state(made)
    if isinstance(data, Data) and data.rows and isinstance(given, Seq) and given.rest is None:
        bound = data.but(column=data.column)
        bundles.tied(call.cx, bound, [data_of(one) for one in given.items])
        return call.cx.fresh(bound)
    return made


EFFECTS: Final[dict[str, Effect]] = {"tie": tie}
