"""Classes of the repository: one with `fit` and `predict` is a model all the same; what fields start from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.effects import EFFECTS
from mle_reviewer.flow.effects.fitting import learn_object
from mle_reviewer.flow.effects.objects import objects_in
from mle_reviewer.flow.facts.acts import WRITTEN_HERE
from mle_reviewer.flow.facts.values import NONE, Box, Cls, Data, Func, Obj, Value, state
from mle_reviewer.flow.machine import attributes
from mle_reviewer.flow.operations.call import Call
from mle_reviewer.knowledge.table import CallEntry, ClassEntry

_PREDICTS: Final = ("predict", "predict_proba", "decision_function")
_RECOMMENDS: Final = ("recommend", "recommend_for", "recommend_items")  # of what else somebody has, no labels
PROTOCOL: Final = frozenset(("fit", "score", *_PREDICTS, *_RECOMMENDS))
_FIT: Final = CallEntry(
    path="fit", effect="fit", params=("X", "y"), defaults={"y": None}, slots={"rows": "X", "labels": "y"}
)
_PREDICT: Final = CallEntry(path="predict", effect="predict", params=("X",), slots={"rows": "X"})
_SCORE: Final = CallEntry(path="score", effect="score", params=("X", "y"), slots={"rows": "X", "labels": "y"})
_MODEL: Final = ClassEntry(path="", role="estimator")


def done(
    cx: Context, frame: Frame, receiver: Value, method: Func, given: Sequence[Value], made: Value, pos: int, before: int
) -> Value:
    """What a method of a repository class gave, with what the protocol of models adds where the code did not show it.

    `given` are the arguments in the order of the parameters, `before` how many acts there were.
    """
    name = method.code.name
    if name == "fit":
        _fitted(cx, frame, receiver, method, given, pos, before)
        return made
    owner = state(receiver)
    if not given or not isinstance(owner, Obj) or not owner.fits:
        return made
    inner = state(made)
    if (says(name) or name in _RECOMMENDS) and not (isinstance(inner, Data) and inner.fits):
        return _as(cx, frame, _PREDICT, receiver, _asked(owner, given), pos)
    if name == "score" and not (isinstance(inner, Data) and inner.scores):
        return _as(cx, frame, _SCORE, receiver, given, pos)
    return made


def _fitted(
    cx: Context, frame: Frame, receiver: Value, method: Func, given: Sequence[Value], pos: int, before: int
) -> None:
    owner = state(receiver)
    if not isinstance(receiver, Box) or not isinstance(owner, Obj) or owner.cls is None or not given:
        return
    recommends = any(isinstance(attributes.find(owner.cls, name), Func) for name in _RECOMMENDS)
    if not recommends and not _predicts(owner.cls):
        return
    name = f"{owner.cls.code.name}.{method.code.name}"
    acts = cx.record.acts
    again = bool(owner.fits) and all(acts[number].detail.get("name") == name for number in owner.fits)
    if not again and (owner.fits or any(act.kind == "fit" for act in acts[before:]) or _holds_fitted(owner)):
        return  # the code shows what it trains
    call = Call(cx, frame, _FIT, receiver, list(given[:2]), {}, pos)
    data, labels = call.data("rows"), call.data("labels")
    if labels.fits and not data.fits:
        data, labels = labels, data  # `fit(truth, predictions)`: what models say is what it learns from
    if not data.rows or not (labels.rows or recommends):
        return
    trained = learn_object(call, Obj(name, _MODEL, attrs=owner.attrs), data, labels)
    for number in trained.fits:
        acts[number].detail[WRITTEN_HERE] = True  # perhaps it seeks a threshold alone
    cx.write(receiver, owner.but(fits=trained.fits, learned=owner.learned | trained.learned))


def _asked(owner: Obj, given: Sequence[Value]) -> Sequence[Value]:
    """What a model is asked about: not the rows that it hands to a method of its own because it remembers them."""
    held = list(owner.attrs.values())
    if not any(given[0] is value for value in held):
        return given
    for place, value in enumerate(given):
        inner = state(value)
        if isinstance(inner, Data) and inner.rows and not any(value is one for one in held):
            return given[place:]
    return given


def says(name: str) -> bool:
    """Whether a method is called as one that predicts, be it one row (`predict_one`)."""
    return name in _PREDICTS or name.startswith("predict_")


def _predicts(cls: Cls) -> bool:
    """Whether a class, or one that it is derived from, has a method that predicts."""
    if any(isinstance(attributes.find(cls, name), Func) for name in _PREDICTS):
        return True
    return any(says(name) and isinstance(value, Func) for name, value in cls.names.items())


def _holds_fitted(owner: Obj) -> bool:
    return any(one.fits for value in owner.attrs.values() for one in objects_in(value))


def _as(cx: Context, frame: Frame, says: CallEntry, receiver: Value, given: Sequence[Value], pos: int) -> Value:
    return EFFECTS[says.effect](Call(cx, frame, says, receiver, list(given[: len(says.params)]), {}, pos))


def in_order(method: Func, args: Sequence[Value], kwargs: dict[str, Value]) -> list[Value]:
    """The arguments of a method in the order of its parameters, up to the first that was not given."""
    given = list(args)
    for name in method.code.params[1 + len(given) :]:
        if name not in kwargs:
            break
        given.append(kwargs[name])
    return [value for value in given if value is not NONE]
