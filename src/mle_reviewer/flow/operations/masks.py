"""Masks and row numbers: the rows of a table or an array that another value selects."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.rows import Step, contains, narrow, picked
from mle_reviewer.flow.facts.values import ANEW, OPAQUE, UNKNOWN, Data, Value
from mle_reviewer.flow.operations import (
    comparing,
    constants,
    frames,
    heads,
    leads,
    lookups,
    order,
    rating,
    scattering,
    verdicts,
)
from mle_reviewer.flow.operations.choosing import choosing

_BY_PLACE: Final = frozenset({"array", "indices", "frame", "series"})


def by_rows(cx: Context, data: Data, selector: Data, index: Value) -> Data:
    """The rows that a mask, an index array or another value's index selects."""
    part = heads.of_part(cx, data, _selected(cx, data, selector, index), selector, selector.picks or ())
    return rating.caught(cx, data, selector, rating.chosen(cx, data, selector, part))


def _selected(cx: Context, data: Data, selector: Data, index: Value) -> Data:
    if selector.kind == "name-mask":
        return frames.by_columns(data, selector)
    if told := frozenset(trait for trait in selector.traits if trait[0] in {"latest", ANEW, leads.EARLIER}):
        data = data.but(traits=data.traits | told)
    if selector.kind == "index" and selector.rows:
        if fields := lookups.beside(data.rows, selector.rows):
            return data.but(rows=fields, column=data.column)
        if contains(data.rows, own := lookups.transferred(data.rows, selector.rows)):
            return data.but(rows=own, column=data.column)
        return data.but(rows=narrow(data.rows, ("mask", ("index", cx.row_set(selector.rows)), True)))
    if selector.kind == "mask" and any(trait[0] == "border" for trait in selector.traits):
        data = data.but(traits=data.traits | {order.BORDERED})
    if (nearest := lookups.of_neighbours(cx, data, selector)) is not None:
        return nearest
    if selector.fits and verdicts.PLACES in selector.traits and verdicts.is_truth(cx, selector, data):
        return verdicts.in_their_order(cx, selector, data)
    if selector.picks is not None:
        here = order.at(data.order, selector.picks)
        narrowed = data.but(rows=picked(constants.chosen(data, here), here), picks=None)
        if selector.kind == "indices" and not here and selector.order:  # all of them, in the order of the numbers
            narrowed = order.as_drawn(cx, narrowed, selector.order)
        if data.picks is not None and (selector.kind == "indices" or (data.kind == "indices" and not selector.rows)):
            narrowed.picks = (*data.picks, *selector.picks)
        return narrowed
    if data.kind in _BY_PLACE and (drawn := scattering.places(cx, selector)) is not None:
        if data.picks is not None:
            return data.but(picks=(*data.picks, drawn))
        return data.but(rows=narrow(data.rows, drawn), column=data.column)
    if selector is UNKNOWN or not selector.rows or selector.kind == OPAQUE:
        if data.kind in {"frame", "dataset"} and selector.kind != "indices":
            return frames.carrying(data.but(column=None, only=None, source=0), choosing(cx, selector.all_learned()))
        return data.but(rows=narrow(data.rows, untold(cx, index)))
    if selector.kind in {"series", "array", ""} and lookups.drawn_from(data.rows, selector.rows):
        return data.but(rows=selector.rows, column=data.column)  # labels that were drawn from those of these rows
    if data.kind in frames.TABLES and (flag := lookups.flag(data, selector)) is not None:
        return data.but(rows=narrow(data.rows, flag), column=data.column)
    # Row numbers that nobody could follow may be any part, also the complement of a known one; a mask is a condition.
    chosen = comparing.as_mask(cx, index)
    if selector.kind in {"indices", "array", "index", "predictions"}:
        chosen = ("some", ("value", cx.identity(index)))
    chosen_rows = data.but(rows=narrow(data.rows, chosen), column=data.column)
    if chosen[0] == "some":
        chosen_rows.parts = None  # values of whatever rows, in whatever order
    if not data.kind and not selector.kind:
        chosen_rows.source, chosen_rows.only = 0, None  # of two things nobody knows, these may also be columns
    return chosen_rows


def untold(cx: Context, index: Value) -> Step:
    """The step to the rows at places nobody could follow: others each time where their origin is unknown, too."""
    if index is UNKNOWN:
        return ("some", ("unknown", cx.identity(object())))
    return ("mask", ("value", cx.identity(index)), True)
