"""Repeats: lists that get more than one example of the same row, and what that does to their rows."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.rows import Step, each, narrow
from mle_reviewer.flow.facts.values import OPAQUE, Box, Data, Seq, Value, state


def again(cx: Context, box: Box, seq: Seq, value: Value) -> bool:
    """Whether a list that outlives a loop gets a second example made of one and the same element of the loop."""
    new = data_of(value)
    if not new.rows or not (seq.items or seq.rest) or any(step[0] == "grown" for atom in new.rows for step in atom[1]):
        return False
    last = {next((step for step in reversed(atom[1]) if step in cx.began), None) for atom in new.rows}
    if any(step is None or box.number > cx.began[step] for step in last):
        return False
    known = [data_of(item) for item in (*seq.items, *([seq.rest] if seq.rest is not None else []))]
    return any(
        each(one.rows) == each(new.rows)
        and (one.column, one.only) == (new.column, new.only)
        and not one.kind == new.kind == OPAQUE  # two things made of it in a way nobody knows may be two parts of it
        for one in known
    )


def marked(cx: Context, seq: Seq, value: Value) -> tuple[Seq, list[Value]]:
    """The same with the mark of repeated examples on every element."""
    rows = data_of(value).rows
    place = cx.record.acts[-1].place if cx.here is None else cx.here
    act = cx.record.add("grow", place, key=("again", rows), rows=rows, words="the loop", untyped=True)
    step = cx.record.cut(("grown", act.number), act)
    rest = None if seq.rest is None else narrowed(cx, seq.rest, step)
    return Seq(tuple(narrowed(cx, item, step) for item in seq.items), rest, seq.kind), [narrowed(cx, value, step)]


def narrowed(cx: Context, value: Value, step: Step, depth: int = 0) -> Value:
    """A value or tuple of values with one more step on their rows."""
    inner = state(value)
    if isinstance(inner, Data):
        return cx.fresh(inner.but(rows=narrow(inner.rows, step))) if inner.rows else value
    if isinstance(inner, Seq) and depth < 2:
        items = tuple(narrowed(cx, item, step, depth + 1) for item in inner.items)
        return Seq(items, inner.rest, inner.kind)
    return value
