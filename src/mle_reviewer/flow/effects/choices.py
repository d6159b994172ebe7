"""Effects that choose by a score: the best of a search, the highest of several, settings that are tried."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, mix
from mle_reviewer.flow.effects import adding
from mle_reviewer.flow.effects.judging import GATHERED
from mle_reviewer.flow.effects.objects import as_projection, objects_in, owner_of, role_of, tuning
from mle_reviewer.flow.facts.acts import INFERRED
from mle_reviewer.flow.facts.rows import NO_ROWS
from mle_reviewer.flow.facts.values import UNKNOWN, Const, Data, Map, Obj, Seq, Value, state
from mle_reviewer.flow.operations import clamps, containers, curves, neighbours, ranking
from mle_reviewer.flow.operations.call import Call, Effect, argument_of
from mle_reviewer.flow.operations.choosing import choosing
from mle_reviewer.knowledge.table import ClassEntry


def best(call: Call) -> Value:
    """The best model, score or parameters of a finished search; what a selector chose."""
    _box, owner = owner_of(call)
    gives = call.word("gives")
    if gives == "model":
        return _best_model(call, owner)
    if gives in {"score", "scores"}:
        for number in owner.fits:
            inner = call.cx.record.acts[number].detail.get("inner")
            if inner is not None:
                call.cx.record.acts[inner].detail["read"] = True
    gathered = data_of(owner.attrs.get(GATHERED))
    if gathered.scores:
        return call.cx.fresh(Data(kind="score").but(scores=gathered.scores))
    made = Data(kind="stat", learned=tuning(call, owner) if gives == "parameters" else owner.learned)
    if gives == "scores":
        inner = (call.cx.record.acts[number].detail.get("inner") for number in owner.fits)
        made.scores = frozenset(number for number in inner if number is not None)
    fits = owner.fits or _tried(call, owner)
    if gives == "score" and fits:
        call.cx.record.add("read", call.cx.place(call.frame, call.pos), key=fits, fits=fits,
                           words=call.entry.path.rpartition(".")[2])  # fmt: skip
    for number in owner.fits if call.word("infers") else ():
        call.cx.record.acts[number].detail[INFERRED] = True
    if gives == "importances":
        made.learned = as_projection(call, owner, "selection", "says which columns matter")
    if gives in {"index", "columns"}:
        made.kind = "columns" if gives == "columns" else "stat"
    return call.cx.fresh(made)


def _tried(call: Call, owner: Obj) -> frozenset[int]:
    """The fits on folds that a study compared its settings by."""
    acts = call.cx.record.acts
    tuned = {acts[number].place for number in owner.learned if acts[number].what == "tuning"}
    chosen = (act for act in call.cx.record.of("choose") if act.place in tuned)
    return frozenset(fit for act in chosen for score in act.scores for fit in acts[score].fits)


def _best_model(call: Call, owner: Obj) -> Value:
    """The model that a search fitted with the settings it chose."""
    entry = call.cx.table.find(str(call.word("type"))) if call.word("type") else None
    if isinstance(entry, ClassEntry):  # of a class of its own
        return call.cx.fresh(Obj(entry.path, entry, None, None, owner.fits, owner.learned))
    inside = next(iter(objects_in(argument_of(owner, "estimator") or UNKNOWN)), None)
    chosen = tuning(call, owner)
    if inside is None or role_of(owner) != "search" or not chosen:
        return call.receiver or UNKNOWN
    attrs = {**inside.attrs, "(tuned": Data(kind="stat", learned=chosen)}
    return call.cx.fresh(inside.but(attrs=attrs, fits=owner.fits, learned=owner.learned))


def chosen_function(call: Call) -> Value:
    """max, argmax, idxmax … over scores is a choice; with a key, of what the key says of each."""
    key = call.kwargs.get("key")
    if call.receiver is None and key is None and (held := _kept_inside(call)) is not None:
        return held
    if call.receiver is None and (one := clamps.clamped(call.frame, call.args, call.pos)) is not None:
        return one
    among = _among(call)
    grid = isinstance(among, Data) and not among.scores  # settings, or levels that predictions reach
    if key is not None and (grid or isinstance(among, (Seq, Map))):
        element = _candidate(call, among)
        judged = data_of(call.cx.call(call.frame, key, [element], {}, call.pos))
        if judged.scores:
            _chosen_by(call, judged.scores)
            return element
        if isinstance(element, Const) and isinstance(element.value, str) and judged.fits and judged.rows:
            return containers.by_prediction(judged)  # the word that is nearest to what a model said
        if data_of(element).kind == "name" and (seen := choosing(call.cx, judged.all_learned())):
            named = data_of(element)
            return call.cx.fresh(named.but(learned=named.learned | seen))  # the column that is best by a statistic
    given = (*call.args, *call.kwargs.values())
    values = [data_of(value) for value in (given if call.receiver is None else (call.receiver, *given))]
    if len(values) == 1 and curves.of_training(values[0]):
        return call.cx.fresh(curves.read(call.cx, call.frame, values[0], call.pos))
    # How often a score was better than another is no score.
    told = [v for v in values if v.kind != "score-test" and (not v.rows or ranking.only_results(call.cx, v))]
    scores = frozenset[int]().union(*(v.scores for v in told))
    if scores:
        _chosen_by(call, scores)
    elif call.receiver is None and len(call.args) == 1 and key is None and call.name in {"max", "min"}:
        learned = adding.of_values(call, call.args[0])
        if learned is not None:
            return learned
    made = mix(values)
    number = scores or (made.scores and made.kind != "predictions")  # of a row: the class they name
    return call.cx.fresh(made.but(rows=NO_ROWS) if number else made) if made is not UNKNOWN else UNKNOWN


def _among(call: Call) -> object:
    """What a choice by a key is made among: elements of one thing, or several things, less what tries begin with."""
    if len(call.args) > 1:
        return Seq(tuple(value for value in call.args if data_of(value).scores) or tuple(call.args))
    among: object = state(call.args[0]) if call.args else UNKNOWN
    return among


def _candidate(call: Call, among: object) -> Value:
    """One of those that a choice is made among: of a dict, a key."""
    if isinstance(among, Map):
        first = next(iter(among.items), None)
        return (among.keys or call.cx.fresh(UNKNOWN)) if first is None else Const(first)
    return containers.any_of(call.cx, among) if isinstance(among, Seq) else call.cx.fresh(UNKNOWN)


def _kept_inside(call: Call) -> Value | None:
    """A running number that is kept within the ends of a sequence (`max(0, i - 3)`): but for the ends, it is itself."""
    given = call.args if len(call.args) == 2 else []
    running = [value for value in given if neighbours.place_of(value) is not None]
    ends = [value for value in given if isinstance(value, Const) and neighbours.place_of(value) is None]
    return running[0] if len(running) == len(ends) == 1 else None


def _chosen_by(call: Call, scores: frozenset[int]) -> None:
    ranking.taken(call.cx, call.cx.place(call.frame, call.pos), scores, call.name)
    if call.name in ranking.READING and "key" not in call.kwargs:
        ranking.told(call.cx, call.cx.place(call.frame, call.pos), scores, call.name)


def optimize(call: Call) -> Value:
    """Calls an objective for many settings and keeps the best by what it returns."""
    function = call.slot("function") or (call.args[0] if call.args else UNKNOWN)
    more = call.slot("arguments")
    given = state(more) if more is not None else None
    # One argument that is no tuple is given as it is.
    further = list(given.items) if isinstance(given, Seq) else [more] if more is not None and data_of(more).rows else []
    result = data_of(call.cx.call(call.frame, function, [call.cx.fresh(UNKNOWN), *further], {}, call.pos))
    if result.scores:
        act = call.cx.record.add("choose", call.cx.place(call.frame, call.pos), key=result.scores, scores=result.scores,
                                 words=f"{call.name} keeps the best score")  # fmt: skip
        act.detail["optimized"] = True
        _tuned(call, result.scores)
    return call.cx.fresh(Data(kind="stat"))


def _tuned(call: Call, scores: frozenset[int]) -> None:
    """A study whose settings were compared by inner folds has seen all rows that those were cut from."""
    acts = call.cx.record.acts
    inner = [acts[number] for number in sorted(scores) if acts[number].internal]
    box, owner = owner_of(call)
    if box is None or not inner:
        return
    learned = set(owner.learned)
    for score in inner:
        rows = frozenset((root, steps[:-1], arms) for root, steps, arms in score.rows)
        act = call.cx.learn(call.frame, call.pos, rows, "tuning", words=f"{call.name} chooses settings", strong=False)
        learned.add(act.number)
    call.cx.write(box, owner.but(learned=frozenset(learned)))


EFFECTS: Final[dict[str, Effect]] = {"best": best, "choose": chosen_function, "optimize": optimize}
