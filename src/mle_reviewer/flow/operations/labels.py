"""Labels: the rows of a table that stand under labels given one by one, in a list of the code or of a file."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal
from mle_reviewer.flow.facts.rows import Rows, Step, each, is_single, narrow, roots
from mle_reviewer.flow.facts.values import OPAQUE, Data, Seq, Value, state
from mle_reviewer.flow.operations import comparing, lookups

_LABELS: Final = "labels"  # the key of a mask of rows under labels that stand elsewhere: of which source follows
_TELLS: Final = frozenset({"mask", "indices", "index"})  # what says by itself which rows it selects


def steps(cx: Context, data: Data, index: Value) -> tuple[Step, ...] | None:
    """The steps to the rows under these labels; None where it is no list of labels that is given."""
    inner = state(index)
    if isinstance(inner, Seq) and inner.kind != "tuple":
        return _listed(cx, data, inner, index)
    if isinstance(inner, Data) and inner.kind == OPAQUE and inner.rows and data.rows and not inner.fits:
        return of_file(cx, inner.rows) if lookups.told_elsewhere(data, inner) else None
    return None


def _listed(cx: Context, data: Data, labels: Seq, index: Value) -> tuple[Step, ...] | None:
    named = data_of(labels)
    if named.picks is not None or named.kind in _TELLS:
        return None
    if named.rows and data.rows:
        elsewhere = roots(data.rows).isdisjoint(roots(named.rows))
        return of_file(cx, named.rows) if elsewhere else comparing.among(cx, "in", data, named, index).picks
    if labels.rest is None and all(literal(item) is not None for item in labels.items):
        return (("some", ("items", cx.identity(index))),)
    return (("mask", ("value", cx.identity(index)), True),)


def of_file(cx: Context, labels: Rows) -> tuple[Step, ...]:
    """The steps to rows whose labels stand elsewhere: what separates the labels separates the rows under them.

    If the labels come one by one, so do the rows.
    """
    if len(labels) == 1:
        root, taken, _arms = next(iter(labels))
        return (("mask", (_LABELS, root), True), *taken)
    lasts = {taken[-1] if taken else ("",) for _root, taken, _arms in labels}
    turn = tuple(lasts) if len(lasts) == 1 and is_single(next(iter(lasts))) else ()
    return (("mask", (_LABELS, cx.row_set(each(labels)), len(labels)), True), *turn)


def in_turn(cx: Context, data: Data, key: Data) -> Data:
    """What a dict of rows holds under a key taken in its turn; under one of a list elsewhere, of the part of that."""
    turned = lookups.in_turn(data, key)
    if turned is data or not lookups.told_elsewhere(data, key):
        return turned
    return turned.but(rows=narrow(data.rows, *of_file(cx, key.rows)), column=data.column)
