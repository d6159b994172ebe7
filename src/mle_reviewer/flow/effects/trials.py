"""The acts of judging: a score on rows, and the inner fit and score of a cross-validation."""

from __future__ import annotations

from mle_reviewer.flow.context import is_missing
from mle_reviewer.flow.effects import folds_given
from mle_reviewer.flow.effects.layers import coded
from mle_reviewer.flow.effects.objects import objects_in, unmoved
from mle_reviewer.flow.effects.splitting import split_act
from mle_reviewer.flow.effects.taking import taken
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.overlaps import overlap
from mle_reviewer.flow.facts.rows import NO_ARMS, Rows, narrow
from mle_reviewer.flow.facts.values import NONE, Const, Data, Obj, Seq, Value, state
from mle_reviewer.flow.operations.call import Call
from mle_reviewer.knowledge.table import ClassEntry


def score_act(
    call: Call,
    rows: Rows,
    data: Data,
    fits: frozenset[int],
    *,
    metric: bool,
    internal: bool = False,
    words: str | None = None,
) -> Act:
    """The act of judging fits on rows."""
    cx = call.cx
    said = words or (f"{call.name} scores" if metric else f"{call.name} predicts")
    return cx.record.add(
        "score" if metric else "predict", cx.place(call.frame, call.pos),
        key=(rows, fits, metric, internal, call.frame.chain), rows=rows, learned=data.all_learned(), fits=fits,
        metric=metric, internal=internal, words=said,
    )  # fmt: skip


def internal(call: Call, owner: Obj | None, data: Data, labels: Data, name: str) -> tuple[Act, Act]:
    """Cross-validation: a fit on inner training folds and a score on the inner held-out fold."""
    cx = call.cx
    folds = folds_given.dealing(call, owner)
    more = folds.more
    split = split_act(
        call, data.rows or labels.rows, Const(0), shuffled=folds.shuffled, ordered=folds.ordered,
        grouped=folds.grouped or (bool(more["unknown"]) and not is_missing(call.slot("groups"))),
        inner=True, folds=True, explicit=folds.explicit,
        traits=data.traits, learned=data.all_learned(), parts=("cv", cx.place(call.frame, call.pos)), **more,
    )  # fmt: skip
    inside = cx.record.cut(("side", split.number, 0), split)
    outside = cx.record.cut(("side", split.number, 1), split)
    rows = data.rows or labels.rows
    trained, held = _parts_by_hand(folds.given, rows) or (rows, rows)
    learned = data.all_learned() | coded(cx, data)
    inner = cx.record.add(
        "fit", cx.place(call.frame, call.pos), key=("inner", rows, learned, call.frame.chain),
        rows=narrow(trained, inside), learned=learned, words=f"{name} trains on folds", internal=True,
    )  # fmt: skip
    model = next((one for one in objects_in(call.slot("estimator") or NONE)), None)
    own = [unmoved(one) for one in (model, owner) if one is not None]
    judged = model or owner
    shown = data if judged is None else taken(judged, data)
    said = call.word("unmoved")  # of a function that makes its models itself
    own += [frozenset(map(str, said))] if isinstance(said, tuple) and not own else []
    inner.detail.update(
        labels=labels,
        features=data if shown is None else shown,
        selects=shown is None,
        name=judged.path if judged else "",
        role="curve" if call.word("returns") == "curves" else "cv",
        unmoved=frozenset.intersection(*own) if own else frozenset[str](),
    )
    score = score_act(call, narrow(held, outside), data, frozenset([inner.number]), metric=True, internal=True)
    return inner, score


def _parts_by_hand(folds: object, rows: Rows) -> tuple[Rows, Rows] | None:
    """The part that is trained on and the one held out, where the code says itself which rows of two parts these are.

    Rows of one part were copied or made up once it was cut off, the other part stands beside them: it is the one
    that is held out. None of any other folds.
    """
    if not _told_by_hand(folds):
        return None
    grown = frozenset(
        (root, steps, NO_ARMS) for root, steps, _arms in rows if any(step[0] == "grown" for step in steps)
    )
    held = frozenset(atom for atom in rows if grown and not overlap(frozenset([(*atom[:2], NO_ARMS)]), grown)[0])
    return (rows - held, held) if held else None


def _told_by_hand(folds: object) -> bool:
    """Whether folds are one pair of row numbers, or flags of each row, that no splitter has drawn."""
    if isinstance(folds, Obj):
        return isinstance(folds.entry, ClassEntry) and folds.entry.slots.get("by") is not None
    pair = state(folds.items[0]) if isinstance(folds, Seq) and folds.rest is None and len(folds.items) == 1 else None
    return isinstance(pair, Seq) and len(pair.items) == 2 and not any(map(_drawn, pair.items))


def _drawn(numbers: Value) -> bool:
    """Whether row numbers are those of one side of a split."""
    picks = getattr(state(numbers), "picks", None) or ()
    return any(step[0] != "slice" for step in picks)
