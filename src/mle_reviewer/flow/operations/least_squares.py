"""Least squares written out by hand: `solve(X.T @ X, X.T @ y)`, `inv(X.T @ X) @ X.T @ y`, `pinv(X) @ y` fit a model."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows
from mle_reviewer.flow.facts.values import TURNED, Data


def solved(cx: Context, frame: Frame, among: Data, target: Data, pos: int) -> Data | None:
    """The weights that sums of products of the columns, and of these with a target, give together; None of others."""
    if among.rows or target.rows or among.fits or target.fits:
        return None
    for act in _products(cx, target, supervised=True):
        if together(cx, among, act.rows):
            given = act.detail.get("targets", ())[-2:]
            turned = next((one for one in given if TURNED in one.traits), None)
            label = next((one for one in given if TURNED not in one.traits), None)
            if turned is not None and label is not None:
                return fitted(cx, frame, turned, label, pos)
    return None


def together(cx: Context, data: Data, rows: Rows) -> bool:
    """Whether a value holds how the columns of these rows go together, summed up over the rows."""
    return any(act.rows == rows for act in _products(cx, data, supervised=False))


def fitted(cx: Context, frame: Frame, turned: Data, label: Data, pos: int) -> Data:
    """The weights of a linear model, fitted to a target by columns that stand turned."""
    features = turned.but(traits=turned.traits - {TURNED})
    carried = frozenset(n for n in features.all_learned() if not cx.record.acts[n].detail.get("product"))
    act = cx.record.add(
        "fit", cx.place(frame, pos), key=(features.rows, carried, frame.chain), rows=features.rows, learned=carried,
        words="least squares trains",
    )  # fmt: skip
    act.detail.update(
        labels=label, features=features, validation=Data(), name="least squares", role="estimator", selects=False,
        stopping=False, weights=False,
    )  # fmt: skip
    model = cx.learn(frame, pos, features.rows, "model", words="least squares fits a model", supervised=True)
    weights = Data(NO_ROWS, carried | {model.number}, "parameters", turned.type)
    weights.fits = frozenset([act.number])
    return weights


def _products(cx: Context, data: Data, *, supervised: bool) -> list[Act]:
    acts = (cx.record.acts[number] for number in sorted(data.all_learned()))
    return [act for act in acts if act.detail.get("product") and act.supervised == supervised]


__all__ = ["fitted", "solved", "together"]
