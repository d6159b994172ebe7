"""Effects of models and transformers: fitting, applying, predicting, scoring, choosing."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.acts import Act
from mle_reviewer.flow.call import Call, argument_of, kind_of, truthy
from mle_reviewer.flow.context import Frame, data_of, is_missing, literal, mix, names_in
from mle_reviewer.flow.effects.movement import Effect, split_act
from mle_reviewer.flow.effects.statistics import event
from mle_reviewer.flow.rows import NO_ROWS, Rows, disjoint, narrow
from mle_reviewer.flow.values import NONE, NOTHING_LEARNED, UNKNOWN, Box, Const, Data, Map, Obj, Seq, Value, state
from mle_reviewer.knowledge.table import ClassEntry
from mle_reviewer.knowledge.vocabulary import LEARNS

_MODELS: Final = frozenset({"estimator", "clusterer", "search", "meta", "network", "trainer"})
_TRANSFORMERS: Final = frozenset({"transformer", "selector", "union", "layer", "resampler"})


def parts(owner: Obj) -> list[Obj]:
    """The objects that a composite is made of: steps, transformers, wrapped models."""
    found: list[Obj] = []
    for slot in ("steps", "transformers", "estimators", "estimator", "final"):
        value = argument_of(owner, slot)
        if value is None and slot == "steps":
            value = owner.attrs.get("(steps")
        if value is not None:
            found.extend(_objects(value))
    return found


def _objects(value: Value, depth: int = 0) -> list[Obj]:
    inner = state(value)
    if isinstance(inner, Obj):
        return [inner]
    if isinstance(inner, Seq) and depth < 3:
        items = inner.items if inner.rest is None else (*inner.items, inner.rest)
        return [obj for item in items for obj in _objects(item, depth + 1)]
    if isinstance(inner, Map) and depth < 3:
        return [obj for item in inner.items.values() for obj in _objects(item, depth + 1)]
    return []


def role_of(owner: Obj) -> str:
    """The role of an object; of a pipeline, that of its last step."""
    if not isinstance(owner.entry, ClassEntry):
        return ""
    role = owner.entry.role
    if role == "pipeline":
        steps = parts(owner)
        return "meta" if steps and role_of(steps[-1]) in _MODELS else "union"
    if role == "plain" and owner.cls is not None:
        return ""
    return role


def learned_kinds(owner: Obj, depth: int = 0) -> list[tuple[str, bool]]:
    """What fitting an object learns, and whether from the labels: its own kind, or those of its parts."""
    if not isinstance(owner.entry, ClassEntry) or depth > 4:
        return []
    if owner.entry.role in {"pipeline", "union"}:
        return [kind for one in parts(owner) for kind in learned_kinds(one, depth + 1) if role_of(one) not in _MODELS]
    what = owner.entry.learns
    if what is None or LEARNS.get(what, ("strong", ""))[0] != "strong" or owner.entry.slots.get("weak"):
        return []
    if stateless(owner):
        return []
    supervised = owner.entry.role == "selector" or what in {"selection", "target-encoding"}
    return [(what, supervised or bool(owner.entry.slots.get("supervised")))]


def stateless(owner: Obj) -> bool:
    """Whether the arguments given make it learn nothing."""
    says = owner.entry.slots.get("stateless") if isinstance(owner.entry, ClassEntry) else None
    if says is True:
        return True
    if isinstance(says, dict) and isinstance(owner.entry, ClassEntry):
        init = owner.entry.init
        for name, wanted in says.items():
            given = owner.attrs.get("(" + name)
            value = literal(given) if given is not None else (init.defaults.get(name) if init else None)
            if value != wanted:
                return False
        return True
    return False


def owner_of(call: Call) -> tuple[Box | None, Obj]:
    """The object a method works on; what is not known to be one becomes one."""
    box = call.box
    inner = state(call.receiver) if call.receiver is not None else None
    if isinstance(inner, Obj):
        return box, inner
    return box, Obj("?")


def _plain_rows(call: Call) -> Data:
    """The rows given to a fit: the slot, or what a dataset passed as the first argument holds."""
    data = call.data("rows")
    if data is UNKNOWN and call.args:
        data = data_of(call.args[0])
    return data


def fit(call: Call) -> Value:
    """Learns from rows; the object remembers what and from where."""
    box, owner = owner_of(call)
    data, labels = _plain_rows(call), call.data("labels")
    if data.rows or labels.rows:
        made = learn_object(call, owner, data, labels)
        if box is not None:
            call.cx.write(box, made)
    if call.word("returns") == "history":
        return call.cx.fresh(Data(kind="history"))
    return call.receiver if call.receiver is not None else UNKNOWN


def partial_fit(call: Call) -> Value:
    """Learns more, keeping what it knew."""
    box, owner = owner_of(call)
    data, labels = _plain_rows(call), call.data("labels")
    if box is not None and (data.rows or labels.rows):
        made = learn_object(call, owner, data, labels)
        call.cx.write(box, made.but(fits=made.fits | owner.fits, learned=made.learned | owner.learned))
    return call.receiver if call.receiver is not None else UNKNOWN


def learn_object(call: Call, owner: Obj, data: Data, labels: Data) -> Obj:
    """The state of an object after a fit on `data`."""
    role = role_of(owner)
    learned = data.all_learned()
    if role in _TRANSFORMERS:
        kinds = learned_kinds(owner)
        for what, supervised in kinds:
            learned |= event(call, data.rows, what, supervised=supervised and bool(labels.rows))
        return owner.but(learned=learned, fits=frozenset(), attrs=owner.attrs)
    events: frozenset[int] = NOTHING_LEARNED
    if role == "" and not labels.rows:
        events = event(call, data.rows, "statistic")
    act = fit_act(call, owner, data, labels, role)
    model = call.cx.learn(
        call.frame, call.pos, data.rows, "model", words=f"{call.name} fits a model", supervised=True, untyped=True
    )
    model.detail["role"] = role
    kinds = [k for k in learned_kinds(owner) if role == "clusterer"]
    for what, supervised in kinds:
        events |= event(call, data.rows, what, supervised=supervised)
    return owner.but(learned=learned | events | {model.number}, fits=frozenset([act.number]))


def fit_act(call: Call, owner: Obj, data: Data, labels: Data, role: str) -> Act:
    """The act of fitting a model, with what was held out for it."""
    cx = call.cx
    carried = data.all_learned() | layers_learned(owner)
    keep_best(call, owner)
    if role == "search":
        internal(call, owner, data, labels, call.name)
    validation = held_out(call.slot("validation"), data.rows or labels.rows)
    split = literal(call.slot("validation_split"))
    rows = data.rows or labels.rows
    act = cx.record.add(
        "fit", cx.place(call.frame, call.pos), key=(rows, carried, call.frame.chain), rows=rows,
        learned=carried, words=f"{call.name} trains", untyped=role == "",
    )  # fmt: skip
    act.detail.update(
        labels=labels, features=data, validation=validation, name=owner.path, role=role,
        selects=selects_columns(owner),
        stopping=stops_early(call, owner), weights=not is_missing(call.slot("weights")),
    )  # fmt: skip
    if isinstance(split, float) and split > 0:
        _held_out_by_fit(call, act, data)
    if validation.rows and act.detail["stopping"]:
        score = cx.record.add(
            "score", cx.place(call.frame, call.pos), key=("validation", validation.rows, act.number),
            rows=validation.rows, learned=validation.all_learned(), fits=frozenset([act.number]), internal=True,
            words=f"{call.name} watches these rows",
        )  # fmt: skip
        choice = cx.record.add(
            "choose", cx.place(call.frame, call.pos), key=(validation.rows, act.number),
            scores=frozenset([score.number]), rows=validation.rows, fits=frozenset([act.number]),
            words=f"{call.name} stops or keeps the best state by these rows",
        )  # fmt: skip
        choice.detail["early"] = True
    return act


def selects_columns(owner: Obj, depth: int = 0) -> bool:
    """Whether a model may choose columns of what it is given: a column transformer, or repository code."""
    if depth > 4:
        return True
    role = owner.entry.role if isinstance(owner.entry, ClassEntry) else ""
    if role == "" or owner.cls is not None or (role == "union" and argument_of(owner, "transformers") is not None):
        return True
    return any(selects_columns(part, depth + 1) for part in parts(owner))


def layers_learned(owner: Obj, depth: int = 0) -> frozenset[int]:
    """What layers inside a network had learned before it was trained (adapted normalisation, vocabularies)."""
    if depth > 2 or not isinstance(owner.entry, ClassEntry) or owner.entry.role != "network":
        return NOTHING_LEARNED
    found = NOTHING_LEARNED
    for value in owner.attrs.values():
        found |= data_of(value).all_learned()
        for part in _objects(value):
            found |= part.learned | layers_learned(part, depth + 1)
    return found


def keep_best(call: Call, owner: Obj) -> None:
    """A callback that writes the best state to a path: who restores that path gets this model."""
    callbacks = call.slot("callbacks") or argument_of(owner, "callbacks")
    for one in _objects(callbacks) if callbacks is not None else []:
        path = literal(one.attrs.get("(filepath"))
        if isinstance(path, str) and call.receiver is not None:
            call.cx.saved[path] = call.receiver


def held_out(value: Value | None, trained: Rows) -> Data:
    """The rows given to a fit to watch: of several sets the last that is not the training rows (it stops the fit)."""
    inner = state(value) if value is not None else None
    if isinstance(inner, Seq) and inner.rest is None and inner.kind == "list":  # a tuple is one (features, labels)
        sets = [data_of(item) for item in inner.items]
        apart = [one for one in sets if one.rows and trained and disjoint(one.rows, trained)]
        if apart:
            return apart[-1]
    return data_of(value)


def stops_early(call: Call, owner: Obj) -> bool:
    """Whether a fit chooses its length or best state by the rows held out for it."""
    for value in (call.slot("stopping"), argument_of(owner, "stopping")):
        if value is not None and literal(value) not in {None, False}:
            return True
    callbacks = call.slot("callbacks") or argument_of(owner, "callbacks")
    for one in _objects(callbacks) if callbacks is not None else []:
        if isinstance(one.entry, ClassEntry) and one.entry.role == "callback":
            monitor = literal(argument_of(one, "monitor"))
            best = argument_of(one, "restore_best")
            keeps = best is None or literal(best) is not False
            if (monitor is None or "val" in str(monitor) or "valid" in str(monitor)) and keeps:
                return True
    return False


def _held_out_by_fit(call: Call, act: Act, data: Data) -> None:
    cx = call.cx
    split = split_act(call, data.rows, Const(0), shuffled=False, ordered=True, inner=True,
                      parts=call.cx.place(call.frame, call.pos))  # fmt: skip
    inside = cx.record.cut(("side", split.number, 0), split)
    outside = cx.record.cut(("side", split.number, 1), split)
    act.rows = narrow(act.rows, inside)
    score_act(call, narrow(data.rows, outside), data, frozenset([act.number]), metric=True, internal=True)


def score_act(call: Call, rows: Rows, data: Data, fits: frozenset[int], *, metric: bool, internal: bool = False) -> Act:
    """The act of judging fits on rows."""
    cx = call.cx
    return cx.record.add(
        "score" if metric else "predict", cx.place(call.frame, call.pos),
        key=(rows, fits, metric, internal, call.frame.chain), rows=rows, learned=data.all_learned(), fits=fits,
        metric=metric, internal=internal, words=f"{call.name} scores" if metric else f"{call.name} predicts",
    )  # fmt: skip


def internal(call: Call, owner: Obj | None, data: Data, labels: Data, name: str) -> tuple[Act, Act]:
    """Cross-validation: a fit on inner training folds and a score on the inner held-out fold."""
    cx = call.cx
    splitter = call.slot("cv") or (argument_of(owner, "cv") if owner is not None else None)
    folds = state(splitter) if splitter is not None else None
    ordered = grouped = shuffled = False
    explicit = False
    if isinstance(folds, Obj) and isinstance(folds.entry, ClassEntry):
        ordered = bool(folds.entry.slots.get("ordered"))
        grouped = bool(folds.entry.slots.get("grouped"))
        explicit = truthy(argument_of(folds, "shuffle"))
        shuffled = explicit
    split = split_act(
        call, data.rows or labels.rows, Const(0), shuffled=shuffled or not ordered, ordered=ordered,
        grouped=grouped or not is_missing(call.slot("groups")), inner=True, folds=True, explicit=explicit,
        traits=data.traits, learned=data.all_learned(), parts=("cv", cx.place(call.frame, call.pos)),
    )  # fmt: skip
    inside = cx.record.cut(("side", split.number, 0), split)
    outside = cx.record.cut(("side", split.number, 1), split)
    rows = data.rows or labels.rows
    inner = cx.record.add(
        "fit", cx.place(call.frame, call.pos), key=("inner", rows, data.all_learned(), call.frame.chain),
        rows=narrow(rows, inside), learned=data.all_learned(), words=f"{name} trains on folds", internal=True,
    )  # fmt: skip
    model = next((one for one in _objects(call.slot("estimator") or NONE)), None)
    inner.detail.update(
        labels=labels, features=data, name=model.path if model else owner.path if owner else "", role="cv"
    )
    score = score_act(call, narrow(rows, outside), data, frozenset([inner.number]), metric=True, internal=True)
    return inner, score


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


def transform(call: Call) -> Value:
    """Applies what was learned: the statistics come into every row."""
    _box, owner = owner_of(call)
    data = _plain_rows(call)
    if data is UNKNOWN:
        return UNKNOWN
    return applied(call, owner, data)


def _as_projection(
    call: Call, owner: Obj, what: str = "projection", says: str = "learns a projection"
) -> frozenset[int]:
    """What a fitted model adds when it transforms or ranks columns, learned where it was fitted."""
    found: set[int] = set()
    for number in owner.learned:
        act = call.cx.record.acts[number]
        if act.what != "model":
            found.add(number)
            continue
        again = call.cx.record.add(
            "learn", act.place, key=(what, act.rows), rows=act.rows, what=what, strong=True,
            supervised=True, words=act.words.replace("fits a model", says), untyped=act.untyped,
        )  # fmt: skip
        found.add(again.number)
    return frozenset(found)


def applied(call: Call, owner: Obj, data: Data) -> Value:
    """The result of an object on rows."""
    learned = data.all_learned() | _as_projection(call, owner)
    made = data.but(learned=learned, cols={}, column=None, only=None, source=0, gone=frozenset())
    if data.type is not None and data.type.partition(".")[0] == owner.path.partition(".")[0]:
        # A library that transforms its own tables gives tables back, with the model's output as one more column.
        made.fits = data.fits | owner.fits
        return call.cx.fresh(made)
    if data.kind not in {"array", "frame", "series"} or data.type is None:
        made.kind = data.kind or "array"
    else:
        made.kind, made.type = "array", None
    return call.result(made)


def fit_transform(call: Call) -> Value:
    """Learns from rows and applies it to them."""
    box, owner = owner_of(call)
    data, labels = _plain_rows(call), call.data("labels")
    if data is UNKNOWN:
        return call.cx.fresh(UNKNOWN)
    if owner.entry is None:
        learned = data.all_learned() | event(call, data.rows, "statistic")
        made = owner.but(learned=learned)
    else:
        made = learn_object(call, owner, data, labels)
    if box is not None:
        call.cx.write(box, made)
    return applied(call, made, data)


def predict(call: Call) -> Value:
    """A prediction per row."""
    _box, owner = owner_of(call)
    data = call.data("rows")
    if data is UNKNOWN and call.args:
        data = data_of(call.args[0])
    if data is UNKNOWN:
        return call.cx.fresh(UNKNOWN)
    made = Data(data.rows, data.all_learned() | owner.learned, "predictions")
    made.fits = owner.fits
    made.traits = data.traits
    made.order = data.order
    if owner.fits and data.rows:
        score_act(call, data.rows, data, owner.fits, metric=False)
    return call.result(made)


def fit_predict(call: Call) -> Value:
    """Learns from rows and predicts them."""
    fit(call)
    return predict(call)


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


def train(call: Call) -> Value:
    """Fits by a function: the result is the model."""
    data, labels = _plain_rows(call), call.data("labels")
    path = call.entry.slots.get("type")
    entry = call.cx.table.find(path) if isinstance(path, str) else None
    owner = Obj(str(path or call.entry.path), entry if isinstance(entry, ClassEntry) else None)
    if not data.rows and not labels.rows:
        return call.cx.fresh(owner)
    act = fit_act(call, owner, data, labels, "estimator")
    model = call.cx.learn(call.frame, call.pos, data.rows, "model", words=f"{call.name} fits a model", supervised=True)
    made = owner.but(fits=frozenset([act.number]), learned=data.all_learned() | {model.number})
    return call.cx.fresh(made)


def make(call: Call) -> Value:
    """An object of a class, from arguments."""
    path = call.entry.slots.get("type")
    entry = call.cx.table.find(path) if isinstance(path, str) else None
    if isinstance(entry, ClassEntry):
        return class_made(call.cx, call.frame, entry, call.args, call.kwargs, call.pos)
    return call.cx.fresh(Obj(str(path or call.entry.path)))


def pipeline(call: Call) -> Value:
    """A pipeline or union from its steps as positional arguments."""
    path = call.entry.slots.get("type")
    entry = call.cx.table.find(path) if isinstance(path, str) else None
    steps = Seq(tuple(call.args), None, "list")
    found = entry if isinstance(entry, ClassEntry) else None
    attrs: dict[str, Value] = {"(steps": steps, "(transformers": steps, "(transformer_list": steps}
    return call.cx.fresh(Obj(str(path or call.entry.path), found, None, attrs))


def best(call: Call) -> Value:
    """The best model, score or parameters of a finished search; what a selector chose."""
    _box, owner = owner_of(call)
    gives = call.word("gives")
    if gives == "model":
        return call.receiver or UNKNOWN
    made = Data(kind="stat", learned=owner.learned)
    if gives == "importances":
        made.learned = _as_projection(call, owner, "selection", "says which columns matter")
    if gives in {"index", "columns"}:
        made.kind = "columns" if gives == "columns" else "stat"
    return call.cx.fresh(made)


def class_made(
    cx: object, frame: Frame, entry: ClassEntry, args: list[Value], kwargs: dict[str, Value], pos: int
) -> Value:
    """An object of a library class: data for tables, arrays and datasets, otherwise an object with its arguments."""
    from mle_reviewer.flow.context import Context
    from mle_reviewer.flow.effects.tables import constructed
    from mle_reviewer.knowledge.table import CallEntry

    assert isinstance(cx, Context)
    init = entry.init or CallEntry(path=f"{entry.path}.__init__", effect="make", slots={})
    slots = {**entry.slots, **init.slots}
    init = CallEntry(init.path, init.effect, init.params, init.star, init.kwargs, init.defaults, slots, init.keywords)
    call = Call(cx, frame, init, None, args, kwargs, pos)
    if entry.role in {"frame", "series", "array", "dataset", "loader", "grouped", "windowed"}:
        if "rows" in slots:
            data = mix([call.data("rows"), call.data("labels")]) if "labels" in slots else call.data("rows")
        else:
            data = mix([data_of(value) for value in (*args, *kwargs.values())])
        holds = state(args[0] if args else kwargs.get("data", UNKNOWN))
        if data is UNKNOWN and not (entry.role == "frame" and isinstance(holds, Map) and holds.items):
            return cx.fresh(Data(kind=entry.role, type=entry.path))
        if entry.role == "frame" and not args and "data" not in kwargs:
            empty = Data(data.rows, kind="frame", type=entry.path)
            empty.only = names_in(kwargs.get("columns")) or frozenset()
            return cx.fresh(empty)
        made = constructed(call, data).but(column=data.column if entry.role == "series" else None)
        sampler = data_of(kwargs.get("sampler"))
        if sampler.picks:
            made.rows = narrow(made.rows, *sampler.picks)
        made.kind, made.type = kind_of(cx, entry.path) or entry.role, entry.path
        return cx.fresh(made)
    attrs: dict[str, Value] = {"(" + name: value for name, value in kwargs.items()}
    for name, value in zip(init.params, args, strict=False):
        attrs["(" + name] = value
    if init.star is not None and len(args) > len(init.params):
        attrs["(*" + init.star] = Seq(tuple(args[len(init.params) :]))
    owner = Obj(entry.path, entry, None, attrs)
    rows = argument_of(owner, "rows")
    if rows is not None and data_of(rows).rows:
        data, labels = data_of(rows), data_of(argument_of(owner, "labels"))
        if entry.learns is not None:  # objects that learn in the constructor (Word2Vec)
            return cx.fresh(learn_object(call, owner, data, labels))
        attrs["(data"] = rows
    return cx.fresh(owner)


def chosen_function(call: Call) -> Value:
    """max, min, sorted over scores is a choice."""
    values = [data_of(value) for value in (*call.args, *call.kwargs.values())]
    scores = frozenset[int]().union(*(value.scores for value in values))
    if scores and call.name in {"max", "min", "sorted", "nlargest", "argmax", "argmin"}:
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


# --- neural networks in a loop of their own


def forward(call: Call) -> Value:
    """A network called on a batch: predicts, and is trained when the loss goes backward."""
    _box, owner = owner_of(call)
    data = mix([data_of(value) for value in (*call.args, *call.kwargs.values())])
    if data is UNKNOWN:
        return call.cx.fresh(UNKNOWN)
    made = Data(data.rows, data.all_learned() | owner.learned, "predictions", data.type)
    made.fits, made.traits = owner.fits, data.traits
    made.picks = None
    if isinstance(call.receiver, Box):
        made.traits |= {("forward", str(call.cx.identity(call.receiver)))}
    return call.cx.fresh(made)


def backward(call: Call) -> Value:
    """Gradients of a loss: the forward behind it was a training act."""
    data = call.first
    for trait in sorted(data.traits):
        if trait[0] == "forward":
            _trained(call, data, int(trait[1]))
    return NONE


def _trained(call: Call, data: Data, number: int) -> None:
    cx = call.cx
    box = cx.by_identity(number)
    if not isinstance(box, Box) or not isinstance(box.state, Obj):
        return
    owner = box.state
    act = cx.record.add(
        "fit", cx.place(call.frame, call.pos), key=(data.rows, data.all_learned(), number), rows=data.rows,
        learned=frozenset(e for e in data.all_learned() if cx.record.acts[e].what != "model"),
        words="backward() trains",
    )  # fmt: skip
    act.detail.update(labels=UNKNOWN, features=data, validation=UNKNOWN, name=owner.path, role="network")
    cx.write(box, owner.but(fits=owner.fits | {act.number}))


def loss(call: Call) -> Value:
    """A loss: of a network's outputs and targets; judged rows if nobody trains on it."""
    values = [data_of(value) for value in (*call.args, *call.kwargs.values())]
    made = mix(values)
    if made is UNKNOWN:
        return call.cx.fresh(UNKNOWN)
    result = made.but(kind="loss", column=None, picks=None)
    fits = frozenset[int]().union(*(value.fits for value in values))
    if fits and made.rows:
        score_act(call, made.rows, made, fits, metric=False)
    return call.cx.fresh(result)


EFFECTS: Final[dict[str, Effect]] = {
    "fit": fit, "partial-fit": partial_fit, "transform": transform, "fit-transform": fit_transform,
    "predict": predict, "fit-predict": fit_predict, "score": score, "metric": metric, "curve": metric,
    "cross-validate": cross_validate, "train": train, "make": make, "pipeline": pipeline, "best": best,
    "choose": chosen_function,
    "optimize": optimize, "backward": backward, "(network": forward, "(loss": loss, "(layer": forward,
}  # fmt: skip
