"""Effects that judge models: predictions, scores, cross-validation, and choices by a score."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.call import Call, Effect
from mle_reviewer.flow.context import data_of, mix
from mle_reviewer.flow.effects.objects import as_projection, owner_of
from mle_reviewer.flow.effects.trials import internal, score_act
from mle_reviewer.flow.rows import NO_ROWS, Rows, disjoint
from mle_reviewer.flow.values import UNKNOWN, Data, Learned, Seq, Value


def cross_validate(call: Call) -> Value:
    """Fits and scores on inner folds."""
    data, labels = call.data("rows"), call.data("labels")
    if not data.rows and not labels.rows:
        return call.cx.fresh(UNKNOWN)
    inner, score = internal(call, None, data, labels, call.name)
    if call.word("returns") == "predictions":
        made = Data(data.rows, data.all_learned(), "predictions")
        made.fits = frozenset([inner.number])
        made.traits = data.traits
        return call.cx.fresh(made)
    made = Data(kind="score")
    made.scores = frozenset([score.number])
    return call.cx.fresh(made)


def predict(call: Call) -> Value:
    """A prediction per row."""
    _box, owner = owner_of(call)
    data = call.data("rows")
    if data is UNKNOWN and call.args:
        data = data_of(call.args[0])
    if data is UNKNOWN:
        return call.cx.fresh(UNKNOWN)
    made = Data(data.rows, data.all_learned() | _shown(call, owner.learned, data.rows), "predictions")
    made.fits = owner.fits
    made.traits = data.traits
    made.order = data.order
    if owner.fits and data.rows:
        score_act(call, data.rows, data, owner.fits, metric=False)
    return call.result(made)


def _shown(call: Call, learned: Learned, rows: Rows) -> Learned:
    """What a prediction for `rows` carries of a model: of rows that it was not trained on it repeats no labels."""
    acts = call.cx.record.acts
    return frozenset(n for n in learned if acts[n].what != "model" or not rows or not disjoint(acts[n].rows, rows))


def score(call: Call) -> Value:
    """A metric on rows."""
    _box, owner = owner_of(call)
    data = call.data("rows")
    if data is UNKNOWN:
        data = call.data("labels")
    made = Data(kind="score")
    if owner.fits and data.rows:
        made.scores = frozenset([score_act(call, data.rows, data, owner.fits, metric=True).number])
    return call.cx.fresh(made)


def metric(call: Call) -> Value:
    """A score from truth and prediction."""
    truth, prediction = call.data("truth"), call.data("prediction")
    if truth is UNKNOWN and prediction is UNKNOWN and call.args:
        prediction = mix([data_of(value) for value in call.args[:2]])
    fits = prediction.fits or truth.fits
    rows = (prediction if prediction.fits else truth).rows
    made = Data(kind="score")
    acts = call.cx.record.acts
    if fits and all(acts[number].internal for number in fits):
        # Out-of-fold predictions: each was made by a model that had not seen its row.
        made.scores = frozenset(a.number for a in acts if a.kind == "score" and a.fits <= fits)
    elif fits and rows:
        made.scores = frozenset([score_act(call, rows, prediction, fits, metric=True).number])
    if call.entry.effect == "curve":
        made.kind = "curve"
        return Seq((call.cx.fresh(made.but()), call.cx.fresh(made.but()), call.cx.fresh(made.but())))
    return call.cx.fresh(made)


def best(call: Call) -> Value:
    """The best model, score or parameters of a finished search; what a selector chose."""
    _box, owner = owner_of(call)
    gives = call.word("gives")
    if gives == "model":
        return call.receiver or UNKNOWN
    made = Data(kind="stat", learned=owner.learned)
    if gives == "importances":
        made.learned = as_projection(call, owner, "selection", "says which columns matter")
    if gives in {"index", "columns"}:
        made.kind = "columns" if gives == "columns" else "stat"
    return call.cx.fresh(made)


def chosen_function(call: Call) -> Value:
    """max, argmax, idxmax … over scores is a choice."""
    given = (*call.args, *call.kwargs.values())
    values = [data_of(value) for value in (given if call.receiver is None else (call.receiver, *given))]
    scores = frozenset[int]().union(*(value.scores for value in values if not value.rows))
    if scores:
        call.cx.record.add("choose", call.cx.place(call.frame, call.pos), key=scores, scores=scores,
                           words=f"the best score is chosen by {call.name}")  # fmt: skip
    made = mix(values)
    return call.cx.fresh(made.but(rows=NO_ROWS) if made.scores else made) if made is not UNKNOWN else UNKNOWN


def optimize(call: Call) -> Value:
    """Calls an objective for many settings and keeps the best by what it returns."""
    function = call.slot("function") or (call.args[0] if call.args else UNKNOWN)
    result = data_of(call.cx.call(call.frame, function, [call.cx.fresh(UNKNOWN)], {}, call.pos))
    if result.scores:
        call.cx.record.add("choose", call.cx.place(call.frame, call.pos), key=result.scores, scores=result.scores,
                           words=f"{call.name} keeps the best score")  # fmt: skip
    return call.cx.fresh(Data(kind="stat"))


EFFECTS: Final[dict[str, Effect]] = {
    "predict": predict,
    "score": score,
    "metric": metric,
    "curve": metric,
    "cross-validate": cross_validate,
    "best": best,
    "choose": chosen_function,
    "optimize": optimize,
}
