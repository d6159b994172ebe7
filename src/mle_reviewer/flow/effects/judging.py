"""Effects that judge models: predictions, scores, cross-validation."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, mix
from mle_reviewer.flow.effects import adding, stored
from mle_reviewer.flow.effects.layers import judged_fits
from mle_reviewer.flow.effects.learning import event
from mle_reviewer.flow.effects.objects import owner_of, plain_rows
from mle_reviewer.flow.effects.passing import keep
from mle_reviewer.flow.effects.retrieval import asked_fits, example_fits
from mle_reviewer.flow.effects.trials import internal, score_act
from mle_reviewer.flow.facts.acts import ASKED, TRUTH, Act
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, of_all, roots
from mle_reviewer.flow.facts.values import (
    HITS,
    NEAREST,
    NONE,
    NOTHING_LEARNED,
    OF_EACH,
    UNKNOWN,
    WRITTEN,
    Data,
    Learned,
    Map,
    Obj,
    Seq,
    Value,
    state,
)
from mle_reviewer.flow.operations import comparing, prompts, ranking, rating
from mle_reviewer.flow.operations.call import Call, Effect

GATHERED: Final = "(scores"  # the attribute of a metric object under which the scores of its batches wait


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
    data = plain_rows(call)
    fits = judged_fits(call) | example_fits(call, data)
    _asked(call, fits)
    if data is UNKNOWN:
        # A forecast beyond the rows of its model: which rows it is of, those tell that it is held against.
        return call.result(Data(kind="predictions").but(fits=fits)) if fits else call.cx.fresh(UNKNOWN)
    made = Data(data.rows, _shown(call, data.all_learned() | owner.learned, data.rows), "predictions")
    if not fits and call.entry.effect == "answer":  # of a model that was trained elsewhere
        fits = asked_fits(call.cx, call.frame, call.pos)
    made.fits = fits
    made.traits = frozenset(trait for trait in data.traits if trait[0] != prompts.SHOWN)
    made.order = data.order
    if data.rows and not fits and owner.entry is None:
        call.cx.record.shown.setdefault(data.rows, set()).update(data.all_learned())
    if call.word("gives") == "neighbours":
        made.traits |= {NEAREST}
    if fits and data.rows:
        score_act(call, data.rows, data, fits, metric=False).detail["by"] = owner.path
        for number in fits:
            call.cx.record.acts[number].detail.setdefault("asked of", set()).add(data.rows)
    if call.entry.slots.get("stacks"):  # what the model says after each step of its training
        return Seq((), call.result(made), "generator")
    return call.result(made)


def _asked(call: Call, fits: frozenset[int]) -> None:
    """Remembers that somebody asks what these say, or how good they are, be it of rows that nobody knows."""
    for number in fits:
        call.cx.record.acts[number].detail[ASKED] = True


def _shown(call: Call, learned: Learned, rows: Rows) -> Learned:
    """What a prediction for `rows` carries: it repeats no labels, and no statistics, of rows that are surely others."""
    acts = call.cx.record.acts
    return frozenset(n for n in learned if not rows or not disjoint(acts[n].rows, rows))


def score(call: Call) -> Value:
    """A metric on rows."""
    data, fits = plain_rows(call), judged_fits(call) or data_of(call.receiver).fits
    _asked(call, fits)
    if not fits and len(call.args) == 2:  # a judge of texts that no page describes
        held = comparing.held_against(call.cx, data_of(call.args[0]), data_of(call.args[1]))
        if held is not None:
            return call.cx.fresh(held)
    if data is UNKNOWN:
        data = call.data("labels")
    explains = call.word("gives") == "importances"  # what a model goes by is no claim of how good it is
    own = bool(fits & call.data("labels").fits)  # held against what it says itself: that is right always
    made = Data(kind="stat" if explains else "score")
    if fits and data.rows:
        act = score_act(call, data.rows, data, fits, metric=not explains and not own)
        made.scores = frozenset() if explains or own else frozenset([act.number])
    if explains:
        made.learned = event(call, data.rows, "selection", supervised=True)
    return call.cx.fresh(made)


def right(call: Call, hits: Data) -> Data:
    """How many predictions were right, or how far off they were: a metric written by hand."""
    made = Data(kind="score")
    said = "predictions are held against the truth"
    act = score_act(call, of_all(hits.rows), hits, hits.fits, metric=True, words=said)
    act.detail["by hand"] = True
    if rating.OF_TRAINING in hits.traits:
        act.detail["of itself"] = True
    acts = call.cx.record.acts
    answers = all(acts[number].detail.get("role") in comparing.ANSWERING for number in hits.fits)  # nothing weighs them
    if hits.scores - _by_loss(acts, hits.scores) and not answers:
        _weighed(call, hits.scores)
    made.scores = frozenset([act.number])
    return made


def equal(call: Call) -> Value:
    """Element-wise equality; of predictions and truth it says which were right."""
    truth, prediction = call.slot("truth"), call.slot("prediction")
    if truth is None or prediction is None:
        return call.cx.fresh(UNKNOWN)
    made = comparing.compare(call.cx, call.frame, "==", prediction, truth, call.pos)
    return call.result(made) if isinstance(made, Data) else made


def total(call: Call) -> Value:
    """Python's own sum: of right predictions a metric, of anything else what its elements hold."""
    data = mix([data_of(value) for value in call.args])
    if not call.args:
        return call.cx.fresh(Map({}))  # a counter to be filled
    if HITS in data.traits and data.fits and data.rows:
        return call.cx.fresh(right(call, data))
    lists = len(call.args) > 1 and isinstance(state(call.args[1]), Seq)  # put one behind the other
    learned = adding.of_values(call, call.args[0]) if call.name in {"sum", "fsum"} and not lists else None
    if learned is not None:
        return learned
    kept = keep(call)
    return call.cx.fresh(data.but(column=None, picks=None)) if isinstance(state(kept), Seq) and data.rows else kept


def metric(call: Call) -> Value:
    """A score from truth and prediction; an object that gathers batches keeps the scores until they are asked for."""
    made = _metric(call)
    box, owner = call.box, state(call.receiver) if call.receiver is not None else None
    if box is None or not isinstance(owner, Obj):
        return made
    gathered = data_of(owner.attrs.get(GATHERED))
    found = data_of(made)
    if gathered.scores and not found.scores:
        return call.cx.fresh(Data(kind="score").but(scores=gathered.scores))
    if found.scores:
        both = Data(kind="score").but(scores=found.scores | gathered.scores)
        call.cx.write(box, owner.but(attrs={**owner.attrs, GATHERED: both}))
    return made


def forget(call: Call) -> Value:
    """A metric object starts anew."""
    owner = state(call.receiver) if call.receiver is not None else None
    if call.box is not None and isinstance(owner, Obj):
        call.cx.write(call.box, owner.but(attrs={k: v for k, v in owner.attrs.items() if k != GATHERED}))
    return NONE


def _metric(call: Call) -> Value:
    truth, prediction = call.data("truth"), call.data("prediction")
    if truth is UNKNOWN and prediction is UNKNOWN and call.args:
        prediction = mix([data_of(value) for value in call.args[:2]])
    fits = _of_label(call, prediction.fits, truth) or _of_label(call, truth.fits, prediction)
    rows = (prediction if prediction.fits else truth).rows or (truth if prediction.fits else prediction).rows
    rows = _of_truth(rows, truth, prediction)
    if isinstance(state(call.slot("prediction") or UNKNOWN), Seq):
        rows = of_all(rows)
    made = Data(kind="score")
    acts = call.cx.record.acts
    if fits and all(acts[number].internal for number in fits):
        # Out-of-fold predictions: each was made by a model that had not seen its row.
        made.scores = frozenset(a.number for a in acts if a.kind == "score" and a.fits <= fits)
    elif fits and rows:
        if prediction.kind != "mask" and (weighed := prediction.scores - _by_loss(acts, prediction.scores)):
            _weighed(call, weighed)
        act = score_act(call, rows, prediction, fits, metric=True)
        act.detail.setdefault(TRUTH, NO_ROWS if truth.fits else truth.rows)
        act.detail["counts"] = call.word("better") == "neither"  # numbers beside each other, none better than another
        act.detail["of groups"] = call.slot("groups") is not None
        made.scores = frozenset([act.number])
    elif not prediction.fits and not truth.fits and (told := stored.verdict(call, truth, prediction)):
        made.scores = told
    elif prediction.kind == "predictions" and not prediction.fits and prediction.rows:
        stored.recalled(call, prediction)
    elif OF_EACH in prediction.traits:
        made.learned = _of_column(call, truth, prediction)
    if call.entry.effect == "curve":
        made.kind = "curve"
        return Seq((call.cx.fresh(made.but()), call.cx.fresh(made.but()), call.cx.fresh(made.but())))
    return call.cx.fresh(made)


def _of_column(call: Call, truth: Data, column: Data) -> Learned:
    """What a metric says of each column that is held against a target as if it foretold it: how the two go together."""
    if truth.fits or column.fits or roots(truth.rows).isdisjoint(roots(column.rows)):
        return NOTHING_LEARNED
    learned = event(call, truth.rows | column.rows, "selection", supervised=True)
    for number in learned:
        call.cx.record.acts[number].detail.setdefault("targets", []).append(truth)
    return learned


def _of_truth(rows: Rows, truth: Data, prediction: Data) -> Rows:
    """What is judged of predictions into which other rows went as well: the rows whose truth they are held against."""
    known = truth.rows if prediction.fits and not truth.fits else NO_ROWS
    return frozenset(atom for atom in rows if not known or not disjoint(frozenset([atom]), known)) or rows


def _weighed(call: Call, scores: frozenset[int]) -> None:
    said = "predictions that were weighed by scores are judged"
    ranking.chosen(call.cx, call.cx.place(call.frame, call.pos), scores, said)


def _by_loss(acts: list[Act], scores: frozenset[int]) -> frozenset[int]:
    """The scores that are losses: what was predicted may come along with one."""
    return frozenset(number for number in scores if acts[number].detail.get("loss"))


def _of_label(call: Call, fits: frozenset[int], truth: Data) -> frozenset[int]:
    """The fits that a column can judge: not those that learned to say another one of the same table."""
    return frozenset(n for n in fits if not _another_column(call.cx.record.acts[n].detail.get("labels"), truth))


def _another_column(labels: object, truth: Data) -> bool:
    """Whether labels and the truth are two columns of the same rows, both as they were read."""
    if not isinstance(labels, Data) or not roots(labels.rows) & roots(truth.rows):
        return False
    said, wanted = _read_column(labels), _read_column(truth)
    return said is not None and wanted is not None and said != wanted


def _read_column(data: Data) -> str | None:
    """The name of the one column that a value is, if nothing was written under it."""
    name = data.column or (next(iter(data.only)) if data.only is not None and len(data.only) == 1 else None)
    plain = data.parts is None or all(source < WRITTEN and how == "=" for source, _name, how in data.parts)
    return name if plain and name not in data.made else None


EFFECTS: Final[dict[str, Effect]] = {
    "predict": predict,
    "answer": predict,
    "score": score,
    "metric": metric,
    "forget": forget,
    "equal": equal,
    "total": total,
    "curve": metric,
    "cross-validate": cross_validate,
}
