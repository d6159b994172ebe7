"""Effects of weights that start anew: what they were trained to is gone."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.effects.layers import inside
from mle_reviewer.flow.facts.values import NO_IDS, NONE, NOTHING_LEARNED, UNKNOWN, Obj, Value
from mle_reviewer.flow.operations.call import Call, Effect


def start_anew(call: Call) -> Value:
    """A network or layer whose weights get their first values again; an own loop may do so layer by layer."""
    call.cx.started_anew += 1
    box = call.box
    if box is not None and isinstance(box.state, Obj):
        for one, inner in [(box, box.state), *inside(call.cx, box.state)]:
            call.cx.write(one, inner.but(fits=NO_IDS, learned=NOTHING_LEARNED))
    return NONE


def each_layer(call: Call) -> Value:
    """A function called with each layer of a network, and with the network itself."""
    if call.receiver is None:
        return UNKNOWN
    call.cx.call(call.frame, call.slot("function") or UNKNOWN, [call.receiver], {}, call.pos)
    return call.receiver


EFFECTS: Final[dict[str, Effect]] = {"start-anew": start_anew, "each-layer": each_layer}
