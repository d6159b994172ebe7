"""Layers and networks within networks: what trains the whole trains them, and they are used by themselves later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.effects.objects import driven, owner_of, role_of
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.overlaps import Overlap, overlap
from mle_reviewer.flow.facts.rows import Rows, contains
from mle_reviewer.flow.facts.values import NO_IDS, Box, Data, Learned, Obj, Seq, Value, state
from mle_reviewer.flow.operations.call import Call

FORWARD: Final = "forward"  # the trait of what a network or layer gave: the number of that
_DEEPEST: Final = 5  # networks within networks
_NETWORKS: Final = frozenset({"network", "trainer"})
_ROLES: Final = frozenset({"network", "layer"})


def spread(cx: Context, owner: Obj, number: int) -> None:
    """What trains a network trains the networks and layers that it is made of."""
    for box, inner in inside(cx, owner):
        if number not in inner.fits:
            cx.write(box, inner.but(fits=inner.fits | {number}))


def judged_fits(call: Call) -> frozenset[int]:
    """The fits of the model that is judged; of a network made of trained layers, those of the layers."""
    model = driven(call)
    owner = owner_of(call)[1]
    found = (model[1].fits if model is not None else NO_IDS) or owner.fits
    if found or role_of(owner) != "network":
        return found
    return frozenset[int]().union(*(inner.fits for _box, inner in inside(call.cx, owner)))


def coded(cx: Context, data: Data, own: frozenset[int] = NO_IDS) -> Learned:
    """What networks but one's `own`, which made features of rows, had learned from the rows they were trained on."""
    found: set[int] = set()
    for number in sorted(data.fits - own):
        act = cx.record.acts[number]
        if act.kind == "fit" and act.detail.get("role") in _NETWORKS and _asked_in_sample(act, data.rows):
            made = cx.record.add(
                "learn", act.place, key=("embedding", act.rows), rows=act.rows, what="embedding",
                words=f"a network's training ({act.words}) learns an embedding", strong=True,
            )  # fmt: skip
            found.add(made.number)
    return frozenset(found)


def _asked_in_sample(fit: Act, rows: Rows) -> bool:
    """Whether what a network says of rows comes from asking it of rows that it was trained on, too: not out of fold."""
    asked = fit.detail.get("asked of", ())
    return any(contains(one, rows) and overlap(one, fit.rows)[0] is Overlap.MUST for one in asked)


def inside(cx: Context, owner: Obj, depth: int = 0) -> Iterator[tuple[Box, Obj]]:
    """The networks and layers that a network is made of, outer ones first."""
    seen: set[int] = set()
    for value in owner.attrs.values() if depth < _DEEPEST else ():
        for box in _boxes(cx, value):
            inner = box.state
            if isinstance(inner, Obj) and role_of(inner) in _ROLES and box.number not in seen:
                seen.add(box.number)
                yield box, inner
                yield from inside(cx, inner, depth + 1)


def _boxes(cx: Context, value: Value) -> Iterator[Box]:
    """The objects that a value is, that it holds in a list, or that it went through."""
    inner = state(value)
    if isinstance(inner, Obj) and isinstance(value, Box):
        yield value
    elif isinstance(inner, Seq):
        for item in (*inner.items, *((inner.rest,) if inner.rest is not None else ())):
            yield from _boxes(cx, item)
    elif isinstance(inner, Data):
        for number in sorted(int(trait[1]) for trait in inner.traits if trait[0] == FORWARD):
            found = cx.by_identity(number)
            if isinstance(found, Box):
                yield found
