"""The history of a training: its series by name, and reading a value of one, which tells how well it went."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, literal
from mle_reviewer.flow.facts.values import NO_IDS, Data, Value

HISTORY: Final = "history"  # the kind of what training tells of itself, epoch by epoch; `column` is one series of it
_NO_CLAIM: Final = frozenset({"loss", "lr", "learning_rate"})  # what training lowers or goes by says nothing of use


def of_training(held: Data) -> bool:
    """Whether a series is a metric of the rows that were trained on."""
    name = held.column
    return held.kind == HISTORY and name is not None and not name.startswith("val_") and name not in _NO_CLAIM


def item(cx: Context, frame: Frame, held: Data, index: Value, pos: int) -> Data:
    """`history["mae"]` is a series, `history["mae"][-1]` one value of it."""
    name = literal(index)
    if isinstance(name, str):
        watched = name.startswith(("val_", "eval"))
        return held.but(column=name, scores=held.scores if watched else NO_IDS)
    return read(cx, frame, held, pos) if isinstance(name, int) else held


def read(cx: Context, frame: Frame, held: Data, pos: int) -> Data:
    """One value of a series: of a metric of the training rows it is a score on them."""
    if not of_training(held):
        return held
    scores = set(held.scores)
    for number in sorted(held.fits):
        fit = cx.record.acts[number]
        act = cx.record.add(
            "score", cx.place(frame, pos), key=("history", number), rows=fit.rows, fits=frozenset([number]),
            metric=True, words=f"{held.column} of the training itself",
        )  # fmt: skip
        act.detail["of itself"] = True
        scores.add(act.number)
    return Data(kind="score").but(scores=frozenset(scores))
