"""Effects of gradients as functions (`grad(loss)(weights, x, y)`): whoever asks for one trains weights on the rows."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, mix
from mle_reviewer.flow.effects.objects import owner_of
from mle_reviewer.flow.facts.rows import NO_ROWS, each, union
from mle_reviewer.flow.facts.values import UNKNOWN, Data, Obj, Seq, Value
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.knowledge.table import CallEntry, ClassEntry

_OF: Final = "(of"  # the attribute that holds the loss
_ASKED: Final = CallEntry(path="gradient", effect="(gradient asked")
_BOTH: Final = CallEntry(path="gradient", effect="(gradient asked", slots={"returns": "pair"})
_CLASSES: Final = {
    said: ClassEntry(path="gradient", role="plain", methods={"__call__": says})
    for said, says in ((None, _ASKED), ("pair", _BOTH))
}


def gradient(call: Call) -> Value:
    """The gradient of a function, as a function."""
    function = call.slot("function")
    if function is None:
        return UNKNOWN
    entry = _CLASSES["pair" if call.word("returns") == "pair" else None]
    return call.cx.fresh(Obj(entry.path, entry, None, {_OF: function}))


def asked(call: Call) -> Value:
    """A gradient at some weights for some rows: weights that it is taken from have seen these rows."""
    cx = call.cx
    _box, owner = owner_of(call)
    before = len(cx.record.acts)
    lost = cx.call(call.frame, owner.attrs.get(_OF) or UNKNOWN, list(call.args), dict(call.kwargs), call.pos)
    given = mix([data_of(value) for value in (*call.args, *call.kwargs.values())])
    rows = given.rows
    for act in cx.record.acts[before:] if not rows else ():  # of a function that finds its rows around it
        rows = union(rows, act.rows) if act.kind in {"learn", "score", "predict"} else rows
    if not rows:
        return Seq((lost, UNKNOWN)) if call.word("returns") == "pair" else UNKNOWN
    rows = each(rows)
    learned = frozenset(
        number for number in given.all_learned() | data_of(lost).all_learned()
        if number < before and cx.record.acts[number].what != "model"
    )  # fmt: skip
    fit = cx.record.add(
        "fit", cx.place(call.frame, call.pos), key=(rows, learned, "gradient"), rows=rows, learned=learned,
        words="the gradient trains",
    )  # fmt: skip
    fit.detail.update(labels=UNKNOWN, features=given, validation=UNKNOWN, name="gradient", role="network")
    slope = cx.fresh(Data(NO_ROWS, kind="parameters").but(fits=frozenset([fit.number])))
    return Seq((lost, slope)) if call.word("returns") == "pair" else slope


EFFECTS: Final[dict[str, Effect]] = {"gradient": gradient, "(gradient asked": asked}
