"""Effects of neural networks that are trained in a loop of their own: forward, loss, backward."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, mix
from mle_reviewer.flow.effects.layers import FORWARD, spread
from mle_reviewer.flow.effects.objects import owner_of
from mle_reviewer.flow.effects.trials import score_act
from mle_reviewer.flow.facts.rows import each_since
from mle_reviewer.flow.facts.values import HITS, NONE, UNKNOWN, Box, Data, Obj, Value
from mle_reviewer.flow.operations.call import Call, Effect

FED: Final = "fed"  # the trait of a network's output: an act that its input was made with


def forward(call: Call) -> Value:
    """A network called on a batch: predicts, and is trained when the loss goes backward."""
    _box, owner = owner_of(call)
    data = mix([data_of(value) for value in (*call.args, *call.kwargs.values())])
    if data is UNKNOWN:
        return call.cx.fresh(UNKNOWN)
    made = Data(data.rows, data.all_learned() | owner.learned, "predictions", data.type)
    made.fits, made.traits = owner.fits, data.traits
    made.picks = None
    # What goes into the network, so that what a loss takes beside its output is told apart: the target.
    made.traits |= {(FED, str(number)) for number in made.learned}
    for number in owner.fits if data.rows else ():
        call.cx.record.acts[number].detail.setdefault("asked of", set()).add(data.rows)
    if isinstance(call.receiver, Box):
        made.traits |= {(FORWARD, str(call.cx.identity(call.receiver)))}
    return call.result(made)


def backward(call: Call) -> Value:
    """Gradients of a loss: the forward behind it was a training act."""
    data = call.first
    for trait in sorted(data.traits):
        if trait[0] == FORWARD:
            _trained(call, data, int(trait[1]))
    return NONE


def _trained(call: Call, data: Data, number: int) -> None:
    cx = call.cx
    box = cx.by_identity(number)
    if not isinstance(box, Box) or not isinstance(box.state, Obj):
        return
    owner = box.state
    rows = each_since(data.rows, cx.began, box.number)  # the same network in every round: it has seen what all show
    act = cx.record.add(
        "fit", cx.place(call.frame, call.pos), key=(rows, data.all_learned(), number), rows=rows,
        learned=frozenset(e for e in data.all_learned() if cx.record.acts[e].what != "model"),
        words="backward() trains",
    )  # fmt: skip
    fed = {int(trait[1]) for trait in data.traits if trait[0] == FED}
    beside = act.learned - fed
    labels = Data(learned=beside) if beside else UNKNOWN  # known by what they alone were made with
    act.detail.update(labels=labels, features=data, validation=UNKNOWN, name=owner.path, role="network")
    cx.write(box, owner.but(fits=owner.fits | {act.number}))
    spread(cx, owner, act.number)


def loss(call: Call) -> Value:
    """A loss: of a network's outputs and targets; judged rows if nobody trains on it."""
    values = [data_of(value) for value in (*call.args, *call.kwargs.values())]
    made = mix(values)
    if made is UNKNOWN:
        return call.cx.fresh(UNKNOWN)
    result = made.but(kind="loss", column=None, picks=None, traits=made.traits - {HITS})  # a number, right or wrong
    says = call.word("type")
    result.type = says if isinstance(says, str) else result.type
    fits = frozenset[int]().union(*(value.fits for value in values))
    if fits and made.rows:
        act = score_act(call, made.rows, made, fits, metric=False)
        act.detail["loss"] = True
        result.scores = frozenset([act.number])
    return call.cx.fresh(result)


def mode(call: Call) -> Value:
    """train() and eval() give the network back, so that calls can be chained."""
    return call.receiver if call.receiver is not None else NONE


EFFECTS: Final[dict[str, Effect]] = {
    "mode": mode,
    "forward": forward,
    "backward": backward,
    "(network": forward,
    "(loss": loss,
    "loss": loss,
    "(layer": forward,
}
