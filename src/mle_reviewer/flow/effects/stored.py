"""Scores of what no model of the code has said: predictions that another program stored, and rules on columns."""

from __future__ import annotations

from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.operations import trying
from mle_reviewer.flow.operations.call import Call


def verdict(call: Call, truth: Data, prediction: Data) -> frozenset[int]:
    """The number of the act of holding stored predictions, or what a rule says, against the truth; none of the rest.

    `tried` says that a limit or weight went into them of which the code tries several.
    """
    acts = call.cx.record
    sources = [acts.by_root.get(root) for one in (truth, prediction) for root in roots(one.rows)]
    read = bool(truth.rows and prediction.rows) and all(one is not None and one.kind == "load" for one in sources)
    asked = trying.limits(prediction)
    ruled = trying.TRIED in prediction.traits or prediction.kind == "mask"
    if not read or not (ruled or roots(truth.rows).isdisjoint(roots(prediction.rows))):
        return frozenset()
    act = acts.add(
        "verdict", call.cx.place(call.frame, call.pos), key=(truth.rows, call.frame.chain), rows=truth.rows,
        metric=True, words=f"{call.name} scores {'what a rule says' if ruled else 'stored predictions'}",
    )  # fmt: skip
    known = act.detail.setdefault("limits", set())
    if asked is not None:
        known.add(asked)
    several = len(known) > len({what for what, _limits in known})  # one question with several limits
    act.detail["tried"] = act.detail.get("tried", False) or several or trying.TRIED in prediction.traits
    return frozenset([act.number])


def recalled(call: Call, prediction: Data) -> None:
    """Remembers that a model which nobody here made, as it was loaded, is judged by a metric."""
    acts = call.cx.record
    shown = acts.shown.get(prediction.rows)
    if shown is not None:
        place = call.cx.place(call.frame, call.pos)
        acts.add(
            "recalled", place, key=(prediction.rows, call.frame.chain), rows=prediction.rows,
            learned=frozenset(shown), metric=True, words=f"{call.name} scores a stored model",
        )  # fmt: skip


__all__ = ["recalled", "verdict"]
