"""Calls of something not known: what they give has something of all that they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.effects import answered
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import HANDED, LISTED, MIXED, OPAQUE, UNKNOWN, Data, Value, state
from mle_reviewer.flow.operations import comparing, containers, opaque, prompts
from mle_reviewer.flow.operations.row_numbers import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def unknown(
    cx: Context,
    args: list[Value],
    kwargs: Mapping[str, Value],
    pos: int,
    frame: Frame,
    name: str = "",
    *,
    receiver: Value | None = None,
) -> Value:
    """A call of something not known: its result has something of every argument, and nothing is learned.

    Without rows among the arguments it is opaque; `name` is what the code calls it, "" where it gives no rows.
    A method has something of its `receiver` as well; a text whose method is called is not put to any model by that.
    """
    given = [*args, *kwargs.values()]
    values = given if receiver is None else [receiver, *given]
    made = opaque.numbered(containers.mixed(cx, values), name, values)
    if made is UNKNOWN:
        return opaque.made(cx, frame, name, values, pos)
    if len(values) == 2 and (held := comparing.held_against(cx, *map(data_of, values))) is not None:
        return cx.fresh(held)
    if (shows := data_of(made)).traits and prompts.shown(cx, shows) and (receiver is None or _shows(cx, given)):
        return cx.fresh(answered(cx, frame, pos, shows))
    if type(made) is Data:
        kind = made.kind if len(values) == 1 or made.kind in {"row", OPAQUE} else ""
        traits = made.traits - {LISTED}  # what comes of a file's name is mostly what stands in it
        traits |= {MIXED} if len(roots(made.rows)) > 1 else set()
        rows = rows_of(made)
        traits = _handed(cx, traits, frame, pos)
        made = made.but(rows=rows, kind=kind, column=None, picks=None, parts=None, source=0, view=None, traits=traits)
        if kind == "dataset" and name[:1].isupper():  # an object of another class, by Python's spelling
            made.type = None
        return cx.fresh(made)
    inner = state(made)
    if isinstance(inner, Data):
        # A new object: what the call did not do in place, it did to its result.
        traits = _handed(cx, inner.traits - {LISTED}, frame, pos)
        return cx.fresh(inner.but(rows=rows_of(inner), column=None, picks=None, parts=None, traits=traits))
    return made


def _handed(cx: Context, traits: frozenset[tuple[str, ...]], frame: Frame, pos: int) -> frozenset[tuple[str, ...]]:
    """The traits of what an unknown call made of rows: nobody saw whether it is of all of them."""
    number = cx.number((HANDED, cx.place(frame, pos)))
    return frozenset(trait for trait in traits if trait[0] != HANDED) | {(HANDED, str(number))}


def _shows(cx: Context, values: list[Value]) -> bool:
    """Whether one of some values is a text that shows examples."""
    return any(prompts.shown(cx, data_of(one)) for one in values)


__all__ = ["unknown"]
