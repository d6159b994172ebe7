"""Scores of predictions that another program stored: what made them is not seen, yet they are held against a truth."""

from __future__ import annotations

from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.operations.call import Call


def verdict(call: Call, truth: Data, prediction: Data) -> frozenset[int]:
    """The number of the act of holding stored predictions against the truth; none where not both were read."""
    acts = call.cx.record
    sources = [acts.by_root.get(root) for one in (truth, prediction) for root in roots(one.rows)]
    read = bool(truth.rows and prediction.rows) and all(one is not None and one.kind == "load" for one in sources)
    if not read or not roots(truth.rows).isdisjoint(roots(prediction.rows)):
        return frozenset()
    act = acts.add(
        "verdict", call.cx.place(call.frame, call.pos), key=(truth.rows, call.frame.chain), rows=truth.rows,
        metric=True, words=f"{call.name} scores stored predictions",
    )  # fmt: skip
    return frozenset([act.number])


__all__ = ["verdict"]
