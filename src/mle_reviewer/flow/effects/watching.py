"""What watches a fit: the rows held out for it, early stopping, and callbacks of the library and the repository."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal
from mle_reviewer.flow.effects.data_modules import asked, asked_at, own_method
from mle_reviewer.flow.effects.objects import argument_place, objects_in, owner_of
from mle_reviewer.flow.effects.storage import keep
from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.facts.values import NONE, UNKNOWN, Box, Data, Func, Obj, Seq, Value, state
from mle_reviewer.flow.operations.call import Call, Effect, argument_of
from mle_reviewer.knowledge.table import ClassEntry
from mle_reviewer.program import code as ir

_SCORES: Final = "(scores"  # the attribute of a log that holds the scores on the rows that are watched
_CHOOSING: Final = ("monitor", "stopping", "held_out", "restore_best")


def watched(call: Call, model: Box | None = None) -> frozenset[int]:
    """The scores on held-out rows that the fits of an object were watched by."""
    owner = owner_of(call)[1] if model is None else state(model)
    scores = call.cx.record.of("score") if owner.fits else ()
    return frozenset(one.number for one in scores if one.internal and one.metric and one.fits & owner.fits)


def validation_of(call: Call) -> tuple[Value | None, Place]:
    """The rows a fit is given to watch, and the place that gives them: the call, the object's making, or a method."""
    here = call.cx.place(call.frame, call.pos)
    given = asked(call, "watches")
    if given is not None:
        return given, asked_at(call, "watches") or here
    if not is_missing(value := call.slot("validation")):
        return value, argument_place(call.cx, call.frame, call.pos, call.word("validation"))
    value = call.of_object("validation")
    made = call.cx.made_at.get(call.box.number) if call.box is not None else None
    return value, here if made is None else made


def watch(call: Call, act: Act, validation: Data, place: Place) -> Act:
    """The score after each epoch on the rows held out for a fit, and the choice of the best by it."""
    cx = call.cx
    score = cx.record.add(
        "score", place, key=("validation", validation.rows, act.number),
        rows=validation.rows, learned=validation.all_learned(), fits=frozenset([act.number]), internal=True,
        metric=True, words=f"{call.name} watches these rows",
    )  # fmt: skip
    if not act.detail["stopping"]:
        return score
    choice = cx.record.add(
        "choose", place, key=(validation.rows, act.number),
        scores=frozenset([score.number]), rows=validation.rows, fits=frozenset([act.number]),
        words=f"{call.name} stops or keeps the best state by these rows",
    )  # fmt: skip
    choice.detail["early"] = True
    return score


def keep_best(call: Call, owner: Obj) -> None:
    """A callback that writes the best state to a path: who restores that path gets this model."""
    callbacks = call.slot("callbacks") or argument_of(owner, "callbacks")
    for one in objects_in(callbacks) if callbacks is not None else []:
        path = literal(one.attrs.get("(filepath"))
        if isinstance(path, str) and call.receiver is not None:
            keep(call, call.cx.whereabouts(path), call.receiver, f"the best state, to {path!r}", live=True)


def held_out(value: Value | None, trained: Rows) -> Data:
    """The rows given to a fit to watch: of several sets the last that is not the training rows (it stops the fit)."""
    inner = state(value) if value is not None else None
    if isinstance(inner, Seq) and inner.rest is None and inner.kind != "tuple":  # a tuple is one (features, labels)
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
    for one in objects_in(callbacks) if callbacks is not None else []:
        if isinstance(one.entry, ClassEntry) and one.entry.role == "callback" and goes_by_a_score(one.entry):
            monitor = literal(argument_of(one, "monitor"))
            best = argument_of(one, "restore_best")
            keeps = best is None or literal(best) is not False
            held = bool(one.entry.slots.get("held_out")) or monitor is None or "val" in str(monitor)
            held = held or ("train" not in str(monitor) and _logged_there(call, str(monitor)))
            if held and keeps:
                return True
    return False


def _logged_there(call: Call, monitor: str) -> bool:
    """Whether the repository's own model logs what is monitored where it looks at the rows that are watched."""
    model = state(call.slot("model") or UNKNOWN)
    for cls in [model.cls] if isinstance(model, Obj) and model.cls is not None else []:
        method = own_method(cls, "validation_step")
        if method is not None and any(ins[0] == ir.CONST and ins[3] == monitor for ins in method.code.body):
            return True
    return False


def goes_by_a_score(entry: ClassEntry) -> bool:
    """Whether a callback of a library goes by a score: others only write down, draw or change the pace."""
    says = entry.slots if entry.init is None else {**entry.slots, **entry.init.slots}
    return any(name in says for name in _CHOOSING)


def run_hooks(call: Call, owner: Obj, model: Box) -> None:
    """Runs what the repository's own callbacks do during a fit, once for all its rounds."""
    callbacks = call.slot("callbacks") or argument_of(owner, "callbacks")
    for one in _each(callbacks) if callbacks is not None else ():
        inner = state(one)
        if isinstance(inner, Func):
            kind = call.word("logs") or (owner.entry.slots.get("logs") if isinstance(owner.entry, ClassEntry) else None)
            if isinstance(kind, str):
                call.cx.call(call.frame, one, [_log(call, kind, model)], {}, call.pos)
        elif isinstance(inner, Obj) and isinstance(inner.entry, ClassEntry) and isinstance(one, Box):
            hooks = inner.entry.slots.get("hooks")
            for hook in hooks if isinstance(hooks, tuple) else ():
                _run_hook(call, one, str(hook).split(), model)


def _each(value: Value, depth: int = 0) -> Iterator[Value]:
    inner = state(value)
    if isinstance(inner, Seq) and depth < 3:
        for item in inner.items if inner.rest is None else (*inner.items, inner.rest):
            yield from _each(item, depth + 1)
    elif isinstance(inner, (Obj, Func)):
        yield value


def _run_hook(call: Call, box: Box, words: list[str], model: Box) -> None:
    """A method of a callback with what it is given: the model, what trains it, the scores so far, or what is not known.

    A word behind an equals sign is given by the name before it.
    """
    owner = box.state
    assert isinstance(owner, Obj)
    given = owner.attrs.get("(" + words[0])  # a function in the place of the method
    if given is None and (owner.cls is None or own_method(owner.cls, words[0]) is None):
        return
    if "model" not in owner.attrs:
        call.cx.write(box, owner.but(attrs={**owner.attrs, "model": model}))
    assert isinstance(owner.entry, ClassEntry)
    kind = owner.entry.slots.get("logs")
    log = _log(call, kind, model) if isinstance(kind, str) else UNKNOWN
    means: dict[str, Value] = {"model": model, "trainer": call.receiver or UNKNOWN, "log": log}
    args = [means.get(word, UNKNOWN) for word in words[1:] if "=" not in word]
    named = (word.split("=") for word in words[1:] if "=" in word)
    kwargs = {name: means.get(word, UNKNOWN) for name, word in named}
    if given is not None:
        call.cx.call(call.frame, given, args, {}, call.pos)
    else:
        call.cx.method(call.frame, box, words[0], args, kwargs, call.pos)


def _log(call: Call, kind: str, model: Box) -> Value:
    """The log of a fit: the scores on the rows that it watches, and the model."""
    entry = call.cx.table.find(kind)
    scores = Data(kind="score").but(scores=watched(call, model))
    attrs: dict[str, Value] = {"model": model, _SCORES: scores}
    return call.cx.fresh(Obj(kind, entry if isinstance(entry, ClassEntry) else None, None, attrs))


def logged(call: Call) -> Value:
    """What a log says under a name: a score on the watched rows, where the name does not say that it is of others."""
    _box, owner = owner_of(call)
    scores, name = data_of(owner.attrs.get(_SCORES)), literal(call.slot("value"))
    entry = owner.entry
    others = isinstance(entry, ClassEntry) and not entry.slots.get("held_out") and "val" not in str(name)
    if not scores.scores or (isinstance(name, str) and (others or "train" in name)):
        return UNKNOWN
    return call.cx.fresh(scores.but())


def add_callback(call: Call) -> Value:
    """One more callback for the fits of an object."""
    box, owner = owner_of(call)
    known, more = owner.attrs.get("(callbacks"), call.slot("callbacks")
    if box is not None and more is not None:
        items = tuple(_each(known)) if known is not None else ()
        made = Seq((*items, more), None, "list")
        call.cx.write(box, owner.but(attrs={**owner.attrs, "(callbacks": made}))
    return NONE


EFFECTS: Final[dict[str, Effect]] = {"logged": logged, "add-callback": add_callback}
