"""Effects that learn into an object and apply what it learned: fit, transform, train."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, names_in, symbol
from mle_reviewer.flow.effects import coding, parting
from mle_reviewer.flow.effects.holding import taken_apart
from mle_reviewer.flow.effects.judging import predict
from mle_reviewer.flow.effects.layers import coded, spread
from mle_reviewer.flow.effects.learning import event
from mle_reviewer.flow.effects.objects import (
    MODELS,
    TRANSFORMERS,
    as_projection,
    driven,
    holds_model,
    layers_learned,
    learned_kinds,
    owner_of,
    parts,
    plain_rows,
    prepared_kinds,
    role_of,
    settings_of,
    stiff,
    unmoved,
)
from mle_reviewer.flow.effects.pairs import in_pairs
from mle_reviewer.flow.effects.retrieval import embedded
from mle_reviewer.flow.effects.silence import silent
from mle_reviewer.flow.effects.splitting import split_act
from mle_reviewer.flow.effects.taking import fed, reaching, taken
from mle_reviewer.flow.effects.trials import internal, score_act
from mle_reviewer.flow.effects.watching import (
    held_out,
    keep_best,
    run_hooks,
    stops_early,
    validation_of,
    watch,
    watched,
)
from mle_reviewer.flow.facts.acts import WRITTEN_HERE, Act
from mle_reviewer.flow.facts.rows import narrow
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, UNKNOWN, Const, Data, Obj, Parts, Seq, Value, state
from mle_reviewer.flow.operations import applying, codes, fills, formulas, frames, records, taught
from mle_reviewer.flow.operations.call import Call, Effect, argument_of, truthy
from mle_reviewer.flow.operations.curves import HISTORY
from mle_reviewer.knowledge.table import ClassEntry

_COLUMN_BY_COLUMN: Final = frozenset({"transformer", "union"})
_OF_WORDS: Final = frozenset(
    {"text-vocabulary", "word-numbers", "words"}
)  # their columns are words, not those of the table
_FEW: Final = 4  # texts that a program names one by one, each with a meaning of its own


def by_name(call: Call, owner: Obj) -> tuple[Data, Data]:
    """The features and labels of a fit on a table whose columns the object itself names."""
    data, labels = plain_rows(call), call.data("labels")
    if owner.entry is None and call.args and holds_model(call.args[0]):  # `inference.fit(model, X, y)`
        data = UNKNOWN if call.slot("rows") is call.args[0] else call.data("rows")
    if labels is UNKNOWN and role_of(owner) == "network" and (pairs := in_pairs(call)) is not None:
        return pairs
    if labels is UNKNOWN and data.kind == "frame":
        for model in (one for one in parts(owner) if role_of(one) in MODELS):
            target = literal(argument_of(model, "labels"))
            if isinstance(target, str) and target in data.cols:
                read = fed(owner, model)  # written into the table: where steps do not say more, features are all others
                features = frames.without(data, frozenset([target])) if read is None else frames.columns(data, read)
                return features, frames.column(call.cx, data, target, None)
        if targets := names_in(call.slot("labels")):  # the call names them: durations and events of a table
            return frames.without(data, targets), frames.column(call.cx, data, _first_of(call.slot("labels")), None)
    names = names_in(argument_of(owner, "columns"))
    if role_of(owner) not in MODELS or data.kind != "frame" or not names:
        return data, labels
    target = literal(argument_of(owner, "labels"))
    if labels is UNKNOWN and isinstance(target, str):
        labels = frames.column(call.cx, data, target, None)
    return frames.columns(data, names), labels


def _first_of(names: Value | None) -> str:
    """The first of several names, or the only one."""
    inner = state(names or UNKNOWN)
    return str(literal(inner.items[0] if isinstance(inner, Seq) else names))


def fit(call: Call) -> Value:
    """Learns from rows; the object remembers what and from where."""
    box, owner = owner_of(call)
    data, labels = by_name(call, owner)
    if data.rows or labels.rows:
        made = learn_object(call, owner, data, labels)
        if truthy(call.slot("warm")) or truthy(call.of_object("warm")):
            made = made.but(fits=made.fits | owner.fits, learned=made.learned | owner.learned)  # it goes on training
        else:
            taught.note(call.cx, data, made.learned - data.all_learned(), call.slot("rows"))
        if call.word("returns") == "model":
            return call.cx.fresh(made)  # a new object has learned, the old one stays as it was
        if box is not None:
            call.cx.write(box, made)
        model = driven(call)
        if model is not None:
            trained, before = model
            call.cx.write(trained, before.but(fits=made.fits, learned=before.learned | made.learned))
            for number in sorted(made.fits):
                spread(call.cx, before, number)
        target = box if model is None else model[0]
        if target is not None:
            run_hooks(call, owner, target)
    if call.word("returns") == "history":
        return call.cx.fresh(Data(kind=HISTORY).but(scores=watched(call), fits=owner_of(call)[1].fits))
    return call.receiver if call.receiver is not None else UNKNOWN


def partial_fit(call: Call) -> Value:
    """Learns more, keeping what it knew; what is fitted again only on demand takes the rows as its history."""
    if "refit" in call.entry.slots and not truthy(call.slot("refit")):
        return call.receiver if call.receiver is not None else UNKNOWN
    box, owner = owner_of(call)
    data, labels = plain_rows(call), call.data("labels")
    if box is not None and (data.rows or labels.rows):
        made = learn_object(call, owner, data, labels)
        call.cx.write(box, made.but(fits=made.fits | owner.fits, learned=made.learned | owner.learned))
    return call.receiver if call.receiver is not None else UNKNOWN


def learn_object(call: Call, owner: Obj, data: Data, labels: Data) -> Obj:
    """The state of an object after a fit on `data`."""
    role = role_of(owner)
    learned = reaching(owner, data)
    if role in TRANSFORMERS:
        kinds = learned_kinds(owner)
        for what, supervised in kinds:
            learned |= event(call, data.rows, what, supervised=supervised and bool(labels.rows))
        learned |= coding.of_object(call, owner, data)
        return owner.but(learned=learned, fits=frozenset(), attrs=owner.attrs)
    events: frozenset[int] = NOTHING_LEARNED
    if role == "" and not labels.rows:
        events = event(call, data.rows, "statistic")
        applying.meant(call.cx, events)
    act = fit_act(call, owner, data, labels, role)
    if role == "network":
        spread(call.cx, owner, act.number)
    model = call.cx.learn(
        call.frame, call.pos, data.rows, "model", words=f"{call.name} fits a model", supervised=True, untyped=True
    )
    model.detail["role"] = role
    model.detail["target"] = labels.column
    kinds = [k for k in learned_kinds(owner) if role == "clusterer"]
    for what, supervised in kinds:
        events |= event(call, data.rows, what, supervised=supervised)
    return owner.but(learned=learned | events | {model.number}, fits=frozenset([act.number]))


def fit_act(call: Call, owner: Obj, data: Data, labels: Data, role: str) -> Act:
    """The act of fitting a model, with what was held out for it."""
    cx = call.cx
    model = driven(call)
    carried = reaching(owner, data) | layers_learned(owner if model is None else model[1]) | coded(cx, data, owner.fits)
    keep_best(call, owner)
    inner = internal(call, owner, data, labels, call.name) if role == "search" else None
    given, place = validation_of(call)
    validation = held_out(given, data.rows or labels.rows)
    split = literal(call.slot("validation_split"))
    rows = data.rows or labels.rows
    act = cx.record.add(
        "fit", cx.place(call.frame, call.pos), key=(rows, carried, call.frame.chain), rows=rows,
        learned=carried, words=f"{call.name} trains", untyped=role == "",
    )  # fmt: skip
    paired = labels is not UNKNOWN and is_missing(call.slot("labels"))  # the fields of each example are told already
    listed = data if paired else records.listed(cx, call.slot("rows"), data)
    features, answers = taken_apart(cx, listed, labels)
    if labels is not UNKNOWN and (others := _beside_the_series(call)) is not None:
        features = others
    shown = taken(owner, features)
    act.detail.update(
        labels=answers, features=features if shown is None else shown, validation=validation, name=owner.path,
        role=role, unmoved=unmoved(owner), selects=shown is None, places=len(call.args),
        stiff=act.detail.get("stiff", True) and stiff(owner),  # of all the models that are fitted here in turn
        settings=settings_of(call, owner), prepared=prepared_kinds(owner),
        stopping=stops_early(call, owner), weights=not is_missing(call.slot("weights")),
        fills=fills.of(cx, call.slot("labels")), untold=not labels.rows and not is_missing(call.slot("labels")),
    )  # fmt: skip
    if inner is not None:
        inner[0].detail["role"] = role
        kinds = [role_of(one) for one in parts(owner)]
        if kinds and not any(kinds):  # it tries out something of the repository
            act.detail[WRITTEN_HERE] = inner[0].detail[WRITTEN_HERE] = True
        act.detail["inner"] = inner[1].number
    if isinstance(split, float) and split > 0:
        _held_out_by_fit(call, act, data)
    if validation.rows:
        watch(call, act, validation, place).detail["silent"] = silent(call)
    return act


def _beside_the_series(call: Call) -> Data | None:
    """The features of a forecast, whose rows are the very series that it learns to go on; None of any other fit."""
    says, series = call.word("rows"), call.word("labels")
    given = says if isinstance(says, tuple) else (says,)
    if not isinstance(series, str) or series not in given:
        return None
    return next((data_of(call.param(name)) for name in given if isinstance(name, str) and name != series), UNKNOWN)


def _held_out_by_fit(call: Call, act: Act, data: Data) -> None:
    cx = call.cx
    split = split_act(call, data.rows, Const(0), shuffled=False, ordered=True, inner=True,
                      parts=call.cx.place(call.frame, call.pos))  # fmt: skip
    inside = cx.record.cut(("side", split.number, 0), split)
    outside = cx.record.cut(("side", split.number, 1), split)
    act.rows = narrow(act.rows, inside)
    score_act(call, narrow(data.rows, outside), data, frozenset([act.number]), metric=True, internal=True)


def transform(call: Call) -> Value:
    """Applies what was learned: the statistics come into every row."""
    _box, owner = owner_of(call)
    data = plain_rows(call)
    if data is UNKNOWN:
        return UNKNOWN
    if (name := parting.asked(call)) is not None:  # one side of the share that the object holds out
        share = symbol(argument_of(owner, "validation_split"))
        data = data.but(rows=narrow(data.rows, ("side", ("part", "share", share), name)))
    given = state(call.slot("rows") or UNKNOWN)
    if role_of(owner) == "network" and isinstance(given, Seq) and given.rest is None and len(given.items) < _FEW:
        return Seq(tuple(applied(call, owner, data_of(item)) for item in given.items), None, "list")
    return applied(call, owner, data)


def applied(call: Call, owner: Obj, data: Data) -> Value:
    """The result of an object on rows."""
    learned = reaching(owner, data) | taught.elsewhere(call.cx, as_projection(call, owner), data)
    made = data.but(learned=learned, cols={}, column=None)
    words = any(what in _OF_WORDS for what, _supervised in learned_kinds(owner))
    left = taken(owner, data) if role_of(owner) in _COLUMN_BY_COLUMN and not words else None
    if left is None:
        made.only, made.source = None, 0  # what was dropped before is still none of them
    else:
        made.only, made.gone = left.only, left.gone
    if role_of(owner) == "network":
        made.traits = embedded(data)
    if data.type is not None and data.type.partition(".")[0] == owner.path.partition(".")[0]:
        # A library that transforms its own tables gives tables back, with the model's output as one more column.
        added, read = literal(argument_of(owner, "column")), names_in(argument_of(owner, "columns"))
        if isinstance(added, str) and read:
            written = frames.columns(data, read).but(learned=learned - data.all_learned(), cols={}, parts=None)
            written.parts = _held(data, read)
            written.learned |= frozenset[int]().union(*(data.of_column(name) for name in read))
            made = frames.with_column(data, added, written)
        made.fits = data.fits | owner.fits
        return call.cx.fresh(made)
    if data.kind not in {"array", "frame", "series"} or data.type is None:
        made.kind = data.kind or "array"
    else:
        made.kind, made.type = "array", None
    numbers = isinstance(owner.entry, ClassEntry) and owner.entry.learns == "codes"
    return codes.noted(call.cx, call.result(made)) if numbers else call.result(made)


def _held(data: Data, names: frozenset[str]) -> Parts:
    """The columns that stand side by side in a column of vectors."""
    each = [frames.made_of(data, name) for name in sorted(names)]
    return None if None in each else frozenset[tuple[int, str, str]]().union(*(one for one in each if one is not None))


def fit_transform(call: Call) -> Value:
    """Learns from rows and applies it to them."""
    box, owner = owner_of(call)
    data, labels = plain_rows(call), call.data("labels")
    if data is UNKNOWN:
        return call.cx.fresh(UNKNOWN)
    if owner.entry is None:
        own = event(call, data.rows, "statistic")
        applying.meant(call.cx, own)
        made = owner.but(learned=data.all_learned() | own)
    else:
        made = learn_object(call, owner, data, labels)
    taught.note(call.cx, data, made.learned - data.all_learned(), call.slot("rows"))
    if box is not None:
        call.cx.write(box, made)
    return applied(call, made, data)


def fit_predict(call: Call) -> Value:
    """Learns from rows and predicts them."""
    fit(call)
    return predict(call)


def train(call: Call) -> Value:
    """Fits by a function: the result is the model."""
    data, labels = plain_rows(call), call.data("labels")
    path = call.entry.slots.get("type")
    entry = call.cx.table.find(path) if isinstance(path, str) else None
    owner = Obj(str(path or call.entry.path), entry if isinstance(entry, ClassEntry) else None)
    if not data.rows and not labels.rows:
        return call.cx.fresh(owner)
    data, labels = formulas.read(call.cx, data, literal(call.slot("formula"))) or (data, labels)
    role = "curve" if call.word("gives") == "parameters" else "estimator"
    act = fit_act(call, owner, data, labels, role)
    model = call.cx.learn(call.frame, call.pos, data.rows, "model", words=f"{call.name} fits a model", supervised=True)
    made = owner.but(fits=frozenset([act.number]), learned=data.all_learned() | {model.number})
    if call.word("gives") == "parameters":  # numbers that rows are multiplied with to predict
        weights = Data(learned=made.learned, kind="parameters")
        weights.fits = made.fits
        return Seq((call.cx.fresh(weights),), UNKNOWN)
    trained = call.cx.fresh(made)
    run_hooks(call, owner, trained)
    return trained


def factorize(call: Call) -> Value:
    """Factors of a table: what is put together from them again predicts the entries that they were made of."""
    data = plain_rows(call)
    if not data.rows:
        return UNKNOWN
    act = fit_act(call, Obj(call.entry.path), data, UNKNOWN, "estimator")
    learned = data.all_learned() | event(call, data.rows, "embedding")  # as features they carry all entries
    factor = Data(kind="stat", learned=learned).but(fits=frozenset([act.number]))
    return Seq((factor, factor.but(), factor.but()))


EFFECTS: Final[dict[str, Effect]] = {
    "fit": fit,
    "partial-fit": partial_fit,
    "transform": transform,
    "fit-transform": fit_transform,
    "fit-predict": fit_predict,
    "train": train,
    "factorize": factorize,
}
